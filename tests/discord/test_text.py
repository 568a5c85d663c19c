"""Text as Discord shows it: as typed, and without effect."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.discord import text
from bot.panels import Bold, Code, MemberId, Mention, Moment, MomentStyle, Span, Text
from tests.discord.hostile import NAUGHTY

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("**bold**", r"\*\*bold\*\*"),
        ("a_b ~~c~~ ||d|| `e`", r"a\_b \~\~c\~\~ \|\|d\|\| \`e\`"),
        ("# title", r"\# title"),
        ("-# small", r"\-# small"),
        ("> quote", r"\> quote"),
        ("one\n- two\n  + three", "one\n\\- two\n  \\+ three"),
        ("1. one", r"1\. one"),
        ("3.14 is pi", "3.14 is pi"),
        ("a - b > c", "a - b > c"),
        ("<@1> <#2> </quiz:3> <t:0:R>", "\\<@\u200b1> \\<#2> \\</quiz:3> \\<t:0:R>"),
        ("<:smile:4> <https://a.b>", r"\<:smile:4> \<https\://a.b>"),
        ("[a](https://b.c)", r"\[a](https\://b.c)"),
        ("@everyone and ada@b.c", "@\u200beveryone and ada@b.c"),
        ("discord.gg/x and Discord is.", "discord\\.gg/x and Discord is."),
        ("back\\slash", r"back\\slash"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("a\u200bb\ufeff\x00", "ab"),
        ("a\u200db", "ab"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("x² ≤ 3 — “ok”", "x² ≤ 3 — “ok”"),
    ],
)
def test_what_has_a_meaning_is_escaped_and_the_rest_left_alone(
    typed: str, written: str
) -> None:
    assert text.escape(typed) == written


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (Text("2*3"), r"2\*3"),
        (Bold("so *it* is"), r"**so \*it\* is**"),
        (Bold(" spaced "), " **spaced** "),
        (Bold(""), ""),
        (Code("a*b"), "`a*b`"),
        (Code("a`b\nc"), "`aˋb c`"),
        (Mention(MemberId("discord:1"), "@here_ada"), "@\u200bhere\\_ada"),
        (Moment(NOON), "<t:1795435200:f>"),
        (Moment(NOON, MomentStyle.DATE), "<t:1795435200:D>"),
        (Moment(NOON, MomentStyle.TIME), "<t:1795435200:t>"),
        (Moment(NOON, MomentStyle.RELATIVE), "<t:1795435200:R>"),
        (Moment(NOON, MomentStyle.COUNTDOWN), "<t:1795435200:R>"),
    ],
)
def test_each_span_has_its_form(span: Span, written: str) -> None:
    assert text.spans((span,), 100) == written


def test_what_has_no_room_ends_in_an_ellipsis_and_never_inside_a_mark() -> None:
    assert text.spans((Text("abc"), Bold("defghij")), 10) == "abc**de…**"
    assert text.spans((Text("abcdef"), Moment(NOON)), 10) == "abcdef…"
    assert text.spans((Text("*" * 10),), 8) == r"\*\*\*…"


def test_a_quote_has_its_bar_on_every_line() -> None:
    assert text.quote("a\n# b", 100) == "> a\n> \\# b"


def test_a_block_ends_with_its_fence_however_long_the_text() -> None:
    assert text.block("x" * 100, 20) == "```\n" + "x" * 11 + "…\n```"


def test_a_label_is_one_line() -> None:
    assert text.plain("one\ntwo\t three", 9) == "one two…"


@given(st.text(max_size=300), st.integers(1, 200))
def test_a_line_never_outgrows_its_room(typed: str, room: int) -> None:
    assert len(text.spans((Text(typed), Bold(typed), Code(typed)), room)) <= room


DOES_SOMETHING = re.compile(
    r"@everyone|@here|<@[!&]?\d|(?<!\\)<[#/:at]|\w://\S|(?<!\\)\[[^]]*\]\("
    r"|discord\.gg|(?m:^\s*(?:#{1,3} |-# |>|[-*+] |\d+\. ))"
    r"|[\u202a-\u202e\u2066-\u2069]",
    re.IGNORECASE,
)


@pytest.mark.parametrize("typed", NAUGHTY)
def test_nothing_pings_links_or_formats(typed: str) -> None:
    assert DOES_SOMETHING.search(text.escape(typed)) is None


@given(st.lists(st.sampled_from([*"@<>#[]()*_~`|\\:/!&- \n1.", "everyone", "://"])))
def test_no_mixture_of_signs_pings_or_links(signs: list[str]) -> None:
    assert DOES_SOMETHING.search(text.escape("".join(signs))) is None

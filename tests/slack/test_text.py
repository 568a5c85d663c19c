"""Text as Slack shows it: as typed, and without effect."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import text
from bot.panels import Bold, Code, Moment, MomentStyle, Span, Text
from tests.discord.hostile import NAUGHTY

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("a & b", "a &amp; b"),
        ("<!channel> <@U1> <#C1>", "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt;"),
        ("<https://evil.example|bank>", "&lt;https://evil.example|bank&gt;"),
        ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
    ],
)
def test_what_slack_reads_as_markup_is_escaped(typed: str, written: str) -> None:
    assert text.escape(typed) == written


@pytest.mark.parametrize("typed", NAUGHTY)
def test_nothing_can_ping_or_link(typed: str) -> None:
    assert "<" not in text.escape(typed)


@pytest.mark.parametrize(
    ("style", "format", "fallback"),
    [
        (MomentStyle.DATE, "{date_long}", "23 November 2026"),
        (MomentStyle.TIME, "{time}", "12:00 UTC"),
        (
            MomentStyle.DATETIME,
            "{date_short_pretty} {time}",
            "23 November 2026, 12:00 UTC",
        ),
        (
            MomentStyle.RELATIVE,
            "{date_short_pretty} {time}",
            "23 November 2026, 12:00 UTC",
        ),
        (MomentStyle.COUNTDOWN, "{time_secs}", "12:00:00 UTC"),
    ],
)
def test_a_moment_is_told_in_the_readers_zone(
    style: MomentStyle, format: str, fallback: str
) -> None:
    (made,) = text.spans((Moment(NOON, style),))

    assert (made["format"], made["fallback"]) == (format, fallback)
    assert made["timestamp"] == 1795435200


@pytest.mark.parametrize("span", [Text(""), Bold("\u200b"), Code(" \n ")])
def test_a_span_with_nothing_in_it_is_left_out(span: Span) -> None:
    assert text.spans((span,)) == []


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("Type /help to see them all.", "Type /study help to see them all."),
        ("/drop set and /deck show", "/study drop set and /study deck show"),
        ("no /quizz, no /drops", "no /quizz, no /drops"),
        ("see /helpful and https://a.b/quiz", "see /helpful and https://a.b/quiz"),
    ],
)
def test_commands_are_named_behind_the_one_there_is(said: str, spoken: str) -> None:
    assert text.spoken(said) == spoken


def test_a_text_is_cut_to_what_it_takes_on_the_wire() -> None:
    def write(part: str) -> Any:
        return {"text": part}

    assert text.fit("abcdef", 100, write) == {"text": "abcdef"}
    assert text.fit('"' * 20, 21, write) == {"text": '""""…'}
    assert text.fit("abc", 5, write) is None


@given(st.text(max_size=300), st.integers(12, 400))
def test_a_text_never_outgrows_its_room(typed: str, room: int) -> None:
    made = text.fit(typed, room, lambda part: [part])

    assert text.size(made) <= room

"""Texts that are made to break the typesetting, or to keep it busy.

Most of these would take hours or gigabytes if anything in them grew with a power of its
length: there is no clock here, they only have to come to an end.
"""

import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.typeset import Drawn, Face, FaceKind, Mark, Theme, alt, draw, faults, formulas
from bot.typeset.kept import LARGE, Kept
from bot.typeset.math import TooMuch, set_formula
from bot.typeset.math.boxes import ship
from bot.typeset.math.cm import ComputerModern
from bot.typeset.paging import PAGES, paged
from bot.typeset.painting import Piece
from bot.typeset.speech import MOST, spoken
from bot.typeset.stacking import stacked
from bot.typeset.strips import blank
from bot.typeset.strokes import stroked
from tests.effort import at_most

NESTED = {
    "notes over": (r"\overset{", "x", "}{y}", 28),
    "notes on arrows": (r"\xrightarrow[a]{", "x", "}", 50),
    "notes under braces": (r"\underbrace{x}_{", "y", "}", 28),
    "notes on names": (r"\operatorname*{a b}_{", "x", "}", 28),
    "angle brackets": (r"\left\langle", "x", r"\right\rangle", 55),
    "kets": (r"\ket{", "x", "}", 20),
    "limits": (r"\lim_{", "x", "}", 55),
    "words": (r"\text{$", "x", "$}", 28),
    "fractions": (r"\frac{1}{", "x", "}", 55),
    "scripts": ("x_{y}^{", "x", "}", 28),
}


@pytest.mark.parametrize("nested", NESTED.values(), ids=NESTED)
def test_what_nests_deep_is_read_through_once(
    nested: tuple[str, str, str, int],
) -> None:
    before, within, behind, times = nested

    words = spoken(before * times + within + behind * times)

    assert 0 < len(words) <= MOST
    assert "\\" not in words


def test_a_numerator_is_looked_through_no_deeper_than_people_write() -> None:
    """Else many fractions in a comment, none of which ends, took seconds."""

    def rule(deep: int) -> str:
        return rf"\frac{{{'{' * deep}a{'}' * deep}\quad b}}{{c}}"

    assert r"\begin{gathered}" in stacked(rule(20))
    assert stacked(rule(60)) == rule(60)


def test_brackets_within_brackets_without_end_are_said_from_left_to_right() -> None:
    assert spoken("(" * 3 + "x" + ")" * 3) == "(((x)))"
    words = spoken("(" * 300 + "x" + ")" * 300)
    assert words == "(" * 300 + "x" + ")" * 300


def test_the_words_of_a_formula_are_no_longer_than_any_picture_needs() -> None:
    assert len(spoken(r"\frac12" * 500)) <= MOST


WRITTEN = {
    "letters": "x" * 900,
    "rows": r"\\" * 900,
    "fences": r"\left.\right." * 140,
    "nothing wide": r"\mathllap{x}" * 170,
}


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_a_macro_cannot_write_what_nobody_could_type(body: str) -> None:
    with pytest.raises(TooMuch, match="its macros never end"):
        set_formula(rf"\def\a{{{body}}}" + r"\a " * 500, ComputerModern(), True)


@pytest.mark.parametrize("row", [r"x\\", r"\rule{0em}{39em}\\"])
def test_a_dashed_line_has_a_hundred_dashes_at_most(row: str) -> None:
    source = r"\begin{array}{" + ":" * 99 + "c}" + row * 4 + r"\end{array}"

    (line,) = set_formula(source, ComputerModern(), True).lines

    assert len(ship(line)) <= 99 * 100 + 4


def test_a_table_describes_a_hundred_columns_at_most() -> None:
    with pytest.raises(TooMuch, match="more than 100 columns"):
        set_formula(
            r"\begin{array}{" + "c" * 101 + r"}x\end{array}", ComputerModern(), True
        )


# What is kept.


def test_large_ink_is_made_anew_and_small_ink_is_kept() -> None:
    wide = r"\rule{39em}{9em}"
    large = formulas.formula(wide, 30.0, False)
    small = formulas.formula("x", 30.0, False)

    assert large is not None
    assert large.pixels.size > LARGE
    assert formulas.formula(wide, 30.0, False) is not large
    assert formulas.formula("x", 30.0, False) is small
    assert isinstance(stroked, Kept)


def test_many_large_lines_in_one_formula_are_too_much() -> None:
    one = r"\cancel{\rule{38.%02dem}{38em}}\kern-38.%02dem "
    several = "".join(one % (each, each) for each in range(40))

    assert formulas.formula(one % (1, 1), 30.0, False) is not None
    assert formulas.formula(several, 30.0, False) is None


def test_no_font_keeps_all_that_was_ever_measured_with_it() -> None:
    code = """
import psutil
from bot.typeset.math import set_formula
from bot.typeset.math.stix import Stix

def held():
    return psutil.Process().memory_info().rss

def measure():
    fonts = Stix()
    for first in range(0x4E00, 0x4E00 + 4000, 200):
        set_formula("".join(map(chr, range(first, first + 200))), fonts, False)

measure()
measure()
before = held()
for _ in range(5):
    measure()
assert held() - before < 12_000_000, "each of the letters once is three megabytes"
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert not done.stderr


# Pages.


@given(
    some.lists(
        some.builds(
            lambda height, gap, leads, tied, opens: Piece(
                blank(height, 8, 4), height, gap, "", leads, tied, opens=opens
            ),
            some.integers(1, 130),
            some.integers(0, 30),
            some.booleans(),
            some.booleans(),
            some.booleans(),
        ),
        max_size=60,
    )
)
def test_pieces_stand_on_pages_in_their_order_and_none_is_lost_before_the_last_page(
    pieces: list[Piece],
) -> None:
    pages = paged(pieces, 100)

    shown = [piece for page in pages for piece in page]
    assert shown == pieces[: len(shown)]
    assert len(shown) == len(pieces) or len(pages) == PAGES
    assert len(pages) == 1 or all(pages)


def _some(write: Callable[[int], str]) -> str:
    """What it writes for 0, 1, 2 and so on, as long as a text is read."""
    return "".join(map(write, range(20_000)))[:20_000]


def _many(first: str, last: str, of: int) -> str:
    """Letters from the first to the last, over and over, never the same neighbours."""
    there = range(ord(first), ord(last) + 1)
    found = (chr(there[(n + n // len(there)) * 7 % len(there)]) for n in range(of))
    return "".join(found)


ENDLESS = {
    "all that Chinese has": ("".join(map(chr, range(0x4E00, 0x4E00 + 20_000))), 500),
    "one word of Arabic": (_many("ا", "ي", 20_000), 800),
    "emoji in one another": (_some(lambda n: chr(0x1F300 + n % 700) + "\u200d"), 520),
    "formulas in Chinese": (
        _some(
            lambda n: "$" + "".join(chr(0x4E00 + 7 * n + k) for k in range(300)) + "$ "
        ),
        1900,
    ),
    "what is no command": (
        _some(lambda n: rf"$\no{'abcdefghij'[n % 10]}{{{n}}}$ "),
        640,
    ),
    "one long word": ("word" * 5_000, 450),
    "brackets that nothing closes": ("![" * 10_000, 650),
}
"""Each with the thousands of calls that its ten pages take, and a few more."""


@pytest.mark.parametrize(("text", "calls"), ENDLESS.values(), ids=ENDLESS)
def test_what_no_page_has_room_for_is_not_set(text: str, calls: int) -> None:
    # What is imported at the first picture of a process does not count.
    draw(Face(FaceKind.ANSWER, "`a` $a$"), Theme.DARK)

    with at_most(calls * 1000):
        drawn = draw(Face(FaceKind.ANSWER, text), Theme.DARK)

    assert len(drawn) <= PAGES


def test_what_nobody_is_told_is_not_read_aloud() -> None:
    text = _some(lambda n: rf"$$\frac{{a_{n}}}{{\sqrt{{{n}}}}}$$" + "\n\n")

    with at_most(calls=150_000):
        words = alt(Face(FaceKind.ANSWER, text))

    assert words.startswith("a sub 0 over (the square root of 0). a sub 1 over")


@pytest.mark.parametrize(
    "formula",
    [
        r"\rule{3em}{39em}",
        r"\smash{\rule{3em}{39em}}",
        r"\raisebox{-39em}{x}",
        r"\left(\rule{1em}{39em}\right)",
        r"\begin{matrix}" + r"x\\" * 90 + r"\end{matrix}",
    ],
)
def test_no_formula_is_taller_than_a_page_wherever_it_stands(formula: str) -> None:
    several = (
        f"a ${formula}$ b " * 3 + f"\n\n$${formula}$$\n\n|a|\n|-|\n|${formula}$|\n"
    )
    face = Face(
        FaceKind.CHECK, several, f"${formula}$", options=(f"${formula}$", several)
    )

    for drawn in draw(face, Theme.DARK, 600):
        assert drawn.height <= 1.3 * 900


@pytest.mark.parametrize("text", ["# x\n" * 3000, "x:\n\n" * 2000, "x\n=\n" * 2000])
def test_nothing_but_what_promises_more_is_ten_pages(text: str) -> None:
    assert len(draw(Face(FaceKind.ANSWER, text), Theme.DARK)) == PAGES


@pytest.mark.parametrize("width", [300, 600, 900])
@pytest.mark.parametrize("kind", FaceKind)
def test_no_page_is_taller_than_chats_show_whatever_its_heading(
    width: int, kind: FaceKind
) -> None:
    many = "word " * 900
    if kind is FaceKind.PODIUM:
        face = Face(
            kind, "", many, (many,), (many,) * 3, (), (many,) * 3, "", (1, 2, 3)
        )
    else:
        face = Face(kind, many, many, (many, "b"), footer=many)

    for drawn in draw(face, Theme.DARK, width):
        assert drawn.height <= 1.3 * 900


# Anything at all.

PIECES = [
    *"x1 $`*_~#>-+|[]()!<&\\\n\t\r\0{}^%'\"=:.,/",
    *"\u0301\u200d\u202e\ud800\ufeff\u2028\xa0\x85漢ا👍\U000e0041\U00050000",
    *(
        "$$",
        "```",
        "\n\n",
        "\n# ",
        "\n- ",
        "\n> ",
        "\n1. ",
        "\n    ",
        "\n|a|b|\n|-|-|\n",
    ),
    *("\\(", "\\)", "\\[", "\\]", "![x](y)", "[x]: y\n", "<b>", "&amp;", "<http://x>"),
    *(r"\frac", r"\left(", r"\right)", r"\text{", r"\begin{matrix}", r"\end{matrix}"),
    *(r"\def\a#1{#1#1}", r"\a", r"\hspace{39em}", r"\rule{9em}{39em}", r"\ce{H2O->}"),
    *(
        r"\color{red}",
        r"\tag{1}",
        r"\not",
        r"\middle|",
        r"\overset",
        r"\sqrt[",
        r"\qty",
    ),
    *(
        r"\raisebox{-39em}{",
        r"\genfrac(){1pt}0",
        r"\displaystyle",
        r"\langle",
        r"\over",
    ),
    *(r"\multicolumn{2}{c}{", r"\cline{1-2}", r"\begin{cases*}", r"\bond{=}", "&="),
    *(r"\begin{numcases}{", r"\end{cases*}", r"\begin{flalign}", r"\overline{"),
]

hostile = some.lists(some.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile, hostile, some.sampled_from([300, 600, 900]))
def test_any_text_is_a_picture_with_words(body: str, other: str, width: int) -> None:
    face = Face(
        FaceKind.RECAP,
        body,
        other,
        (other,),
        (f"${body}$", other),
        (Mark.RIGHT, Mark.WRONG),
        (other, body),
        other,
    )

    drawn = draw(face, Theme.DARK, width)

    assert 1 <= len(drawn) <= PAGES
    for each in drawn:
        _shown(each)
    assert len(alt(face)) <= 1000
    alt(face).encode()
    for fault in faults(body):
        fault.encode()


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_any_source_is_set_or_refused_with_a_reason_and_is_read(source: str) -> None:
    for display in (False, True):
        found = formulas.reading(source, display)
        assert found.boxes or found.reason
        assert "Error" not in found.reason
        formulas.formula(source, 31.0, display)
    assert "\\" not in spoken(source)


def _shown(drawn: Drawn) -> None:
    assert drawn.png.startswith(b"\x89PNG")
    assert drawn.height <= 1.3 * 900
    assert 0 < len(drawn.alt) <= 1000
    drawn.alt.encode()

"""Cards drawn, against matplotlib alone, a browser, and compressing their pixels."""

import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from statistics import mean, median
from typing import Protocol, TypeVar

from zlib_ng import zlib_ng

from bench import chromium
from bench.answers import changed, deck, of_no_deck, of_the_deck
from bench.chromium import Chromium
from bench.figures import figure, stock
from bench.tables import Table, seconds, times
from bot.typeset import Face, Theme, draw, formulas, frame, pages, speech
from bot.typeset.math import parsed
from bot.typeset.strips import EFFORT

TURNS = 3
"""How often all is measured, one way after the other."""

AGAIN = 5
"""How often the cards are drawn in a turn where that takes next to nothing."""

PAGES = (pages._body, pages._block, frame.heading, frame.foot)
"""Where what was laid out is kept, each paragraph of it."""

FORMULAS = (formulas.reading, formulas.formula, formulas.parts, parsed, speech.spoken)
"""Where formulas are kept; words, letters and their metrics are kept elsewhere."""

NEVER = "never drawn"  # others were, before it
UNREAD = "its words known, no formula"  # and no paragraph
CHANGED = "drawn before, every formula changed since"
UNSET = "its words and formulas known"  # and no paragraph
BEFORE = "drawn before"
PRESSED = "its pixels compressed, no more"
FIGURE = "a figure"
BROWSER = "KaTeX in Chromium"
ROWS = (NEVER, UNREAD, CHANGED, UNSET, BEFORE, PRESSED, FIGURE, BROWSER)

Turn = dict[str, float]
"""Seconds of a processor for a card, each way: the median card's."""

One = TypeVar("One")


class Kept(Protocol):
    """A function that keeps what it found."""

    def cache_clear(self) -> None: ...


def cards() -> Iterator[Table]:
    """All ways in turns; each ratio is one within a turn, that of the median turn."""
    mine = of_the_deck()
    for face in deck():
        if face not in mine:
            _draw(face)  # what a process that draws has seen before long
    with chromium.opened() as browser:
        yield _table("Answers of the first deck", mine, browser)
        yield _table("Answers of no deck", of_no_deck(), browser)


def _table(name: str, shown: Sequence[Face], browser: Chromium | None) -> Table:
    figures = [(face.title, stock(face.body)) for face in shown]
    sheets = [chromium.card(face) for face in shown]
    never = {NEVER: _spent(shown, _draw)}
    figure(*figures[0])
    made: list[int] = []
    turns = []
    for number in range(TURNS):
        turn = _drawn(number, shown) | never
        turn[FIGURE] = _spent(figures, lambda one: made.append(len(figure(*one))))
        if browser:
            turn[BROWSER] = _shown(sheets, browser)
        turns.append(turn)
    ours, theirs = mean(sum(map(len, _draw(face))) for face in shown), mean(made)
    return Table(
        f"{name}, 900 pixels wide",
        ("", "CPU", "figure ÷ it", "KaTeX ÷ it", "it ÷ compressing"),
        tuple(_row(way, turns) for way in ROWS),
        f"{ours / 1000:.0f} KB a card, {ours / theirs:.2f} of its figure.",
    )


def _drawn(number: int, shown: Sequence[Face]) -> Turn:
    """The ways that are ours, and the compression of what came of them."""
    scanlines = [[_scanlines(png) for png in _draw(face)] for face in shown]
    edited = [changed(face, number) for face in shown]
    return {
        CHANGED: _spent(edited, _draw),
        PRESSED: _spent(scanlines * AGAIN, _press),
        BEFORE: _spent([*shown] * AGAIN, _draw, _draw),
        UNSET: _spent([*shown] * AGAIN, _draw, _without(*PAGES)),
        UNREAD: _spent(shown, _draw, _without(*PAGES, *FORMULAS)),
    }


def _row(way: str, turns: Sequence[Turn]) -> tuple[str, ...]:
    spent = [turn[way] for turn in turns if way in turn]
    return (
        way,
        seconds(median(spent)) if spent else chromium.NEEDS,
        _ratio(FIGURE, way, turns),
        _ratio(BROWSER, way, turns),
        _ratio(way, PRESSED, turns),
    )


def _ratio(over: str, under: str, turns: Sequence[Turn]) -> str:
    found = [turn[over] / turn[under] for turn in turns if {over, under} <= turn.keys()]
    return times(median(found)) if found else ""


# One way to have a card, each.


def _draw(face: Face) -> list[bytes]:
    return [picture.png for picture in draw(face, Theme.DARK)]


def _press(scanlines: list[bytes]) -> None:
    for each in scanlines:
        zlib_ng.compress(each, EFFORT)


def _scanlines(png: bytes) -> bytes:
    """What its compressed part was made from."""
    found, at = b"", 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            found += png[at + 8 : at + 8 + length]
        at += 12 + length
    return zlib.decompress(found)


# What they take.


def _spent(
    some: Sequence[One],
    work: Callable[[One], object],
    before: Callable[[One], object] = lambda _: None,
) -> float:
    """CPU time of the work, a median; what comes before each does not count."""
    taken = []
    for one in some:
        before(one)
        start = time.process_time()
        work(one)
        taken.append(time.process_time() - start)
    return median(taken)


def _shown(sheets: Sequence[str], browser: Chromium) -> float:
    """CPU time of a card in the browser, a mean: its clock is a coarse one."""
    start = browser.cpu()
    for sheet in sheets:
        browser.picture(sheet)
    return (browser.cpu() - start) / len(sheets)


def _without(*kept: Kept) -> Callable[[Face], None]:
    """Draws the card, so that all is known of it, and then forgets some of that."""

    def prepare(face: Face) -> None:
        _draw(face)
        for each in kept:
            each.cache_clear()

    return prepare

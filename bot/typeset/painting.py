"""Units -> strips of scanlines."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from bot.typeset.canvas import Canvas
from bot.typeset.ink import Colour
from bot.typeset.lines import Line
from bot.typeset.measures import Measures
from bot.typeset.strips import Strip
from bot.typeset.themes import Surface, sheet
from bot.typeset.units import Unit


class Piece(NamedTuple):
    """A unit as it was painted, and what paging and reading need to know of it."""

    strip: Strip
    height: int
    gap: int
    words: str = ""
    leads: bool = False
    tied: bool = False


PARTS = 20
"""Pieces of a unit at most: no face has pages for more."""


def pieces(units: Iterable[Unit], m: Measures, bits: int) -> Iterator[Piece]:
    """Each unit painted across the page; one that no page can hold, in several."""
    for unit in units:
        part: Unit | None = unit
        for _ in range(PARTS):
            if part is None:
                break
            parts = part.split(m.tallest) if part.height > m.tallest else None
            now, part = parts or (part, None)
            canvas = Canvas(m.width, now.height, sheet(bits))
            (_paint_badges if now.badges else _paint)(canvas, m, now)
            strip, height = canvas.strip(), now.height
            yield Piece(strip, height, now.gap, now.words, now.leads, now.tied)


@lru_cache(maxsize=8)
def bar(m: Measures, bits: int) -> Strip:
    """The bar at the top."""
    canvas = Canvas(m.width, m.px(8), sheet(bits))
    canvas.bar(0, 0, m.width, m.px(8))
    return canvas.strip()


def _paint_badges(canvas: Canvas, m: Measures, unit: Unit) -> None:
    pad, y = m.px(14), 0
    for line in unit.lines:
        for mark in line.marks:
            x = m.margin + mark.x
            wide, tall = mark.ink.advance + 2 * pad, m.px(36)
            canvas.fill(x - pad, y, wide, tall, Surface.PANEL, m.px(18))
            canvas.paste(mark.ink, x, y + m.px(25), Surface.PANEL, Colour.DIM)
        y += line.above + line.below


def _paint(canvas: Canvas, m: Measures, unit: Unit) -> None:
    x, y = m.margin + unit.x, 0
    if unit.surface is not Surface.PAGE:
        wide = m.column - unit.x
        canvas.fill(x, y, wide, unit.height, unit.surface, m.px(12))
    x += unit.inset
    y += unit.padding
    for line in unit.lines:
        _paint_line(canvas, m, line, unit.surface, x, y + line.above)
        y += line.above + line.below


def _paint_line(
    canvas: Canvas, m: Measures, line: Line, surface: Surface, x: int, baseline: int
) -> None:
    for first, last in _code_runs(line):
        if surface is Surface.PAGE:
            left = x + line.marks[first].x
            end = line.marks[last].x + line.marks[last].ink.advance
            wide = x + end - left
            top = baseline - round(0.86 * m.em)
            canvas.fill(left, top, wide, round(1.16 * m.em), Surface.PANEL, m.px(6))
    end = 0  # of the ink so far
    for at, ink, colour in line.marks:
        code = colour is Colour.CODE and surface is Surface.PAGE
        on = Surface.PANEL if code else surface
        bare = on is Surface.PAGE and x + at + ink.left >= end
        canvas.paste(ink, x + at, baseline, on, colour, bare=bare)
        end = max(end, x + at + ink.left + ink.pixels.shape[1])


def _code_runs(line: Line) -> Iterator[tuple[int, int]]:
    """First and last of the code marks that stand side by side."""
    start: int | None = None
    for index, mark in enumerate(line.marks):
        if mark.colour is Colour.CODE:
            start = index if start is None else start
        elif start is not None:
            yield start, index - 1
            start = None
    if start is not None:
        yield start, len(line.marks) - 1

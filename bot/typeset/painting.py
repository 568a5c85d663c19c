"""Units -> strips of scanlines."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from bot.typeset.canvas import Canvas
from bot.typeset.ink import Colour, Ink
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
    bars: tuple[int, ...] = ()
    opens: bool = False


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
            yield Piece(
                strip,
                height,
                now.gap,
                now.words,
                now.leads,
                now.tied,
                now.bars,
                now.opens,
            )


@lru_cache(maxsize=64)
def between(bars: tuple[int, ...], rows: int, m: Measures, bits: int) -> Strip:
    """The room between two pieces, through which the bars of a quotation go on."""
    canvas = Canvas(m.width, rows, sheet(bits))
    _paint_bars(canvas, m, bars)
    return canvas.strip()


_BAR = 150
"""Of 255, how much ink the bars of quotations have."""


def _paint_bars(canvas: Canvas, m: Measures, bars: tuple[int, ...]) -> None:
    thick = m.px(4)
    pixels = np.full((canvas.height, thick), _BAR, np.uint8)
    ink = Ink(pixels, -thick // 2, 0, thick)
    for bar in bars:
        canvas.paste(ink, m.margin + bar, 0, Surface.PAGE, Colour.DIM)


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
    edge = x
    if unit.bars:
        _paint_bars(canvas, m, unit.bars)
    if unit.surface is not Surface.PAGE:
        wide = m.column - unit.x - unit.short
        canvas.fill(x, y, wide, unit.height, unit.surface, m.px(12))
    x += unit.inset
    y += unit.padding
    for line in unit.lines:
        _paint_line(canvas, m, line, unit.surface, edge, x, y + line.above)
        y += line.above + line.below


def _paint_line(
    canvas: Canvas,
    m: Measures,
    line: Line,
    surface: Surface,
    edge: int,
    x: int,
    baseline: int,
) -> None:
    """`edge` is where the surface begins: a marker may stand before it."""
    marks = line.marks
    if marks and x + marks[0].x < edge:
        at, ink, colour = marks[0]
        canvas.paste(ink, x + at, baseline, Surface.PAGE, colour)
        marks = marks[1:]
    runs = list(_runs(line))
    for colour, start, end in runs:
        if colour is Colour.CODE and surface is Surface.PAGE:
            top, tall = baseline - round(0.86 * m.em), round(1.16 * m.em)
            canvas.fill(x + start, top, end - start, tall, Surface.PANEL, m.px(6))
    coded = Surface.PANEL if surface is Surface.PAGE else surface
    canvas.write(marks, x, baseline, surface, coded)
    for colour, start, end in runs:
        if colour is Colour.STRUCK:
            pixels = np.full((m.px(2), end - start), 255, np.uint8)
            through = Ink(pixels, 0, round(0.26 * m.em), end - start)
            canvas.paste(through, x + start, baseline, surface, colour)


_RUNNING = frozenset((Colour.CODE, Colour.STRUCK))


def _runs(line: Line) -> Iterator[tuple[Colour, int, int]]:
    """Where marks of code, or struck ones, begin and end that stand side by side."""
    for colour, run in groupby(line.marks, attrgetter("colour")):
        if colour in _RUNNING:
            marks = list(run)
            yield colour, marks[0].x, marks[-1].x + marks[-1].ink.advance

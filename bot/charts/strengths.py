"""How well levels and tags are held: a row for each, with its bar and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import wording
from bot.charts.labels import name, short
from bot.charts.section import HEADING, Section, beside, heading
from bot.progress import Strength

if TYPE_CHECKING:
    from bot.charts.sheet import Box, Sheet

ROW, BAR = 25.0, 10.0
"""A row's height and its bar's thickness."""

GAP, SHORTEST = 10.0, 50.0
"""Between the columns; and the bars' length, which names have to leave."""


def section(
    title: str,
    strengths: Sequence[Strength],
    among: Sequence[Strength] = (),
    more: int = 0,
) -> Section:
    """`among`: others with columns in line with these; `more`: so many not shown."""
    height = HEADING + ROW * (len(strengths) + bool(more))

    def paint(sheet: Sheet, x: float, y: float, width: float) -> None:
        heading(sheet, title, x, y)
        _rows(sheet, strengths, among or strengths, (x, y + HEADING, width))
        if more:
            baseline = y + HEADING + ROW * len(strengths) + 14
            sheet.write(wording.progress.more(more), x, baseline, sheet.dim)

    def says(length: int) -> str:
        rows = [_says(one, length) for one in strengths]
        return wording.progress.strengths(title, rows, more)

    return Section(height, paint, says)


def _rows(
    sheet: Sheet,
    strengths: Sequence[Strength],
    among: Sequence[Strength],
    place: tuple[float, float, float],
) -> None:
    x, y, width = place
    names, *numbers = zip(*map(_cells, among), strict=True)
    titles = wording.progress.COLUMNS
    recall, seen = (
        max(map(sheet.length, (title, *column)))
        for title, column in zip(titles, numbers, strict=True)
    )
    room = width - recall - seen - 3 * GAP
    label = min(max(map(sheet.length, names)), room - SHORTEST)
    rights = (x + width - seen - GAP, x + width)
    for title, right in zip(titles, rights, strict=True):
        beside(sheet, title, right, y - HEADING)
    for index, one in enumerate(strengths):
        baseline = y + index * ROW + 14
        ink = sheet.text if one.seen else sheet.dim
        called, *cells = _cells(one)
        sheet.write(sheet.fitted(called, label), x, baseline, ink)
        _bar(sheet, one, (x + label + GAP, baseline - BAR, room - label, BAR))
        for cell, right in zip(cells, rights, strict=True):
            sheet.write(cell, right, baseline, ink, align="right")


def _cells(one: Strength) -> tuple[str, str, str]:
    recall = f"{_percent(one)} %" if one.seen else "–"
    return name(one.label), recall, f"{short(one.seen)}/{short(one.total)}"


def _bar(sheet: Sheet, one: Strength, box: Box) -> None:
    x, y, wide, high = box
    sheet.box(box, sheet.track, radius=3)
    filled = wide * _percent(one) / 100 if one.seen else 0
    if filled:
        sheet.box((x, y, filled, high), sheet.accent, radius=3)


def _percent(one: Strength) -> int:
    return round(100 * min(max(one.recall, 0.0), 1.0))


def _says(one: Strength, length: int) -> str:
    called, recall = name(one.label, length), _percent(one) if one.seen else None
    return wording.progress.strength(called, recall, one.seen, one.total)

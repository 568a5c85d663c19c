"""The calendar of study days: a column for each week, a square for each day.

How much was done is told by a square's size, which needs no eye for colours.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from bot import wording
from bot.charts.section import HEADING, Section, beside, heading
from bot.progress import WEEKS, Progress

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet

STEPS = ((1, 2), (3, 5), (6, 9), (10, None))
"""Attempts of a day, in steps that are told apart."""

SIDES = (0.0, 0.34, 0.56, 0.76, 1.0)
"""Side of the inner square for nothing and for each of the steps."""

GUTTER, MONTHS, FOOT, APART = 28, 20, 26, 8
"""Room for the weekdays, the months, and the legend or the words below; and between."""


def section(progress: Progress, weeks: int, step: float) -> Section:
    """In strips of so many weeks; an empty one is left out where another follows."""
    starts = [
        progress.first_day + timedelta(weeks=first) for first in range(0, WEEKS, weeks)
    ]
    begun = min([*progress.studied, *progress.saved, progress.today])
    while starts[1:] and begun >= starts[1]:
        del starts[0]
    strip = MONTHS + 7 * step

    def paint(sheet: Sheet, x: float, y: float, width: float) -> None:
        heading(sheet, wording.progress.CALENDAR, x, y)
        if progress.studied:
            beside(sheet, wording.progress.COUNTED, x + width, y)
        y += HEADING
        for start in starts:
            _strip(sheet, progress, start, weeks, (x, y, step))
            y += strip + APART
        if progress.studied:
            _legend(sheet, bool(progress.saved), x + GUTTER, y, step)
        else:
            sheet.write(wording.progress.FIRST, x, y + 14, sheet.text)

    height = HEADING + (strip + APART) * len(starts) + FOOT - APART
    return Section(height, paint, lambda _: _says(progress))


def _strip(
    sheet: Sheet,
    progress: Progress,
    start: date,
    weeks: int,
    place: tuple[float, float, float],
) -> None:
    x, y, step = place
    for row, name in enumerate(wording.progress.WEEKDAYS):
        baseline = y + MONTHS + (row + 0.5) * step + 3
        if row % 2 == 0:
            sheet.write(name[:2], x, baseline, sheet.dim)
    shown = min(weeks * 7, (progress.today - start).days + 1)
    days = [start + timedelta(days=ahead) for ahead in range(shown)]
    _months(sheet, days, weeks, (x + GUTTER, y, step))
    for index, day in enumerate(days):
        left = x + GUTTER + index // 7 * step
        top = y + MONTHS + index % 7 * step
        _day(sheet, progress, day, (left, top, step - 4))


def _months(
    sheet: Sheet, days: Sequence[date], weeks: int, place: tuple[float, float, float]
) -> None:
    """Above the week with its first day; the strip's first month where it has room."""
    x, y, step = place
    months = {0: days[0].month}
    months |= {i // 7: day.month for i, day in enumerate(days) if day.day == 1}
    for week, following in pairwise([*months, weeks + 1]):
        name, at = wording.progress.MONTHS[months[week] - 1], x + week * step
        if week == weeks - 1:
            # It would stand out at the right.
            sheet.write(name, at + step - 4, y + 12, sheet.dim, align="right")
        elif following - week > 1:
            sheet.write(name, at, y + 12, sheet.dim)


def _day(
    sheet: Sheet, progress: Progress, day: date, place: tuple[float, float, float]
) -> None:
    x, y, side = place
    edge = sheet.text if day == progress.today else ""
    size = _step(progress.days.get(day, 0))
    _square(sheet, (x, y), side, size, edge)
    if not size and day in progress.frozen:
        sheet.write("❄", x + side / 2, y + side / 2 + 5.5, sheet.accent, align="center")


def _square(
    sheet: Sheet, corner: tuple[float, float], side: float, step: int, edge: str = ""
) -> None:
    x, y = corner
    sheet.box((x, y, side, side), sheet.track, radius=3, edge=edge)
    inner = 2 * round(side * SIDES[step] / 2)
    if inner:
        inset = (side - inner) / 2
        sheet.box((x + inset, y + inset, inner, inner), sheet.accent, radius=3)


def _step(count: int) -> int:
    """Nothing is 0, and then the number of the step."""
    return sum(count >= least for least, _ in STEPS)


def _legend(sheet: Sheet, frozen: bool, x: float, y: float, step: float) -> None:
    baseline = y + step / 2 + 3
    for number, (least, most) in enumerate(STEPS, 1):
        _square(sheet, (x, y), step - 4, number)
        words = f"{least}–{most}" if most else f"{least}+"
        sheet.write(words, x + step + 2, baseline, sheet.dim)
        x += step + 14 + sheet.length(words)
    if frozen:
        sheet.write("❄", x + 4, baseline, sheet.accent)
        sheet.write(wording.progress.FROZEN, x + 20, baseline, sheet.dim)


def _says(progress: Progress) -> str:
    if not progress.studied:
        return wording.progress.FIRST
    months = [
        (wording.progress.MONTHS[month - 1], len(list(days)))
        for month, days in groupby(progress.studied, lambda day: day.month)
    ]
    today = progress.days.get(progress.today, 0)
    return wording.progress.calendar(months, today, len(progress.saved))

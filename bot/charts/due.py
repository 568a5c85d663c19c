"""What comes back on each of the next seven days, as columns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot import wording
from bot.charts.labels import short
from bot.charts.section import HEADING, Section, beside, heading, note
from bot.progress import Progress

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet

DAYS = 7
TALLEST, COLUMN = 56.0, 26.0
"""Height of the tallest column, and each one's width."""


def section(progress: Progress) -> Section:
    days, later = progress.coming[:DAYS], sum(progress.coming[DAYS:])
    if not any(progress.coming):
        return note(wording.progress.DUE, wording.progress.NOTHING_DUE)
    last = progress.today + timedelta(days=len(progress.coming) - 1)
    names = [
        wording.progress.NOW if ahead == 0 else wording.progress.WEEKDAYS[day.weekday()]
        for ahead in range(DAYS)
        for day in [progress.today + timedelta(days=ahead)]
    ]
    said = wording.progress.due(list(zip(names, days, strict=True)), later, last)

    def paint(sheet: Sheet, x: float, y: float, width: float) -> None:
        heading(sheet, wording.progress.DUE, x, y)
        if later:
            words = wording.progress.later(short(later, 1000), last)
            beside(sheet, words, x + width, y)
        step, floor = width / DAYS, y + HEADING + 18 + TALLEST
        for index, (name, count) in enumerate(zip(names, days, strict=True)):
            centre = x + (index + 0.5) * step
            high = max(TALLEST * count / max(days), 3) if count else 2
            box = (centre - COLUMN / 2, floor - high, COLUMN, high)
            sheet.box(box, sheet.accent if count else sheet.track)
            if count:
                above = floor - high - 6
                sheet.write(
                    short(count, 1000), centre, above, sheet.text, align="center"
                )
            sheet.write(name, centre, floor + 18, sheet.dim, align="center")

    return Section(HEADING + 18 + TALLEST + 22, paint, lambda _: said)

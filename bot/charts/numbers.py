"""Four numbers in a row: streak, best streak, days studied, cards due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import wording
from bot.charts.labels import short
from bot.charts.section import Section
from bot.progress import WEEKS, Progress

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet


def section(progress: Progress, lines: int) -> Section:
    """With captions of one or two lines."""
    studied, due = len(progress.studied), progress.coming[0]
    numbers = (progress.streak, progress.best, studied, due)
    captions = wording.progress.captions(progress.streak, studied, WEEKS)

    def paint(sheet: Sheet, x: float, y: float, width: float) -> None:
        step = width / len(numbers)
        for index, (number, parts) in enumerate(zip(numbers, captions, strict=True)):
            left = x + index * step
            sheet.write(short(number), left, y + 22, sheet.text, size=24, bold=True)
            for line, words in enumerate([" ".join(parts)] if lines == 1 else parts):
                sheet.write(words, left, y + 42 + line * 17, sheet.dim)

    said = wording.progress.numbers(progress.streak, progress.best, studied, WEEKS, due)
    return Section(32 + 17 * lines, paint, lambda _: said)

"""A section of the progress: how tall it is, how to draw it, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet

HEADING, BASELINE = 28.0, 16.0
"""From a section's top to where its content begins, and to its title's baseline."""

Paint = Callable[["Sheet", float, float, float], None]
"""Draws on a sheet, from a left and a top, so wide."""


@dataclass(frozen=True, slots=True)
class Section:
    """`says` puts it in words, each name cut to a number of characters."""

    height: float
    paint: Paint
    says: Callable[[int], str]


def heading(sheet: Sheet, title: str, x: float, y: float) -> None:
    sheet.write(title, x, y + BASELINE, sheet.accent, size=15, bold=True)


def beside(sheet: Sheet, words: str, right: float, y: float) -> None:
    """Words on the line of a heading, up to the right."""
    sheet.write(words, right, y + BASELINE, sheet.dim, align="right")


def note(title: str, lines: tuple[str, ...]) -> Section:
    """A heading and a few lines of words."""

    def paint(sheet: Sheet, x: float, y: float, width: float) -> None:
        heading(sheet, title, x, y)
        for number, line in enumerate(lines):
            sheet.write(line, x, y + HEADING + 13 + number * 20, sheet.dim)

    said = " ".join(lines)
    return Section(HEADING + 20 * len(lines), paint, lambda _: f"{title}: {said}")

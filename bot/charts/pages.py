"""Sections -> pictures: side by side in a wide column, below each other on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import wording
from bot.charts import calendar, due, numbers, strengths
from bot.charts.section import Section, note
from bot.progress import TAGS, Progress, Strength
from bot.typeset import Drawn, Theme

if TYPE_CHECKING:
    from bot.charts.sheet import Sheet

TOP, BETWEEN, BOTTOM = 54.0, 20.0, 20.0
"""Above the first row of sections, between two, and below the last."""

GUTTER = 28.0
"""Between two sections that stand side by side."""

TALLEST = 1.3
"""Height of a narrow picture at most, as a share of its width: chats shrink others."""

NAMES = (60, 40, 30, 22, 14)
"""Characters that the words leave each name: as many as let all of them fit."""

WORDS = 1000
"""Characters of an alternative text: Discord takes 1,024, Slack 2,000."""

Row = tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Width and margin in points; the calendar's weeks in a strip, and its step."""

    width: float
    margin: float
    weeks: int
    step: float

    @property
    def column(self) -> float:
        return self.width - 2 * self.margin


WIDE = Layout(600, 26, 26, 20)
NARROW = Layout(386, 20, 13, 22)


def draw(progress: Progress, theme: Theme, width: int) -> list[Drawn]:
    """One picture from 900 pixels on; below, as many as keep each of them low."""
    from bot.charts.sheet import untouched

    with untouched():
        return [
            Drawn(sheet.png(), said, *sheet.pixels)
            for sheet, said in sheets(progress, theme, width)
        ]


def alt(progress: Progress) -> str:
    return _said(progress, _rows(progress, WIDE))


def sheets(progress: Progress, theme: Theme, width: int) -> Iterator[tuple[Sheet, str]]:
    """Each sheet as it is before it becomes a picture, with its words."""
    layout = WIDE if width >= 900 else NARROW
    rows = _rows(progress, layout)
    pages = [rows] if layout is WIDE else _paged(rows)
    for number, page in enumerate(pages, 1):
        which = wording.progress.page(number, len(pages)) if len(pages) > 1 else ""
        sheet = _painted(progress, layout, page, which, theme, width)
        yield sheet, _said(progress, page, which)


def _rows(progress: Progress, layout: Layout) -> list[Row]:
    """All sections, those in a row side by side where the layout is wide."""
    first = numbers.section(progress, 1 if layout is WIDE else 2)
    days = calendar.section(progress, layout.weeks, layout.step)
    ahead = due.section(progress)
    levels, tags = _strengths(progress, in_line=layout is NARROW)
    if not (levels or tags or any(progress.coming)):
        later = note(wording.progress.LATER, wording.progress.LATER_LINES)
        return [(first,), (days,), (later,)]
    if layout is WIDE:
        return [(first,), (days,), (*levels, ahead), *([tags] if tags else [])]
    held = (*levels, *tags)
    orders = (first, days, ahead, *held), (first, ahead, days, *held)
    return min(([(one,) for one in order] for order in orders), key=_spread)


def _strengths(progress: Progress, in_line: bool) -> tuple[Row, Row]:
    """By level and by tag, their columns in line or each by itself.

    Neither is there before a card of it was answered.
    """
    levels, tags = _begun(progress.levels), _begun(progress.tags[:TAGS])
    more = max(len(progress.tags) - TAGS, 0)
    among = (*levels, *tags) if in_line else ()
    return (
        (strengths.section(wording.progress.LEVELS, levels, among),) if levels else (),
        (strengths.section(wording.progress.TAGS, tags, among, more),) if tags else (),
    )


def _begun(strengths: tuple[Strength, ...]) -> tuple[Strength, ...]:
    return strengths if any(one.seen for one in strengths) else ()


def _paged(rows: list[Row]) -> list[list[Row]]:
    """As many rows on a page as keep it low enough."""
    pages: list[list[Row]] = []
    for row in rows:
        if pages and _height([*pages[-1], row]) <= TALLEST * NARROW.width:
            pages[-1].append(row)
        else:
            pages.append([row])
    return pages


def _spread(rows: list[Row]) -> tuple[int, float]:
    """Few pages are best, and among these none with next to nothing on it."""
    pages = _paged(rows)
    return len(pages), -min(map(_height, pages))


def _height(rows: list[Row]) -> float:
    tall = sum(max(section.height for section in row) for row in rows)
    return TOP + tall + BETWEEN * (len(rows) - 1) + BOTTOM


def _painted(
    progress: Progress,
    layout: Layout,
    rows: list[Row],
    which: str,
    theme: Theme,
    width: int,
) -> Sheet:
    from bot.charts.sheet import Sheet

    sheet = Sheet(layout.width, _height(rows), width, theme)
    sheet.box((0, 0, layout.width, 6), sheet.accent, radius=0)
    left, right = layout.margin, layout.width - layout.margin
    sheet.write(wording.progress.PROGRESS, left, 38, sheet.accent, size=20, bold=True)
    aside = " · ".join(filter(None, (wording.counting.date(progress.today), which)))
    sheet.write(aside, right, 37, sheet.dim, align="right")
    y = TOP
    for row in rows:
        column = (layout.column - GUTTER * (len(row) - 1)) / len(row)
        for place, section in enumerate(row):
            section.paint(sheet, left + place * (column + GUTTER), y, column)
        y += max(section.height for section in row) + BETWEEN
    return sheet


def _said(progress: Progress, rows: Iterable[Row], which: str = "") -> str:
    title = f"{wording.progress.PROGRESS}, {wording.counting.date(progress.today)}"
    title += f" ({which})" if which else ""
    sections = [section for row in rows for section in row]
    said = ""
    for length in NAMES:
        parts = [title, *(section.says(length) for section in sections)]
        said = ". ".join(part.rstrip(".") for part in parts) + "."
        if len(said) <= WORDS:
            return said
    return said[: WORDS - 1] + "…"

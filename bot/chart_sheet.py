"""The progress picture, painted with matplotlib: a calendar, strengths, what is due.

One set of axes spans the sheet and counts in pixels of a sheet 900 wide, downwards.
Nothing is told by colour alone: dots grow with the count, values stand beside bars.
"""

import warnings
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.charts import DUE_DAYS, WEEKS, Progress, Strength, first_day
from bot.typeset import FaceKind, Theme, fonts
from bot.typeset.fonts import Style
from bot.typeset.themes import COLOURS, Colours, rgb

WIDTH, MARGIN = 900, 44
CELL, STEP, GUTTER = 25, 30, 42
"""A day's square, the way to the next, and the room for the weekdays' names."""

ROW, BAR = 36, 18
"""A strength's row and its bar's thickness."""

_LEVELS = ((0, 0.0), (10, 0.7), (15, 0.8), (20, 0.9), (25, 1.0))
"""Side and shade of a day's inner square, from nothing done to very much."""

_ALIGN = Literal["left", "center", "right"]


def paint(progress: Progress, theme: Theme, width: int) -> tuple[bytes, int]:
    """PNG bytes, and the height in pixels at this width."""
    rows = max(_rows(progress.levels), _rows(progress.tags))
    due_at = 572 + ROW * rows + 22
    height = due_at + (180 if any(progress.due) else 76)
    scale = width / WIDTH
    tall = round(height * scale)
    # A hair more than whole pixels, since matplotlib rounds down.
    size = (width + 0.01) / scale / 100, (tall + 0.01) / scale / 100
    figure = Figure(figsize=size, dpi=100 * scale)
    sheet = _Sheet(figure, height, COLOURS[theme])
    sheet.box(0, 0, WIDTH, 8, sheet.accent)
    sheet.text("Progress", MARGIN, 60, 30, sheet.accent, bold=True)
    _numbers(sheet, progress, 142)
    _calendar(sheet, progress, 226)
    y = 532
    middle = WIDTH // 2 + 14
    _strengths(sheet, "By level", progress.levels, MARGIN, y)
    _strengths(sheet, "By tag", progress.tags, middle, y)
    _due(sheet, progress, due_at)
    out = BytesIO()
    with warnings.catch_warnings():
        # A tag in a script that no font here has is drawn as boxes, and that is fine.
        warnings.simplefilter("ignore", UserWarning)
        FigureCanvasAgg(figure)
        figure.savefig(out, format="png", dpi="figure", metadata={"Software": None})
    return out.getvalue(), tall


def _rows(strengths: Sequence[Strength]) -> int:
    """Rows that they take; where nothing was seen yet, two lines of words."""
    return len(strengths) if any(one.seen for one in strengths) else 2


class _Sheet:
    """Boxes, dots and plain text on the axes."""

    def __init__(self, figure: Figure, height: int, colours: Colours) -> None:
        self.colours = colours
        self.accent = colours.accents[FaceKind.QUESTION]
        figure.set_facecolor(colours.page)
        self._axes: Axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def box(self, x: float, y: float, wide: float, high: float, colour: str) -> None:
        self._axes.add_patch(Rectangle((x, y), wide, high, color=colour, lw=0))

    def rounded(
        self, place: tuple[float, float, float, float], colour: str, edge: str = ""
    ) -> None:
        x, y, wide, high = place
        radius = min(5.0, wide / 2, high / 2)
        self._axes.add_patch(
            FancyBboxPatch(
                (x, y),
                wide,
                high,
                boxstyle=f"round,pad=0,rounding_size={radius}",
                facecolor=colour,
                edgecolor=edge or "none",
                linewidth=1.6 if edge else 0,
            )
        )

    def level(self, x: float, y: float, step: int) -> None:
        """How much was done on a day: a square in its cell, larger and brighter."""
        side, share = _LEVELS[step]
        inset = (CELL - side) / 2
        if side:
            self.rounded((x + inset, y + inset, side, side), self.shade(share))

    def text(
        self,
        text: str,
        x: float,
        baseline: float,
        size: float,
        colour: str,
        *,
        align: _ALIGN = "left",
        bold: bool = False,
    ) -> None:
        """Plain text: deck text and tags may hold `$` and mean nothing by it."""
        style = Style.BOLD if bold else Style.REGULAR
        font = FontProperties(fname=fonts.path(style.value), size=size * 0.72)
        self._axes.text(
            x,
            baseline,
            text,
            color=colour,
            fontproperties=font,
            ha=align,
            va="baseline",
            parse_math=False,
        )

    def shade(self, share: float) -> str:
        """From the panel's colour to the accent."""
        low, high = rgb(self.colours.panel), rgb(self.accent)
        mixed = [round(a + (b - a) * share) for a, b in zip(low, high, strict=True)]
        return "#" + "".join(f"{part:02x}" for part in mixed)


def _numbers(sheet: _Sheet, progress: Progress, y: int) -> None:
    start = first_day(progress.today)
    studied = sum(1 for day, count in progress.days.items() if count and day >= start)
    due = progress.due[0] if progress.due else 0
    facts = (
        (progress.streak, "day in a row" if progress.streak == 1 else "days in a row"),
        (progress.best, "best streak"),
        (studied, f"days in {WEEKS} weeks"),
        (due, "due today"),
    )
    for index, (number, words) in enumerate(facts):
        x = MARGIN + index * (WIDTH - 2 * MARGIN) / len(facts)
        sheet.text(f"{number:,}", x, y, 42, sheet.colours.text, bold=True)
        sheet.text(words, x, y + 32, 20, sheet.colours.dim)


# The calendar.


def _calendar(sheet: _Sheet, progress: Progress, y: int) -> None:
    left, start = MARGIN + GUTTER, first_day(progress.today)
    _months(sheet, start, left, y)
    for row, name in ((0, "Mo"), (2, "We"), (4, "Fr"), (6, "Su")):
        sheet.text(name, MARGIN, y + row * STEP + 20, 18, sheet.colours.dim)
    for index in range((progress.today - start).days + 1):
        day = start + timedelta(days=index)
        _day(sheet, progress, day, (left + index // 7 * STEP, y + index % 7 * STEP))
    foot = y + 7 * STEP + 28
    if any(progress.days.values()):
        _legend(sheet, left, foot)
    else:
        words = "Today is the square with the frame. Answer one card and it fills."
        sheet.text(words, left, foot, 20, sheet.colours.text)


def _months(sheet: _Sheet, start: date, left: int, y: int) -> None:
    shown = -9
    for week in range(WEEKS):
        sunday = start + timedelta(weeks=week, days=6)
        if sunday.day <= 7 and week - shown > 2 and week < WEEKS - 1:
            name = _MONTHS[sunday.month - 1]
            sheet.text(name, left + week * STEP, y - 12, 18, sheet.colours.dim)
            shown = week


def _day(sheet: _Sheet, progress: Progress, day: date, place: tuple[int, int]) -> None:
    x, y = place
    count = progress.days.get(day, 0)
    step = _step(count)
    edge = sheet.colours.text if day == progress.today else ""
    sheet.rounded((x, y, CELL, CELL), sheet.colours.panel, edge)
    sheet.level(x, y, step)
    if not step and day in progress.frozen:
        sheet.text("❄", x + CELL / 2, y + 19.5, 20, sheet.accent, align="center")


def _step(count: int) -> int:
    """None, a little, some, much, very much: 0 to 4."""
    return sum(count >= least for least in (1, 3, 6, 10))


def _legend(sheet: _Sheet, x: float, y: int) -> None:
    ink = sheet.colours.dim
    sheet.text("less", x, y, 18, ink)
    x += 48
    for step in range(len(_LEVELS)):
        sheet.rounded((x, y - 20, CELL, CELL), sheet.colours.panel)
        sheet.level(x, y - 20, step)
        x += STEP
    sheet.text("more", x + 6, y, 18, ink)
    sheet.text("❄", x + 92, y + 1, 20, sheet.accent)
    sheet.text("a freeze kept the streak", x + 118, y, 18, ink)


_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


# Strengths.


def _strengths(
    sheet: _Sheet, title: str, strengths: Sequence[Strength], x: int, y: int
) -> None:
    sheet.text(title, x, y, 22, sheet.accent, bold=True)
    y += 36
    if not any(one.seen for one in strengths):
        words = "Shows what you hold well, once\nyou have answered a few cards."
        for index, line in enumerate(words.split("\n")):
            sheet.text(line, x, y + index * 28, 20, sheet.colours.dim)
        return
    for index, one in enumerate(strengths):
        _strength(sheet, one, x, y + index * ROW)


def _strength(sheet: _Sheet, one: Strength, x: int, y: int) -> None:
    label, bar = 150, 120
    sheet.text(_fitted(one.label, 19, label - 8), x, y, 19, sheet.colours.text)
    sheet.rounded((x + label, y - 15, bar, BAR), sheet.colours.panel)
    share = min(max(one.recall, 0.0), 1.0) if one.seen else 0.0
    if share > 0:
        filled = max(bar * share, 6)
        sheet.rounded((x + label, y - 15, filled, BAR), sheet.accent)
    said = (
        f"{round(share * 100)} % · {one.seen}/{one.total}" if one.seen else "not seen"
    )
    sheet.text(said, x + label + bar + 10, y, 18, sheet.colours.dim)


def _fitted(text: str, size: float, room: int) -> str:
    """The text on one line, cut with an ellipsis where it would run into its bar."""
    line = " ".join(text.split())[:60]
    if fonts.width(line, Style.REGULAR, size) <= room:
        return line
    while line and fonts.width(line + "…", Style.REGULAR, size) > room:
        line = line[:-1]
    return line.rstrip() + "…"


# What is due.


def _due(sheet: _Sheet, progress: Progress, y: int) -> None:
    due = list(progress.due[:DUE_DAYS])
    due += [0] * (DUE_DAYS - len(due))
    sheet.text("Coming back", MARGIN, y, 22, sheet.accent, bold=True)
    if not any(due):
        words = "Nothing is due. Cards that you answer come back here when it is time."
        sheet.text(words, MARGIN, y + 36, 20, sheet.colours.dim)
        return
    step = (WIDTH - 2 * MARGIN) / DUE_DAYS
    floor, tallest = y + 120, 66
    for index, count in enumerate(due):
        day = progress.today + timedelta(days=index)
        centre = MARGIN + (index + 0.5) * step
        high = max(round(tallest * count / max(due)), 4) if count else 2
        colour = sheet.accent if count else sheet.colours.panel
        sheet.rounded((centre - 17, floor - high, 34, high), colour)
        ink = sheet.colours.text if count else sheet.colours.dim
        sheet.text(str(count), centre, floor - high - 7, 19, ink, align="center")
        name = "now" if index == 0 else _DAYS[day.weekday()]
        sheet.text(name, centre, floor + 24, 18, sheet.colours.dim, align="center")


_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")

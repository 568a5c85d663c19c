"""A podium: the first ranks of a challenge, each on a step of its own height.

No place is told by a colour: each has its number, its medal a shape of its own.
"""

from dataclasses import dataclass

from bot.typeset import fonts, reading
from bot.typeset.canvas import Canvas
from bot.typeset.faces import Drawn, Face, Theme
from bot.typeset.fonts import Style
from bot.typeset.ink import Ink
from bot.typeset.lines import Colour, Line, Type, set_lines
from bot.typeset.markdown import Words
from bot.typeset.pages import Sheet, heading, one_line, paint_heading
from bot.typeset.themes import Surface, palette

STEPS = {1: 232, 2: 184, 3: 144}
"""Height of a step by its rank, in pixels of a page 900 wide."""

MEDALS = {1: "★", 2: "◆", 3: "▲"}

ORDERS = {1: (0,), 2: (0, 1), 3: (1, 0, 2)}
"""Of so many steps, which stands where: with three, the first is in the middle."""

NAME_LINES = 3

SMALLEST = 16
"""Pixels of type to which a long word may shrink on a narrow page."""

GAP = 14
"""Between two steps."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One column, measured: a name, and what stands on the step below it."""

    name: tuple[Line, ...]
    medal: Ink
    rank: Ink
    reached: Ink
    height: int

    @property
    def name_height(self) -> int:
        return sum(line.above + line.below for line in self.name)


def draw(face: Face, theme: Theme, width: int) -> Drawn:
    """The podium, with the words for what it shows."""
    sheet = Sheet(width)
    head = heading(face, sheet)
    count = len(face.ranks)
    gap = sheet.px(GAP)
    column = min((sheet.column - gap * (count - 1)) // count, sheet.px(300))
    steps = [_step(face, sheet, index, column) for index in ORDERS[count]]
    tall = max(step.name_height + sheet.px(12) + step.height for step in steps)
    top = sheet.top + sum(unit.gap + unit.height for unit in head) + sheet.between
    canvas = Canvas(width, top + tall + sheet.bottom)
    paint_heading(canvas, sheet, head)
    x = (width - column * count - gap * (count - 1)) // 2
    for step in steps:
        _paint(canvas, sheet, step, (x, column, top + tall))
        x += column + gap
    return Drawn(
        canvas.png(palette(theme, face.kind)),
        reading.podium(face),
        canvas.width,
        canvas.height,
    )


def _step(face: Face, sheet: Sheet, index: int, column: int) -> _Step:
    rank = face.ranks[index]
    room = column - 2 * sheet.px(8)
    return _Step(
        name=_name(face.options[index], sheet, column),
        medal=fonts.word(MEDALS[rank], Style.REGULAR, float(sheet.px(40))),
        rank=fonts.word(str(rank), Style.BOLD, float(sheet.px(56))),
        reached=_shrunk(face.notes[index], sheet, room),
        height=sheet.px(STEPS[rank]),
    )


def _name(text: str, sheet: Sheet, column: int) -> tuple[Line, ...]:
    """The name in bold, cut with an ellipsis where it takes too many lines."""
    text = " ".join(text.split())[:200] or "–"
    widest = max(text.split(), key=len)
    size = float(sheet.px(26))
    while size > SMALLEST and fonts.width(widest, Style.BOLD, size) > column:
        size -= 1
    type = Type(size, bold=True, leading=1.2)
    lines = set_lines((Words(text),), type, column)
    while len(lines) > NAME_LINES:
        text = text[: len(text) * NAME_LINES // (len(lines) + 1)].rstrip()
        lines = set_lines((Words(text + "…"),), type, column)
    return tuple(lines)


def _shrunk(text: str, sheet: Sheet, room: int) -> Ink:
    """On one line: smaller where need be, and then cut."""
    size = sheet.small
    while size > SMALLEST and fonts.width(text, Style.REGULAR, size) > room:
        size -= 1
    return one_line(text, size, room).ink


def _paint(
    canvas: Canvas, sheet: Sheet, step: _Step, place: tuple[int, int, int]
) -> None:
    """`place`: the column's left edge, its width, and the floor."""
    left, column, floor = place
    top = floor - step.height
    y = top - sheet.px(12) - step.name_height
    for line in step.name:
        x = left + (column - line.width) // 2
        for mark in line.marks:
            canvas.paste(
                mark.ink, x + mark.x, y + line.above, Surface.PAGE, Colour.TEXT
            )
        y += line.above + line.below
    canvas.fill(left, top, column, step.height, Surface.PANEL, sheet.px(12))
    middle = left + column // 2
    together = step.medal.advance + sheet.px(10) + step.rank.advance
    pen = middle - together // 2
    baseline = top + sheet.px(68)
    _on_step(canvas, step.medal, pen, baseline - sheet.px(4), Colour.ACCENT)
    pen += step.medal.advance + sheet.px(10)
    _on_step(canvas, step.rank, pen, baseline, Colour.ACCENT)
    pen = middle - step.reached.advance // 2
    _on_step(canvas, step.reached, pen, baseline + sheet.px(44), Colour.TEXT)


def _on_step(canvas: Canvas, ink: Ink, x: int, baseline: int, colour: Colour) -> None:
    canvas.paste(ink, x, baseline, Surface.PANEL, colour)

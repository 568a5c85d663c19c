"""A podium: the first ranks of a challenge, each on a step of its own height.

No place is told by a colour: each has its number, its medal a shape of its own.
"""

from dataclasses import dataclass

from bot.typeset import fonts, reading
from bot.typeset.canvas import Canvas
from bot.typeset.faces import Drawn, Face, Theme
from bot.typeset.fonts import Style
from bot.typeset.frame import heading
from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import Line, one_line, set_within
from bot.typeset.measures import Measures
from bot.typeset.pages import stacked
from bot.typeset.painting import Piece
from bot.typeset.parsing import plain
from bot.typeset.pieces import Type
from bot.typeset.strips import png
from bot.typeset.themes import SHEETS, Surface, palette

STEPS = {1: 232, 2: 184, 3: 144}
"""Height of a step by its rank, in pixels of a page 900 wide."""

MEDALS = {1: "★", 2: "◆", 3: "▲"}

ORDERS = {1: (0,), 2: (0, 1), 3: (1, 0, 2)}
"""Of so many steps, which stands where: with three, the first is in the middle."""

NAME_LINES = 3

SMALLEST, LEAST = 22, 18
"""Pixels of type to which a long word may shrink on a page 900 wide, and on any."""

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
    if not len(face.ranks) == len(face.options) == len(face.notes) in ORDERS:
        raise ValueError("a podium has a name, a rank and a note for 1 to 3 steps")
    m, bits = Measures(width), SHEETS[face.kind].bits
    head = heading(plain(face.title), face.badges, "", m, bits)
    steps = _podium(face, m)
    strips = stacked(head, [steps], (), m, bits)
    made = png(width, bits, palette(theme, face.kind, bits), strips)
    height = sum(strip.rows for strip in strips)
    return Drawn(made, reading.podium(face), width, height)


def _podium(face: Face, m: Measures) -> Piece:
    count, gap = len(face.ranks), m.px(GAP)
    column = min((m.column - gap * (count - 1)) // count, m.px(300))
    size = min(_name_size(reading.name(name), m, column) for name in face.options)
    steps = [_step(face, m, index, column, size) for index in ORDERS[count]]
    tall = max(step.name_height + m.px(12) + step.height for step in steps)
    canvas = Canvas(m.width, tall, SHEETS[face.kind])
    left = (m.width - column * count - gap * (count - 1)) // 2
    for place, step in enumerate(steps):
        _paint(canvas, m, step, left + place * (column + gap), column)
    return Piece(canvas.strip(), tall, 0)


def _step(face: Face, m: Measures, index: int, column: int, size: float) -> _Step:
    rank = face.ranks[index]
    room = column - 2 * m.px(8)
    return _Step(
        name=_name(reading.name(face.options[index]), size, _name_room(m, column)),
        medal=fonts.word(MEDALS[rank], Style.REGULAR, float(m.px(40))),
        rank=fonts.word(str(rank), Style.BOLD, float(m.px(56))),
        reached=_shrunk(face.notes[index], m, room),
        height=m.px(STEPS[rank]),
    )


def _name_room(m: Measures, column: int) -> int:
    """Names that fill their columns would run into each other."""
    return column - 2 * m.px(4)


def _smallest(m: Measures) -> float:
    return max(LEAST, SMALLEST * m.width / 900)


def _name_size(text: str, m: Measures, column: int) -> float:
    """The size at which the name's longest word has room, if it can be read so."""
    widest = max(text.split(), key=len)
    size = float(m.px(26))
    while size > _smallest(m) and fonts.width(widest, Style.BOLD, size) > _name_room(
        m, column
    ):
        size -= 1
    return size


def _name(text: str, size: float, room: int) -> tuple[Line, ...]:
    """The name in bold, cut with an ellipsis where it takes too many lines."""
    type = Type(size, bold=True, leading=1.2)
    return tuple(set_within(text, type, room, NAME_LINES))


def _shrunk(text: str, m: Measures, room: int) -> Ink:
    """On one line: smaller where need be, and then cut."""
    text, size = text[:200], m.small
    while size > LEAST and fonts.width(text, Style.REGULAR, size) > room:
        size -= 1
    return one_line(text, size, room).ink


def _paint(canvas: Canvas, m: Measures, step: _Step, left: int, column: int) -> None:
    """A step at the canvas's foot, and the name above it."""
    top = canvas.height - step.height
    y = top - m.px(12) - step.name_height
    for line in step.name:
        x = left + (column - line.width) // 2
        for mark in line.marks:
            baseline = y + line.above
            canvas.paste(mark.ink, x + mark.x, baseline, Surface.PAGE, Colour.TEXT)
        y += line.above + line.below
    canvas.fill(left, top, column, step.height, Surface.PANEL, m.px(12))
    middle, baseline, between = left + column // 2, top + m.px(68), m.px(10)
    pen = middle - (step.medal.advance + between + step.rank.advance) // 2
    _on_step(canvas, step.medal, pen, baseline - m.px(4), Colour.ACCENT)
    pen += step.medal.advance + between
    _on_step(canvas, step.rank, pen, baseline, Colour.ACCENT)
    pen = middle - step.reached.advance // 2
    _on_step(canvas, step.reached, pen, baseline + m.px(44), Colour.TEXT)


def _on_step(canvas: Canvas, ink: Ink, x: int, baseline: int, colour: Colour) -> None:
    canvas.paste(ink, x, baseline, Surface.PANEL, colour)

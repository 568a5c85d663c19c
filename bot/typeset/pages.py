"""A face -> pages: the heading, the body, lettered options, and where a page ends."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.typeset import fonts, reading
from bot.typeset.canvas import Canvas
from bot.typeset.faces import Drawn, Face, FaceKind, Mark, Theme
from bot.typeset.fonts import Style
from bot.typeset.lines import Colour, Line, Type, set_lines
from bot.typeset.lines import Mark as Ink
from bot.typeset.markdown import Words, blocks, plain
from bot.typeset.paging import paged
from bot.typeset.themes import Surface, palette
from bot.typeset.units import Setting, Unit, units

TALLEST = 1.3
"""Height of a page at most, as a share of 900 pixels or of its greater width.

Clients shrink what is taller; narrow pages are for where nothing is shrunk.
"""

KINDS = {
    FaceKind.QUESTION: "Question",
    FaceKind.CHECK: "Check",
    FaceKind.ANSWER: "Answer",
    FaceKind.RECAP: "Recap",
    FaceKind.PODIUM: "Podium",
}

_SIGNS = {Mark.RIGHT: "✓ right", Mark.WRONG: "✗ wrong"}
_SURFACES = {
    Mark.NONE: Surface.PANEL,
    Mark.RIGHT: Surface.RIGHT,
    Mark.WRONG: Surface.WRONG,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Measures of a page of this width, in pixels.

    Below 900 the type keeps its size, so that it comes out larger where a narrow page
    fills the same room as a wide one; above, everything grows with the width.
    """

    width: int

    @property
    def scale(self) -> float:
        return max(1.0, self.width / 900)

    def px(self, at_900: float) -> int:
        return round(at_900 * self.scale)

    @property
    def em(self) -> float:
        return round(27 * self.scale, 2)

    @property
    def small(self) -> float:
        return round(21 * self.scale, 2)

    @property
    def top(self) -> int:
        return self.px(36)

    @property
    def between(self) -> int:
        """From the heading to the body."""
        return self.px(22)

    @property
    def bottom(self) -> int:
        return self.px(32)

    @property
    def margin(self) -> int:
        return self.px(44 * min(1.0, self.width / 900))

    @property
    def column(self) -> int:
        return self.width - 2 * self.margin


def draw(face: Face, theme: Theme, width: int) -> list[Drawn]:
    """The face's pictures, one or more, each with the words for what it shows."""
    sheet = Sheet(width)
    head = heading(face, sheet)
    foot = _foot(face, sheet)
    around = sheet.top + sheet.between + sheet.bottom
    frame = around + sum(unit.gap + unit.height for unit in (*head, *foot))
    room = sheet.px(TALLEST * 900) - frame
    pages = paged([*_body(face, sheet), *_options(face, sheet)], room)
    colours = palette(theme, face.kind)
    return [
        _painted(face, sheet, (head, page, foot), (number, len(pages)), colours)
        for number, page in enumerate(pages, 1)
    ]


# What stands on a page.


def heading(face: Face, sheet: Sheet) -> list[Unit]:
    title = plain(face.title) or KINDS[face.kind]
    type = Type(sheet.px(30), Colour.ACCENT, bold=True, leading=1.2)
    # Room is kept at the right for "1 of 2".
    lines = set_lines((Words(title),), type, sheet.column - sheet.px(120))[:2]
    head = [Unit(tuple(lines))]
    badges = _badges(face, sheet)
    if badges:
        head.append(Unit(tuple(badges), gap=sheet.px(8), surface=Surface.PANEL))
    return head


def _badges(face: Face, sheet: Sheet) -> list[Line]:
    """Rows of badges; their panels are painted around the ink."""
    pad, between = sheet.px(14), sheet.px(10)
    above, below = sheet.px(30), sheet.px(14)
    rows: list[list[Ink]] = [[]]
    pen = 0
    for badge in face.badges:
        ink = one_line(plain(badge), sheet.small, sheet.column - 2 * pad)
        if pen and pen + ink.ink.advance + 2 * pad > sheet.column:
            rows.append([])
            pen = 0
        rows[-1].append(replace(ink, x=pen + pad))
        pen += ink.ink.advance + 2 * pad + between
    return [Line(tuple(row), pen, above, below) for row in rows if row]


def one_line(text: str, size: float, room: int) -> Ink:
    """A short plain text, cut with an ellipsis where it would not fit."""
    ink = fonts.word(text[:200], Style.REGULAR, size)
    while ink.advance > room and len(text) > 1:
        text = text[: min(len(text) - 1, len(text) * room // ink.advance)].rstrip()
        ink = fonts.word(text + "…", Style.REGULAR, size)
    return Ink(0, ink, Colour.DIM)


def _foot(face: Face, sheet: Sheet) -> list[Unit]:
    if not face.footer:
        return []
    type = Type(sheet.small, Colour.DIM)
    lines = set_lines((Words(plain(face.footer)),), type, sheet.column)[:3]
    return [Unit(tuple(lines), gap=sheet.px(20))]


def _body(face: Face, sheet: Sheet) -> Iterator[Unit]:
    setting = Setting(sheet.column, sheet.em)
    for block, unit in units(blocks(face.body), setting):
        yield replace(unit, words=reading.words(block))


def _options(face: Face, sheet: Sheet) -> Iterator[Unit]:
    for index in range(len(face.options)):
        unit = _option(face, index, sheet)
        gap = sheet.px(26) if index == 0 else sheet.px(12)
        yield replace(unit, gap=gap, words=reading.option(face, index))


def _option(face: Face, index: int, sheet: Sheet) -> Unit:
    mark = face.marks[index] if index < len(face.marks) else Mark.NONE
    padding, hang = sheet.px(15), sheet.px(48)
    setting = Setting(sheet.column - 2 * padding - hang, sheet.em)
    lines: list[Line] = []
    for _, unit in units(blocks(face.options[index]), setting):
        shifted = unit.inset if unit.surface is Surface.PAGE else 0
        lines += [_shifted(line, shifted) for line in unit.lines]
    lines = lines or set_lines((Words("–"),), Type(sheet.em), setting.width)
    letter = fonts.word(reading.LETTERS[index], Style.BOLD, sheet.em)
    first = Ink(-hang, letter, Colour.ACCENT)
    lines[0] = replace(lines[0], marks=(first, *lines[0].marks))
    note = face.notes[index] if index < len(face.notes) else ""
    said = " · ".join(part for part in (_SIGNS.get(mark, ""), plain(note)) if part)
    if said:
        lines = _noted(lines, said, setting.width, sheet)
    return Unit(
        tuple(lines),
        inset=padding + hang,
        surface=_SURFACES[mark],
        padding=padding,
    )


def _shifted(line: Line, by: int) -> Line:
    return replace(line, marks=tuple(replace(m, x=m.x + by) for m in line.marks))


def _noted(lines: list[Line], said: str, width: int, sheet: Sheet) -> list[Line]:
    """Mark and note at the right: on the last line if it has room, else below."""
    ink = one_line(said, sheet.small, width).ink
    note = Ink(width - ink.advance, ink, Colour.ACCENT)
    last = lines[-1]
    if last.width + ink.advance + sheet.px(30) <= width:
        return [*lines[:-1], replace(last, marks=(*last.marks, note))]
    return [*lines, Line((note,), width, sheet.px(28), sheet.px(8))]


# Painting.


def _painted(
    face: Face,
    sheet: Sheet,
    parts: tuple[list[Unit], list[Unit], list[Unit]],
    place: tuple[int, int],
    colours: bytes,
) -> Drawn:
    head, page, foot = parts
    heights = [u.gap + u.height for u in (*head, *page, *foot)]
    inner = sum(heights) - (page[0].gap if page else 0) + sheet.between
    canvas = Canvas(sheet.width, sheet.top + inner + sheet.bottom)
    y = paint_heading(canvas, sheet, head) + sheet.between
    for index, unit in enumerate(page):
        y += unit.gap if index else 0
        _paint(canvas, sheet, unit, y)
        y += unit.height
    for unit in foot:
        y += unit.gap
        _paint(canvas, sheet, unit, y)
        y += unit.height
    which = ""
    if place[1] > 1:
        which = f"{place[0]} of {place[1]}"
        ink = fonts.word(which, Style.REGULAR, sheet.small)
        baseline = sheet.top + head[0].lines[0].above
        x = sheet.width - sheet.margin - ink.advance
        canvas.paste(ink, x, baseline, Surface.PAGE, Colour.DIM)
    said = _said(face, page, which)
    return Drawn(canvas.png(colours), said, canvas.width, canvas.height)


def paint_heading(canvas: Canvas, sheet: Sheet, head: list[Unit]) -> int:
    """The bar, title and badges; gives where they end."""
    canvas.bar(0, 0, sheet.width, sheet.px(8))
    y = sheet.top
    for unit in head:
        y += unit.gap
        (_paint_badges if unit.surface is Surface.PANEL else _paint)(
            canvas, sheet, unit, y
        )
        y += unit.height
    return y


def _said(face: Face, page: list[Unit], which: str) -> str:
    title = plain(face.title) or KINDS[face.kind]
    return reading.joined(
        [
            f"{title} ({which})" if which else title,
            reading.badges(face),
            *(unit.words for unit in page),
            plain(face.footer),
        ]
    )


def _paint_badges(canvas: Canvas, sheet: Sheet, unit: Unit, y: int) -> None:
    pad = sheet.px(14)
    for line in unit.lines:
        for mark in line.marks:
            x = sheet.margin + mark.x
            wide, tall = mark.ink.advance + 2 * pad, sheet.px(36)
            canvas.fill(x - pad, y, wide, tall, Surface.PANEL, sheet.px(18))
            baseline = y + sheet.px(25)
            canvas.paste(mark.ink, x, baseline, Surface.PANEL, Colour.DIM)
        y += line.above + line.below


def _paint(canvas: Canvas, sheet: Sheet, unit: Unit, y: int) -> None:
    x = sheet.margin + unit.x
    if unit.surface is not Surface.PAGE:
        wide = sheet.column - unit.x
        canvas.fill(x, y, wide, unit.height, unit.surface, sheet.px(12))
    x += unit.inset
    y += unit.padding
    for line in unit.lines:
        _paint_line(canvas, sheet, line, unit.surface, x, y + line.above)
        y += line.above + line.below


def _paint_line(
    canvas: Canvas, sheet: Sheet, line: Line, surface: Surface, x: int, baseline: int
) -> None:
    for first, last in _code_runs(line):
        if surface is Surface.PAGE:
            left = x + line.marks[first].x
            end = line.marks[last].x + line.marks[last].ink.advance
            wide = x + end - left
            top = baseline - round(0.86 * sheet.em)
            canvas.fill(
                left, top, wide, round(1.16 * sheet.em), Surface.PANEL, sheet.px(6)
            )
    for mark in line.marks:
        code = mark.colour is Colour.CODE and surface is Surface.PAGE
        on = Surface.PANEL if code else surface
        canvas.paste(mark.ink, x + mark.x, baseline, on, mark.colour)


def _code_runs(line: Line) -> Iterator[tuple[int, int]]:
    """First and last of the code marks that stand side by side."""
    start: int | None = None
    for index, mark in enumerate(line.marks):
        if mark.colour is Colour.CODE:
            start = index if start is None else start
        elif start is not None:
            yield start, index - 1
            start = None
    if start is not None:
        yield start, len(line.marks) - 1

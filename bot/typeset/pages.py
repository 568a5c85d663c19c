"""A face -> pages: the heading, the body, lettered options, and where a page ends."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from bot.typeset import fonts, reading
from bot.typeset.canvas import png, row_bytes
from bot.typeset.faces import Drawn, Face, FaceKind, Mark, Theme
from bot.typeset.fonts import Style
from bot.typeset.lines import Colour, Line, Type, set_lines
from bot.typeset.lines import Mark as Ink
from bot.typeset.markdown import Words, blocks, plain
from bot.typeset.measures import Measures
from bot.typeset.paging import paged
from bot.typeset.painting import bar, strip
from bot.typeset.themes import SHEETS, Surface, palette
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
}

_SIGNS = {Mark.RIGHT: "✓ right", Mark.WRONG: "✗ wrong"}
_SURFACES = {
    Mark.NONE: Surface.PANEL,
    Mark.RIGHT: Surface.RIGHT,
    Mark.WRONG: Surface.WRONG,
}


def draw(face: Face, theme: Theme, width: int) -> list[Drawn]:
    """The face's pictures, one or more, each with the words for what it shows."""
    m = Measures(width)
    bits = SHEETS[face.kind].bits
    title = plain(face.title) or KINDS[face.kind]
    foot = _foot(face.footer, m)
    above = m.top + m.between + sum(one.gap + one.height for one in foot)
    above += sum(one.gap + one.height for one in _head(title, face.badges, m, ""))
    pages = paged(
        [*_body(face.body, m), *_options(face, m)],
        m.px(TALLEST * 900) - above - m.bottom,
    )
    drawn = []
    for number, page in enumerate(pages, 1):
        which = f"{number} of {len(pages)}" if len(pages) > 1 else ""
        head = _head(title, face.badges, m, which)
        rows = _stacked(m, bits, head, page, foot)
        said = _said(face, title, page, which)
        made = png(width, rows, bits, palette(theme, face.kind))
        drawn.append(Drawn(made, said, width, len(rows) // row_bytes(width, bits)))
    return drawn


def _stacked(
    m: Measures,
    bits: int,
    head: tuple[Unit, ...],
    page: list[Unit],
    foot: tuple[Unit, ...],
) -> bytes:
    """The page's scanlines: what stands on it is painted apart, and kept."""
    row = row_bytes(m.width, bits)
    parts = [bar(m, bits), bytes(row * (m.top - m.px(8)))]
    for units_, first in ((head, 0), (page, m.between), (foot, 0)):
        for place, unit in enumerate(units_):
            gap = first if place == 0 and first else unit.gap
            parts += [bytes(row * gap), strip(unit, m, bits)]
    parts.append(bytes(row * m.bottom))
    return b"".join(parts)


def _said(face: Face, title: str, page: list[Unit], which: str) -> str:
    return reading.joined(
        [
            f"{title} ({which})" if which else title,
            reading.badges(face),
            *(unit.words for unit in page),
            plain(face.footer),
        ]
    )


# What stands on a page.


@lru_cache(maxsize=256)
def _head(
    title: str, badges: tuple[str, ...], m: Measures, which: str
) -> tuple[Unit, ...]:
    type = Type(m.px(33), Colour.ACCENT, bold=True, leading=1.2)
    # Room is kept at the right for "1 of 2".
    lines = set_lines((Words(title),), type, m.column - m.px(120))[:2]
    if which:
        ink = fonts.word(which, Style.REGULAR, m.small)
        number = Ink(m.column - ink.advance, ink, Colour.DIM)
        lines[0] = replace(lines[0], marks=(*lines[0].marks, number))
    head = [Unit(tuple(lines))]
    shown = _badges(badges, m)
    if shown:
        head.append(Unit(tuple(shown), gap=m.px(8), badges=True))
    return tuple(head)


def _badges(badges: tuple[str, ...], m: Measures) -> list[Line]:
    """Rows of badges; their panels are painted around the ink."""
    pad, between = m.px(14), m.px(10)
    above, below = m.px(30), m.px(14)
    rows: list[list[Ink]] = [[]]
    pen = 0
    for badge in badges:
        ink = _one_line(plain(badge), m.small, m.column - 2 * pad)
        if pen and pen + ink.ink.advance + 2 * pad > m.column:
            rows.append([])
            pen = 0
        rows[-1].append(replace(ink, x=pen + pad))
        pen += ink.ink.advance + 2 * pad + between
    return [Line(tuple(row), pen, above, below) for row in rows if row]


def _one_line(text: str, size: float, room: int) -> Ink:
    """A short plain text, cut with an ellipsis where it would not fit."""
    ink = fonts.word(text[:200], Style.REGULAR, size)
    while ink.advance > room and len(text) > 1:
        text = text[: min(len(text) - 1, len(text) * room // ink.advance)].rstrip()
        ink = fonts.word(text + "…", Style.REGULAR, size)
    return Ink(0, ink, Colour.DIM)


@lru_cache(maxsize=64)
def _foot(footer: str, m: Measures) -> tuple[Unit, ...]:
    if not footer:
        return ()
    type = Type(m.small, Colour.DIM)
    lines = set_lines((Words(plain(footer)),), type, m.column)[:3]
    return (Unit(tuple(lines), gap=m.px(20)),)


@lru_cache(maxsize=256)
def _body(body: str, m: Measures) -> tuple[Unit, ...]:
    setting = Setting(m.column, m.em)
    return tuple(
        replace(unit, words=reading.words(block))
        for block, unit in units(blocks(body), setting)
    )


def _options(face: Face, m: Measures) -> Iterator[Unit]:
    for index in range(len(face.options)):
        unit = _option(face, index, m)
        gap = m.px(26) if index == 0 else m.px(12)
        yield replace(unit, gap=gap, words=reading.option(face, index))


def _option(face: Face, index: int, m: Measures) -> Unit:
    mark = face.marks[index] if index < len(face.marks) else Mark.NONE
    padding, hang = m.px(15), m.px(48)
    setting = Setting(m.column - 2 * padding - hang, m.em)
    lines: list[Line] = []
    for _, unit in units(blocks(face.options[index]), setting):
        shifted = unit.inset if unit.surface is Surface.PAGE else 0
        lines += [_shifted(line, shifted) for line in unit.lines]
    lines = lines or set_lines((Words("–"),), Type(m.em), setting.width)
    letter = fonts.word(reading.LETTERS[index], Style.BOLD, m.em)
    first = Ink(-hang, letter, Colour.ACCENT)
    lines[0] = replace(lines[0], marks=(first, *lines[0].marks))
    note = face.notes[index] if index < len(face.notes) else ""
    said = " · ".join(part for part in (_SIGNS.get(mark, ""), plain(note)) if part)
    if said:
        lines = _noted(lines, said, setting.width, m)
    return Unit(
        tuple(lines),
        inset=padding + hang,
        surface=_SURFACES[mark],
        padding=padding,
    )


def _shifted(line: Line, by: int) -> Line:
    return replace(line, marks=tuple(replace(m, x=m.x + by) for m in line.marks))


def _noted(lines: list[Line], said: str, width: int, m: Measures) -> list[Line]:
    """Mark and note at the right: on the last line if it has room, else below."""
    ink = _one_line(said, m.small, width).ink
    note = Ink(width - ink.advance, ink, Colour.ACCENT)
    last = lines[-1]
    if last.width + ink.advance + m.px(30) <= width:
        return [*lines[:-1], replace(last, marks=(*last.marks, note))]
    return [*lines, Line((note,), width, m.px(28), m.px(8))]

"""A face -> pages: the heading, the body, lettered options, and where a page ends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.typeset import fitting, fonts, reading
from bot.typeset.faces import Drawn, Face, FaceKind, Mark, Theme
from bot.typeset.fonts import Style
from bot.typeset.ink import Colour
from bot.typeset.lines import Line, flush, leftward, set_lines, set_within, shifted
from bot.typeset.lines import Mark as Ink
from bot.typeset.markdown import (
    Block,
    Display,
    Math,
    Prose,
    Words,
    blocks,
    inlines,
    plain,
)
from bot.typeset.measures import Measures
from bot.typeset.paging import PAGES, paged
from bot.typeset.painting import Piece, bar, between, pieces
from bot.typeset.pieces import Type
from bot.typeset.strips import Strip, blank, png
from bot.typeset.themes import RICH, SHEETS, Surface, palette
from bot.typeset.units import PARAGRAPH, Setting, Unit, unit

TALLEST = 1.3
"""Height of a page at most, as a share of 900 pixels or of its greater width.

Clients shrink what is taller; narrow pages are for where nothing is shrunk.
"""

TITLE, LINES = 300, 4
"""Characters of a title or a footer that there may be room for; lines of a title."""

KINDS = {
    FaceKind.QUESTION: "Question",
    FaceKind.CHECK: "Check",
    FaceKind.ANSWER: "Answer",
    FaceKind.RECAP: "Recap",
    FaceKind.PODIUM: "Podium",
}

_SIGNS = {Mark.RIGHT: "✓ right", Mark.WRONG: "✗ wrong"}
_WORDS_ROOM = 0.6
"""Share of an option's width that words keep beside a note; else that goes below."""

_SURFACES = {
    Mark.NONE: Surface.PANEL,
    Mark.RIGHT: Surface.RIGHT,
    Mark.WRONG: Surface.WRONG,
}


def draw(face: Face, theme: Theme, width: int) -> list[Drawn]:
    """The face's pictures, one or more, each with the words for what it shows."""
    m, bits = Measures(width), _bits(face)
    title = plain(face.title) or KINDS[face.kind]
    foot = _foot(face.footer, m, bits)
    head = heading(title, face.badges, "", m, bits)
    around = m.top + m.between + m.bottom + _height(foot)
    parts = (
        *_body(face.body, m, bits),
        *_options(face.options, reading.marks(face), m, bits),
    )
    room = m.px(TALLEST * 900) - around
    pages = paged(parts, room - _height(head))
    if len(pages) > 1:
        numbered = heading(title, face.badges, f"1 of {len(pages)}", m, bits)
        if _height(numbered) > _height(head):  # there is less room beside the number
            pages = paged(parts, room - _height(numbered))
    drawn = []
    for number, page in enumerate(pages, 1):
        which = f"{number} of {len(pages)}" if len(pages) > 1 else ""
        # What continues a face need not say again what the face is of.
        badges = face.badges if number == 1 else ()
        strips = stacked(heading(title, badges, which, m, bits), page, foot, m, bits)
        made = png(width, bits, palette(theme, face.kind, bits), strips)
        said = reading.sentence(reading.heading(title))
        said = _said(face, f"{said} ({which})" if which else said, badges, page)
        drawn.append(Drawn(made, said, width, sum(strip.rows for strip in strips)))
    return drawn


_COLOURED = re.compile(
    r"\\(text|f)?color|\\(red|green|blue|orange|pink|gray|purple)(?![a-z])"
)
"""Commands that colour a formula."""


def _bits(face: Face) -> int:
    """Bits a pixel: sixteen colours, or more where more are asked for."""
    if any(_COLOURED.search(text) for text in (face.title, face.body, *face.options)):
        return RICH.bits
    return SHEETS[face.kind].bits


def _height(pieces: Iterable[Piece]) -> int:
    return sum(piece.gap + piece.height for piece in pieces)


def stacked(
    head: Sequence[Piece],
    page: Sequence[Piece],
    foot: Sequence[Piece],
    m: Measures,
    bits: int,
) -> list[Strip]:
    """All that stands on the page, from top to bottom, and the room between."""
    strips = [bar(m, bits), blank(m.top - m.px(8), m.width, bits)]
    for part, first in ((head, 0), (page, m.between), (foot, None)):
        bars: tuple[int, ...] = ()
        for place, piece in enumerate(part):
            gap = piece.gap if place or first is None else first
            if gap:
                shared = bars and tuple(x for x in piece.bars if x in bars)
                strips.append(
                    between(shared, gap, m, bits)
                    if shared
                    else blank(gap, m.width, bits)
                )
            strips.append(piece.strip)
            bars = piece.bars
    strips.append(blank(m.bottom, m.width, bits))
    return strips


def _said(
    face: Face, title: str, badges: tuple[str, ...], page: Sequence[Piece]
) -> str:
    return reading.joined(
        [
            title,
            reading.badges(badges),
            *(piece.words for piece in page),
            plain(face.footer),
        ]
    )


# What stands on a page.


@lru_cache(maxsize=128)
def heading(
    title: str, badges: tuple[str, ...], which: str, m: Measures, bits: int
) -> tuple[Piece, ...]:
    type = Type(m.px(33), Colour.ACCENT, bold=True, leading=1.2)
    # Room is kept at the right for "1 of 2".
    room = m.column - (m.px(120) if which else 0)
    lines = set_lines(reading.heading(title[:TITLE]), type, room)
    if len(lines) > LINES:
        lines = set_within(title[:TITLE], type, room, LINES)
    lines = flush(lines, m.column)
    if which:
        ink = fonts.word(which, Style.REGULAR, m.small)
        at = 0 if lines[0].leftward else m.column - ink.advance
        number = Ink(at, ink, Colour.DIM)
        lines[0] = lines[0]._replace(marks=(*lines[0].marks, number))
    head = [Unit(tuple(lines))]
    if badges:
        head.append(Unit((_badges(badges, m),), gap=m.px(8), badges=True))
    return tuple(pieces(head, m, bits))


def _badges(badges: tuple[str, ...], m: Measures) -> Line:
    """One row of badges, the last ones left out where they would need another.

    Their panels are painted around the ink.
    """
    pad, apart = m.px(14), m.px(10)
    widest = m.column - 2 * pad
    row: list[Ink] = []
    pen = 0
    for badge in badges:
        # The deck comes first, and its name may be long: leave room for a second.
        room = widest if row or len(badges) == 1 else round(widest * 0.6)
        ink = one_line(plain(badge), m.small, room)
        if pen + ink.ink.advance + 2 * pad > m.column:
            break
        row.append(ink._replace(x=pen + pad))
        pen += ink.ink.advance + 2 * pad + apart
    if leftward(Words(badge) for badge in badges):
        row = [ink._replace(x=m.column - ink.x - ink.ink.advance) for ink in row]
    return Line(tuple(row), pen, m.px(30), m.px(14))


def one_line(text: str, size: float, room: int) -> Ink:
    """A short plain text, cut with an ellipsis where it would not fit."""
    text = text[:200]
    ink = fonts.word(text, Style.REGULAR, size)
    while ink.advance > room and len(text) > 1:
        text = text[: min(len(text) - 1, len(text) * room // ink.advance)].rstrip()
        ink = fonts.word(text + "…", Style.REGULAR, size)
    return Ink(0, ink, Colour.DIM)


@lru_cache(maxsize=64)
def _foot(footer: str, m: Measures, bits: int) -> tuple[Piece, ...]:
    if not footer:
        return ()
    type = Type(m.small, Colour.DIM)
    lines = flush(set_within(plain(footer)[:TITLE], type, m.column, 3), m.column)
    return tuple(pieces([Unit(tuple(lines), gap=m.px(20))], m, bits))


@lru_cache(maxsize=48)
def _body(body: str, m: Measures, bits: int) -> tuple[Piece, ...]:
    made: list[Piece] = []
    room = PAGES * m.px(TALLEST * 900)
    for before, block in pairwise((None, *blocks(body))):
        first, *rest = _block(block, m, bits)
        if isinstance(before, Display):
            # Also where the paragraph goes on, and in a list.
            first = first._replace(gap=round(PARAGRAPH * m.em))
        made += [first, *rest]
        room -= _height((first, *rest))
        if room < 0:
            break  # no page has what follows
    return tuple(made)


@lru_cache(maxsize=384)
def _block(block: Block, m: Measures, bits: int) -> tuple[Piece, ...]:
    """A paragraph, formula or listing; kept, for edited cards are made of old ones."""
    made = unit(block, Setting(m.column, m.em))
    return tuple(pieces([replace(made, words=reading.words(block))], m, bits))


@lru_cache(maxsize=96)
def _options(
    options: tuple[str, ...],
    marks: tuple[tuple[Mark, str], ...],
    m: Measures,
    bits: int,
) -> tuple[Piece, ...]:
    read = [blocks(option) for option in options]
    alone = [source for option in read if (source := _alone(option))]
    em = fitting.together(alone, m.em, _option_width(m))
    turned = not all(map(str.isascii, options)) and leftward(
        one for option in read for block in option for one in inlines(block)
    )
    made = [
        replace(
            _option(read[place], place, *marks[place], m, em, turned),
            gap=m.px(12) if place else m.px(26),
            words=reading.option(read[place], place, *marks[place]),
        )
        for place in range(len(options))
    ]
    return tuple(pieces(made, m, bits))


def _alone(option: Sequence[Block]) -> str:
    """The formula that is all there is to the option; empty: there is more."""
    match option:
        case [Prose(inlines=(Math(source),))]:
            return source
    return ""


def _option_width(m: Measures) -> int:
    return m.column - 2 * m.px(15) - m.px(48)


def _option(
    option: Sequence[Block],
    place: int,
    mark: Mark,
    note: str,
    m: Measures,
    em: float,
    turned: bool,
) -> Unit:
    """`em` is the size of what is nothing but a formula.

    `turned` says that the options are read from right to left: so are their letters.
    """
    padding, hang = m.px(15), m.px(48)
    setting = Setting(_option_width(m), em if _alone(option) else m.em)
    lines = _option_lines(option, setting, turned)
    said = " · ".join(part for part in (_SIGNS.get(mark, ""), note) if part)
    if said:
        lines = _noted(option, lines, said, setting, m, turned)
    letter = fonts.word(reading.LETTERS[place], Style.BOLD, m.em)
    at = setting.width + hang - letter.advance if turned else -hang
    first = Ink(at, letter, Colour.ACCENT)
    lines[0] = lines[0]._replace(marks=(first, *lines[0].marks))
    return Unit(
        tuple(lines),
        inset=padding if turned else padding + hang,
        surface=_SURFACES[mark],
        padding=padding,
    )


def _option_lines(
    option: Sequence[Block], setting: Setting, turned: bool
) -> list[Line]:
    lines: list[Line] = []
    for block in option:
        if isinstance(block, Display):
            # Beside its letter, as all options are.
            shown = Math(f"\\displaystyle {block.source}")
            block = Prose((shown,), block.depth, block.marker)
        made = unit(block, setting)
        by = made.inset if made.surface is Surface.PAGE else 0
        lines += [shifted(line, by) for line in made.lines]
    lines = lines or set_lines((Words("–"),), Type(setting.em), setting.width)
    if turned:
        lines = [
            line if line.leftward else shifted(line, setting.width - line.width)
            for line in lines
        ]
    return lines


def _noted(
    option: Sequence[Block],
    lines: list[Line],
    said: str,
    setting: Setting,
    m: Measures,
    turned: bool,
) -> list[Line]:
    """Mark and note at the far side: on the last line if it has room, else below.

    Words are set in one line more to make the room, at the same height.
    """
    width = setting.width
    ink = one_line(said, m.small, width).ink
    note = Ink(0 if turned else width - ink.advance, ink, Colour.ACCENT)
    room = width - ink.advance - m.px(30)
    if lines[-1].width > room >= _WORDS_ROOM * width and not _alone(option):
        closer = _option_lines(option, setting._replace(width=room), turned)
        if turned:
            closer = [shifted(line, width - room) for line in closer]
        lines = closer if len(closer) == len(lines) + 1 else lines
    last = lines[-1]
    if last.width <= room:
        return [*lines[:-1], last._replace(marks=(*last.marks, note))]
    return [*lines, Line((note,), width, m.px(28), m.px(8))]

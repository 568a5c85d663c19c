"""What stands around a body: a heading with its badges above, a footer below."""

from functools import lru_cache

from bot.typeset import fonts, reading
from bot.typeset.fonts import Style
from bot.typeset.ink import Colour
from bot.typeset.lines import (
    Line,
    Placed,
    flush,
    leftward,
    one_line,
    set_lines,
    set_within,
)
from bot.typeset.markdown import Words
from bot.typeset.measures import Measures
from bot.typeset.painting import Piece, pieces
from bot.typeset.parsing import label
from bot.typeset.pieces import Type
from bot.typeset.units import Unit

TITLE, LINES = 300, 4
"""Characters of a title or a footer that there may be room for; lines of a title."""


@lru_cache(maxsize=128)
def heading(
    title: str, badges: tuple[str, ...], which: str, m: Measures, bits: int
) -> tuple[Piece, ...]:
    """The title, `which` of several pages it is, and a row of badges below."""
    type = Type(m.px(33), Colour.ACCENT, bold=True, leading=1.2)
    # Room is kept at the right for "1 of 2".
    room = m.column - (m.px(120) if which else 0)
    lines = set_lines(reading.heading(title[:TITLE]), type, room)
    tall = sum(line.above + line.below for line in lines)
    if tall > LINES * type.leading * type.size + 1:
        lines = set_within(label(title[:TITLE]), type, room, LINES)
    lines = flush(lines, m.column)
    if which:
        ink = fonts.word(which, Style.REGULAR, m.small)
        at = 0 if lines[0].leftward else m.column - ink.advance
        number = Placed(at, ink, Colour.DIM)
        lines[0] = lines[0]._replace(marks=(*lines[0].marks, number))
    return *pieces([Unit(tuple(lines))], m, bits), *_row(badges, m, bits)


@lru_cache(maxsize=64)
def _row(badges: tuple[str, ...], m: Measures, bits: int) -> tuple[Piece, ...]:
    """Cards of one deck have many badges in common, the faces of one card all."""
    if not badges:
        return ()
    unit = Unit((_badges(badges, m),), gap=m.px(8), badges=True)
    return tuple(pieces([unit], m, bits))


def _badges(badges: tuple[str, ...], m: Measures) -> Line:
    """One row of badges, the last ones left out where they would need another.

    Their panels are painted around the ink.
    """
    pad, apart = m.px(14), m.px(10)
    widest = m.column - 2 * pad
    row: list[Placed] = []
    pen = 0
    for badge in badges:
        # The deck comes first, and its name may be long: leave room for a second.
        room = widest if row or len(badges) == 1 else round(widest * 0.6)
        ink = one_line(label(badge), m.small, room)
        if pen + ink.ink.advance + 2 * pad > m.column:
            break
        row.append(ink._replace(x=pen + pad))
        pen += ink.ink.advance + 2 * pad + apart
    if leftward(Words(badge) for badge in badges):
        row = [ink._replace(x=m.column - ink.x - ink.ink.advance) for ink in row]
    return Line(tuple(row), pen, m.px(30), m.px(14))


@lru_cache(maxsize=64)
def foot(footer: str, m: Measures, bits: int) -> tuple[Piece, ...]:
    """A line or a few at the end of each page; nothing for an empty one."""
    if not footer:
        return ()
    type = Type(m.small, Colour.DIM)
    lines = flush(set_within(label(footer)[:TITLE], type, m.column, 3), m.column)
    return tuple(pieces([Unit(tuple(lines), gap=m.px(20))], m, bits))

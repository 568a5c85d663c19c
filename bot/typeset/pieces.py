"""Words and formulas -> clusters: what no line break may part."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.typeset import bidi, cutting, fitting, fonts
from bot.typeset.breaks import Atom
from bot.typeset.fonts import Style
from bot.typeset.formulas import apart, formula, scale, source_shown
from bot.typeset.formulas import line as formula_line
from bot.typeset.ink import Colour, Ink
from bot.typeset.markdown import Inline, Math, NewLine, Words
from bot.typeset.stretches import SPACE, curved, stretches

IN_CODE = 0.12
"""What a break within a name or an option costs: it had better stay whole."""

SHOWN, IN_TABLE = 400.0, 500.0
"""Em of a paragraph's height that are set: no face has pages for more. The type of a
table may be smaller than the pages'."""

FEW = 64
"""Words and formulas between which nobody asks whether there are enough."""

LONG = 0.4
"""Inline formulas over this share of the line may be broken."""


class Type(NamedTuple):
    """The size of type in pixels; `bold` for headings."""

    size: float
    colour: Colour = Colour.TEXT
    bold: bool = False
    leading: float = 1.42
    leftward: bool = False
    """Whether it is read from right to left."""
    panel: bool = False
    """Whether it stands on a panel: code has none of its own."""


class Piece(NamedTuple):
    """Ink that stays whole.

    `rightward` is how it is read, None where it goes with what stands around it.
    """

    ink: Ink
    colour: Colour
    rightward: bool | None = True


class Cluster(NamedTuple):
    """Pieces that no line break may part, and a break behind them.

    No line can end there if it is `open`: what comes next belongs to it. If it is
    `forced`, one must.
    """

    pieces: tuple[Piece, ...]
    atom: Atom
    open: bool = False
    forced: bool = False


def clusters(inlines: Sequence[Inline], type: Type, width: int) -> list[Cluster]:
    """What a paragraph's lines are made of; outgrown, clusters part after all.

    What stands behind the last that a page has room for is left out.
    """
    made: list[Cluster] = []
    room, counted = _room(type, width), 0
    behind_each = (*inlines[1:], None)
    for place, (inline, behind) in enumerate(zip(inlines, behind_each, strict=False)):
        if place % FEW == FEW - 1:
            room -= sum(_area(one, type) for one in made[counted:])
            counted = len(made)
            if room < 0:
                break
        match inline:
            case NewLine():
                end = _cluster((Piece(fonts.blank(0), type.colour),))
                _append(made, (end._replace(forced=True),), width)
            case Math(source, struck):
                look = type._replace(colour=Colour.STRUCK) if struck else type
                _append(made, _math(source, look, width - _stop(behind, type)), width)
            case Words():
                _append(made, _words(inline, type, width), width)
    return made


def _cluster(
    pieces: tuple[Piece, ...], space: int | None = 0, penalty: float = 0.0
) -> Cluster:
    """`space` stands before the next on the line; None: no line can end there."""
    wide = sum([piece.ink.advance for piece in pieces])
    return Cluster(pieces, Atom(wide, space or 0, penalty), space is None)


def _room(type: Type, width: int) -> float:
    """What the lines of a paragraph may cover, in pixels."""
    return (IN_TABLE if type.panel else SHOWN) * type.size * width


def _area(one: Cluster, type: Type) -> float:
    """What it covers of its line, and not more, however the lines are broken."""
    tall = max([piece.ink.pixels.shape[0] for piece in one.pieces], default=0)
    return (one.atom.width + one.atom.space) * max(tall, type.leading * type.size)


def _seen(run: Iterable[Cluster], type: Type, width: int) -> Iterator[Cluster]:
    """As many of them as a paragraph may have."""
    room = _room(type, width)
    for one in run:
        yield one
        room -= _area(one, type)
        if room < 0:
            return


def _append(made: list[Cluster], run: Sequence[Cluster], width: int) -> None:
    """What is open is joined with what comes next."""
    if made and made[-1].open and run:
        made += _joined(made.pop(), run[0], width)
        run = run[1:]
    made += run


def _joined(first: Cluster, then: Cluster, width: int) -> Iterator[Cluster]:
    """Both as one, parted where that outgrows the line."""
    held, wide = first.pieces, first.atom.width
    for piece in then.pieces:
        if wide + piece.ink.advance > width:
            yield Cluster(held, Atom(wide, 0, 1.0))
            held, wide = (), 0
        held = (*held, piece)
        wide += piece.ink.advance
    yield then._replace(pieces=held, atom=then.atom._replace(width=wide))


_LEADING_STOP = re.compile(r"[^\w\s]+")


def _stop(behind: Inline | None, type: Type) -> int:
    """The width of a stop behind a formula, for which its line keeps room."""
    if not isinstance(behind, Words) or behind.code:
        return 0
    stop = _LEADING_STOP.match(behind.text)
    return fonts.width(stop[0], _style(behind, type), type.size) if stop else 0


def _style(words: Words, type: Type) -> Style:
    if words.code:
        return Style.MONO_BOLD if type.bold else Style.MONO
    if words.bold or type.bold:
        return Style.BOLD_ITALIC if words.italic else Style.BOLD
    return Style.ITALIC if words.italic else Style.REGULAR


@lru_cache(maxsize=512)
def _words(words: Words, type: Type, width: int) -> Sequence[Cluster]:
    """A run of words; kept, for the words around a new formula are mostly old."""
    style = _style(words, type)
    if words.struck:
        type = type._replace(colour=Colour.STRUCK)
    if not words.code:
        return tuple(_run(curved(words.text), style, type, width))
    if words.struck:
        return tuple(_run(words.text, style, type, width))
    code = type._replace(size=round(type.size * 0.92, 2), colour=Colour.CODE)
    if type.panel:
        return tuple(_run(words.text, style, code, width))
    # Room for the panel that is painted behind code.
    edge = _cluster((Piece(fonts.blank(round(0.18 * code.size)), Colour.CODE),), None)
    made = [edge]
    _append(made, tuple(_run(words.text, style, code, width)), width)
    _append(made, (edge,), width)
    return tuple(made)


def _run(text: str, style: Style, type: Type, width: int) -> Iterator[Cluster]:
    made = _set(text, style, type, width)
    if len(text) * type.leading * type.size**2 <= _room(type, width):
        return made
    return _seen(made, type, width)


def _set(text: str, style: Style, type: Type, width: int) -> Iterator[Cluster]:
    size, colour = type.size, type.colour
    gap = fonts.width(" ", style, size)
    code = style in (Style.MONO, Style.MONO_BOLD)
    for part, cost in stretches(text):
        if cutting.wide(part, style, size, width):
            spelled = not code and cutting.spelled(part)
            cut = cutting.hyphened if spelled else cutting.cut
            parts = cut(part, style, size, width)
            part = next(parts)
            for then in parts:
                yield _cluster((Piece(fonts.word(part, style, size), colour),), 0, 1.0)
                part = then
        if type.leftward or not part.isascii():
            pieces = _turned(part, style, type)
        else:
            pieces = (Piece(fonts.word(part, style, size), colour),)
        if cost is None:
            yield _cluster(pieces, None)
        elif cost == SPACE:
            yield _cluster(pieces, gap)
        else:
            yield _cluster(pieces, 0, IN_CODE if code else cost)


def _turned(text: str, style: Style, type: Type) -> tuple[Piece, ...]:
    """A word that may be read from right to left; a stop behind it turns by itself."""
    size, colour = type.size, type.colour
    way = bidi.rightward(text)
    kept = text.rstrip(cutting.STOPS)
    if not (kept and len(kept) < len(text) and (type.leftward or way is False)):
        return (Piece(fonts.word(text, style, size), colour, way),)
    stop = fonts.word(text[len(kept) :], style, size)
    return (
        Piece(fonts.word(kept, style, size), colour, way),
        Piece(stop, colour, None),
    )


def _math(source: str, type: Type, width: int) -> Sequence[Cluster]:
    ink = formula(source, type.size, False)
    if ink is None:
        return _words(Words(source_shown(source), code=True), type, width)
    made = [_cluster((Piece(ink, type.colour),), None)]
    if ink.advance > LONG * width:
        made = list(_broken(source, ink, type, width))
    if ink.tag is not None:
        room = Piece(fonts.blank(round(type.size)), type.colour)
        tag = _cluster((room, Piece(ink.tag, type.colour)), None)
        _append(made, (tag,), width)
    return made


def _broken(source: str, whole: Ink, type: Type, width: int) -> Iterator[Cluster]:
    """A long formula: lines may end after its relations, signs and commas."""
    size, parts = fitting.parted(source, whole, type.size, width)
    if not parts:
        ink = fitting.shrunk(source, whole, type.size, width, False)
        yield _cluster((Piece(ink, type.colour),), None)
        return
    em = size * scale()
    for index, part in enumerate(parts[:-1]):
        ink = formula_line((part,), size)
        piece = Piece(apart(ink, size, index == 0, False), type.colour)
        yield _cluster((piece,), round(part.space * em), fitting.cost(part))
    ink = apart(formula_line(parts[-1:], size), size, left=False)
    yield _cluster((Piece(ink, type.colour),), None)

"""Words and formulas -> lines: where to break, and where each thing stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.typeset import bidi, breaks, fonts
from bot.typeset.fonts import Style
from bot.typeset.formulas import COSTS, formula, scale, source_shown
from bot.typeset.formulas import line as formula_line
from bot.typeset.formulas import parts as parts_of
from bot.typeset.ink import Colour, Ink
from bot.typeset.markdown import Inline, Math, NewLine, Words


@dataclass(frozen=True, slots=True)
class Mark:
    """Ink at `x` on its line's baseline."""

    x: int
    ink: Ink
    colour: Colour = Colour.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `above` and `below` its baseline are its own, formulas included.

    `leftward` says that it is read from right to left, and so stands at the right.
    """

    marks: tuple[Mark, ...]
    width: int
    above: int
    below: int
    leftward: bool = False


@dataclass(frozen=True, slots=True)
class Type:
    """The size of type in pixels; `bold` for headings."""

    size: float
    colour: Colour = Colour.TEXT
    bold: bool = False
    leading: float = 1.42
    leftward: bool = False
    """Whether it is read from right to left."""


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Ink that no line break may part; `space` and `penalty` are for a break after."""

    pieces: tuple["_Piece", ...]
    space: int = 0
    penalty: float = 0.0
    forced: bool = False

    @property
    def width(self) -> int:
        return sum(piece.ink[0].advance for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a source says up to the next place where a line may end.

    `rightward` is how it is read; None where it goes with what stands around it.
    """

    ink: tuple[Ink, Colour]
    space: int | None = None
    penalty: float = 0.0
    forced: bool = False
    rightward: bool | None = True


HYPHEN = 0.02
"""What a break after a hyphen costs, beside the square of the share left empty."""

LONG = 0.3
"""Inline formulas over this share of the line may be broken."""


def set_lines(inlines: Sequence[Inline], type: Type, width: int) -> list[Line]:
    """The paragraph's lines, none wider than `width` pixels."""
    told = (way for inline in inlines if (way := _rightward(inline)) is not None)
    if not next(told, True):
        type = replace(type, leftward=True)
    clusters = list(_clusters(inlines, type, width))
    ways = (piece.rightward for cluster in clusters for piece in cluster.pieces)
    base = not type.leftward if False in ways else None
    lines = []
    for first, last in _runs(clusters, width):
        lines.append(_line(clusters[first:last], type, base))
    return lines


def _rightward(inline: Inline) -> bool | None:
    return bidi.rightward(inline.text) if isinstance(inline, Words) else None


def _runs(clusters: list[_Cluster], width: int) -> Iterator[tuple[int, int]]:
    """First and last cluster of each line; a forced break parts paragraphs."""
    start = 0
    for end, cluster in enumerate(clusters, 1):
        if cluster.forced or end == len(clusters):
            part = clusters[start:end]
            atoms = [breaks.Atom(c.width, c.space, c.penalty) for c in part]
            for first, last in breaks.optimal(atoms, width):
                yield start + first, start + last
            start = end


def _line(clusters: Sequence[_Cluster], type: Type, base: bool | None) -> Line:
    """`base` is the paragraph's direction, or None where there is but one."""
    marks: list[Mark] = []
    pen = 0
    parts = list(_spaced(clusters))
    if base is not None:
        order = bidi.visual([way for _, way in parts], base)
        parts = [parts[place] for place in order]
    for part, _ in parts:
        if isinstance(part, int):
            pen += part
        else:
            marks.append(Mark(pen, *part))
            pen += part[0].advance
    half = (type.leading - 1) * type.size / 2
    above = max([round(half + 0.78 * type.size), *(m.ink.above + 3 for m in marks)])
    below = max([round(half + 0.22 * type.size), *(m.ink.below + 3 for m in marks)])
    return Line(tuple(marks), pen, above, below, base is False)


def _spaced(
    clusters: Sequence[_Cluster],
) -> Iterator[tuple[tuple[Ink, Colour] | int, bool | None]]:
    """What stands in the line, and the spaces between, each with its direction."""
    for index, cluster in enumerate(clusters):
        for piece in cluster.pieces:
            yield piece.ink, piece.rightward
        if index + 1 < len(clusters) and cluster.space:
            yield cluster.space, None


def _clusters(inlines: Sequence[Inline], type: Type, width: int) -> Iterator[_Cluster]:
    """Pieces without a break between them are one cluster."""
    held: list[_Piece] = []
    for piece in _fitted(_pieces(inlines, type, width), width):
        held.append(piece)
        if piece.space is not None:
            yield _Cluster(tuple(held), piece.space, piece.penalty, piece.forced)
            held = []
    if held:
        yield _Cluster(tuple(held))


def _fitted(pieces: Iterator[_Piece], width: int) -> Iterator[_Piece]:
    """Where pieces that belong together outgrow the line, they part after all."""
    run = 0
    held: _Piece | None = None
    for piece in pieces:
        advance = piece.ink[0].advance
        if held is not None:
            if held.space is None and run + advance > width:
                held = replace(held, space=0, penalty=1.0)
            yield held
            run = run if held.space is None else 0
        run += advance
        held = piece
    if held is not None:
        yield held


def _pieces(inlines: Sequence[Inline], type: Type, width: int) -> Iterator[_Piece]:
    for inline in inlines:
        match inline:
            case NewLine():
                yield _Piece((fonts.blank(0), type.colour), 0, forced=True)
            case Math(source):
                yield from _math(source, type, width)
            case Words():
                yield from _words(inline, type, width)


def _style(words: Words, type: Type) -> Style:
    if words.code:
        return Style.MONO_BOLD if type.bold else Style.MONO
    if words.bold or type.bold:
        return Style.BOLD_ITALIC if words.italic else Style.BOLD
    return Style.ITALIC if words.italic else Style.REGULAR


@lru_cache(maxsize=1024)
def _words(words: Words, type: Type, width: int) -> tuple[_Piece, ...]:
    """A run of words; kept, for the words around a new formula are mostly old."""
    return tuple(_parts(words, type, width))


def _parts(words: Words, type: Type, width: int) -> Iterator[_Piece]:
    style = _style(words, type)
    size = round(type.size * 0.92, 2) if words.code else type.size
    colour = Colour.CODE if words.code else type.colour
    gap = fonts.width(" ", style, size)
    if words.code:
        # Room for the panel that is painted behind code.
        yield _Piece((fonts.blank(round(0.18 * size)), colour))
    for text, cost in _parted(words.text):
        *heads, tail = _cut(text, style, size, width)
        for head in heads:
            yield _Piece((fonts.word(head, style, size), colour), 0, 1.0)
        piece = _Piece((fonts.word(tail, style, size), colour))
        if type.leftward or not text.isascii():
            way, tail, sign = _turned(tail, type.leftward)
            piece = replace(piece, rightward=way)
            if sign:
                yield replace(piece, ink=(fonts.word(tail, style, size), colour))
                stop = fonts.word(sign, style, size)
                piece = _Piece((stop, colour), rightward=None)
        if cost is None:
            yield piece
        elif cost == SPACE:
            yield replace(piece, space=gap)
        else:
            yield replace(piece, space=0, penalty=cost)
    if words.code:
        yield _Piece((fonts.blank(round(0.18 * size)), colour))


_DASH = re.compile(r" (?=[—–] )")

_PERCENT = re.compile(r"(?<=\d) (?=%)")

_STOPS = ",.;:!?،؛؟…"

SPACE, FREE = -1.0, 0.0
"""What a break costs at a space (there is nothing to it), and between characters."""

_OPENING, _CLOSING = "（［｛「『【〈《〔", "）］｝」』】〉》〕、。，．・：；？！ー々…"
_HAN = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and Japanese: a line may end nearly anywhere."""

_PARTS = re.compile(
    r"([ \t\r\n]+)"
    r"|((?<=[^\W\d]{2})[-/—–](?=\w{3}))"
    rf"|(?<=[{_HAN}])(?<![{_OPENING}])(?=[{_HAN}\w])(?![{_CLOSING}])"
    rf"|(?<=\w)(?=[{_HAN}])(?![{_CLOSING}])"
)


def _turned(text: str, leftward: bool) -> tuple[bool | None, str, str]:
    """How a word is read, the word, and the stop behind it, which turns by itself."""
    way = bidi.rightward(text)
    kept = text.rstrip(_STOPS)
    if kept and (leftward or way is False):
        return way, kept, text[len(kept) :]
    return way, text, ""


def _parted(text: str) -> Iterator[tuple[str, float | None]]:
    """Stretches without a break in them, and what a break behind each costs.

    None stands for no break: the text ends.
    """
    at = 0
    # A dash stays with the word before it, and a percent sign with its number.
    text = _PERCENT.sub("\u00a0", _DASH.sub("\u00a0", text))
    for found in _PARTS.finditer(text):
        if found[1] is not None:
            yield text[at : found.start()], SPACE
        elif found[2] is not None:
            yield text[at : found.end()], HYPHEN
        elif found.end() > at:
            yield text[at : found.end()], FREE
        at = found.end()
    if at < len(text):
        yield text[at:], HYPHEN if text[-1] in "-—–/" else None


def _cut(text: str, style: Style, size: float, width: int) -> list[str]:
    """A word wider than the line, in pieces that are not."""
    cut = []
    while len(text) > 1 and (len(text) > 80 or fonts.width(text, style, size) > width):
        low, high = 1, min(len(text), 80)
        while low < high:
            middle = (low + high + 1) // 2
            if fonts.width(text[:middle], style, size) <= width:
                low = middle
            else:
                high = middle - 1
        cut.append(text[:low])
        text = text[low:]
    return [*cut, text]


def _math(source: str, type: Type, width: int) -> Iterator[_Piece]:
    ink = formula(source, type.size, False)
    if ink is None:
        shown = Words(source_shown(source), code=True)
        yield from _words(shown, type, width)
    elif ink.advance <= LONG * width:
        yield _Piece((ink, type.colour))
    else:
        yield from _broken(source, ink, type, width)
    if ink is not None and ink.tag is not None:
        gap = round(type.size)
        yield _Piece((fonts.blank(gap), type.colour))
        yield _Piece((ink.tag, type.colour))


def _broken(source: str, whole: Ink, type: Type, width: int) -> Iterator[_Piece]:
    """A long formula: lines may end after its relations, signs and commas."""
    em = type.size * scale()
    parts = parts_of(source, False)
    inks = [formula_line((part,), type.size) for part in parts]
    if not inks or any(ink.advance > width for ink in inks):
        yield _Piece((shrunk(source, whole, type.size, width, False), type.colour))
        return
    for part, ink in zip(parts[:-1], inks, strict=False):
        cost = COSTS.get(part.after, 0.0)
        yield _Piece((ink, type.colour), round(part.space * em), cost)
    yield _Piece((inks[-1], type.colour))


def shrunk(source: str, whole: Ink, size: float, width: int, display: bool) -> Ink:
    """The formula, set smaller until it fits."""
    ink = whole
    for _ in range(4):
        reach = max(ink.advance, ink.left + ink.pixels.shape[1])
        if reach <= width:
            break
        size = int(2 * size * min(width / reach, 0.98)) / 2
        ink = formula(source, size, display) or ink
    return ink

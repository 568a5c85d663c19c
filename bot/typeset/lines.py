"""Words and formulas -> lines: where to break, and where each thing stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.typeset import breaks, fonts
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
    """One line; `above` and `below` its baseline are its own, formulas included."""

    marks: tuple[Mark, ...]
    width: int
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class Type:
    """The size of type in pixels; `bold` for headings."""

    size: float
    colour: Colour = Colour.TEXT
    bold: bool = False
    leading: float = 1.42


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Ink that no line break may part; `space` and `penalty` are for a break after."""

    inks: tuple[tuple[Ink, Colour], ...]
    space: int = 0
    penalty: float = 0.0
    forced: bool = False

    @property
    def width(self) -> int:
        return sum(ink.advance for ink, _ in self.inks)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a source says up to the next place where a line may end."""

    ink: tuple[Ink, Colour]
    space: int | None = None
    penalty: float = 0.0
    forced: bool = False


HYPHEN = 0.02
"""What a break after a hyphen costs, beside the square of the share left empty."""

LONG = 0.3
"""Inline formulas over this share of the line may be broken."""


def set_lines(inlines: Sequence[Inline], type: Type, width: int) -> list[Line]:
    """The paragraph's lines, none wider than `width` pixels."""
    clusters = list(_clusters(inlines, type, width))
    lines = []
    for first, last in _runs(clusters, width):
        lines.append(_line(clusters[first:last], type))
    return lines


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


def _line(clusters: Sequence[_Cluster], type: Type) -> Line:
    marks: list[Mark] = []
    pen = 0
    for index, cluster in enumerate(clusters):
        for ink, colour in cluster.inks:
            marks.append(Mark(pen, ink, colour))
            pen += ink.advance
        if index + 1 < len(clusters):
            pen += cluster.space
    half = (type.leading - 1) * type.size / 2
    above = max([round(half + 0.78 * type.size), *(m.ink.above + 3 for m in marks)])
    below = max([round(half + 0.22 * type.size), *(m.ink.below + 3 for m in marks)])
    return Line(tuple(marks), pen, above, below)


def _clusters(inlines: Sequence[Inline], type: Type, width: int) -> Iterator[_Cluster]:
    """Pieces without a break between them are one cluster."""
    held: list[tuple[Ink, Colour]] = []
    for piece in _fitted(_pieces(inlines, type, width), width):
        held.append(piece.ink)
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
                held = _Piece(held.ink, 0, 1.0)
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
    for text, space in _parted(words.text):
        *heads, tail = _cut(text, style, size, width)
        for head in heads:
            yield _Piece((fonts.word(head, style, size), colour), 0, 1.0)
        ink = fonts.word(tail, style, size)
        if space:
            yield _Piece((ink, colour), gap)
        elif text.endswith(("-", "—", "–", "/")):
            yield _Piece((ink, colour), 0, HYPHEN)
        else:
            yield _Piece((ink, colour))
    if words.code:
        yield _Piece((fonts.blank(round(0.18 * size)), colour))


_DASH = re.compile(r" (?=[—–] )")

_PERCENT = re.compile(r"(?<=\d) (?=%)")

_PARTS = re.compile(r"([ \t\r\n]+)|((?<=[^\W\d]{2})[-/—–](?=\w{3}))")


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches without a break in them, and whether a space follows."""
    at = 0
    # A dash stays with the word before it, and a percent sign with its number.
    text = _PERCENT.sub("\u00a0", _DASH.sub("\u00a0", text))
    for found in _PARTS.finditer(text):
        if found[1] is not None:
            yield text[at : found.start()], True
        else:
            yield text[at : found.end()], False
        at = found.end()
    if at < len(text):
        yield text[at:], False


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

"""Words and formulas -> lines: where to break, and where each thing stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.typeset import bidi, breaks, fonts
from bot.typeset.fonts import Style
from bot.typeset.ink import Colour, Ink
from bot.typeset.markdown import Inline, Words
from bot.typeset.pieces import Cluster, Type, clusters


class Placed(NamedTuple):
    """Ink at `x` on its line's baseline."""

    x: int
    ink: Ink
    colour: Colour = Colour.TEXT


class Line(NamedTuple):
    """One line; `above` and `below` its baseline are its own, formulas included.

    `leftward` says that it is read from right to left, and so stands at the right.
    """

    marks: tuple[Placed, ...]
    width: int
    above: int
    below: int
    leftward: bool = False


def shifted(line: Line, by: int) -> Line:
    """The line, further to the right."""
    return line._replace(marks=tuple(m._replace(x=m.x + by) for m in line.marks))


def set_lines(inlines: Sequence[Inline], type: Type, width: int) -> list[Line]:
    """The paragraph's lines, none wider than `width` pixels."""
    if leftward(inlines):
        type = type._replace(leftward=True)
    made = clusters(inlines, type, width)
    mixed = any(piece.rightward is False for one in made for piece in one.pieces)
    base = not type.leftward if mixed else None
    return [_line(made[first:last], type, base) for first, last in _runs(made, width)]


def set_within(text: str, type: Type, width: int, most: int) -> list[Line]:
    """A plain text in so many lines at most, cut with an ellipsis if it needs more."""
    lines = set_lines((Words(text),), type, width)
    dots = set_lines((Words("…"),), type, width)[0].width
    # The dots may not stand alone.
    while len(lines) > most or (lines and lines[-1].width <= dots and len(text) > 1):
        far = len(lines) > most + 1
        kept = len(text) * most // len(lines) if far else len(text) - 1
        # At a word's end, if it has one in its second half.
        end = text.rfind(" ", kept // 2, kept)
        text = text[: end if end > 0 else kept].rstrip(" ,;:")
        lines = set_lines((Words(text + "…"),), type, width)
    return lines


def one_line(text: str, size: float, room: int) -> Placed:
    """A short plain text, cut with an ellipsis where it would not fit."""
    text = text[:200]
    ink = fonts.word(text, Style.REGULAR, size)
    while ink.advance > room and len(text) > 1:
        text = text[: min(len(text) - 1, len(text) * room // ink.advance)].rstrip()
        ink = fonts.word(text + "…", Style.REGULAR, size)
    return Placed(0, ink, Colour.DIM)


def leftward(inlines: Iterable[Inline]) -> bool:
    """Whether the first letter that tells is one that is read from right to left."""
    told = (bidi.rightward(one.text) for one in inlines if isinstance(one, Words))
    return next((way for way in told if way is not None), True) is False


def flush(lines: Iterable[Line], width: int) -> list[Line]:
    """The lines where they begin: at the right, if they are read from there."""
    return [
        shifted(line, width - line.width) if line.leftward else line for line in lines
    ]


def _runs(clusters: list[Cluster], width: int) -> Iterator[tuple[int, int]]:
    """First and last cluster of each line; a forced break parts paragraphs."""
    start = 0
    for end, cluster in enumerate(clusters, 1):
        if cluster.forced or end == len(clusters):
            atoms = [cluster.atom for cluster in clusters[start:end]]
            for first, last in breaks.optimal(atoms, width):
                yield start + first, start + last
            start = end


def _line(clusters: Sequence[Cluster], type: Type, base: bool | None) -> Line:
    """`base` is the paragraph's direction, or None where there is but one.

    Written as one loop: it is done for each word of a page that is not known.
    """
    marks: list[Placed] = []
    pen = 0
    half = (type.leading - 1) * type.size / 2
    above = round(half + 0.78 * type.size)
    below = round(half + 0.22 * type.size)
    for pieces, atom, _, _ in clusters if base is None else _turned(clusters, base):
        for ink, colour, _ in pieces:
            marks.append(Placed(pen, ink, colour))
            pen += ink.advance
            if ink.above + 3 > above:
                above = ink.above + 3
            if ink.below + 3 > below:
                below = ink.below + 3
        pen += atom.space
    pen -= clusters[-1].atom.space if base is None else 0
    return Line(tuple(marks), pen, above, below, base is False)


def _turned(clusters: Sequence[Cluster], base: bool) -> list[Cluster]:
    """The same from left to right, where some is read from right to left.

    Each piece is one by itself, and so is each space: it has a place of its own.
    """
    parts: list[Cluster] = []
    for pieces, atom, _, _ in clusters:
        parts += [Cluster((piece,), _NO_SPACE) for piece in pieces]
        parts.append(Cluster((), atom))
    ways = [one.pieces[0].rightward if one.pieces else None for one in parts[:-1]]
    return [parts[place] for place in bidi.visual(ways, base)]


_NO_SPACE = breaks.Atom(0, 0, 0.0)

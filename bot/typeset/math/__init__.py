"""Formulas: TeX -> boxes, as TeX would set them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.typeset.math.boxes import Item, Kern, Row, packed
from bot.typeset.math.cuts import Cut
from bot.typeset.math.nodes import (
    CannotSet,
    Fonts,
    NewLine,
    Node,
    Spread,
    TooMuch,
    items,
    row,
)
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import DISPLAY, TEXT, style
from bot.typeset.math.symbols import Class

__all__ = [
    "CannotSet",
    "Class",
    "Formula",
    "Part",
    "TooMuch",
    "joined",
    "parsed",
    "set_formula",
    "set_parts",
]

WIDEST, TALLEST = 400.0, 200.0
"""Em of a formula at most."""


class Part(NamedTuple):
    """Part of a formula after which a line may end; `space` follows within a line.

    `after` is the class of what it ends with, `depth` counts the brackets around that.
    """

    row: Row
    space: float = 0.0
    after: Class = Class.ORD
    depth: int = 0


class Formula(NamedTuple):
    """A formula's lines, each a row of boxes; mostly there is one."""

    lines: tuple[Row, ...]

    @property
    def width(self) -> float:
        return max(line.width for line in self.lines)

    @property
    def height(self) -> float:
        """Of the tallest line."""
        return max(line.height for line in self.lines)

    @property
    def depth(self) -> float:
        """Of the deepest line."""
        return max(line.depth for line in self.lines)


def set_formula(source: str, fonts: Fonts, display: bool) -> Formula:
    """The formula's boxes; CannotSet says why there are none."""
    try:
        made = _set(parsed(source), fonts, display)
    except RecursionError:
        raise TooMuch("it nests too deep") from None
    if made.width > WIDEST or made.height + made.depth > TALLEST:
        raise TooMuch("it would be too large for a picture")
    return made


@lru_cache(maxsize=64)
def parsed(source: str) -> list[Node]:
    """What the source says, to be set and to be read aloud; CannotSet if nothing."""
    return Parser(source).formula()


def _set(nodes: list[Node], fonts: Fonts, display: bool) -> Formula:
    look = style(DISPLAY if display else TEXT)
    return Formula(tuple(row(line, fonts, look) for line in _lines(nodes) or [[]]))


def set_parts(
    source: str, fonts: Fonts, display: bool, depth: int = 0
) -> tuple[Part, ...]:
    """The formula in parts after which a line may end; empty: it cannot be parted.

    None of them ends inside more than `depth` brackets. It is set once more for that:
    most formulas are never parted.
    """
    lines = _lines(parsed(source))
    if len(lines) != 1:
        return ()
    cuts: list[Cut] = []
    boxes = items(lines[0], fonts, style(DISPLAY if display else TEXT), cuts=cuts)
    found = tuple(_parts(boxes, [cut for cut in cuts if cut.depth <= depth]))
    return found if len(found) > 1 else ()


def _parts(boxes: Sequence[Item], cuts: Sequence[Cut]) -> Iterator[Part]:
    start = 0
    for cut in cuts:
        if not 0 < cut.at < len(boxes) or cut.at <= start:
            continue
        following = boxes[cut.at]
        space = following.width if isinstance(following, Kern) else 0.0
        yield Part(packed(boxes[start : cut.at]), space, cut.after, cut.depth)
        start = cut.at + isinstance(following, Kern)
    if 0 < start < len(boxes):  # behind a quad at its end there is nothing
        yield Part(packed(boxes[start:]))


def joined(parts: Sequence[Part]) -> Row:
    """Several parts that stand in one line."""
    boxes: list[Item] = []
    for part in parts:
        boxes += [part.row, Kern(part.space)]
    return packed(boxes[:-1])


def _lines(nodes: Sequence[Node]) -> list[list[Node]]:
    """A formula's lines; those that have anything."""
    return [line for line in _split(nodes) if line]


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, NewLine):
            lines.append([])
        elif isinstance(node, Spread) and len(inner := _split(node.nodes)) > 1:
            # Of `\displaystyle a \\ b`, and of what is in one colour.
            first, *others = [[node.of(part)] if part else [] for part in inner]
            lines[-1] += first
            lines += others
        else:
            lines[-1].append(node)
    return lines

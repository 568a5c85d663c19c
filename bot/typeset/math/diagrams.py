r"""\begin{CD} … \end{CD}: things, and arrows between them, in rows."""

from collections.abc import Iterator, Sequence

from bot.typeset.math.arrays import Array, Column, Line, Look
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.boxes import Item, packed, placed
from bot.typeset.math.delimiters import sized
from bot.typeset.math.nodes import CannotSet, Fonts, Group, Node, TooMuch
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import DISPLAY, Style
from bot.typeset.math.symbols import Class

CELLS = 400
"""Cells of a diagram at most."""

_ENDS = frozenset(("@", "\\\\", "\\cr", "\\end"))

_ACROSS = {
    ">": "cdrightarrow",
    ")": "cdrightarrow",
    "<": "cdleftarrow",
    "(": "cdleftarrow",
    "=": "cdlongequal",
}
_UPRIGHT = {"V": "↓", "A": "↑", "|": "∥"}
_BARE = frozenset("=|.")
"""What has nothing written at it."""

_LOOK = Look(DISPLAY, (), 1.0776, jot=True)
"""Rows three x-heights apart, in which a bare arrow has room."""

_COLUMN = Column("c", 0.25, 0.25)

_BESIDE = 0.3
"""Em from the middle of an upright arrow to what is written beside it."""


class Upright(Node):
    """An arrow up or down, or two lines, with notes that take no room."""

    __slots__ = ("char", "left", "right")
    kind = Class.REL

    def __init__(self, char: str, left: Node, right: Node) -> None:
        self.char, self.left, self.right = char, left, right

    def set(self, fonts: Fonts, style: Style) -> Item:
        arrow = sized(self.char, 2, fonts, style)
        axis, middle = style.params.axis, arrow.width / 2
        parts: list[tuple[float, float, Item]] = [(0.0, 0.0, arrow)]
        for node, side in ((self.left, -1), (self.right, 1)):
            note = packed((node.set(fonts, style.sup()),))
            x = middle + side * _BESIDE * style.scale
            down = (note.height - note.depth) / 2 - axis
            parts.append((x - (note.width if side < 0 else 0.0), down, note))
        return placed(parts, arrow.width, arrow.height, arrow.depth)


def diagram(parser: Parser) -> Node:
    """All up to the diagram's end."""
    rows: list[list[Sequence[Node]]] = []
    count = 0
    while True:
        cells = list(_cells(parser))
        count += len(cells)
        if count > CELLS:
            raise TooMuch(f"it has more than {CELLS} things and arrows")
        # Between two rows of things are arrows, and nothing before and behind them.
        rows.append(cells[1:-1] if len(rows) % 2 else cells)
        if parser.tokens.peek() not in ("\\\\", "\\cr"):
            break
        parser.tokens.next()
    lines = [Line(tuple(row)) for row in rows if any(row)]
    if not lines:
        raise CannotSet("there is nothing in the diagram")
    width = max(len(line.cells) for line in lines)
    return Array(lines, _LOOK._replace(columns=(_COLUMN,) * width))


def _cells(parser: Parser) -> Iterator[Sequence[Node]]:
    """What stands in a row, and in turn the arrows between: first and last are not."""
    tokens = parser.tokens
    while True:
        yield parser.nodes(_ENDS)
        if tokens.peek() != "@":
            return
        tokens.next()
        kind = tokens.next()
        if kind not in _ACROSS and kind not in _UPRIGHT and kind != ".":
            raise CannotSet("@ begins an arrow: write @>>>, @<<<, @VVV, @AAA or @=")
        yield [_arrow(kind, *_notes(parser, kind))]


def _notes(parser: Parser, kind: str) -> tuple[Node, Node]:
    if kind in _BARE:
        return Group([]), Group([])
    notes = []
    for _ in range(2):
        notes.append(Group(parser.nodes(frozenset((kind, "\\\\", "\\end")))))
        parser.tokens.expect(kind)
    return notes[0], notes[1]


def _arrow(kind: str, first: Node, second: Node) -> Node:
    if kind in _ACROSS:
        below = second if isinstance(second, Group) and second.nodes else None
        return Arrow(_ACROSS[kind], first, below)
    if kind in _UPRIGHT:
        return Upright(_UPRIGHT[kind], first, second)
    return Group([])

"""Delimiters of a size that is asked for, or as tall as what they hold."""

from collections.abc import Sequence

from bot.typeset.math.boxes import Item, Row, packed
from bot.typeset.math.cuts import Cut
from bot.typeset.math.delimiters import around, sized
from bot.typeset.math.nodes import Fonts, Node, items
from bot.typeset.math.style import Style
from bot.typeset.math.symbols import Class

_OPENING, _CLOSING, _BARS = "([{⟨⌊⌈", ")]}⟩⌋⌉", "|∣∥‖"


class Sized(Node):
    """\\big( and its like."""

    __slots__ = ("char", "kind", "step")

    def __init__(self, char: str, step: int, kind: Class) -> None:
        self.char, self.step, self.kind = char, step, kind

    def norm(self) -> str:
        """Of two letters: it goes with one of its own kind."""
        return 2 * self.char if self.char in _BARS and self.kind is Class.ORD else ""

    def bracket(self) -> int:
        if self.kind is not Class.ORD:
            return 0
        return (self.char in _OPENING) - (self.char in _CLOSING)

    def set(self, fonts: Fonts, style: Style) -> Item:
        return sized(self.char, self.step, fonts, style)


class Middle(Node):
    """\\middle|, as tall as the delimiters around it."""

    __slots__ = ("char",)

    def __init__(self, char: str) -> None:
        self.char = char

    def set(self, fonts: Fonts, style: Style) -> Item:
        return _Held(self.char, style)


class _Held(Row):
    """The place of a delimiter whose height is not known yet."""

    def __init__(self, char: str, style: Style) -> None:
        super().__init__([], 0.0, 0.0, 0.0)
        self.char, self.style = char, style


class Fenced(Node):
    """\\left( … \\right)."""

    __slots__ = ("left", "nodes", "right")
    kind = Class.INNER

    def __init__(self, left: str, nodes: Sequence[Node], right: str) -> None:
        self.left, self.nodes, self.right = left, nodes, right

    def set(self, fonts: Fonts, style: Style) -> Item:
        return packed(self._boxes(fonts, style, None))

    def opened(self, fonts: Fonts, style: Style) -> tuple[list[Item], list[Cut]]:
        cuts: list[Cut] = []
        boxes = self._boxes(fonts, style, cuts)
        return boxes, [Cut(cut.at + 1, cut.after, cut.depth + 1) for cut in cuts]

    def _boxes(self, fonts: Fonts, style: Style, cuts: list[Cut] | None) -> list[Item]:
        inner = items(self.nodes, fonts, style, Class.OPEN, Class.CLOSE, cuts)
        within = packed(inner)
        height, depth = within.height, within.depth

        def fence(char: str, where: Style) -> Item:
            return around(char, height, depth, fonts, where)

        inner = [
            fence(one.char, one.style) if isinstance(one, _Held) else one
            for one in inner
        ]
        return [fence(self.left, style), *inner, fence(self.right, style)]

"""Arrows that grow with what is written on them."""

from bot.typeset.math.boxes import Item, packed, placed
from bot.typeset.math.nodes import Fonts, Node
from bot.typeset.math.stretchy import stretched
from bot.typeset.math.style import Style
from bot.typeset.math.symbols import Class

_PAD = 0.5
"""Room on either side of what is written, in em of its own size."""

_GAP = 0.111
"""Room between that and the arrow: 2 mu."""


class Arrow(Node):
    __slots__ = ("above", "below", "name")
    kind = Class.REL

    def __init__(self, name: str, above: Node, below: Node | None) -> None:
        self.name, self.above, self.below = name, above, below

    def set(self, fonts: Fonts, style: Style) -> Item:
        axis = style.params.axis
        over = packed((self.above.set(fonts, style.sup()),))
        width = over.width + 2 * _PAD * style.sup().scale
        under = None
        if self.below:
            under = packed((self.below.set(fonts, style.sub()),))
            width = max(width, under.width + 2 * _PAD * style.sub().scale)
        arrow = stretched(self.name, width, style.scale)
        width = max(width, arrow.width)
        half = arrow.height / 2
        up = axis + half + _GAP * style.scale
        if over.depth > 0.25:
            up += over.depth
        parts: list[tuple[float, float, Item]] = [
            ((width - arrow.width) / 2, half - axis, arrow),
            ((width - over.width) / 2, -up, over),
        ]
        height, depth = max(axis + half, up + over.height), half - axis
        if under:
            down = half - axis + _GAP * style.scale + under.height
            parts.append(((width - under.width) / 2, down, under))
            depth = down + under.depth
        return placed(parts, width, height, depth)

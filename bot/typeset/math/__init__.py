"""Formulas: TeX -> boxes, as TeX would set them."""

from dataclasses import dataclass

from bot.typeset.math.boxes import Row, packed
from bot.typeset.math.nodes import CannotSet, Fonts, NewLine, Node, row
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import DISPLAY, TEXT, style

__all__ = ["CannotSet", "Formula", "set_formula"]

WIDEST, TALLEST = 400.0, 200.0
"""Em of a formula at most."""


@dataclass(frozen=True, slots=True)
class Formula:
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
        nodes = Parser(source).formula()
        look = style(DISPLAY if display else TEXT)
        lines = tuple(row(line, fonts, look) for line in _lines(nodes))
    except RecursionError:
        raise CannotSet("it nests too deep") from None
    made = Formula(lines or (packed(()),))
    if made.width > WIDEST or made.height + made.depth > TALLEST:
        raise CannotSet("it would be too large for a picture")
    return made


def _lines(nodes: list[Node]) -> list[list[Node]]:
    lines: list[list[Node]] = [[]]
    for node in nodes:
        if isinstance(node, NewLine):
            lines.append([])
        else:
            lines[-1].append(node)
    return [line for line in lines if line]

"""Accents, and what stands over and under."""

from bot.typeset.math import accents
from bot.typeset.math.accents import Accent, Brace, Line, Wide
from bot.typeset.math.arrows import Arrow
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import Node
from bot.typeset.math.parser import Parser
from bot.typeset.math.stretchy import SHAPES


def _accent(parser: Parser, name: str) -> Node:
    return Accent(accents.MARKS[name], parser.argument())


def _wide(parser: Parser, name: str) -> Node:
    shape = name[1:]
    over = not shape.startswith("u")
    if shape == "utilde":
        shape = "widetilde"
    return Wide(shape, parser.argument(), over)


def _line(parser: Parser, name: str) -> Node:
    return Line(parser.argument(), over=name == "\\overline")


def _brace(parser: Parser, name: str) -> Node:
    if name.endswith("bracket"):
        parser.optional()  # how thick it is, and how tall
        parser.optional()
    return Brace(name[1:], parser.argument())


def _arrow(parser: Parser, name: str) -> Node:
    below = parser.optional()
    return Arrow(name[1:], parser.argument(), below)


TABLE: dict[str, Command] = {
    **dict.fromkeys(accents.MARKS, _accent),
    **dict.fromkeys(("\\widehat", "\\widetilde", "\\widecheck", "\\utilde"), _wide),
    **{
        f"\\{name}": _wide
        for name in SHAPES
        if name.startswith(("over", "under", "Over"))
    },
    **dict.fromkeys(("\\overline", "\\underline"), _line),
    **{
        f"\\{side}{shape}": _brace
        for side in ("over", "under")
        for shape in ("brace", "bracket")
    },
    **{f"\\{name}": _arrow for name in SHAPES if name.startswith("x")},
}

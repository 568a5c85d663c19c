"""Fractions and binomials."""

from bot.typeset.math import delimiters
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.fractions import Fraction
from bot.typeset.math.lengths import length
from bot.typeset.math.nodes import (
    Node,
    TooMuch,
)
from bot.typeset.math.parser import Parser
from bot.typeset.math.radicals import Root
from bot.typeset.math.style import DISPLAY, TEXT

_FENCED = {
    "\\choose": ("(", ")"),
    "\\brace": ("{", "}"),
    "\\brack": ("[", "]"),
    "\\binom": ("(", ")"),
    "\\dbinom": ("(", ")"),
    "\\tbinom": ("(", ")"),
}

_LEVELS = {
    "\\dfrac": DISPLAY,
    "\\cfrac": DISPLAY,
    "\\tfrac": TEXT,
    "\\dbinom": DISPLAY,
    "\\tbinom": TEXT,
}


def infix(command: str, above: Node, below: Node, bar: str) -> Node:
    """A fraction whose sign stands between its parts."""
    left, right = _FENCED.get(command, ("", ""))
    if command == "\\over":
        return Fraction(above, below)
    thick = length(bar).number / 10 if bar else 0.0
    return Fraction(above, below, thick, left, right)


def _fraction(parser: Parser, name: str) -> Node:
    if name == "\\cfrac":
        parser.optional()
    above, below = parser.argument(), parser.argument()
    left, right = _FENCED.get(name, ("", ""))
    return Fraction(
        above,
        below,
        0.0 if left else None,
        left,
        right,
        _LEVELS.get(name),
        name == "\\cfrac",
    )


def _genfrac(parser: Parser, name: str) -> Node:
    left, right, bar, level = (parser.tokens.text().strip() for _ in range(4))
    above, below = parser.argument(), parser.argument()
    thick = None
    if bar:
        try:
            thick = float(bar) / 10
        except ValueError:
            thick = length(bar).number / 10
        if not 0 <= thick <= 1:
            raise TooMuch(f"a fraction cannot have a bar of {bar}")
    return Fraction(
        above,
        below,
        thick,
        delimiters.sign(left or "."),
        delimiters.sign(right or "."),
        int(level) if level in ("0", "1", "2", "3") else None,
    )


def _root(parser: Parser, name: str) -> Node:
    degree = parser.optional()
    return Root(parser.argument(), degree)


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"), _fraction),
    **dict.fromkeys(("\\binom", "\\dbinom", "\\tbinom"), _fraction),
    "\\genfrac": _genfrac,
    "\\sqrt": _root,
}

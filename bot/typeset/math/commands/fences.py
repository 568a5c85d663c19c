"""Delimiters of a given size, and those around a formula."""

from bot.typeset.math import delimiters, fences
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import CannotSet, Node
from bot.typeset.math.parser import Parser
from bot.typeset.math.symbols import Class

_BIG = {
    f"\\{size}{side}": (step, kind)
    for step, size in enumerate(("big", "Big", "bigg", "Bigg"), 1)
    for side, kind in (
        ("", Class.ORD),
        ("l", Class.OPEN),
        ("r", Class.CLOSE),
        ("m", Class.REL),
    )
}


def _delimiter(parser: Parser) -> str:
    token = parser.tokens.next()
    if token == "{":
        token = parser.tokens.next()
        parser.tokens.expect("}")
    if not token:
        raise CannotSet("it ends where a delimiter should follow")
    return delimiters.sign(token)


def _big(parser: Parser, name: str) -> Node:
    step, kind = _BIG[name]
    return fences.Sized(_delimiter(parser), step, kind)


_RIGHT = frozenset(("\\right",))


def _left(parser: Parser, name: str) -> Node:
    left = _delimiter(parser)
    parser.fences += 1
    nodes = parser.nodes(_RIGHT)
    parser.fences -= 1
    parser.tokens.expect("\\right")
    return fences.Fenced(left, nodes, _delimiter(parser))


def _middle(parser: Parser, name: str) -> Node:
    if not parser.fences:
        raise CannotSet("\\middle stands outside of \\left and \\right")
    return fences.Middle(_delimiter(parser))


TABLE: dict[str, Command] = {
    **dict.fromkeys(_BIG, _big),
    "\\left": _left,
    "\\middle": _middle,
}

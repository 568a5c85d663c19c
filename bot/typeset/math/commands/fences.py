"""Delimiters of a given size, and those around a formula."""

from bot.typeset.math import delimiters, fences
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import CannotSet, Node
from bot.typeset.math.parser import Parser
from bot.typeset.math.symbols import Class
from bot.typeset.math.tokens import tokens as split

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
    tokens = parser.tokens
    # Some are short for something else where they stand alone.
    token = tokens.raw() if tokens.ahead() in delimiters.SIGNS else tokens.next()
    if token == "{":
        token = tokens.next()
        tokens.expect("}")
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


_HELD = {
    "\\set": ("\\{\\,", "\\mid ", "\\,\\}", 1),
    "\\Set": ("\\left\\{\\:", "\\;\\middle|\\;", "\\:\\right\\}", 1),
    "\\Braket": ("\\left\\langle ", "\\,\\middle|\\,", "\\right\\rangle", 9),
}
"""What stands before, at so many bars between, and behind; as in `braket`."""


def _bars(tokens: list[str]) -> list[int]:
    """Where there are bars, outside of braces; only those with spaces, if any has."""
    places: list[int] = []
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token == "{") - (token == "}")
        if token in ("|", "\\mid", "\\vert") and not depth:
            places.append(place)
    apart = [
        place for place in places if tokens[place - 1 : place + 2 : 2] == [" ", " "]
    ]
    return apart or places


def _held(parser: Parser, name: str) -> Node | None:
    before, bar, behind, bars = _HELD[name]
    given = parser.tokens.argument()
    found: list[str] = []
    last = 0
    for place in _bars(given)[:bars]:
        found += [*given[last:place], *split(bar)]
        last = place + 1
    found += given[last:]
    parser.tokens.push([*split(before), *found, *split(behind), "}"])
    group = parser.group()
    return group.nodes[0] if len(group.nodes) == 1 else group


def _braket(parser: Parser, name: str) -> Node | None:
    r"""`\braket{a|b}`, or `\braket{a}{b}`, as the physics package has it."""
    tokens = parser.tokens
    inner = tokens.argument()
    if tokens.ahead() == "{":
        inner += ["|", *tokens.argument()]
    inner = ["\\langle", "{", *inner, "}", "\\rangle"]
    tokens.push(["\\mathinner", "{", *inner, "}"])
    return parser.nucleus()


TABLE: dict[str, Command] = {
    **dict.fromkeys(_HELD, _held),
    **dict.fromkeys(_BIG, _big),
    "\\braket": _braket,
    "\\left": _left,
    "\\middle": _middle,
}

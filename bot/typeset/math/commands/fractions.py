"""Fractions and binomials."""

from bot.typeset.math import delimiters
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.fractions import Fraction, Slanted
from bot.typeset.math.lengths import length
from bot.typeset.math.nodes import CannotSet, Node, TooMuch
from bot.typeset.math.parser import Parser
from bot.typeset.math.radicals import Root
from bot.typeset.math.style import DISPLAY, TEXT, style
from bot.typeset.math.tokens import tokens as split

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
    return Fraction(above, below, _thick(bar) if bar else 0.0, left, right)


def _thick(bar: str) -> float:
    """The bar's thickness in em; \\genfrac may leave out that it is in points."""
    found = length(bar if bar[-1:].isalpha() else f"{bar}pt").em(style(TEXT))
    if not 0 <= found <= 1:
        raise TooMuch(f"a fraction cannot have a bar of {bar}")
    return found


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
    return Fraction(
        above,
        below,
        _thick(bar) if bar else None,
        delimiters.sign(left or "."),
        delimiters.sign(right or "."),
        int(level) if level in ("0", "1", "2", "3") else None,
    )


def _slanted(parser: Parser, name: str) -> Node:
    parser.tokens.optional()
    return Slanted(parser.argument(), parser.argument())


def _root(parser: Parser, name: str) -> Node:
    degree = parser.optional()
    return Root(parser.argument(), degree)


def _until(parser: Parser, end: str) -> list[str]:
    found: list[str] = []
    while parser.tokens.ahead() != end:
        token = parser.tokens.raw()
        if not token:
            raise CannotSet(f"{end} is missing")
        found.append(token)
    parser.tokens.raw()
    return found


def _root_of(parser: Parser, name: str) -> Node | None:
    r"""\root 3 \of x, as plain TeX has it."""
    degree = _until(parser, "\\of")
    parser.tokens.push(["\\sqrt", "[", "{", *degree, "}", "]"])
    return parser.nucleus()


def _build_relation(parser: Parser, name: str) -> Node | None:
    r"""\buildrel a \over b, as plain TeX has it."""
    note = _until(parser, "\\over")
    parser.tokens.push(["\\stackrel", "{", *note, "}"])
    return parser.nucleus()


def _derivative(parser: Parser, name: str) -> Node | None:
    r"""\dv{x}, \dv[2]{f}{x} and \pdv{f}{x}{y}, as the physics package has them."""
    tokens = parser.tokens
    sign = {"\\pdv": "\\partial ", "\\fdv": "\\delta "}.get(name, "\\mathrm{d}")
    order = tokens.optional() or []
    given = [tokens.argument()]
    while tokens.ahead() == "{" and len(given) < (3 if name == "\\pdv" else 2):
        given.append(tokens.argument())
    of, *by = given if len(given) > 1 else ([], *given)
    many = order or (["2"] if len(by) > 1 else [])
    power = ["^", "{", *many, "}"] if many else []
    below = [token for one in by for token in (*split(sign), *one)]
    raised = ["^", "{", *order, "}"] if order else []
    above = [*split(sign), *power, *of]
    tokens.push(["\\frac", "{", *above, "}", "{", *below, *raised, "}"])
    return parser.nucleus()


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"), _fraction),
    **dict.fromkeys(("\\binom", "\\dbinom", "\\tbinom"), _fraction),
    "\\genfrac": _genfrac,
    **dict.fromkeys(("\\nicefrac", "\\sfrac", "\\xfrac"), _slanted),
    "\\sqrt": _root,
    "\\root": _root_of,
    "\\buildrel": _build_relation,
    **dict.fromkeys(("\\dv", "\\pdv", "\\fdv"), _derivative),
}

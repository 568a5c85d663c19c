"""Dots, which look at what follows."""

from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import Node, Space, Spread, SymbolNode, unchanged
from bot.typeset.math.parser import Parser
from bot.typeset.math.symbols import NAMED, Class

_CLOSERS = frozenset(
    [
        ")",
        "]",
        "\\rbrack",
        "\\}",
        "\\rbrace",
        "\\rangle",
        "\\rceil",
        "\\rfloor",
        "\\rgroup",
        "\\rmoustache",
        "\\right",
        "\\bigr",
        "\\biggr",
        "\\Bigr",
        "\\Biggr",
        "$",
        ";",
        ".",
        ",",
    ]
)


def _dots(parser: Parser, name: str) -> Node:
    follows = parser.tokens.peek()
    raised = name == "\\cdots" or (name == "\\dots" and _joins(follows))
    dots = SymbolNode("⋯" if raised else "…", Class.INNER)
    closed = follows in _CLOSERS and not (
        name in ("\\dots", "\\dotsc") and follows == ","
    )
    if name == "\\ldots" or not closed:
        return dots
    return Spread([dots, Space(mu=3)], unchanged)


_JOINERS = frozenset(
    [
        "\\sum",
        "\\prod",
        "\\coprod",
        "\\bigvee",
        "\\bigwedge",
        "\\biguplus",
        "\\bigcap",
        "\\bigcup",
        "\\bigotimes",
        "\\bigoplus",
        "\\bigodot",
        "\\bigsqcup",
        "\\mathbin",
        "\\mathrel",
        "\\not",
        "\\xrightarrow",
        "\\xleftarrow",
        "\\int",
        "\\iint",
        "\\iiint",
        "\\oint",
    ]
)


def _joins(follows: str) -> bool:
    """Whether dots stand between signs, and so at their height."""
    if follows in ("+", "=", "<", ">", "-", "*", ":"):
        return True
    if follows in _JOINERS:
        return True
    symbol = NAMED.get(follows)
    return symbol is not None and symbol.kind in (Class.BIN, Class.REL)


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\dots", "\\cdots", "\\ldots", "\\dotsc", "\\dotso"), _dots),
}

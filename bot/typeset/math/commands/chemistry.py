r"""\ce{2H2 + O2 -> 2H2O}: formulas of chemistry, as the mhchem package reads them."""

import re

from bot.typeset.math.bonds import Bond
from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import Node, Spread, unchanged
from bot.typeset.math.parser import Parser
from bot.typeset.math.tokens import tokens

_ARGUMENTS = r"(?:\{(?:[^{}]|\{[^{}]*\})*\})*"
"""Of a command, which are no chemistry: `\\text{at }\\pu{50 °C}`."""

_PART = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)"
    r"(?:\[(?P<above>[^\[\]]*)\])?(?:\[(?P<below>[^\[\]]*)\])?"
    r"|\$(?P<math>[^$]*)\$"
    r"|(?P<script>[\^_])(?P<what>\{[^{}]*\}[+-]*|(?<=\^)(?:\d*|[a-z])[+-]+"
    r"|\d+|[a-zA-Z]|\\[a-zA-Z]+ ?)"
    r"|\\bond\{(?P<bond>[^{}]*)\}"
    r"|(?P<phases>\|\|?)"
    r"|(?P<letters>[a-zA-Z]+)"
    r"|(?P<number>(?<![a-zA-Z)\]}])\d+[./]\d+|\d+)"
    r"|(?P<command>\\(?:text)?color\{[^{}]*\}|\\(?:(?:und|ov)er\w+|x?cancel|boxed) ?"
    rf"|\\[a-zA-Z]+ ?{_ARGUMENTS})"
    r"|(?P<room>\s+(?=$|[+<^.*|]|->|[-=]\s|v(?:\s|$)))"
    r"|(?P<sign>\\?[\s\S])"
)

_ARROW = re.compile(r"->|<-|<=>")

_ARROWS = {
    "->": ("\\longrightarrow", "\\xrightarrow"),
    "<-": ("\\longleftarrow", "\\xleftarrow"),
    "<->": ("\\longleftrightarrow", "\\xleftrightarrow"),
    "<-->": ("\\rightleftarrows", "\\xtofrom"),
}
_BALANCED = ("\\xrightleftharpoons{}", "\\xrightleftharpoons")

_BONDS = {
    **dict.fromkeys("-1", ("-", "bond")),
    **dict.fromkeys("=2", ("=", "double bond")),
    **dict.fromkeys("#3", ("\\equiv", "triple bond")),
    "->": ("\\rightarrow", "bond to"),
    "<-": ("\\leftarrow", "bond from"),
    **dict.fromkeys(
        ("~", "~-", "~=", "~--", "-~-"), ("\\text{-\u2009-}", "partial bond")
    ),
    "|": ("\\vert", "phase boundary"),
    "||": ("\\Vert", "salt bridge"),
    "*": ("\\cdot", "dot"),
}
"""How each is drawn and said; any other is of dots. Those of galvanic cells are here,
too, and that of water in a crystal."""
_SIGNS = "-=#"
"""Bonds that are typed as such, between atoms."""

_IONIC = re.compile(r"[+-]+(?=$|[\s)\]},;.|]|\((?:aq|s|l|g)\))")
"""Signs behind an atom that are its charge: a bond or a sum goes on."""


def _formula(parser: Parser, name: str) -> Node:
    source = parser.tokens.text()
    parser.tokens.push([*tokens(_tex(source)), "}"])
    group = parser.group()
    # A reaction may be broken at its arrow.
    return Spread(group.nodes, unchanged) if _ARROW.search(source) else group


def _bond(parser: Parser, name: str) -> Node:
    r"""\bond{=}, also as it stands for what `_tex` found."""
    drawn, called = _BONDS.get(parser.tokens.text(), ("\\cdots", "weak bond"))
    parser.tokens.push([*tokens(drawn), "}"])
    return Bond(parser.group().nodes, called)


def _tex(source: str) -> str:
    found, at = "", 0
    chained = source.lstrip()[:1] in tuple(_SIGNS)  # a part of a polymer
    atom = False
    """Whether the last was an atom or a bracket: digits then count it."""
    while at < len(source):
        part = _PART.match(source, at)
        assert part is not None, "any character is a sign"
        charge = _IONIC.match(source, at) if atom and not chained else None
        if charge is not None:
            found, at = f"{found}^{{{charge[0]}}}", charge.end()
            continue
        alone = source[at - 1 : at].strip() == source[part.end() :][:1].strip() == ""
        if part["script"] and not atom and not found.endswith("}"):
            found += "{}"  # an isotope's numbers stand before it
        joins = atom or bool(_ATOMS.match(source, part.end()))
        found += _said(part, atom, alone, joins)
        atom = _counted(part, atom)
        at = part.end()
    return found


_ATOMS = re.compile(r"[a-zA-Z(\[]")
_RADICAL = re.compile(r"\.(?!\d)")
_ROMAN = re.compile(r"[IVX]+|[a-zA-Z]{2,}")
"""A charge, or a word: a single letter is a variable."""


def _counted(part: re.Match[str], atom: bool) -> bool:
    if part["script"]:
        return atom
    return bool(part["letters"] or part["sign"] in (")", "]", "}")) or (
        atom and bool(part["number"] or part["sign"] == "'")
    )


def _said(part: re.Match[str], atom: bool, alone: bool, joins: bool) -> str:
    """One part as TeX; `alone` says that spaces are around it, `joins` atoms."""
    if part["arrow"]:
        return _arrow(part)
    if part["math"] is not None:
        return f"{{{part['math']}}}"
    if part["script"]:
        what = part["what"].replace("{", "").replace("}", "")
        what = _RADICAL.sub(r"\\bullet ", what)
        if _ROMAN.fullmatch(what):
            what = f"\\mathrm{{{what}}}"
        return f"{part['script']}{{{what}}}"
    if part["bond"] is not None:
        return part[0]
    if part["phases"]:
        room = "\\," if alone else ""
        return f"{room}\\bond{{{part[0]}}}{room}"
    if part["letters"]:
        return (
            "\\,{\\downarrow}" if alone and part[0] == "v" else f"\\mathrm{{{part[0]}}}"
        )
    if part["number"]:
        return f"_{{{part[0]}}}" if atom else _amount(part[0])
    if part["command"]:
        return part[0]
    if part["room"]:
        return ""  # what comes next has room of its own
    return _sign(part[0], atom, alone, joins)


def _amount(number: str) -> str:
    above, _, below = number.partition("/")
    return (f"\\tfrac{{{above}}}{{{below}}}" if below else number) + "\\,"


def _sign(sign: str, atom: bool, alone: bool, joins: bool) -> str:
    if sign.isspace():
        return "\\," if atom else ""
    if alone and sign == "^":
        return "\\,{\\uparrow}"
    if joins and sign in _SIGNS:
        return f"\\bond{{{sign}}}"
    return "\\,\\bond{*}\\," if sign in (".", "*") else sign


def _arrow(part: re.Match[str]) -> str:
    plain, noted = _ARROWS.get(part["arrow"], _BALANCED)
    above, below = (_tex(part[side] or "") for side in ("above", "below"))
    return f"{noted}[{below}]{{{above}}}" if above or below else f"{plain} "


TABLE: dict[str, Command] = {"\\ce": _formula, "\\bond": _bond}

r"""\ce{2H2 + O2 -> 2H2O}: formulas of chemistry, as the mhchem package reads them."""

import re

from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import Node, Spread, unchanged
from bot.typeset.math.parser import Parser
from bot.typeset.math.tokens import tokens

_PART = re.compile(
    r"(?P<arrow><=>>|<<=>|<=>|<-->|<->|->|<-)"
    r"(?:\[(?P<above>[^\[\]]*)\])?(?:\[(?P<below>[^\[\]]*)\])?"
    r"|\$(?P<math>[^$]*)\$"
    r"|(?P<script>[\^_])(?P<what>\{[^{}]*\}[+-]*|\d*[+-]+|\d+|[a-zA-Z]|\\[a-zA-Z]+ ?)"
    r"|\\bond\{(?P<bond>[^{}]*)\}"
    r"|(?P<letters>[a-zA-Z]+)"
    r"|(?P<number>\d+(?:[./]\d+)?)"
    r"|(?P<command>\\[a-zA-Z]+ ?)"
    r"|(?P<room>\s+(?=$|[+<^]|->|v(?:\s|$)))"
    r"|(?P<sign>\\?[\s\S])"
)

_ARROW = re.compile(r"->|<-|<=>")

_ARROWS = {
    "->": ("\\longrightarrow", "\\xrightarrow"),
    "<-": ("\\longleftarrow", "\\xleftarrow"),
    "<->": ("\\longleftrightarrow", "\\xleftrightarrow"),
    "<-->": ("\\rightleftarrows", "\\xtofrom"),
}
_BALANCED = ("\\rightleftharpoons", "\\xrightleftharpoons")

_BONDS = {
    **dict.fromkeys("-1", "{-}"),
    **dict.fromkeys("=2", "{=}"),
    **dict.fromkeys("#3", "{\\equiv}"),
    "->": "{\\rightarrow}",
    "<-": "{\\leftarrow}",
    **dict.fromkeys(("~", "~-", "~=", "~--", "-~-"), "{\\text{-\u2009-}}"),
}
"""How each is drawn; those of dots are dots."""

_IONIC = re.compile(r"[+-]+(?=$|[\s)\]},;.]|\((?:aq|s|l|g)\))")
"""Signs behind an atom that are its charge: a bond or a sum goes on."""


def _formula(parser: Parser, name: str) -> Node:
    source = parser.tokens.text()
    parser.tokens.push([*tokens(_tex(source)), "}"])
    group = parser.group()
    # A reaction may be broken at its arrow.
    return Spread(group.nodes, unchanged) if _ARROW.search(source) else group


def _tex(source: str) -> str:
    found, at = "", 0
    atom = False
    """Whether the last was an atom or a bracket: digits then count it."""
    while at < len(source):
        part = _PART.match(source, at)
        assert part is not None, "any character is a sign"
        charge = _IONIC.match(source, at) if atom else None
        if charge is not None:
            found, at = f"{found}^{{{charge[0]}}}", charge.end()
            continue
        alone = source[at - 1 : at].strip() == source[part.end() :][:1].strip() == ""
        if part["script"] and not atom and not found.endswith("}"):
            found += "{}"  # an isotope's numbers stand before it
        found += _said(part, atom, alone)
        atom = _counted(part, atom)
        at = part.end()
    return found


def _counted(part: re.Match[str], atom: bool) -> bool:
    if part["script"]:
        return atom
    return bool(part["letters"] or part["sign"] in (")", "]", "}")) or (
        atom and bool(part["number"])
    )


def _said(part: re.Match[str], atom: bool, alone: bool) -> str:
    """One part as TeX; `alone` says that spaces are around it."""
    if part["arrow"]:
        return _arrow(part)
    if part["math"] is not None:
        return f"{{{part['math']}}}"
    if part["script"]:
        what = part["what"].replace("{", "").replace("}", "")
        return f"{part['script']}{{{what}}}"
    if part["bond"] is not None:
        return _BONDS.get(part["bond"], "{\\cdots}")
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
    return _sign(part[0], atom, alone)


def _amount(number: str) -> str:
    above, _, below = number.partition("/")
    return (f"\\tfrac{{{above}}}{{{below}}}" if below else number) + "\\,"


def _sign(sign: str, atom: bool, alone: bool) -> str:
    if sign.isspace():
        return "\\," if atom else ""
    if alone and sign == "^":
        return "\\,{\\uparrow}"
    if atom and sign in _BONDS:
        return _BONDS[sign]
    return "\\cdot " if sign in (".", "*") else sign


def _arrow(part: re.Match[str]) -> str:
    plain, noted = _ARROWS.get(part["arrow"], _BALANCED)
    above, below = (_tex(part[side] or "") for side in ("above", "below"))
    return f"{noted}[{below}]{{{above}}}" if above or below else f"{plain} "


TABLE: dict[str, Command] = {"\\ce": _formula}

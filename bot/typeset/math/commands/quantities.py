r"""\qty{9.81}{\metre\per\second\squared}: numbers with units, as siunitx has them."""

import re

from bot.typeset.math.commands.kinds import Command
from bot.typeset.math.nodes import CannotSet, Node
from bot.typeset.math.parser import Parser
from bot.typeset.math.tokens import tokens

_NUMBER = re.compile(
    r"\s*([-+]?)\s*(\d*)([.,]\d+)?\s*(?:\((\d+)\))?\s*(?:[eEdD]([-+]?\d+))?\s*"
)

_PREFIXES = {
    "atto": "a",
    "femto": "f",
    "pico": "p",
    "nano": "n",
    "micro": "µ",
    "milli": "m",
    "centi": "c",
    "deci": "d",
    "hecto": "h",
    "kilo": "k",
    "mega": "M",
    "giga": "G",
    "tera": "T",
    "peta": "P",
}

_UNITS = {
    "metre": "m",
    "meter": "m",
    "second": "s",
    "gram": "g",
    "kilogram": "kg",
    "kg": "kg",
    "ampere": "A",
    "kelvin": "K",
    "mole": "mol",
    "candela": "cd",
    "hertz": "Hz",
    "newton": "N",
    "pascal": "Pa",
    "joule": "J",
    "watt": "W",
    "coulomb": "C",
    "volt": "V",
    "ohm": "Ω",
    "farad": "F",
    "henry": "H",
    "tesla": "T",
    "weber": "Wb",
    "lumen": "lm",
    "lux": "lx",
    "becquerel": "Bq",
    "electronvolt": "eV",
    "litre": "L",
    "liter": "L",
    "minute": "min",
    "hour": "h",
    "day": "d",
    "bar": "bar",
    "bit": "bit",
    "byte": "B",
    "percent": "%",
    "degree": "°",
    "celsius": "°C",
    "degreeCelsius": "°C",
    "angstrom": "Å",
    "radian": "rad",
    "steradian": "sr",
    "siemens": "S",
    "sievert": "Sv",
    "gray": "Gy",
    "decibel": "dB",
    "tonne": "t",
    "dalton": "Da",
    "molar": "M",
}

_SHORT = re.compile(
    "([afpnumcdhkMGTP]?)(g|m|s|mol|A|L|l|Hz|N|Pa|J|W|V|C|F|H|K|T|S|eV|ohm)|(dB)"
)
"""A unit's sign as its name, with a prefix perhaps: `\\kohm`, `\\um`."""

_POWERS_BEFORE = {"square": "2", "cubic": "3"}
"""Of the unit that follows."""

_PART = re.compile(
    r"\\([a-zA-Z]+) ?|\^(\{[^{}]*\}|[-+]?\d)|([./~])|([^\\^./~\s{}]+)|[\s{}]"
)


def _number(text: str) -> str:
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[2] or found[3] or found[5]):
        raise CannotSet(f"“{text}” is not a number: write it like 1.5e3")
    sign, whole, rest, uncertain, power = found.groups("")
    digits = whole + rest.replace(",", ".")
    digits += f"({uncertain})" if uncertain else ""
    if not power:
        return sign + digits
    ten = f"10^{{{power.lstrip('+')}}}"
    return sign + (f"{digits}\\times {ten}" if digits else ten)


def _unit(text: str) -> str:
    """Names and signs of units as upright letters, a thin space between them."""
    found: list[str] = []
    prefix, raised, below = "", "", False
    for part in _PART.finditer(text):
        name, power, joint, letters = part.groups()
        if name == "per":
            below = True
        elif name in _PREFIXES:
            prefix = _PREFIXES[name]
        elif name in _POWERS_BEFORE:
            raised = _POWERS_BEFORE[name]
        elif name in ("squared", "cubed") or power:
            behind = {"squared": "2", "cubed": "3"}.get(name or "", power or "")
            _raise(found, behind.strip("{}"))
        elif sign := letters or _named(name or ""):
            upright = f"\\mathrm{{{prefix}{sign}}}"
            found.append(upright.replace("%", "\\%") + ("^{-1}" if below else ""))
            if raised:
                _raise(found, raised)
            prefix, raised, below = "", "", False
        elif joint == "/":
            below = True
        elif name:
            raise CannotSet(f"\\{name} is no unit that is known")
    return "\\,".join(found)


def _named(name: str) -> str:
    """The sign of a unit; empty where there is none of that name."""
    short = _SHORT.fullmatch(name)
    if name in _UNITS or short is None:
        return _UNITS.get(name, "")
    prefix, sign, whole = short.groups("")
    return prefix.replace("u", "µ") + sign.replace("ohm", "Ω") + whole


def _raise(found: list[str], power: str) -> None:
    if found:
        unit = found.pop()
        bare = unit.removesuffix("^{-1}")
        found.append(f"{bare}^{{{'-' if unit != bare else ''}{power}}}")


_BRACKETS = {"(": ")", "|": "|", "\\{": "\\}"}


def _grown(parser: Parser) -> Node | None:
    r"""\qty(…), as the physics package has it: brackets as tall as what they hold."""
    tokens = parser.tokens
    opening = tokens.raw()
    closing = _BRACKETS[opening]
    held: list[str] = []
    depth = 0
    while (token := tokens.raw()) != closing or depth:
        if not token:
            raise CannotSet(f"{closing} is missing")
        depth += (token in (opening, "{")) - (token in (closing, "}"))
        held.append(token)
    tokens.push(["\\left", opening, *held, "\\right", closing])
    return parser.nucleus()


def _range(parser: Parser, name: str) -> Node:
    parser.tokens.optional()
    low, high = (_number(parser.tokens.text()) for _ in range(2))
    unit = "" if name == "\\numrange" else f"\\,{_unit(parser.tokens.text())}"
    parser.tokens.push([*tokens(f"{low}{unit}\\text{{ to }}{high}{unit}"), "}"])
    return parser.group()


_PHYSICAL = re.compile(r"([a-zA-ZµμΩ°%Å]+)(\^?)([-+]?\d+)?")


def _physical(parser: Parser, name: str) -> Node:
    r"""\pu{1.2e3 m s-1}, as the mhchem package has it."""
    text = parser.tokens.text().strip()
    number, _, unit = text.partition(" ")
    if not _NUMBER.fullmatch(number):
        number, unit = "", text
    above, _, below = unit.partition("//")
    said = [_PHYSICAL.sub(_upright, part.strip()) for part in (above, below)]
    spaced = ["\\,".join(part.replace("*", " \\cdot ").split()) for part in said]
    made = f"\\frac{{{spaced[0]}}}{{{spaced[1]}}}" if below else spaced[0]
    number = _number(number) + "\\," if number else ""
    parser.tokens.push([*tokens(number + made), "}"])
    return parser.group()


def _upright(found: re.Match[str]) -> str:
    letters, _, power = found.groups()
    letters = letters.replace("%", "\\%")
    return f"\\mathrm{{{letters}}}" + (f"^{{{power}}}" if power else "")


def _quantity(parser: Parser, name: str) -> Node | None:
    parser.tokens.skip()
    if name == "\\qty" and parser.tokens.ahead() in _BRACKETS:
        return _grown(parser)
    parser.tokens.optional()
    text = parser.tokens.text().strip()
    if name == "\\num":
        found = _number(text)
    elif name == "\\ang":
        found = _number(text) + "°"
    elif name in ("\\si", "\\unit"):
        found = _unit(text)
    else:
        unit = _unit(parser.tokens.text())
        found = _number(text) + ("" if unit == "\\mathrm{°}" else "\\,") + unit
    parser.tokens.push([*tokens(found), "}"])
    return parser.group()


TABLE: dict[str, Command] = {
    **dict.fromkeys(("\\SI", "\\qty", "\\num", "\\si", "\\unit", "\\ang"), _quantity),
    **dict.fromkeys(("\\numrange", "\\qtyrange", "\\SIrange"), _range),
    "\\pu": _physical,
}

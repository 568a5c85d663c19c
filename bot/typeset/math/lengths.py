"""Lengths as TeX writes them: a number and a unit."""

import re
from typing import NamedTuple

from bot.typeset.math.nodes import CannotSet, TooMuch
from bot.typeset.math.style import Style

_POINTS = {
    "pt": 1.0,
    "mm": 7227 / 2540,
    "cm": 7227 / 254,
    "in": 72.27,
    "bp": 803 / 800,
    "px": 803 / 800,
    "pc": 12.0,
    "dd": 1238 / 1157,
    "cc": 14856 / 1157,
    "sp": 1 / 65536,
}
"""TeX's points in each unit (The TeXbook, chapter 10); ten make an em."""

_LENGTH = re.compile(r"\s*([-+]?)\s*(\d+(?:[.,]\d*)?|[.,]\d+)\s*([a-z]{2})\s*")

MOST = 40.0
"""Em that any one length may have: more is a mistake, or worse."""


class Length(NamedTuple):
    number: float
    unit: str

    def em(self, style: Style) -> float:
        """In em of the text."""
        if self.unit == "mu":
            found = self.number * style.room
        elif self.unit in _POINTS:
            found = self.number * _POINTS[self.unit] / 10
        else:
            params = style.unsized().params
            found = self.number * (
                params.quad if self.unit == "em" else params.x_height
            )
        if abs(found) > MOST:
            raise TooMuch(f"{self.number:g}{self.unit} is too long for a picture")
        return found


def length(text: str) -> Length:
    """`1.5em`, `-3 mu` …; CannotSet for anything else."""
    found = _LENGTH.fullmatch(text)
    if found is None or found[3] not in {*_POINTS, "em", "ex", "mu"}:
        raise CannotSet(f"“{text[:40]}” is not a length: write it like 1.5em or 3pt")
    sign = -1 if found[1] == "-" else 1
    return Length(sign * float(found[2].replace(",", ".")), found[3])

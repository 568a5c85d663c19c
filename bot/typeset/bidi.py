"""In which order the parts of a line stand where some are read from right to left.

A part is a word, a space or a formula. This is what the Unicode algorithm (UAX #9)
comes to for parts that each have one direction: letters within them are shaped apart.
"""

import unicodedata
from collections.abc import Sequence


def rightward(text: str) -> bool | None:
    """Whether it is read from left to right; None where it has no letter to tell."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return False
        if kind == "L":
            return True
    return None


def visual(parts: Sequence[bool | None], base: bool) -> list[int]:
    """The parts' places from left to right; `base` is the paragraph's direction."""
    told = _resolved(parts, base)
    levels = [(0 if way else 1) if base else (2 if way else 1) for way in told]
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end + 1
    return order


def _resolved(parts: Sequence[bool | None], base: bool) -> list[bool]:
    """What tells nothing goes with its neighbours, or with the paragraph."""
    found: list[bool] = []
    for place, way in enumerate(parts):
        if way is None:
            before = found[-1] if found else base
            rest = (other for other in parts[place + 1 :] if other is not None)
            after = next(rest, base)
            way = before if before is after else base
        found.append(way)
    return found

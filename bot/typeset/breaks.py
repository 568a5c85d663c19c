"""Where lines may end, and where they had best end."""

from collections.abc import Sequence
from dataclasses import dataclass

_WINDOW = 80
"""Clusters that a line could possibly hold."""

_SHORT, _SHORT_COST = 0.18, 0.05
"""A last line under this share of the width, and what it costs."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A width that cannot be parted, the space behind it, the cost of a break there."""

    width: int
    space: int
    penalty: float


def optimal(atoms: Sequence[Atom], width: int) -> list[tuple[int, int]]:
    """Lines as (first, behind last), with the least sum of squared empty shares.

    An atom wider than the line gets a line of its own.
    """
    count = len(atoms)
    best = [0.0] + [float("inf")] * count
    came = [0] * (count + 1)
    for start in range(count):
        reach = 0
        for end in range(start + 1, min(start + _WINDOW, count) + 1):
            reach += atoms[end - 1].width
            if reach > width and end > start + 1:
                break
            cost = best[start] + _cost(atoms, end, reach, width)
            if cost < best[end]:
                best[end], came[end] = cost, start
            reach += atoms[end - 1].space
    lines: list[tuple[int, int]] = []
    end = count
    while end:
        lines.append((came[end], end))
        end = came[end]
    return lines[::-1]


def _cost(atoms: Sequence[Atom], end: int, reach: int, width: int) -> float:
    if end == len(atoms):
        return _SHORT_COST if reach < _SHORT * width else 0.0
    empty = max(width - reach, 0) / width
    return empty * empty + atoms[end - 1].penalty + 0.002

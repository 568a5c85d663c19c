"""Where lines may end, and where they had best end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf, sqrt
from typing import NamedTuple

_SHORT, _SHORT_COST = 0.28, 0.1
"""A last line under this share of the width; what it costs if there is next to none."""

_ALONE, _ALONE_COST = 0.5, 0.16
"""A last line of one word under this share of the width; what it costs besides."""

_LINE_COST = 0.002
"""What any further line costs."""

_FULL = 0.5


class Atom(NamedTuple):
    """A width that cannot be parted, the space behind it, the cost of a break there."""

    width: int
    space: int
    penalty: float


_GOOD = 0.07
"""What the lines of most paragraphs cost less than, all together."""


def optimal(
    atoms: Sequence[Atom], width: int, full: float = _FULL
) -> list[tuple[int, int]]:
    """Lines as (first, behind last), with the least sum of squared empty shares.

    An atom wider than the line gets a line of its own, and no line that could hold more
    is left emptier than the share `full`.
    """
    lefts, rights, pen, lowest = [], [], 0, 0.0
    for wide, space, penalty in atoms:
        lefts.append(pen)
        rights.append(pen + wide)
        pen += wide + space
        lowest = min(lowest, penalty)
    if not atoms or rights[-1] <= width:
        return [(0, len(atoms))] if atoms else []
    # As no cost is negative, of good lines all that stand before one are good, too.
    good = lowest == 0 and _ended(atoms, lefts, rights, width, full, _GOOD)
    came = good or _ended(atoms, lefts, rights, width, full, inf)
    lines: list[tuple[int, int]] = []
    end = len(atoms)
    while end:
        lines.append((came[end], end))
        end = came[end]
    return lines[::-1]


def _ended(
    atoms: Sequence[Atom],
    lefts: list[int],
    rights: list[int],
    width: int,
    full: float,
    most_cost: float,
) -> list[int]:
    """Where the line begins that ends before each atom, in the lines that cost least.

    Empty: all lines cost more than they may. Written as one loop: it is the innermost
    of all that is done for a paragraph.
    """
    count = len(atoms)
    best = [0.0] + [inf] * count
    came = [0] * (count + 1)
    short, alone = _SHORT * width, _ALONE * width
    for start in range(count):
        base = best[start]
        if base >= most_cost:
            continue
        left = lefts[start]
        share = max(full, 1 - sqrt(most_cost - base))
        most = max(bisect_right(rights, left + width, start), start + 1)
        least = min(bisect_left(rights, left + share * width, start) + 1, most)
        for end in range(least, most + 1):
            reach = rights[end - 1] - left
            if end == count:
                cost = base
                if start and reach < short:
                    cost += _SHORT_COST * (1 - reach / short)
                if start and start + 1 == end and reach < alone:
                    cost += _ALONE_COST
            else:
                empty = (width - reach) / width if reach < width else 0.0
                cost = base + empty * empty + atoms[end - 1][2] + _LINE_COST
            if cost < best[end]:
                best[end], came[end] = cost, start
    return came if best[count] < most_cost else []

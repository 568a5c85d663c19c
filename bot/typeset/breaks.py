"""Where lines may end, and where they had best end."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
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


def optimal(
    atoms: Sequence[Atom], width: int, full: float = _FULL
) -> list[tuple[int, int]]:
    """Lines as (first, behind last), with the least sum of squared empty shares.

    An atom wider than the line gets a line of its own, and no line that could hold more
    is left emptier than the share `full`. Written as one loop: it is the innermost of
    all that is done for a paragraph.
    """
    count = len(atoms)
    lefts, rights, pen = [], [], 0
    for wide, space, _ in atoms:
        lefts.append(pen)
        rights.append(pen + wide)
        pen += wide + space
    if not count or rights[-1] <= width:
        return [(0, count)] if count else []
    best = [0.0] + [inf] * count
    came = [0] * (count + 1)
    short, alone = _SHORT * width, _ALONE * width
    for start in range(count):
        base = best[start]
        if base == inf:
            continue
        left = lefts[start]
        most = max(bisect_right(rights, left + width, start), start + 1)
        least = min(bisect_left(rights, left + full * width, start) + 1, most)
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
    lines: list[tuple[int, int]] = []
    end = count
    while end:
        lines.append((came[end], end))
        end = came[end]
    return lines[::-1]

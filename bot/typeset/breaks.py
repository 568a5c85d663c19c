"""Where lines may end, and where they had best end."""

from collections.abc import Sequence
from dataclasses import dataclass

_SHORT, _SHORT_COST = 0.28, 0.1
"""A last line under this share of the width; what it costs if there is next to none."""

_ALONE_COST = 0.06
"""What a last line of one word costs besides."""

_LINE_COST = 0.002
"""What any further line costs."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A width that cannot be parted, the space behind it, the cost of a break there."""

    width: int
    space: int
    penalty: float


def optimal(atoms: Sequence[Atom], width: int) -> list[tuple[int, int]]:
    """Lines as (first, behind last), with the least sum of squared empty shares.

    An atom wider than the line gets a line of its own. Written as one loop: it is the
    innermost of all that is done for a paragraph.
    """
    count = len(atoms)
    best = [0.0] + [float("inf")] * count
    came = [0] * (count + 1)
    each = [(atom.width, atom.space, atom.penalty + _LINE_COST) for atom in atoms]
    short = _SHORT * width
    for start in range(count):
        reach, base = 0, best[start]
        for end in range(start, count):
            wide, space, penalty = each[end]
            reach += wide
            if reach > width and end > start:
                break
            if end + 1 == count:
                cost = base
                if start and reach < short:
                    cost += _SHORT_COST * (1 - reach / short)
                    cost += _ALONE_COST if start == end else 0.0
            else:
                empty = (width - reach) / width if reach < width else 0.0
                cost = base + empty * empty + penalty
            if cost < best[end + 1]:
                best[end + 1], came[end + 1] = cost, start
            reach += space
    lines: list[tuple[int, int]] = []
    end = count
    while end:
        lines.append((came[end], end))
        end = came[end]
    return lines[::-1]

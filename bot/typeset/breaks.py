"""Where lines may end, and where they had best end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.typeset.symbols import BINARY, RELATIONS, RENAMED
from bot.typeset.tex import Group, Item, flat, tree

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


_COMMAS = frozenset([",", ";"])


def of_formula(source: str) -> Iterator[tuple[float, list[str]]]:
    """The formula parted after relations; after signs too; after commas too.

    Each with what a break there costs. Only places outside all brackets count.
    """
    items = tree(source)
    if r"\begin" in items or "\\\\" in items or r"\over" in items:
        return
    for cost, signs in (
        (0.12, RELATIONS),
        (0.25, RELATIONS | BINARY),
        (0.3, RELATIONS | BINARY | _COMMAS),
    ):
        parts = _parted(items, signs)
        if len(parts) > 1:
            yield cost, parts


_OPEN = frozenset(["(", "[", r"\{", r"\left", r"\langle", r"\lbrace"])
_CLOSE = frozenset([")", "]", r"\}", r"\right", r"\rangle", r"\rbrace"])


def _parted(items: Sequence[Item], signs: frozenset[str]) -> list[str]:
    parts: list[list[Item]] = [[]]
    depth = 0
    skip = False
    for index, item in enumerate(items):
        parts[-1].append(item)
        if isinstance(item, Group) or item == " ":
            continue
        if skip:
            skip = False
            continue
        skip = item in ("_", "^", r"\left", r"\right", r"\middle", r"\not")
        depth += (item in _OPEN) - (item in _CLOSE)
        named = RENAMED.get(item, item)
        inside = any(_inked(i) for i in parts[-1][:-1])
        if depth == 0 and named in signs and inside and index + 1 < len(items):
            parts.append([])
    if not any(_inked(item) for item in parts[-1]):
        parts[-2:] = [parts[-2] + parts[-1]] if len(parts) > 1 else parts
    return [flat(part).strip() for part in parts]


def _inked(item: Item) -> bool:
    return isinstance(item, Group) or item not in (" ", r"\,", r"\;", r"\!", r"\quad")

"""Places in a formula where a line may end."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.typeset.math.symbols import Class

CUTTING = frozenset((Class.REL, Class.BIN, Class.PUNCT))
"""What a line may end with."""

QUAD = 0.9
"""Em of room that part two formulas, and not two parts of one."""


class Cut(NamedTuple):
    """A place in a list where a line may end: before the item `at`; after what.

    `depth` counts the brackets around it.
    """

    at: int
    after: Class
    depth: int = 0


class Cutter:
    """Finds the places as the list is set, and counts the brackets around each.

    `bars` are all that may stand around a norm: in pairs, they are brackets.
    """

    def __init__(self, cuts: list[Cut], bars: Sequence[str]) -> None:
        self._cuts, self._bars = cuts, bars
        self._depth = 0
        self._norm = ""
        """The bar of a norm that is open."""

    def meet(self, kind: Class, bracket: int, bar: str) -> None:
        """A sign comes next; see `Node.bracket` and `Node.norm`."""
        self._depth += (kind is Class.OPEN) - (kind is Class.CLOSE) + bracket
        if bar and self._norm in ("", bar) and self._bars.count(bar) % 2 == 0:
            self._depth += -1 if self._norm else 1
            self._norm = "" if self._norm else bar

    def open(self, inner: Sequence[Cut], at: int) -> None:
        """A list with places of its own begins before the item `at`."""
        self._cuts += [Cut(at + c.at, c.after, self._depth + c.depth) for c in inner]

    def sign(self, kind: Class, at: int) -> None:
        """It was set, and ends before the item `at`; `:=`, of two relations, is one."""
        if kind not in CUTTING:
            return
        if kind is Class.REL and self._cuts and self._cuts[-1][:2] == (at - 1, kind):
            self._cuts.pop()
        self._cuts.append(Cut(at, kind, max(self._depth, 0)))

    def room(self, width: float, at: int) -> None:
        """What stands apart is another formula, comma or none."""
        if width >= QUAD and self._depth <= 0 and not self._norm:
            self._cuts.append(Cut(at - 1, Class.PUNCT))

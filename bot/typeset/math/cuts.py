"""Places in a formula where a line may end."""

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


def behind(cuts: list[Cut], at: int, kind: Class, depth: int) -> None:
    """A line may end behind a sign; two relations in a row, such as `:=`, are one."""
    if kind is Class.REL and cuts and cuts[-1][:2] == (at - 1, kind):
        cuts.pop()
    cuts.append(Cut(at, kind, depth))

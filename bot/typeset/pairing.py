"""Which bars and brackets of a formula belong together."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from bot.typeset.hearing import BARS, PAIRS, Nodes, apart, evaluates, relates, shown
from bot.typeset.math.nodes import Group, Node, SymbolNode
from bot.typeset.math.scripts import Scripts
from bot.typeset.math.symbols import Class


def doubled(nodes: list[Node], chars: Sequence[str]) -> list[Node]:
    """Double bars that are typed as two: around a norm, or `p || q`.

    `chars` are what the nodes show. In `||x| - |y||` the first bar is closed by the
    last, and the second by the third: there is none.
    """
    firsts = _firsts(nodes, chars)
    found: list[Node] = []
    for place, node in enumerate(nodes):
        if place - 1 in firsts:
            _, sup, sub = apart(node)
            norm = SymbolNode("∥")
            found[-1] = Scripts(norm, sup, sub) if sup or sub else norm
        else:
            found.append(node)
    return found


def _firsts(nodes: Sequence[Node], chars: Sequence[str]) -> set[int]:
    """The place of the first of each two bars that are one."""
    closing: dict[int, int] = {}
    still_open: list[int] = []
    follows = False  # something that a bar may close
    for place, char in enumerate(chars):
        if char != "∣":
            follows = nodes[place].kind not in _OPERATORS
        elif follows and still_open:
            closing[still_open.pop()] = place
        else:
            still_open.append(place)
            follows = False
    firsts = {
        first
        for start, end in closing.items()
        if closing.get(start - 1) == end + 1
        for first in (start - 1, end)
    }
    last = len(nodes) - 1
    between = [place for place in still_open if 0 < place < last]
    firsts |= {place for place in between if place + 1 in between}
    return {place for place in firsts if isinstance(nodes[place], SymbolNode)}


_OPERATORS = frozenset((Class.BIN, Class.REL, Class.PUNCT, Class.OPEN, Class.OP))
"""What a bar behind cannot close."""


def pointed(nodes: list[Node], chars: Sequence[str]) -> list[Node]:
    """Angle brackets that are typed as `<x, y>`: signs with nothing to compare."""
    found = list(nodes)
    opened: int | None = None
    for place, char in enumerate(chars):
        if char == "∣" or not relates(nodes[place]):
            continue
        if char == "<" and _alone(reversed(nodes[:place]), Class.OPEN):
            opened = place
            continue
        if (
            char == ">"
            and opened is not None
            and _alone(nodes[place + 1 :], Class.CLOSE)
        ):
            _, sup, sub = apart(nodes[place])
            end = SymbolNode("⟩", Class.CLOSE)
            found[opened] = SymbolNode("⟨", Class.OPEN)
            found[place] = Scripts(end, sup, sub) if sup or sub else end
        opened = None
    return found


def _alone(beside: Iterable[Node], kind: Class) -> bool:
    """Whether nothing stands there that could be smaller or larger.

    Of a bar, what stands behind it tells whether that is around all.
    """
    for node in beside:
        if shown(node) not in BARS:
            return node.kind in (Class.BIN, Class.REL, Class.PUNCT, Class.OP, kind)
    return True


class Pairs:
    """What belongs together in one list; looked for when it is first asked for."""

    def __init__(self, nodes: Nodes) -> None:
        self._nodes = nodes

    @cached_property
    def _chars(self) -> list[str]:
        return list(map(shown, self._nodes))

    @cached_property
    def closing(self) -> dict[int, int]:
        """Where each bracket is closed."""
        return _closing(self._chars)

    @cached_property
    def around(self) -> set[str]:
        """The bars of which there are as many as stand around something.

        One behind what is evaluated is left out, where the others are in pairs without.
        """
        free, found = list(_free(self._nodes)), set()
        for sign in BARS:
            own = [node for node in free if shown(node) == sign]
            if len(own) % 2:
                own = [node for node in own if not evaluates(node)]
            if len(own) % 2 == 0:
                found.add(sign)
        return found

    def angle_behind(self, place: int) -> int | None:
        """The next sign that may end what stands in angle brackets."""
        at = bisect_left(self._angles, place)
        return self._angles[at] if at < len(self._angles) else None

    @cached_property
    def _angles(self) -> list[int]:
        return [place for place, char in enumerate(self._chars) if char in _ANGLES]


_ANGLES = frozenset("⟨⟩∣")

_CLOSING = frozenset(PAIRS.values())
_NESTED = 30
"""Brackets within brackets that are read each on its own: those around are only said,
for what they hold would be gone through once for each of them."""


def _closing(chars: Sequence[str]) -> dict[int, int]:
    found: dict[int, int] = {}
    still_open: list[int] = []
    levels = [0]
    """How deep the brackets nest in each that is still open, and in all."""
    for place, char in enumerate(chars):
        if char in PAIRS:
            still_open.append(place)
            levels.append(0)
        elif char in _CLOSING and still_open:
            start, level = still_open.pop(), levels.pop() + 1
            levels[-1] = max(levels[-1], level)
            if level <= _NESTED:
                found[start] = place
    return found


_PAIRING = (*BARS, "⟨", "⟩")


def _free(nodes: Nodes) -> Iterator[Node]:
    """The bars that neither relate, nor stand in angle brackets, nor begin a ket."""
    some = [(char, node) for node in nodes if (char := shown(node)) in _PAIRING]
    within = False
    for (char, node), (behind, _) in pairwise([*some, ("", Group(()))]):
        if char in "⟨⟩":
            within = char == "⟨"
        elif not within and behind != "⟩" and not relates(node):
            yield node

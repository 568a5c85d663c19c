"""What becomes of a formula that is wider than its line.

One that is a little too wide is set smaller. Another is broken where TeX would break
it, at a relation or a sign, then set smaller still, and if that would be too small to
read, broken inside its brackets, too. In a sentence the sign stands at the line's end;
on lines of its own it begins the next.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from bot.typeset import breaks
from bot.typeset.equations import equations
from bot.typeset.formulas import formula, line, parts, scale
from bot.typeset.ink import Ink
from bot.typeset.math import Class, Part, joined, parsed
from bot.typeset.math.boxes import Colour, Item, Kern, packed
from bot.typeset.math.cuts import QUAD
from bot.typeset.stacking import stacked

NEARLY, SHRUNK, LEAST = 0.92, 0.8, 0.7
"""Sizes that a formula may shrink to: before it is broken at a relation, before it is
broken at all, and before it is broken inside its brackets."""

_ALL = (0, 1, 2)
"""How many brackets may be around such a break."""

_STEPS = (0.9, SHRUNK, LEAST, 0.6, 0.5)

_WAYS = (
    ((0,), (1.0, *_STEPS[:2])),
    (_ALL, (1.0, *_STEPS[:2])),
    (_ALL, _STEPS[2:]),
)
"""Brackets inside which it may be broken, and the sizes to try it in."""

_COSTS = {Class.ORD: 0.1, Class.REL: 0.12, Class.BIN: 0.25, Class.PUNCT: 0.3}
_INSIDE_COST, _BETWEEN_COST, _ROW_COST = 0.2, -0.1, 0.1
_APART_COST, _COMMA = 0.08, 0.2
"""Of a break where the writer left more than the em that are behind any comma."""
_FULL = 0.3
"""The share of a line that a row takes at least, if it has room for more."""

_LEADING = frozenset((Class.REL, Class.BIN))


def cost(part: Part) -> float:
    """Of a break after it, beside the square of the share left empty."""
    if part.after is Class.PUNCT and not part.depth:
        if part.space >= QUAD:
            return _BETWEEN_COST
        if part.space > _COMMA:
            return _APART_COST
    return _COSTS.get(part.after, 0.0) + _INSIDE_COST * part.depth


def broken(
    source: str, size: float, width: int, display: bool, depths: tuple[int, ...] = (0,)
) -> tuple[Part, ...]:
    """Parts after which a line may end, none wider than it; empty: there are none.

    They end inside no more brackets than the first of the `depths` that will do.
    """
    em = size * scale()
    for depth in depths:
        found = _trimmed(parts(source, display, depth))
        if display:
            found = _led(found)
        found = tuple(_coloured(found))
        if found and all(part.row.width * em <= width for part in found):
            return found
    return ()


def parted(
    source: str, whole: Ink, size: float, width: int
) -> tuple[float, tuple[Part, ...]]:
    """A formula in a sentence: the size of its parts, and these, if it has any."""
    if len(each := equations(source)) == 1:
        source = each[0]  # an alignment of one line
    share = width / max(whole.advance, 1)
    depths = _ALL if share < SHRUNK else (0,)
    found = broken(source, size, width, False, depths)
    for smaller in _STEPS:
        if found or smaller <= share:
            break
        # Broken, it need not shrink as far.
        then = round(size * smaller, 2)
        if broken_then := broken(source, then, width, False, depths):
            return then, broken_then
    return size, found


def _trimmed(some: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts, none of them with room at its head: a row would begin with it."""
    trimmed: list[Part] = []
    for part in some:
        boxes = part.row.children
        room = list(takewhile(lambda box: isinstance(box, Kern), boxes))
        if trimmed and 0 < len(room) < len(boxes):
            space = trimmed[-1].space + sum(box.width for box in room)
            trimmed[-1] = trimmed[-1]._replace(space=space)
            part = part._replace(row=packed(boxes[len(room) :]))
        trimmed.append(part)
    return tuple(trimmed)


def _led(some: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts, each relation or sign at the head of what follows it.

    That is how a formula is broken that stands on lines of its own.
    """
    led: list[Part] = []
    carried: list[Item] = []
    for part in some:
        boxes, space = [*carried, *part.row.children], part.space
        *rest, sign = boxes
        before = rest.pop().width if rest and isinstance(rest[-1], Kern) else 0.0
        carried = []
        if part.after in _LEADING and rest:
            carried, boxes, space = [sign, Kern(part.space)], rest, before
        led.append(part._replace(row=packed(boxes), space=space))
    return tuple(led)


def _coloured(some: Iterable[Part]) -> Iterator[Part]:
    """The same parts, each in the colours that were begun before it."""
    begun: list[Item] = []
    for part in some:
        boxes = [*begun, *part.row.children]
        for box in part.row.children:
            if isinstance(box, Colour):
                begun = [*begun, box] if box.colour else begun[:-1]
        ends = [Colour("")] * len(begun)
        changed = ends or len(boxes) > len(part.row.children)
        yield part._replace(row=packed([*boxes, *ends])) if changed else part


def shrunk(source: str, whole: Ink, size: float, width: int, display: bool) -> Ink:
    """The formula, set smaller until it fits."""
    ink = whole
    for _ in range(4):
        reach = max(ink.advance, ink.left + ink.pixels.shape[1])
        if reach <= width:
            break
        size = int(2 * size * min(width / reach, 0.98)) / 2
        ink = formula(source, size, display) or ink
    return ink


_FRACTION = re.compile(r"\\frac(?![a-z])")


def fractional(source: str) -> bool:
    """Whether it has a fraction, which a sentence's style makes small."""
    return _FRACTION.search(source) is not None


def displayed(source: str) -> str:
    """The same in display style: for where it stands alone and has the room."""
    return f"\\displaystyle {source}"


def together(sources: Iterable[str], size: float, width: int) -> float:
    """The one size at which each of them fits its line, or can be broken to fit."""
    found = size
    for source in sources:
        ink = formula(source, size, False)
        wide = ink.advance if ink else 0
        if wide > width and (
            wide * SHRUNK <= width or not broken(source, size, width, False, _ALL)
        ):
            found = min(found, int(1.98 * size * width / wide) / 2)
    return found


class Row(NamedTuple):
    """One of the rows of a formula; `hung` says that it begins further in."""

    ink: Ink
    hung: bool = False


def rows(source: str, whole: Ink, size: float, width: int) -> list[Row]:
    """A formula on lines of its own: one, or as many as it needs."""
    share = width / max(whole.advance, 1)
    if share < SHRUNK or (share < NEARLY and _related(source)):
        for depths, sizes in _WAYS[: 2 if share < LEAST else 1]:
            for smaller in sizes:
                found = _rows(source, size * smaller, width, depths)
                if found:
                    return found
    if share < LEAST and (found := _apart(source, size, width, share)):
        return found
    other = stacked(source) if share < LEAST else source
    if other != source and (ink := formula(other, size, True)) is not None:
        return rows(other, ink, size, width)
    for smaller in _STEPS[2:]:
        # Broken, it need not shrink as far.
        if smaller > share and (found := _rows(source, size * smaller, width, _ALL)):
            return found
    return [Row(shrunk(source, whole, size, width, True))]


def _apart(source: str, size: float, width: int, share: float) -> list[Row] | None:
    """The equations of an alignment one by one, all in one size.

    One that begins with a sign goes on what was before, and is hung.
    """
    each = equations(source)
    if any(formula(one, size, True) is None for one in each):
        return None  # what one begins, another ends
    hung = [place > 0 and _goes_on(one) for place, one in enumerate(each)]
    for depths, sizes in _WAYS if each else ():
        for smaller in takewhile(lambda smaller: smaller > share, sizes):
            found = [
                _equation(one, smaller * size, width, depths, hangs)
                for one, hangs in zip(each, hung, strict=True)
            ]
            if all(found):
                return [row for some in found for row in some]
    return None


def _equation(
    source: str, size: float, width: int, depths: tuple[int, ...], hung: bool
) -> list[Row]:
    """Its rows; none: it cannot be broken."""
    ink = formula(source, size, True)
    room = width - indent(size) if hung else width
    if ink is None or ink.advance <= room:
        return [Row(ink, hung)] if ink else []
    found = _rows(source, size, room, depths) or ()
    return [row._replace(hung=row.hung or hung) for row in found]


def _goes_on(source: str) -> bool:
    """Whether it begins with a relation or a sign."""
    first = next((node for node in parsed(source) if not node.space), None)
    return first is not None and first.kind in _LEADING


def _related(source: str) -> bool:
    """Whether it can be broken at a relation."""
    return any(part.after is Class.REL for part in parts(source, True)[:-1])


def _rows(
    source: str, size: float, width: int, depths: tuple[int, ...]
) -> list[Row] | None:
    hang = indent(size)
    em = size * scale()
    found = broken(source, size, width - hang, True, depths)
    if not found:
        return None
    found = tuple(_gathered(found, (width - hang) / em))
    atoms = [
        breaks.Atom(
            round(part.row.width * em),
            round(part.space * em),
            cost(part) + (_ROW_COST if part.after is Class.BIN else 0.0),
        )
        for part in found
    ]
    # The first row has more room than the others.
    atoms[0] = atoms[0]._replace(width=atoms[0].width - hang)
    return [
        Row(line(found[first:last], size), hung=first > 0)
        for first, last in breaks.optimal(atoms, width - hang, _FULL)
    ]


def _gathered(some: tuple[Part, ...], width: float) -> Iterator[Part]:
    """Each of several formulas in one as a whole, if it fits the line."""
    start = 0
    for end, part in enumerate(some, 1):
        if end < len(some) and cost(part) != _BETWEEN_COST:
            continue
        one = some[start:end]
        row = joined(one)
        if row.width <= width:
            yield part._replace(row=row)
        else:
            yield from one
        start = end


def indent(size: float) -> int:
    """How far in all rows but the first begin."""
    return round(1.5 * size)

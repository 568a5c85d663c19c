"""A table -> rows of lines: how wide its columns are, and their cells side by side."""

from collections.abc import Iterator, Sequence
from itertools import accumulate, product

import numpy as np

from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import Line, Mark, leftward, set_lines, shifted
from bot.typeset.markdown import Inline, Math, Side, Table
from bot.typeset.pieces import Type, clusters

GAP, APART = 1.0, 0.16
"""Em between two columns, and above and below each row."""

_SIZES = (1.0, 0.9, 0.8)
"""Sizes of a table, as shares of the text's: the largest that breaks no word."""

_UNBOUNDED = 100_000


def rows(table: Table, em: float, room: int) -> Iterator[list[Line]]:
    """The lines of each row, in columns as wide as what is in them, or as can be."""
    gap = round(GAP * em)
    em, widths = _columns(table, em, room - gap * (len(table.sides) - 1))
    starts = [0, *accumulate(width + gap for width in widths)]
    turned = leftward([inline for row in table.rows for cell in row for inline in cell])
    if turned:
        starts = [room - s - w for s, w in zip(starts, widths, strict=False)]
    shares = {**_SHARES, "start": 1.0 if turned else 0.0}
    for number, row in enumerate(table.rows):
        type = Type(em, bold=number == 0, leftward=turned, panel=True)
        # A row may lack cells, and none has more than the head.
        columns = zip(row, starts, widths, table.sides, strict=False)
        cells = [
            _aside(_cell(cell, type, width), start, width, shares[side])
            for cell, start, width, side in columns
        ]
        lines = list(_row(cells, round(APART * em)))
        if number == 0:
            lines.append(rule(room, max(round(em / 20), 1)))
        yield lines


def _cell(cell: Sequence[Inline], type: Type, width: int) -> list[Line]:
    """On one line where it fits: else a long formula would be broken early."""
    whole = set_lines(cell, type, _UNBOUNDED)
    if whole and whole[0].width <= width:
        return whole
    return set_lines(cell, type, max(width, 1))


def _columns(table: Table, em: float, room: int) -> tuple[float, list[int]]:
    """The size of type, and the width of each column."""
    fair = room // len(table.sides)
    tries = (*product((room, fair), _SIZES), (3 * fair // 4, _SIZES[-1]))
    for most, share in tries:
        size = round(em * share, 2)
        least, whole = zip(*_extents(table, size, most), strict=True)
        left = room - sum(least)
        if left >= 0:
            more = _shared([w - n for n, w in zip(least, whole, strict=True)], left)
            return size, [n + m for n, m in zip(least, more, strict=True)]
    return size, _shared(least, room)


def _extents(table: Table, em: float, most: int) -> Iterator[tuple[int, int]]:
    """Of each column: the widest word, and the widest cell on one line.

    Of a formula, which can be broken, no more than `most`.
    """
    for cells in zip(*table.rows, strict=True):
        least = whole = 0
        for number, cell in enumerate(cells):
            type, wide = Type(em, bold=number == 0, panel=True), 0
            for inline in cell:
                limit = most if isinstance(inline, Math) else _UNBOUNDED
                for one in clusters((inline,), type, _UNBOUNDED):
                    least = max(least, min(one.atom.width, limit))
                    wide += one.atom.width + one.atom.space
            whole = max(whole, wide)
        yield least, whole


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """Each as wide as it wants to be, the widest cut to what room is left for them."""
    found = list(wanted)
    left, open_ = room, sorted(range(len(wanted)), key=wanted.__getitem__)
    while open_:
        fair = max(left // len(open_), 0)
        column = open_.pop(0)
        found[column] = min(wanted[column], fair)
        left -= found[column]
    return found


_SHARES: dict[Side, float] = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Of the room that a cell leaves in its column, what is at its left."""


def _aside(cell: list[Line], start: int, width: int, share: float) -> list[Line]:
    """A cell's lines where its column stands."""
    return [shifted(line, start + int((width - line.width) * share)) for line in cell]


def _row(cells: Sequence[list[Line]], apart: int) -> Iterator[Line]:
    """The first lines of all cells on one, the second, and so on."""
    count = max(map(len, cells), default=0)
    for at in range(count):
        beside = [cell[at] for cell in cells if at < len(cell)]
        above = max(line.above for line in beside) + (0 if at else apart)
        below = max(line.below for line in beside) + (apart if at == count - 1 else 0)
        marks = tuple(mark for line in beside for mark in line.marks)
        width = max(line.width for line in beside)
        yield Line(marks, width, above, below)


def rule(width: int, thick: int, strength: int = 255) -> Line:
    """A thin line from the left to the right; `strength` is how much ink it has."""
    ink = Ink(np.full((thick, width), strength, np.uint8), 0, thick, width)
    return Line((Mark(0, ink, Colour.DIM),), width, 2 * thick, thick)

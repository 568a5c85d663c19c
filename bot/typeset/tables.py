"""A table -> rows of lines: how wide its columns are, and their cells side by side.

One whose words would have to be cut, or its formulas broken, is set row by row instead,
head beside cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, product
from typing import NamedTuple

import numpy as np

from bot.typeset import fitting
from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import Line, Placed, leftward, set_lines, shifted
from bot.typeset.markdown import Inline, Math, Side, Table
from bot.typeset.pieces import Type, clusters

APART, _CLOSE, _BETWEEN = 0.16, 0.05, 0.5
"""Em above and below each row; each line of one that is set line by line; between two
of these."""

_SIZES = ((1.0, 1.0), (0.9, 1.0), (0.8, 0.8), (0.72, 0.6))
"""Sizes of a table, as shares of the text's, each with the em between two columns: the
first that breaks no word."""

_RAGGED = 0.1
"""A table that leaves less of its room has all of it."""

_MOST = 80
"""Lines of a table that is set row by row: more would take too many pictures."""

_CHARACTERS = 3
"""Em of the narrowest column whose lines may be broken."""

_UNBOUNDED = 100_000


class _Columns(NamedTuple):
    """How large the type is, and where each column stands."""

    em: float
    starts: list[int]
    widths: list[int]
    turned: bool
    """Whether they are read from right to left."""

    @property
    def width(self) -> int:
        return max(map(sum, zip(self.starts, self.widths, strict=True)))

    def row(
        self,
        cells: Sequence[Sequence[Inline]],
        types: Sequence[Type],
        sides: Sequence[Side],
        apart: float = APART,
    ) -> list[Line]:
        """The cells beside each other; a row may lack some, and has no more."""
        shares = {**_SHARES, "start": 1.0 if self.turned else 0.0}
        columns = zip(cells, types, sides, self.starts, self.widths, strict=False)
        beside = [
            _aside(_cell(cell, type, width), start, width, shares[side])
            for cell, type, side, start, width in columns
        ]
        return list(_row(beside, self.width, round(apart * self.em)))


class Laid(NamedTuple):
    """The lines of each row, the head's first, and how wide they are."""

    rows: list[list[Line]]
    width: int
    turned: bool
    apart: int = 0
    """Room above each row but the first."""


def laid(table: Table, em: float, room: int) -> Laid:
    """In columns as wide as what is in them, or as can be; or row by row."""
    turned = leftward([inline for row in table.rows for cell in row for inline in cell])
    table = replace(table, rows=_shown(table.rows))
    many = len(table.sides) > 2
    columns = _columns(table.rows, em, room, turned, many)
    if columns is None and many:
        by_row = _by_row(table, em, room, turned)
        if 0 < sum(map(len, by_row.rows)) <= _MOST:
            return by_row
        columns = _columns(table.rows, em, room, turned)
    columns = columns or _narrow(table.rows, em, room, turned)
    rows = []
    for number, row in enumerate(table.rows):
        type = Type(columns.em, bold=number == 0, leftward=turned, panel=True)
        rows.append(columns.row(row, [type] * len(row), table.sides))
    rows[0].append(rule(columns.width, max(round(columns.em / 20), 1)))
    return Laid(rows, columns.width, turned)


_Row = tuple[tuple[Inline, ...], ...]


def _shown(rows: tuple[_Row, ...]) -> tuple[_Row, ...]:
    """Formulas alone in their cells, as on lines of their own, if one is a fraction."""
    if not any(fitting.fractional(_alone(cell)) for row in rows for cell in row):
        return rows
    return tuple(tuple(map(_displayed, row)) for row in rows)


def _alone(cell: tuple[Inline, ...]) -> str:
    """The formula that is all of a cell; else empty."""
    match cell:
        case (Math(source),):
            return source
    return ""


def _displayed(cell: tuple[Inline, ...]) -> tuple[Inline, ...]:
    match cell:
        case (Math(source, struck),):
            return (Math(fitting.displayed(source), struck),)
    return cell


def _by_row(table: Table, em: float, room: int, turned: bool) -> Laid:
    """Below the first cell of a row the others, each beside its head."""
    heads, *body = table.rows[: _MOST + 1]
    pairs = [tuple(zip(heads[1:], row[1:], strict=True)) for row in body]
    every = [pair for row in pairs for pair in row] or [(heads[0], heads[0])]
    columns = _columns(every, em, room, turned) or _narrow(every, em, room, turned)
    type = Type(columns.em, leftward=turned, panel=True)
    types = type._replace(colour=Colour.DIM), type
    whole = columns._replace(starts=[0], widths=[columns.width])
    rows: list[list[Line]] = []
    apart = round(_BETWEEN * columns.em)
    for row, beside in zip(body, pairs, strict=True):
        first, *lines = whole.row(row[:1], [type._replace(bold=True)], _STARTS)
        above = apart if rows else 0
        lines.insert(0, first._replace(above=first.above + above))
        for pair in beside:
            lines += columns.row(pair, types, _STARTS, _CLOSE)
        rows.append(lines)
    # There is no head that each page has.
    return Laid([[], *rows], columns.width, turned, apart)


_STARTS: tuple[Side, Side] = ("start", "start")


def _cell(cell: Sequence[Inline], type: Type, width: int) -> list[Line]:
    """On one line where it fits: else a long formula would be broken early."""
    whole = set_lines(cell, type, _UNBOUNDED)
    if all(line.width <= width for line in whole):
        return whole
    return set_lines(cell, type, max(width, 1))


_Cells = Sequence[Sequence[Sequence[Inline]]]


def _columns(
    rows: _Cells, em: float, room: int, turned: bool, unbroken: bool = False
) -> _Columns | None:
    """Columns that break no word, if there are any; and no line, if these are large.

    `unbroken` says that they may break no formula either.
    """
    for share, gap in _SIZES[:2]:
        size, between = round(em * share, 2), round(em * gap)
        widths = [whole for _, whole in _extents(rows, size, room)]
        if sum(widths) + between * (len(widths) - 1) <= room:
            return _placed(size, widths, between, room, turned)
    count = len(rows[0])
    fair = room // count
    tries = [(room, size) for size in _SIZES]
    if not unbroken:
        tries += [*product((fair,), _SIZES), (3 * fair // 4, _SIZES[-1])]
    for most, (share, gap) in tries:
        size, between = round(em * share, 2), round(em * gap)
        least, whole = zip(*_extents(rows, size, most), strict=True)
        left = room - between * (count - 1) - sum(least)
        if left >= 0:
            more = _shared([w - n for n, w in zip(least, whole, strict=True)], left)
            widths = [n + m for n, m in zip(least, more, strict=True)]
            return _placed(size, widths, between, room, turned)
    return None


def _narrow(rows: _Cells, em: float, room: int, turned: bool) -> _Columns:
    """Columns that have to break words."""
    share, gap = _SIZES[-1]
    size, between = round(em * share, 2), round(em * gap)
    least = [n for n, _ in _extents(rows, size, room)]
    widths = _shared(least, room - between * (len(least) - 1))
    return _placed(size, widths, between, room, turned)


def _placed(
    em: float, widths: list[int], between: int, room: int, turned: bool
) -> _Columns:
    gaps = max(len(widths) - 1, 1)
    wide = sum(widths) + between * (len(widths) - 1)
    more = room - wide if (1 - _RAGGED) * room < wide < room else 0
    wide += more
    ends = accumulate((width + between for width in widths[:-1]), initial=0)
    starts = [end + more * place // gaps for place, end in enumerate(ends)]
    if turned:
        starts = [wide - s - w for s, w in zip(starts, widths, strict=True)]
    return _Columns(em, starts, widths, turned)


def _extents(rows: _Cells, em: float, most: int) -> Iterator[tuple[int, int]]:
    """Of each column: the widest word, and the widest cell on one line.

    Of a formula, which can be broken, no more than `most`.
    """
    for cells in zip(*rows, strict=True):
        least = whole = 0
        for number, cell in enumerate(cells):
            type, wide, held = Type(em, bold=number == 0, panel=True), 0, 0
            for inline in cell:
                limit = most if isinstance(inline, Math) else _UNBOUNDED
                for one in clusters((inline,), type, _UNBOUNDED):
                    joined = held + min(one.atom.width, limit)
                    least = max(least, joined)
                    held = joined if one.open else 0
                    wide = 0 if one.forced else wide + one.atom.width + one.atom.space
                    whole = max(whole, wide - one.atom.space)
        # Where a line may end between any two characters, it need not after each.
        yield max(least, min(whole, round(_CHARACTERS * em))), whole


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


def _row(cells: Sequence[list[Line]], width: int, apart: int) -> Iterator[Line]:
    """The first lines of all cells on one, the second, and so on.

    A line moves down only for what stands above it in its own cell: what is tall in
    another may reach beside it.
    """
    filled = [cell for cell in cells if cell]
    count = max(map(len, filled), default=0)
    end = -apart
    feet = [0] * len(filled)
    for at in range(count):
        beside = [(n, cell[at]) for n, cell in enumerate(filled) if at < len(cell)]
        baseline = max(feet[n] + line.above for n, line in beside)
        for n, line in beside:
            feet[n] = baseline + line.below
        going = [feet[n] for n, _ in beside if at + 1 < len(filled[n])]
        foot = max(going) if going else max(feet) + apart
        marks = tuple(mark for _, line in beside for mark in line.marks)
        yield Line(marks, width, baseline - end, foot - baseline)
        end = foot


def rule(width: int, thick: int, strength: int = 255) -> Line:
    """A thin line from the left to the right; `strength` is how much ink it has."""
    ink = Ink(np.full((thick, width), strength, np.uint8), 0, thick, width)
    return Line((Placed(0, ink, Colour.DIM),), width, 2 * thick, thick)

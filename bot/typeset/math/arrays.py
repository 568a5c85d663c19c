"""Rows and columns: matrices, cases, aligned equations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.typeset.math.boxes import Item, Row, Rule, packed, placed
from bot.typeset.math.lengths import Length
from bot.typeset.math.nodes import Fonts, Node, row
from bot.typeset.math.style import SCRIPT, Style

STRUT = (0.84, 0.36)
"""Height and depth of a row at least: LaTeX's strut, of 12 points."""

COLUMN_SEP = 0.5
"""LaTeX's \\arraycolsep: 5 points."""

JOT = 0.3
"""What aligned rows are further apart: 3 points."""

RULE = 0.04
"""LaTeX's \\arrayrulewidth: four tenths of a point."""

_BETWEEN_RULES = 0.25

_DASHES = 100
"""Of a dashed line at most; a taller one than a picture has longer ones."""


class Column(NamedTuple):
    """`align` is l, c or r; gaps are in em, None for the table's own."""

    align: str = "c"
    before: float | None = None
    after: float | None = None


class Look(NamedTuple):
    """How a table stands. `level` is the style of its cells."""

    level: int
    columns: tuple[Column | str, ...] = ()
    """In order, with `|` and `:` where lines go between them."""
    stretch: float = 1.0
    jot: bool = False
    separation: float = COLUMN_SEP
    outside: bool = False
    """Whether there are gaps before the first column and after the last."""


class Across(NamedTuple):
    """A line between two rows, from the column `first` to the column `last`, if any."""

    dashed: bool = False
    first: int = 0
    last: int | None = None


class Span(NamedTuple):
    """A cell that reaches from its column to the one before `behind`."""

    first: int
    behind: int
    align: str


class Line(NamedTuple):
    """One row of cells; `gap` is what \\\\[…] asked for, `rules` lines before it."""

    cells: tuple[Sequence[Node], ...]
    gap: Length | None = None
    rules: tuple[Across, ...] = ()
    between: bool = False
    """Whether its one cell stands in no column, but between two rows."""
    spans: tuple[Span, ...] = ()


@dataclass(slots=True)
class _Set:
    cells: list[Row]
    height: float
    depth: float
    at: float = 0.0
    """Where its baseline is, down from the top of the table."""
    between: bool = False
    spans: tuple[Span, ...] = ()
    spanned: frozenset[int] = frozenset()
    """Columns in which nothing of this row stands by itself."""


class _Edges(NamedTuple):
    """Where a column begins, its cells begin, they end, and it ends."""

    start: float
    left: float
    right: float
    end: float


_Parts = list[tuple[float, float, Item]]


class Array(Node):
    __slots__ = ("last_rules", "lines", "look")

    def __init__(
        self, lines: Sequence[Line], look: Look, last_rules: tuple[Across, ...] = ()
    ) -> None:
        self.lines, self.look, self.last_rules = lines, look, last_rules

    def set(self, fonts: Fonts, style: Style) -> Item:
        inside = style.at_level(self.look.level).in_font("")
        rows = [self._row(line, fonts, style, inside) for line in self.lines]
        rules, total = self._stack(rows, style.scale)
        up = total / 2 + style.params.axis
        columns = [made for made in rows if not made.between]
        parts, edges, width = self._columns(columns, style.scale, up, total, {})
        if least := _wanting(columns, edges):
            parts, edges, width = self._columns(columns, style.scale, up, total, least)
        words = [(made.at - up, made.cells[0]) for made in rows if made.between]
        if words:
            wide = max(width, *(cell.width for _, cell in words))
            parts = [(x + (wide - width) / 2, y, item) for x, y, item in parts]
            parts += [(0.0, y, cell) for y, cell in words]
            width = wide
        for at, rule in rules:
            start, end = _reach(rule, edges, width)
            parts += _across(start, end - start, at - up, rule.dashed)
        above = RULE if rules and not rules[0][0] else 0.0
        return placed(parts, width, up + above, total - up)

    def _row(self, line: Line, fonts: Fonts, style: Style, inside: Style) -> _Set:
        cells = [row(cell, fonts, inside) for cell in line.cells]
        stretch = self.look.stretch * style.scale
        height = max([STRUT[0] * stretch, *(cell.height for cell in cells)])
        depth = max([STRUT[1] * stretch, *(cell.depth for cell in cells)])
        gap = line.gap.em(style) if line.gap else 0.0
        if gap > 0:
            depth = max(depth, gap + STRUT[1] * stretch)
        if self.look.jot and line is not self.lines[-1]:
            depth += JOT * style.scale
        depth += min(gap, 0.0)
        made = _Set(cells, height, depth, between=line.between, spans=line.spans)
        if line.spans:
            made.spanned = frozenset(
                column
                for span in line.spans
                for column in range(span.first, span.behind)
            )
        return made

    def _stack(
        self, rows: list[_Set], scale: float
    ) -> tuple[list[tuple[float, Across]], float]:
        """Gives each row its place; the places of the rules, and the height of all."""
        rules: list[tuple[float, Across]] = []
        total = 0.0
        for line, made in zip(self.lines, rows, strict=True):
            total = _ruled(line.rules, rules, total, scale)
            made.at = total + made.height
            total = made.at + made.depth
        return rules, _ruled(self.last_rules, rules, total, scale)

    def _columns(
        self,
        rows: list[_Set],
        scale: float,
        up: float,
        total: float,
        least: dict[int, float],
    ) -> tuple[_Parts, list[_Edges], float]:
        """What stands in them and between, where each is, and how wide all are.

        `least` is how wide some have to be.
        """
        look = self.look
        count = max((len(made.cells) for made in rows), default=0)
        parts: _Parts = []
        edges: list[_Edges] = []
        pen, column = 0.0, 0
        described = list(look.columns)
        while described or column < count:
            found = described.pop(0) if described else Column()
            if isinstance(found, str):
                for top, bottom in _between(rows, column, total):
                    parts += _upright(pen, bottom - up, bottom - top, found, scale)
                if described and isinstance(described[0], str):
                    pen += 0.2 * scale
                continue
            if column >= count:
                continue
            start = pen
            if column or look.outside:
                pen += _or(found.before, look.separation) * scale
            left = pen
            pen += self._column(rows, column, found.align, parts, pen, up, least)
            right = pen
            column += 1
            if column < count or look.outside:
                pen += _or(found.after, look.separation) * scale
            edges.append(_Edges(start, left, right, pen))
        for made in rows:
            for first, behind, align in made.spans:
                cell, left = made.cells[first], edges[first].left
                room = edges[behind - 1].right - left - cell.width
                parts.append((left + _SHARES[align] * room, made.at - up, cell))
        return parts, edges, pen

    @staticmethod
    def _column(
        rows: list[_Set],
        column: int,
        align: str,
        parts: _Parts,
        pen: float,
        up: float,
        least: dict[int, float],
    ) -> float:
        """Puts its cells in place; how wide it is."""
        cells = [
            (one.cells[column], one.at)
            for one in rows
            if column < len(one.cells) and column not in one.spanned
        ]
        width = max((cell.width for cell, _ in cells), default=0.0)
        width = max(width, least.get(column, 0.0))
        share = _SHARES[align]
        for cell, at in cells:
            parts.append((pen + share * (width - cell.width), at - up, cell))
        return width


_SHARES = {"l": 0.0, "c": 0.5, "r": 1.0}
"""Of the room that a cell leaves, what is at its left."""


def _or(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given


def _wanting(rows: list[_Set], edges: list[_Edges]) -> dict[int, float]:
    """How wide columns have to be for cells that are as wide as several of them."""
    found: dict[int, float] = {}
    for made in rows:
        for first, behind, _ in made.spans:
            last = edges[behind - 1]
            more = made.cells[first].width - (last.right - edges[first].left)
            if more > 0:
                wide = last.right - last.left + more
                found[behind - 1] = max(wide, found.get(behind - 1, 0.0))
    return found


def _reach(rule: Across, edges: list[_Edges], width: float) -> tuple[float, float]:
    """From where to where it goes; a column that is not there is the last."""
    if rule.last is None or not edges:
        return 0.0, width
    first, last = (min(at, len(edges) - 1) for at in (rule.first, rule.last))
    return edges[first].start, edges[last].end


def _between(
    rows: list[_Set], column: int, total: float
) -> Iterator[tuple[float, float]]:
    """From where to where a line before the column goes: not through a wide cell."""
    top = 0.0
    for made in rows:
        if any(span.first < column < span.behind for span in made.spans):
            if made.at - made.height > top:
                yield top, made.at - made.height
            top = made.at + made.depth
    if total > top:
        yield top, total


def _ruled(
    asked: tuple[Across, ...],
    rules: list[tuple[float, Across]],
    total: float,
    scale: float,
) -> float:
    for place, rule in enumerate(asked):
        if place and rule.last is None:
            total += _BETWEEN_RULES * scale
        rules.append((total, rule))
    return total


def _across(x: float, width: float, y: float, dashed: bool) -> _Parts:
    if not dashed:
        return [(x, y, Rule(width, RULE))]
    dash = 0.2
    count = min(max(1, round(width / (2 * dash))), _DASHES)
    step = width / count
    return [(x + n * step, y, Rule(step / 2, RULE)) for n in range(count)]


def _upright(x: float, foot: float, tall: float, sign: str, scale: float) -> _Parts:
    pen = RULE * scale
    if sign == "|":
        return [(x - pen / 2, foot, Rule(pen, tall))]
    count = min(max(1, round(tall / (0.4 * scale))), _DASHES)
    step = tall / count
    return [
        (x - pen / 2, foot - n * step, Rule(pen, step / 2))
        for n in reversed(range(count))
    ]


class Smalled(Node):
    """A small matrix: its columns are closer by what its cells are smaller."""

    __slots__ = ("array",)

    def __init__(self, array: Array) -> None:
        self.array = array

    def set(self, fonts: Fonts, style: Style) -> Item:
        script = style.at_level(SCRIPT)
        close = self.array.look._replace(separation=0.2778 * script.scale / style.scale)
        return packed((Array(self.array.lines, close).set(fonts, style),))

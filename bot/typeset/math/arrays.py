"""Rows and columns: matrices, cases, aligned equations."""

from collections.abc import Sequence
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


class Line(NamedTuple):
    """One row of cells; `gap` is what \\\\[…] asked for, `rules` lines before it."""

    cells: tuple[Sequence[Node], ...]
    gap: Length | None = None
    rules: tuple[bool, ...] = ()
    """Each is a line above the row; True where it is dashed."""
    between: bool = False
    """Whether its one cell stands in no column, but between two rows."""


@dataclass(slots=True)
class _Set:
    cells: list[Row]
    height: float
    depth: float
    at: float = 0.0
    """Where its baseline is, down from the top of the table."""
    between: bool = False


class Array(Node):
    __slots__ = ("last_rules", "lines", "look")

    def __init__(
        self, lines: Sequence[Line], look: Look, last_rules: tuple[bool, ...] = ()
    ) -> None:
        self.lines, self.look, self.last_rules = lines, look, last_rules

    def set(self, fonts: Fonts, style: Style) -> Item:
        inside = style.at_level(self.look.level).in_font("")
        rows = [self._row(line, fonts, style, inside) for line in self.lines]
        rules, total = self._stack(rows, style.scale)
        up = total / 2 + style.params.axis
        columns = [made for made in rows if not made.between]
        parts, width = self._columns(columns, style.scale, up, total)
        words = [(made.at - up, made.cells[0]) for made in rows if made.between]
        if words:
            wide = max(width, *(cell.width for _, cell in words))
            parts = [(x + (wide - width) / 2, y, item) for x, y, item in parts]
            parts += [(0.0, y, cell) for y, cell in words]
            width = wide
        for at, dashed in rules:
            parts += _across(width, at - up, dashed)
        return placed(parts, width, up, total - up)

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
        return _Set(cells, height, depth + min(gap, 0.0), between=line.between)

    def _stack(
        self, rows: list[_Set], scale: float
    ) -> tuple[list[tuple[float, bool]], float]:
        """Gives each row its place; the places of the rules, and the height of all."""
        rules: list[tuple[float, bool]] = []
        total = 0.0
        for line, made in zip(self.lines, rows, strict=True):
            total = _ruled(line.rules, rules, total, scale)
            made.at = total + made.height
            total = made.at + made.depth
        return rules, _ruled(self.last_rules, rules, total, scale)

    def _columns(
        self, rows: list[_Set], scale: float, up: float, total: float
    ) -> tuple[list[tuple[float, float, Item]], float]:
        look = self.look
        count = max((len(made.cells) for made in rows), default=0)
        parts: list[tuple[float, float, Item]] = []
        pen, column = 0.0, 0
        described = list(look.columns)
        while described or column < count:
            found = described.pop(0) if described else Column()
            if isinstance(found, str):
                parts += _upright(pen, up, total, found == ":", scale)
                if described and isinstance(described[0], str):
                    pen += 0.2 * scale
                continue
            if column >= count:
                continue
            if column or look.outside:
                pen += _or(found.before, look.separation) * scale
            pen = self._column(rows, column, found.align, parts, pen, up)
            column += 1
            if column < count or look.outside:
                pen += _or(found.after, look.separation) * scale
        return parts, pen

    @staticmethod
    def _column(
        rows: list[_Set],
        column: int,
        align: str,
        parts: list[tuple[float, float, Item]],
        pen: float,
        up: float,
    ) -> float:
        cells = [(one.cells[column], one.at) for one in rows if column < len(one.cells)]
        width = max((cell.width for cell, _ in cells), default=0.0)
        share = {"l": 0.0, "c": 0.5, "r": 1.0}[align]
        for cell, at in cells:
            parts.append((pen + share * (width - cell.width), at - up, cell))
        return pen + width


def _or(given: float | None, otherwise: float) -> float:
    return otherwise if given is None else given


def _ruled(
    asked: tuple[bool, ...], rules: list[tuple[float, bool]], total: float, scale: float
) -> float:
    for place, dashed in enumerate(asked):
        if place:
            total += _BETWEEN_RULES * scale
        rules.append((total, dashed))
    return total


def _across(width: float, y: float, dashed: bool) -> list[tuple[float, float, Item]]:
    if not dashed:
        return [(0.0, y, Rule(width, RULE))]
    dash = 0.2
    count = min(max(1, round(width / (2 * dash))), _DASHES)
    step = width / count
    return [(n * step, y, Rule(step / 2, RULE)) for n in range(count)]


def _upright(
    x: float, up: float, total: float, dashed: bool, scale: float
) -> list[tuple[float, float, Item]]:
    pen = RULE * scale
    if not dashed:
        return [(x - pen / 2, total - up, Rule(pen, total))]
    count = min(max(1, round(total / (0.4 * scale))), _DASHES)
    step = total / count
    return [
        (x - pen / 2, (n + 1) * step - up, Rule(pen, step / 2)) for n in range(count)
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

"""\\begin{…} … \\end{…}: what each name makes of its rows."""

import re
from collections.abc import Sequence
from itertools import count

from bot.typeset.math import words as wordings
from bot.typeset.math.arrays import Array, Column, Line, Look, Smalled
from bot.typeset.math.diagrams import diagram
from bot.typeset.math.fences import Fenced
from bot.typeset.math.nodes import CannotSet, Group, Node, TooMuch
from bot.typeset.math.parser import Parser
from bot.typeset.math.style import DISPLAY, SCRIPT, TEXT

_MATRICES = {
    "matrix": ("", ""),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("∣", "∣"),
    "Vmatrix": ("∥", "∥"),
}

_CASES = {
    "cases": ("{", "", TEXT),
    "dcases": ("{", "", DISPLAY),
    "rcases": ("", "}", TEXT),
    "drcases": ("", "}", DISPLAY),
}

_ALIGNED = frozenset(
    [
        "align",
        "align*",
        "aligned",
        "split",
        "alignat",
        "alignat*",
        "alignedat",
    ]
)
_EQUATIONS = (Column("r", 0.0, 0.28), Column("c", 0.0, 0.28), Column("l", 0.0, 0.0))
"""Sides and signs of \\eqnarray, as far apart as any relation."""

_GATHERED = frozenset(["gather", "gather*", "gathered", "multline", "multline*"])
_SINGLE = frozenset(("equation", "equation*", "math", "displaymath"))

_CELL_ENDS = frozenset(("&", "\\\\", "\\cr", "\\end"))

CELLS, COLUMNS = 2000, 100
"""Cells of a table at most; its columns, and the lines between, that are described."""


def environment(parser: Parser, _: str) -> Node:
    name = parser.tokens.text().strip()
    made = _made(parser, name)
    parser.tokens.expect("\\end")
    ended = parser.tokens.text().strip()
    if ended != name:
        raise CannotSet(f"\\begin{{{name}}} is ended by \\end{{{ended}}}")
    return made


def _made(parser: Parser, name: str) -> Node:
    if name in ("array", "darray", "tabular"):
        return _array(parser, name)
    if name == "subarray":
        columns = _columns(parser.tokens.text())
        return _table(parser, Look(SCRIPT, columns, 0.5))
    if name == "CD":
        return diagram(parser)
    if name == "smallmatrix":
        return Smalled(_table(parser, Look(SCRIPT, stretch=0.5)))
    if name in _CASES:
        left, right, level = _CASES[name]
        columns = (Column("l", 0.0, 1.0), Column("l", 0.0, 0.0))
        return Fenced(left, [_table(parser, Look(level, columns, 1.2))], right)
    if name.rstrip("*") in _MATRICES:
        return _matrix(parser, name)
    if name in _ALIGNED:
        return _aligned(parser, name)
    if name in ("eqnarray", "eqnarray*"):
        return _table(parser, Look(DISPLAY, _EQUATIONS, jot=True))
    if name in _GATHERED:
        parser.tokens.bracketed(_POSITION)
        return _table(parser, Look(DISPLAY, (Column("c"),), jot=True))
    if name in _SINGLE:
        nodes = parser.nodes(frozenset(("\\end",)))
        return Array([Line((nodes,))], Look(DISPLAY, (Column("c"),)))
    raise CannotSet(f"there is no environment {name}")


def _array(parser: Parser, name: str) -> Node:
    parser.tokens.bracketed(_POSITION)
    columns = _columns(parser.tokens.text())
    level = DISPLAY if name == "darray" else TEXT
    return _table(parser, Look(level, columns, outside=True))


_POSITION = re.compile(r" *\[ *([tcb]) *\]")
"""Where it stands on its line, which a screen has no use for; `[0, 1]` is a row's."""

_REPEATED = re.compile(r"\*\{(\d)\}\{([^{}]*)\}")
_COLUMNS = re.compile(r"\s+|(@\{\})|([|:])|([lcr])|[pmb]\{[^{}]*\}")


def _columns(given: str) -> tuple[Column | str, ...]:
    given = _REPEATED.sub(lambda found: found[2] * int(found[1]), given)
    found: list[Column | str] = []
    at, close = 0, False
    while at < len(given):
        one = _COLUMNS.match(given, at)
        if one is None:
            raise CannotSet(
                f"{given[at]} is no column: write l, c or r, and | for lines"
            )
        none, line, side = one.groups()
        if none:  # there is no room to either side
            close = True
            if found and isinstance(found[-1], Column):
                found[-1] = found[-1]._replace(after=0.0)
        elif one[0].strip():
            found.append(line or Column(side or "l", 0.0 if close else None))
            close = False
        at = one.end()
    if len(found) > COLUMNS:
        raise TooMuch(f"it describes more than {COLUMNS} columns")
    return tuple(found)


def _matrix(parser: Parser, name: str) -> Node:
    align = "c"
    if name.endswith("*"):
        align = "".join(parser.tokens.optional() or ["c"]).strip()
        if align not in ("l", "c", "r"):
            raise CannotSet(f"{align} is no column: write l, c or r")
    found = _table(parser, Look(TEXT))
    columns = (Column(align),) * _width(found.lines)
    look = found.look._replace(columns=columns)
    table = Array(found.lines, look, found.last_rules)
    left, right = _MATRICES[name.rstrip("*")]
    return Fenced(left, [table], right) if left else table


def _aligned(parser: Parser, name: str) -> Node:
    if "at" in name:
        parser.tokens.argument()
    else:
        parser.tokens.bracketed(_POSITION)
    apart = 0.0 if "at" in name else 1.0
    found = _table(parser, Look(DISPLAY, jot=True))
    lines = [
        line._replace(cells=tuple(map(_led, count(), line.cells)))
        for line in found.lines
    ]
    columns = tuple(
        Column("l", 0.0, 0.0)
        if place % 2
        else Column("r", apart if place else 0.0, 0.0)
        for place in range(_width(lines))
    )
    look = found.look._replace(columns=columns)
    return Array(lines, look, found.last_rules)


def _led(place: int, nodes: Sequence[Node]) -> Sequence[Node]:
    """What follows `&` is spaced as if something stood before it."""
    return [Group([]), *nodes] if place % 2 else nodes


def _width(lines: Sequence[Line]) -> int:
    return max((len(line.cells) for line in lines), default=0)


def rows(parser: Parser) -> Array:
    """Rows that no environment is around."""
    return _table(parser, Look(DISPLAY, jot=True))


def _table(parser: Parser, look: Look) -> Array:
    lines: list[Line] = []
    if "\\arraystretch" in parser.tokens.own:
        look = look._replace(stretch=look.stretch * _stretch(parser))
    rules = _rules(parser)
    cells_so_far = 0
    while True:
        while parser.tokens.peek() in _BETWEEN:
            words = wordings.words(parser, parser.tokens.next())
            lines.append(Line(((words,),), rules=rules, between=True))
            rules = _rules(parser)
        cells: list[Sequence[Node]] = []
        while True:
            cells.append(parser.nodes(_CELL_ENDS))
            cells_so_far += 1
            if cells_so_far > CELLS:
                raise TooMuch(f"it has more than {CELLS} cells")
            if parser.tokens.peek() != "&":
                break
            parser.tokens.next()
        ending = parser.tokens.peek()
        if ending not in ("\\\\", "\\cr"):
            if len(cells) > 1 or cells[0] or not lines:
                lines.append(Line(tuple(cells), None, rules))
                rules = ()
            return Array(lines, look, rules)
        lines.append(Line(tuple(cells), parser.line_end(), rules))
        rules = _rules(parser)


_BETWEEN = frozenset(("\\intertext", "\\shortintertext"))
"""What puts words between two rows."""


def _stretch(parser: Parser) -> float:
    """How much higher the writer wants the rows."""
    given = "".join(parser.tokens.own["\\arraystretch"].body).strip()
    try:
        return min(max(float(given), 0.1), 10.0)
    except ValueError:
        raise CannotSet(f"\\arraystretch cannot be {given}") from None


def _rules(parser: Parser) -> tuple[bool, ...]:
    found: list[bool] = []
    while parser.tokens.peek() in ("\\hline", "\\hdashline"):
        found.append(parser.tokens.next() == "\\hdashline")
    return tuple(found)

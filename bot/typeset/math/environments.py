"""\\begin{…} … \\end{…}: what each name makes of its rows."""

import re
from collections.abc import Sequence
from itertools import count

from bot.typeset.math import words as wordings
from bot.typeset.math.arrays import Across, Array, Column, Line, Look, Smalled, Span
from bot.typeset.math.diagrams import diagram
from bot.typeset.math.fences import Fenced
from bot.typeset.math.nodes import (
    CannotSet,
    Group,
    Node,
    Spread,
    TooMuch,
    unchanged,
)
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
    "numcases": ("{", "", DISPLAY),
    "subnumcases": ("{", "", DISPLAY),
}

_ALIGNED = frozenset(
    [
        "align",
        "align*",
        "aligned",
        "split",
        "flalign",
        "flalign*",
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
    if name.rstrip("*") in _CASES:
        return _cases(parser, name)
    if name.rstrip("*") in _MATRICES:
        return _matrix(parser, name)
    if name in _ALIGNED:
        return aligned(parser, name)
    if name in ("eqnarray", "eqnarray*"):
        return _table(parser, Look(DISPLAY, _EQUATIONS, jot=True))
    if name in _GATHERED:
        parser.tokens.bracketed(_POSITION)
        return _table(parser, Look(DISPLAY, (Column("c"),), jot=True))
    if name == "subequations":
        return Spread(parser.nodes(frozenset(("\\end",))), unchanged)
    if name in _SINGLE:
        nodes = parser.nodes(frozenset(("\\end",)))
        return Array([Line((nodes,))], Look(DISPLAY, (Column("c"),)))
    raise CannotSet(f"there is no environment {name}")


def _cases(parser: Parser, name: str) -> Node:
    left, right, level = _CASES[name.rstrip("*")]
    numbered = "num" in name
    before = parser.inside(parser.argument()) if numbered else ()
    columns = (Column("l", 0.0, 1.0), Column("l", 0.0, 0.0))
    worded = numbered or name.endswith("*")
    fenced = Fenced(left, [_table(parser, Look(level, columns, 1.2), worded)], right)
    return Spread([*before, fenced], unchanged) if before else fenced


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


def aligned(parser: Parser, name: str = "aligned") -> Node:
    """The rows of an alignment."""
    if "at" in name:
        parser.tokens.argument()
    else:
        parser.tokens.bracketed(_POSITION)
    apart = 0.0 if "at" in name else 1.0
    found = _table(parser, Look(DISPLAY, jot=True))
    lines = _filled(found.lines) if name.startswith("fl") else found.lines
    lines = [
        line._replace(cells=tuple(map(_led, count(), line.cells))) for line in lines
    ]
    columns = tuple(
        Column("l", 0.0, 0.0)
        if place % 2
        else Column("r", apart if place else 0.0, 0.0)
        for place in range(_width(lines))
    )
    look = found.look._replace(columns=columns)
    return Array(lines, look, found.last_rules)


def _filled(lines: Sequence[Line]) -> Sequence[Line]:
    """Without the equations that are empty in each line.

    They are there to push the others to the margin.
    """
    pairs = range(0, _width(lines), 2)
    filled = [at for at in pairs if any(any(line.cells[at : at + 2]) for line in lines)]
    return [
        line._replace(cells=sum((line.cells[at : at + 2] for at in filled), ()))
        for line in lines
    ]


def _led(place: int, nodes: Sequence[Node]) -> Sequence[Node]:
    """What follows `&` is spaced as if something stood before it."""
    return [Group([]), *nodes] if place % 2 else nodes


def _width(lines: Sequence[Line]) -> int:
    return max((len(line.cells) for line in lines), default=0)


def rows(parser: Parser) -> Array:
    """Rows that no environment is around."""
    return _table(parser, Look(DISPLAY, jot=True))


def _table(parser: Parser, look: Look, worded: bool = False) -> Array:
    """The rows up to the end; `worded`: what is behind the first `&` is words."""
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
        spans: list[Span] = []
        while True:
            before = len(cells)
            if parser.tokens.peek() == "\\multicolumn":
                span, inside = _span(parser, before)
                spans.append(span)
                cells += [inside, *[()] * (span.behind - span.first - 1)]
            elif worded and cells:
                cells.append([wordings.cell(parser, _CELL_ENDS)])
            else:
                cells.append(parser.nodes(_CELL_ENDS))
            cells_so_far += len(cells) - before
            if cells_so_far > CELLS:
                raise TooMuch(f"it has more than {CELLS} cells")
            if parser.tokens.peek() != "&":
                break
            parser.tokens.next()
        ending = parser.tokens.peek()
        if ending not in ("\\\\", "\\cr"):
            if len(cells) > 1 or cells[0] or not lines:
                lines.append(Line(tuple(cells), None, rules, spans=tuple(spans)))
                rules = ()
            return Array(lines, look, rules)
        gap = parser.line_end()
        lines.append(Line(tuple(cells), gap, rules, spans=tuple(spans)))
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


def _span(parser: Parser, first: int) -> tuple[Span, Sequence[Node]]:
    r"""\multicolumn{2}{c}{x}, which is a cell as wide as two."""
    parser.tokens.next()
    several = parser.tokens.text().strip()
    if not several.isdecimal() or not 0 < int(several) <= COLUMNS:
        raise CannotSet(f"\\multicolumn cannot be {several} columns wide")
    align = [c.align for c in _columns(parser.tokens.text()) if isinstance(c, Column)]
    if len(align) != 1:
        raise CannotSet("\\multicolumn has one column: write l, c or r")
    inside = parser.inside(parser.argument())
    return Span(first, first + int(several), align[0]), inside


_WHOLE = frozenset(("\\hline", "\\hdashline", "\\toprule", "\\midrule", "\\bottomrule"))
_PARTIAL = frozenset(("\\cline", "\\cmidrule"))
"""Lines between rows, as LaTeX and booktabs name them: over all columns, or some."""

_TRIM = re.compile(r" *\(([lr]*)\)")
"""By what the latter is shorter, which it is not here."""
_FROM_TO = re.compile(r"\s*(\d{1,3})\s*-\s*(\d{1,3})\s*")


def _rules(parser: Parser) -> tuple[Across, ...]:
    found: list[Across] = []
    while (token := parser.tokens.peek()) in _WHOLE or token in _PARTIAL:
        parser.tokens.next()
        if token in _PARTIAL:
            parser.tokens.bracketed(_TRIM)
            given = parser.tokens.text()
            which = _FROM_TO.fullmatch(given)
            if which is None or not 0 < int(which[1]) <= int(which[2]):
                raise CannotSet(f"{token} cannot be {given}: write it like 1-2")
            found.append(Across(False, int(which[1]) - 1, int(which[2]) - 1))
        else:
            found.append(Across(token == "\\hdashline"))
    return tuple(found)

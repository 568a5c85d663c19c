"""Tables that a phone can read: narrow ones in columns, wide ones a line each row."""

import unicodedata
from collections.abc import Iterator, Sequence

from adapters.plain import clean
from bot.panels import Bold, Span, Table, Text

WIDTH = 34
"""Letters of monospace text that a phone shows on one line."""

_GAP = "  "


def columns(table: Table) -> str | None:
    """The table as aligned text for a monospace block; None where it is too wide."""
    rows = [[_cell(one) for one in row] for row in (table.header, *table.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > WIDTH:
        return None
    numeric = [_numeric(column) for column in zip(*table.rows, strict=True)]
    return "\n".join(_row(row, widths, numeric) for row in rows)


def lines(table: Table) -> Iterator[tuple[Span, ...]]:
    """A line for each row: its first cell in bold; numbers and signs by name."""
    for row in table.rows:
        first, *others = map(_cell, row)
        named = [
            f" · {_named(name, cell)}"
            for name, cell in zip(table.header[1:], others, strict=True)
            if cell
        ]
        yield Bold(first or "–"), Text("".join(named))


def _named(name: str, cell: str) -> str:
    """Words say themselves what they are."""
    return cell if any(map(str.isalpha, cell)) else f"{name}: {cell}"


def _cell(text: str) -> str:
    return " ".join(clean(text).split())


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    marks = sum(unicodedata.combining(sign) > 0 for sign in text)
    return len(text) + wide - marks


def _numeric(column: Sequence[str]) -> bool:
    return all(cell.replace(",", "").isdecimal() for cell in column)


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    aligned = []
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        space = " " * (width - _width(cell))
        right = place < len(numeric) and numeric[place]
        aligned.append(space + cell if right else cell + space)
    return _GAP.join(aligned).rstrip()

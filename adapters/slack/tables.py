"""Tables that a phone can read: narrow ones in columns, wide ones a line each row."""

from collections.abc import Iterator

from adapters.columns import columns
from bot.panels import Bold, Span, Table, Text

__all__ = ["columns", "lines"]


def lines(table: Table) -> Iterator[tuple[Span, ...]]:
    """A line for each row: its first cell in bold, the others by name."""
    for row in table.rows:
        first, *others = (" ".join(cell.split()) for cell in row)
        named = [
            f"{name}: {cell}"
            for name, cell in zip(table.header[1:], others, strict=True)
            if cell
        ]
        yield Bold(first or "–"), Text("".join(f" · {part}" for part in named))

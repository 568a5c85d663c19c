"""Tables that a phone can read: narrow ones in columns, wide ones a line each row."""

from collections.abc import Iterator

from adapters.columns import cell
from adapters.discord.text import escape
from bot.panels import Table


def lines(table: Table) -> Iterator[str]:
    """A line for each row: its first cell in bold, the others by name."""
    for row in table.rows:
        first, *others = map(cell, row)
        named = [
            f"{escape(name)}: {escape(cell)}"
            for name, cell in zip(table.header[1:], others, strict=True)
            if cell
        ]
        yield " · ".join([f"**{escape(first) or '–'}**", *named])

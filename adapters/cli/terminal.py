"""Text of others on a terminal: shown as typed, and without effect."""

from rich import markup

from adapters.plain import clean


def escape(text: str) -> str:
    """Neither markup of rich's nor an order to the terminal."""
    return markup.escape(clean(text))

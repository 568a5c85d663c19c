"""Numbers and names, made to fit where there is little room."""

import unicodedata

LONGEST = 60
"""Characters of a name in the pictures, at most."""

_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""What turns the direction of writing, and can be seen by that alone."""


def short(number: int, least: int = 10_000) -> str:
    """`9,876`, and `12k` from `least` on."""
    return f"{number:,}" if number < least else f"{round(number / 1000):,}k"


def name(text: str, length: int = LONGEST) -> str:
    """The text on one line, without controls, cut where it is longer."""
    seen = "".join(
        " " if unicodedata.category(char) == "Cc" else char
        for char in text
        if char not in _TURNS
    )
    line = " ".join(seen.split())
    return line if len(line) <= length else cut(line, length - 1)


def cut(text: str, kept: int) -> str:
    """So many of its characters, a third of them from its end.

    Long names are alike at their beginnings more often than at both ends.
    """
    end = kept // 3
    return f"{text[: kept - end].rstrip()}…{text[len(text) - end :].lstrip()}"

"""A listing's code -> lines, as large as lets them stand unbroken."""

import re

from bot.typeset import fonts
from bot.typeset.fonts import Style
from bot.typeset.lines import Line, Placed

_SIZES = (0.82, 0.77, 0.72, 0.67)
"""Sizes of code, as shares of the text's; the least is readable on a phone."""


def laid(code: str, em: float, width: int) -> list[Line]:
    """Its lines, none wider than `width` pixels; `em` is the size of text around it.

    They are somewhat smaller where that lets them fit. What is longer still goes on,
    indented, below.
    """
    sources = code.expandtabs(4).split("\n")
    size, columns = _size(sources, em, width)
    lines = []
    for source in sources:
        for part in wrapped(source, columns):
            ink = fonts.word(part, Style.MONO, size)
            above, below = round(1.1 * size), round(0.32 * size)
            lines.append(Line((Placed(0, ink),), ink.advance, above, below))
    return lines


def _size(sources: list[str], em: float, width: int) -> tuple[float, int]:
    """The size of a listing, and how many characters have room in a line of it.

    The largest at which no line is broken, or else no word; then the least.
    """
    longest = max(map(len, sources))
    words = max((len(word) for source in sources for word in source.split()), default=0)
    found = []
    for share in _SIZES:
        size = round(em * share, 2)
        advance = fonts.word("0" * 100, Style.MONO, size).advance / 100
        found.append((size, max(int(width / advance), 8)))
    for least in (longest, words + 4):
        for size, columns in found:
            if least <= columns:
                return size, columns
    return found[-1]


_ENDS = (
    (re.compile(r" "), 0.6),
    (re.compile(r" |(?<=[,;(\[{])(?![)\]}])"), 0.0),
    (re.compile(r"(?<=[^\w\s])"), 0.0),
)
"""Where a line of code may end, and how full it is to be: best at a space, else in
brackets, else after a sign."""


def wrapped(line: str, columns: int) -> list[str]:
    """A line of code on as many lines as it needs, all but the first indented."""
    indent = min(len(line) - len(line.lstrip()) + 4, columns // 2)
    parts: list[str] = []
    while len(line) > columns:
        at = _end(line, indent, columns)
        parts.append(line[:at])
        line = " " * indent + line[at:].lstrip()
    return [*parts, line]


def _end(line: str, indent: int, columns: int) -> int:
    for ends, full in _ENDS:
        least = max(indent + 1, int(full * columns))
        found = [end.start() for end in ends.finditer(line, least, columns + 1)]
        if found:
            return found[-1]
    return columns

"""How things are counted, listed, shortened and called."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from difflib import get_close_matches


def plural(count: int, one: str, many: str = "") -> str:
    """`3 days`, `1 day`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def listing(words: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *most, end = list(words) or [""]
    return f"{', '.join(most)} {last} {end}" if most else end


def shorten(text: str, length: int) -> str:
    """The text on one line, cut at a word where it is longer."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: length - 1].rsplit(" ", 1)[0] + "…"


def date(day: datetime.date) -> str:
    """`Mon 23 Nov 2026`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def near(word: str, known: Sequence[str], sign: str = "") -> str:
    """` Did you mean quiz?`, or nothing; `sign` stands before the word."""
    typed = word.casefold()
    found = [one for one in known if typed and one.startswith(typed)]
    if len(found) != 1:
        found = get_close_matches(typed, known, 1, 0.6)
    return f" Did you mean {sign}{found[0]}?" if found else ""


# What platforms call things.


SPACES = {"discord": "server", "slack": "workspace"}


def space(platform: str) -> str:
    """What is one group's there, all its channels together."""
    return SPACES.get(platform, "group")

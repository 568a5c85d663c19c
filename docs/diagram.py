"""Writes the phases of a challenge, as the table has them, into architecture.md.

`make docs` runs it; a test holds the page and the table together.
"""

import re
from pathlib import Path

from bot.challenges import diagram

PAGE = Path(__file__).parent / "architecture.md"

_DRAWN = re.compile(r"```mermaid\n.*?\n```", re.DOTALL)


def current(page: str) -> str:
    """The page with its diagram as the table of moves is now."""
    return _DRAWN.sub(lambda _: f"```mermaid\n{diagram()}\n```", page)


if __name__ == "__main__":
    PAGE.write_text(current(PAGE.read_text("utf-8")), "utf-8")

"""Whether the dollar signs of a text pair up, as math needs them to."""

import re
from enum import Enum, auto

_UNSEEN = re.compile(
    r"^[ ]*(?P<fence>`{3,}|~{3,})[^\n`]*\n.*?(?:^[ ]*(?P=fence)[`~]*[ ]*$|\Z)"
    r"|\\[\s\S]"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)
_MONEY = re.compile(
    r"\$\d[\d.,]*(?:\s?(?:k|m|bn|million|billion))?(?=$|[\s.,;:!?)\]–—-])"
)
_DISPLAY = re.compile(r"\$\$.+?\$\$", re.DOTALL)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class Dollars(Enum):
    PAIRED = auto()
    MONEY = auto()
    """One is left over, and it reads as a sum of money."""
    UNPAIRED = auto()


def dollars(text: str) -> Dollars:
    r"""How the `$` of a Markdown text pair up; code and `\$` do not count."""
    if "$" not in text:
        return Dollars.PAIRED
    seen = _UNSEEN.sub(" ", text)
    outside = _DISPLAY.sub(" ", seen)
    verdict = Dollars.PAIRED
    for paragraph in _PARAGRAPHS.split(outside):
        count = paragraph.count("$")
        if count == 2 and "$$" in paragraph:
            return Dollars.UNPAIRED
        if count % 2:
            if not _MONEY.search(paragraph):
                return Dollars.UNPAIRED
            verdict = Dollars.MONEY
    return verdict

"""Words wider than their line -> pieces that are not."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from bot.typeset import fonts
from bot.typeset.fonts import Style

STOPS = ",.;:!?،؛؟…"

_SIGN = re.compile(r"(?:[^\w\s\\]|_)(?=.)|(?<=[^\\])(?=\\)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


LONG = 80
"""Characters of a word that is cut without asking how wide it is."""


def wide(text: str, style: Style, size: float, width: int) -> bool:
    """Whether a word is wider than the line, and can be cut."""
    if len(text) > LONG:
        return True
    return fonts.width(text, style, size) > width and len(text) > 1


def cut(text: str, style: Style, size: float, width: int) -> Iterator[str]:
    """A word wider than the line, in pieces that are not.

    It is cut behind a sign, if it has any, or before a hump.
    """
    while wide(text, style, size, width):
        some = range(1, min(len(text), LONG) + 1)
        most = bisect_right(
            some, width, key=lambda end: fonts.tried(text[:end], style, size)
        )
        signs = [sign.end() for sign in _SIGN.finditer(text, most // 2, most)]
        signs = signs or [hump.end() for hump in _HUMP.finditer(text, most // 2, most)]
        at = signs[-1] if signs else max(most, 1)
        # Marks that stack may be wider as they are shaped than one after another.
        while at > 1 and not text.isascii():
            if fonts.width(text[:at], style, size) <= width:
                break
            at = 9 * at // 10
        yield text[:at]
        text = text[at:]
    yield text


_ALPHABETS = "\u0590"
"""Where the scripts end in Unicode whose words may have a hyphen."""


def spelled(text: str) -> bool:
    """Whether it is a word of letters, which has a hyphen where it is cut."""
    letters = text.strip(STOPS + "()[]\"'")
    return letters.isalpha() and max(letters) < _ALPHABETS


def hyphened(text: str, style: Style, size: float, width: int) -> Iterator[str]:
    """The same of a word of letters, a hyphen behind each but the last."""
    # Beside the hyphen, and a pixel by which its place may be rounded.
    room = width - fonts.width("-", style, size) - 1
    cuts = cut(text, style, size, room)
    head, tail = next(cuts), next(cuts, "")
    for after in cuts:
        yield f"{head}-"
        head, tail = tail, after
    # Neither a letter nor a stop stands alone on the last line.
    more = _LEAST_TAIL - len(tail.rstrip(STOPS))
    if tail and 0 < more < len(head) - 1:
        head, tail = head[:-more], head[-more:] + tail
    if tail:
        yield f"{head}-"
    yield tail or head


_LEAST_TAIL = 3
"""Letters that stand behind the last hyphen, if there are two before it, too."""

"""The colours that a formula may ask for -> the few that both themes can show.

A colour of the writer's own may be unreadable on one theme or the other, so each is
brought to the nearest of five hues, for which every theme has a shade of its own.
"""

import colorsys
import re
from functools import lru_cache

from bot.typeset.ink import Colour

_HUES = (
    (20, Colour.RED),
    (65, Colour.ORANGE),
    (165, Colour.GREEN),
    (255, Colour.BLUE),
    (335, Colour.PURPLE),
    (360, Colour.RED),
)
"""Up to so many degrees of the circle of colours."""

_NAMES = {
    "red": Colour.RED,
    "maroon": Colour.RED,
    "crimson": Colour.RED,
    "salmon": Colour.RED,
    "orange": Colour.ORANGE,
    "yellow": Colour.ORANGE,
    "gold": Colour.ORANGE,
    "brown": Colour.ORANGE,
    "green": Colour.GREEN,
    "lime": Colour.GREEN,
    "mint": Colour.GREEN,
    "olive": Colour.GREEN,
    "blue": Colour.BLUE,
    "cyan": Colour.BLUE,
    "teal": Colour.BLUE,
    "navy": Colour.BLUE,
    "purple": Colour.PURPLE,
    "violet": Colour.PURPLE,
    "magenta": Colour.PURPLE,
    "pink": Colour.PURPLE,
    "gray": Colour.DIM,
    "grey": Colour.DIM,
    "black": Colour.TEXT,
    "white": Colour.TEXT,
}

_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.ASCII | re.IGNORECASE)


@lru_cache(maxsize=256)
def hue(asked: str) -> Colour:
    """`red`, `RoyalBlue`, `#a0f`, `blue!50` …; the accent for what is not known."""
    name = asked.split("!")[0].strip().lower()
    found = _HEX.fullmatch(name)
    if found:
        return _nearest(found[1])
    for known, colour in _NAMES.items():
        if known in name:
            return colour
    return Colour.ACCENT


def _nearest(digits: str) -> Colour:
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    turn, light, full = colorsys.rgb_to_hls(*parts)
    if full < 0.2 or not 0.08 < light < 0.95:
        return Colour.DIM if 0.25 < light < 0.75 else Colour.TEXT
    return next(colour for end, colour in _HUES if 360 * turn <= end)

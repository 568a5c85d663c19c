"""TeX's styles: how large a formula is set, and the lengths that go with it.

The figures are the font parameters of Computer Modern at 10, 7 and 5 point (The
TeXbook, appendix G; `cmsy` and `cmex`), in em of their own size.
"""

from functools import lru_cache
from typing import NamedTuple

DISPLAY, TEXT, SCRIPT, SCRIPTSCRIPT = range(4)

SIZES = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2, 1.44, 1.728, 2.074, 2.488)
"""From \\tiny to \\Huge, as shares of \\normalsize; LaTeX's own, at 10 point."""

NORMAL = 5
"""Where \\normalsize stands among them."""

_SCRIPTS = (
    (0, 0),
    (0, 0),
    (0, 0),
    (1, 0),
    (1, 0),
    (2, 0),
    (3, 1),
    (5, 2),
    (6, 5),
    (7, 6),
    (9, 8),
)
"""For each size those of its script and scriptscript, as places in `SIZES`."""


class Params(NamedTuple):
    """Lengths of a size, scaled; named as in appendix G."""

    x_height: float
    quad: float
    num1: float
    num2: float
    num3: float
    denom1: float
    denom2: float
    sup1: float
    sup2: float
    sup3: float
    sub1: float
    sub2: float
    sup_drop: float
    sub_drop: float
    delim1: float
    delim2: float
    axis: float
    rule: float
    above_limit: float
    below_limit: float
    above_gap: float
    below_gap: float
    limit_pad: float


# fmt: off
_FIGURES = (
    (0.431, 0.431, 0.431), (1.0, 1.171, 1.472),
    (0.677, 0.732, 0.925), (0.394, 0.384, 0.387), (0.444, 0.471, 0.504),
    (0.686, 0.752, 1.025), (0.345, 0.344, 0.532),
    (0.413, 0.503, 0.504), (0.363, 0.431, 0.404), (0.289, 0.286, 0.294),
    (0.150, 0.143, 0.200), (0.247, 0.286, 0.400),
    (0.386, 0.353, 0.494), (0.050, 0.071, 0.100),
    (2.390, 1.700, 1.980), (1.010, 1.157, 1.420),
    (0.250, 0.250, 0.250), (0.040, 0.049, 0.049),
    (0.111, 0.111, 0.111), (0.166, 0.166, 0.166), (0.2, 0.2, 0.2),
    (0.6, 0.611, 0.611), (0.1, 0.143, 0.143),
)
# fmt: on


@lru_cache(maxsize=len(SIZES))
def _params(size: int) -> Params:
    column = 0 if size >= 4 else 1 if size >= 2 else 2
    return Params(*(figures[column] * SIZES[size] for figures in _FIGURES))


_BOLD = {"cal": "bfcal", "scr": "bfscr", "frak": "bffrak", "sf": "sfbf"}
"""Fonts of letters, and what they become within \\boldsymbol."""


class Style:
    """A style to set in: level, cramped or not, size, and the font that was asked for.

    `font` is empty for math's own choice. Get one from `style`: equal ones are the same
    object, and each knows those around it.
    """

    __slots__ = ("cramped", "font", "level", "params", "room", "scale", "size", "words")

    def __init__(
        self, level: int, cramped: bool, size: int, font: str, words: bool
    ) -> None:
        self.level, self.cramped, self.size = level, cramped, size
        self.font, self.words = font, words
        shown = size if level <= TEXT else _SCRIPTS[size][level - SCRIPT]
        self.scale = SIZES[shown]
        self.params = _params(shown)
        self.room = self.params.quad / 18
        """One math unit (mu)."""

    @property
    def tight(self) -> bool:
        return self.level >= SCRIPT

    def sup(self) -> "Style":
        return self._at(min(max(self.level, TEXT) + 1, SCRIPTSCRIPT), self.cramped)

    def sub(self) -> "Style":
        return self._at(min(max(self.level, TEXT) + 1, SCRIPTSCRIPT), True)

    def numerator(self) -> "Style":
        return self._at(min(self.level + 1, SCRIPTSCRIPT), self.cramped)

    def denominator(self) -> "Style":
        return self._at(min(self.level + 1, SCRIPTSCRIPT), True)

    def crampedly(self) -> "Style":
        return self._at(self.level, True)

    def _at(self, level: int, cramped: bool) -> "Style":
        return style(level, cramped, self.size, self.font, self.words)

    def at_level(self, level: int) -> "Style":
        """As after \\displaystyle and its like."""
        return style(level, False, self.size, self.font, self.words)

    def at_size(self, size: int) -> "Style":
        """As after \\large and its like, which end scripts, too."""
        level = TEXT if self.tight else self.level
        return style(level, self.cramped, size, self.font, self.words)

    def in_font(self, font: str) -> "Style":
        if self.font == "boldsymbol":
            font = _BOLD.get(font, font)
        return style(self.level, self.cramped, self.size, font, self.words)

    def in_words(self, font: str) -> "Style":
        """As inside \\text."""
        return style(self.level, self.cramped, self.size, font, True)

    def in_math(self) -> "Style":
        """As between dollars inside \\text."""
        level = max(self.level, TEXT)
        return style(level, self.cramped, self.size, "", False)

    def unsized(self) -> "Style":
        """In the text size of which this is a script."""
        return self if not self.tight else self._at(TEXT, self.cramped)


@lru_cache(maxsize=2048)
def style(
    level: int,
    cramped: bool = False,
    size: int = NORMAL,
    font: str = "",
    words: bool = False,
) -> Style:
    """The one style of this kind."""
    return Style(level, cramped, size, font, words)

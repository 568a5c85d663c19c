"""Glyphs in one size, and where their ink is.

A `Glyph` stays valid as long as nothing calls `set_text` or `clear` on the font that
loaded it. Its outline is its own: the font may load the next in another size, and does,
for most of what a first glyph costs is hinting that serves all sizes.
"""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from bot.typeset import families
from bot.typeset.freetype import FT2Font, Glyph, GlyphIndexType, Kerning, LoadFlags
from bot.typeset.ink import Pixels, extent

FLAGS = LoadFlags.TARGET_LIGHT | LoadFlags.FORCE_AUTOHINT
"""Light hinting: crisp rows for small sizes, unchanged widths."""

_UNHINTED = LoadFlags.NO_HINTING
"""For boxes of the last resort, whose many corners take long to hint, and for Chinese:
the hinter would first look through all of its 65,000 glyphs, and keep what it found."""

_PLAIN = frozenset((families.LAST_RESORT, families.CJK))

_KERNED = Kerning.UNFITTED


class Sign(NamedTuple):
    """A glyph in one size, to be drawn `start` rows below its baseline: y goes down.

    Its ink lies in the columns `left` to `right` and the rows `top` to `bottom` from
    its pen; `right` is no more than `left` where there is none.
    """

    font: FT2Font
    outline: Glyph
    number: GlyphIndexType
    advance: float
    start: int
    left: int
    top: int
    right: int
    bottom: int

    def draw(self, image: Pixels, x: int, y: int) -> None:
        """Its pen at `x`, its baseline at `y`; what is outside the image is cut off."""
        self.font.draw_glyph_to_bitmap(image, x, y + self.start, self.outline)


@lru_cache(maxsize=4096)
def sign(file: str, code: int, size: float) -> Sign:
    """The glyph of a character, `size` pixels an em."""
    font = families.loading(file)
    font.set_size(size, 72)
    number = font.get_char_index(code)
    flags = _UNHINTED if file in _PLAIN else FLAGS
    outline = font.load_glyph(number, flags=flags)
    xmin, ymin, xmax, _ = outline.bbox
    left, top = xmin // 64, -ceil(outline.horiBearingY / 64)
    wide, tall = ceil(xmax / 64) + 1 - left, 1 - ymin // 64 - top
    image = np.zeros((max(tall, 1), max(wide, 1)), np.uint8)
    font.draw_glyph_to_bitmap(image, -left, 0, outline)
    seen = extent(image)
    box = (
        (left + seen.left, top + seen.top, left + seen.right, top + seen.bottom)
        if seen
        else (left, top, left, top)
    )
    return Sign(font, outline, number, outline.linearHoriAdvance / 65536, top, *box)


def kern(file: str, before: int, after: int, size: float) -> float:
    """By how many pixels a pair of characters stands closer, or further apart."""
    left, right = sign(file, before, size), sign(file, after, size)
    left.font.set_size(size, 72)
    return left.font.get_kerning(left.number, right.number, _KERNED) / 64

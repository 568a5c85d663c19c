"""Glyphs in one size, and where their ink is.

A `Glyph` stays valid as long as nothing calls `set_text`, `clear` or `set_size` on the
font that loaded it, so each size has fonts of its own, and only `load_glyph` is called.
"""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from bot.typeset import families
from bot.typeset.freetype import FT2Font, Glyph, GlyphIndexType, Kerning, LoadFlags
from bot.typeset.ink import Pixels, trimmed

FLAGS = LoadFlags.TARGET_LIGHT | LoadFlags.FORCE_AUTOHINT
"""Light hinting: crisp rows for small sizes, unchanged widths."""

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


@lru_cache(maxsize=48)
def sized(name: str, size: float) -> FT2Font:
    """A font in one size, on which only `load_glyph` may be called."""
    font = FT2Font(families.path(name))
    font.set_size(size, 72)
    return font


@lru_cache(maxsize=4096)
def sign(file: str, code: int, size: float) -> Sign:
    """The glyph of a character, `size` pixels an em."""
    font = sized(file, size)
    number = font.get_char_index(code)
    outline = font.load_glyph(number, flags=FLAGS)
    xmin, ymin, xmax, _ = outline.bbox
    left, above = xmin // 64, ceil(outline.horiBearingY / 64)
    wide, tall = ceil(xmax / 64) + 1 - left, above + 1 - ymin // 64
    image = np.zeros((max(tall, 1), max(wide, 1)), np.uint8)
    font.draw_glyph_to_bitmap(image, -left, 0, outline)
    ink = trimmed(image, left, above, 0)
    right = ink.left + ink.pixels.shape[1] if ink.pixels.any() else ink.left
    advance = outline.linearHoriAdvance / 65536
    box = (ink.left, -ink.above, right, ink.below)
    return Sign(font, outline, number, advance, -above, *box)


@lru_cache(maxsize=4096)
def kern(file: str, before: int, after: int, size: float) -> float:
    """By how many pixels a pair of characters stands closer, or further apart."""
    left, right = sign(file, before, size), sign(file, after, size)
    return left.font.get_kerning(left.number, right.number, _KERNED) / 64

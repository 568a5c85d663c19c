"""Words -> ink, in Source Sans Pro; what it lacks comes from other families.

A `Glyph` stays valid as long as nothing calls `set_text`, `clear` or `set_size` on the
font that loaded it, so each size has fonts of its own, and only `load_glyph` is called.
"""

from enum import StrEnum
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from matplotlib.ft2font import FT2Font, Glyph, Kerning, LoadFlags

from bot.typeset import families, shaping
from bot.typeset.ink import Ink, trimmed

if TYPE_CHECKING:
    from matplotlib.ft2font import GlyphIndexType

FLAGS = LoadFlags.TARGET_LIGHT | LoadFlags.FORCE_AUTOHINT
"""Light hinting: crisp rows for small sizes, unchanged widths."""


class Style(StrEnum):
    REGULAR = "SourceSansPro-Regular.ttf"
    BOLD = "SourceSansPro-Semibold.ttf"
    ITALIC = "SourceSansPro-It.ttf"
    BOLD_ITALIC = "SourceSansPro-SemiboldIt.ttf"
    MONO = "DejaVuSansMono.ttf"
    MONO_BOLD = "DejaVuSansMono-Bold.ttf"


_INVISIBLE = frozenset(
    (
        *(*range(0x20), 0x7F, *range(0x200B, 0x2010), *range(0x202A, 0x202F)),
        *(*range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF),
    )
)
"""Controls, joiners, direction marks and variation selectors: nothing to draw."""


class _Letter(NamedTuple):
    font: FT2Font
    glyph: Glyph
    number: "GlyphIndexType"
    advance: float
    top: int
    bottom: int
    left: int
    right: int


@lru_cache(maxsize=48)
def sized(name: str, size: float) -> FT2Font:
    """A font in one size, on which only `load_glyph` may be called."""
    font = FT2Font(families.path(name))
    font.set_size(size, 72)
    return font


@lru_cache(maxsize=3072)
def _letter(char: str, style: Style, size: float) -> _Letter:
    font = sized(families.having(char, style.value), size)
    index = font.get_char_index(ord(char))
    glyph = font.load_glyph(index, flags=FLAGS)
    xmin, ymin, xmax, _ = glyph.bbox
    return _Letter(
        font,
        glyph,
        index,
        glyph.linearHoriAdvance / 65536,
        ceil(glyph.horiBearingY / 64),
        min(ymin // 64, 0),
        xmin // 64,
        ceil(xmax / 64),
    )


def lacks(char: str) -> bool:
    """Whether there is no glyph for it in any font but the last resort's."""
    if char.isspace() or ord(char) in _INVISIBLE:
        return False
    return families.having(char, Style.REGULAR.value) == families.LAST_RESORT


def _shaped(
    text: str, style: Style, size: float
) -> tuple[list[tuple[float, _Letter]], float]:
    """Each letter with its pen position, and the width of all."""
    placed: list[tuple[float, _Letter]] = []
    pen = 0.0
    before: _Letter | None = None
    for char in text:
        if ord(char) in _INVISIBLE:
            continue
        letter = _letter(" " if char.isspace() else char, style, size)
        if before is not None and before.font is letter.font:
            pair = before.number, letter.number
            pen += letter.font.get_kerning(*pair, Kerning.UNFITTED) / 64
        placed.append((pen, letter))
        pen += letter.advance
        before = letter
    return placed, pen


@lru_cache(maxsize=1024)
def word(text: str, style: Style, size: float) -> Ink:
    """A run of text on one line; `size` is the em in pixels."""
    if shaping.needed(text):
        return shaping.shaped(text, style.value, size, FLAGS)
    placed, width = _shaped(text, style, size)
    if not placed:
        return blank(0)
    above = max(letter.top for _, letter in placed) + 1
    below = max(-letter.bottom for _, letter in placed) + 1
    left = min(int(pen) + letter.left for pen, letter in placed) - 1
    right = max(int(pen) + letter.right for pen, letter in placed) + 2
    image = np.zeros((max(above + below, 1), max(right - left, 1)), np.uint8)
    for pen, letter in placed:
        letter.font.draw_glyph_to_bitmap(
            image, round(pen) - left, above - letter.top, letter.glyph
        )
    return trimmed(image, left, above, round(width))


def blank(advance: int) -> Ink:
    """Nothing, so many pixels wide."""
    return Ink(np.zeros((1, 1), np.uint8), 0, 1, advance)


def width(text: str, style: Style, size: float) -> int:
    """How far the pen moves over the text, in pixels."""
    return word(text, style, size).advance


def x_height(name: str) -> float:
    """Height of the letter x in a font, as a share of its em."""
    font = sized(name, 1000.0)
    glyph = font.load_glyph(font.get_char_index(ord("x")), flags=LoadFlags.NO_HINTING)
    return float(glyph.horiBearingY) / 64 / 1000

"""Words -> ink, in Source Sans Pro; what it lacks comes from other families."""

from enum import StrEnum
from functools import lru_cache

import numpy as np

from bot.typeset import families, shaping
from bot.typeset.freetype import LoadFlags
from bot.typeset.glyphs import FLAGS, Sign, kern, sign
from bot.typeset.ink import Extent, Ink


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


def lacks(char: str) -> bool:
    """Whether there is no glyph for it in any font but the last resort's."""
    if char.isspace() or ord(char) in _INVISIBLE:
        return False
    return families.having(char, Style.REGULAR.value) == families.LAST_RESORT


def _placed(text: str, style: str, size: float) -> tuple[list[tuple[int, Sign]], int]:
    """Each letter with the pixel where its pen is, and the width of all."""
    placed: list[tuple[int, Sign]] = []
    pen, before = 0.0, ""
    for char in text:
        found = _letter(before, char, style, size)
        if found is None:
            continue
        closer, letter = found
        pen += closer
        placed.append((round(pen), letter))
        pen += letter.advance
        before = char
    return placed, round(pen)


@lru_cache(maxsize=4096)
def _letter(
    before: str, char: str, style: str, size: float
) -> tuple[float, Sign] | None:
    """By how much it stands off its place behind another, and what is drawn.

    None for what is not seen.
    """
    if ord(char) in _INVISIBLE:
        return None
    file, em, code = _found(char, style, size)
    letter = sign(file, code, em)
    if before:
        other, _, first = _found(before, style, size)
        if other == file:
            return kern(file, first, code, em), letter
    return 0.0, letter


def _found(char: str, style: str, size: float) -> tuple[str, float, int]:
    """The font that has a character, the size to be asked of that, and its number."""
    char = " " if char.isspace() else char
    file = families.having(char, style)
    em = size if file == style else round(size * families.SIZES.get(file, 1.0), 2)
    return file, em, ord(char)


@lru_cache(maxsize=1024)
def word(text: str, style: Style, size: float) -> Ink:
    """A run of text on one line; `size` is the em in pixels."""
    if shaping.needed(text):
        return shaping.shaped(text, style.value, size, FLAGS)
    placed, width = _placed(text, style.value, size)
    seen = _extent(placed)
    if seen is None:
        return blank(width)
    left, top, right, bottom = seen
    image = np.zeros((bottom - top, right - left), np.uint8)
    for x, letter in placed:
        letter.draw(image, x - left, -top)
    return Ink(image, left, -top, width)


def _extent(placed: list[tuple[int, Sign]]) -> Extent | None:
    """Where the ink of all is; written as one loop, as every new word needs it."""
    left, top, right, bottom = _NOWHERE
    for x, (_, _, _, _, _, first, high, last, low) in placed:
        if last <= first:
            continue
        if x + first < left:
            left = x + first
        if x + last > right:
            right = x + last
        if high < top:
            top = high
        if low > bottom:
            bottom = low
    return Extent(left, top, right, bottom) if right > left else None


_FAR = 1 << 30
_NOWHERE = Extent(_FAR, _FAR, -_FAR, -_FAR)


def blank(advance: int) -> Ink:
    """Nothing, so many pixels wide."""
    return Ink(np.zeros((1, 1), np.uint8), 0, 1, advance)


def width(text: str, style: Style, size: float) -> int:
    """How far the pen moves over the text, in pixels."""
    return word(text, style, size).advance


def tried(text: str, style: Style, size: float) -> int:
    """The same of a text that is not to be drawn, its letters side by side.

    That is not kept. Those that join or stack may need more room, and mostly need less.
    """
    return _placed(text, style.value, size)[1]


def x_height(name: str) -> float:
    """Height of the letter x in a font, as a share of its em."""
    face = families.loading(name)
    glyph = face.load_glyph(face.get_char_index(ord("x")), flags=LoadFlags.NO_SCALE)
    return glyph.horiBearingY / face.units_per_EM

"""Words -> ink, in Source Sans Pro; what it lacks comes from other families."""

from enum import StrEnum
from functools import lru_cache

import numpy as np

from bot.typeset import families, shaping
from bot.typeset.freetype import LoadFlags
from bot.typeset.glyphs import FLAGS, Sign, kern, sign
from bot.typeset.ink import Ink


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
    pen, before, family = 0.0, 0, ""
    for char in text:
        found = _letter(char, style, size)
        if found is None:
            continue
        file, em, code, letter = found
        if file == family:
            pen += kern(file, before, code, em)
        placed.append((round(pen), letter))
        pen += letter.advance
        before, family = code, file
    return placed, round(pen)


@lru_cache(maxsize=4096)
def _letter(char: str, style: str, size: float) -> tuple[str, float, int, Sign] | None:
    """The font that has it, the size to be asked of that, and what is drawn.

    None for what is not seen.
    """
    if ord(char) in _INVISIBLE:
        return None
    char = " " if char.isspace() else char
    file = families.having(char, style)
    em = size if file == style else round(size * families.SIZES.get(file, 1.0), 2)
    return file, em, ord(char), sign(file, ord(char), em)


@lru_cache(maxsize=1024)
def word(text: str, style: Style, size: float) -> Ink:
    """A run of text on one line; `size` is the em in pixels."""
    if shaping.needed(text):
        return shaping.shaped(text, style.value, size, FLAGS)
    placed, width = _placed(text, style.value, size)
    inked = [(x, letter) for x, letter in placed if letter.right > letter.left]
    if not inked:
        return blank(width)
    left = min([x + letter.left for x, letter in inked])
    right = max([x + letter.right for x, letter in inked])
    top = min([letter.top for _, letter in inked])
    bottom = max([letter.bottom for _, letter in inked])
    image = np.zeros((bottom - top, right - left), np.uint8)
    for x, letter in inked:
        letter.draw(image, x - left, -top)
    return Ink(image, left, -top, width)


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
    face = families.face(name)
    glyph = face.load_glyph(face.get_char_index(ord("x")), flags=LoadFlags.NO_SCALE)
    return glyph.horiBearingY / face.units_per_EM

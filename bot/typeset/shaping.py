"""Words whose letters do not simply stand side by side -> ink.

Arabic joins its letters, Hebrew runs from right to left, the scripts of India combine
theirs, and some emoji are made of several. matplotlib's fonts shape such a text whole.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import numpy as np

from bot.typeset import families
from bot.typeset.freetype import FT2Font, LoadFlags
from bot.typeset.ink import Ink, trimmed

_COMPLEX = re.compile(
    "[\u0300-\u036f\u20d0-\u20f0\u0590-\u08ff\u0900-\u109f\u1780-\u17ff\ufb1d-\ufdff\ufe70-\ufefc"
    "\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]|\u200d"
)
"""Letters of such scripts, accents by themselves, and what joins emoji."""

_UNSEEN = re.compile("[\ufe0e\ufe0f\u200b\u2060-\u206f\ufeff]")


_KEYCAP = re.compile("([0-9#*]\u20e3)")
"""A figure on a key: one emoji, though other fonts have its parts."""


def needed(text: str) -> bool:
    return not text.isascii() and _COMPLEX.search(text) is not None


@lru_cache(maxsize=12)
def _font(name: str, size: float) -> FT2Font:
    """A font to set whole texts with: no glyph of it is ever kept."""
    font = FT2Font(families.mapped(name))
    font.set_size(size, 72)
    return font


def shaped(text: str, first: str, size: float, flags: LoadFlags) -> Ink:
    """The text in the first font that has all of it, or else part by part."""
    text = _UNSEEN.sub("", text)
    if _KEYCAP.search(text):
        parts = [part for part in _KEYCAP.split(text) if part]
        if len(parts) > 1:
            return _joined([shaped(part, first, size, flags) for part in parts])
        first = families.EMOJI
    whole = families.having_all(text.replace("\u200d", ""), first)
    if whole:
        return _set(text, whole, size, flags)

    return _joined([_set(run, name, size, flags) for name, run in _runs(text, first)])


def _runs(text: str, first: str) -> Iterator[tuple[str, str]]:
    """Each stretch of one font, and that; what joins emoji goes with the first."""
    names: list[str] = []
    for char in text:
        joins = char == "\u200d" and names
        names.append(names[-1] if joins else families.having(char, first))
    for name, run in groupby(zip(names, text, strict=True), itemgetter(0)):
        yield name, "".join(char for _, char in run)


def _set(text: str, name: str, size: float, flags: LoadFlags) -> Ink:
    font = _font(name, size)
    font.set_text(text, 0.0, flags)
    font.draw_glyphs_to_bitmap(antialiased=True)
    image = np.array(font.get_image(), np.uint8)
    advance, tall = font.get_width_height()
    above = (tall - font.get_descent()) // 64 + 1
    left = font.get_bitmap_offset()[0] // 64
    return trimmed(image, left, above, round(advance / 64))


def _joined(inks: list[Ink]) -> Ink:
    above, below = max(ink.above for ink in inks), max(ink.below for ink in inks)
    room = sum(ink.advance for ink in inks)
    image = np.zeros((above + max(below, 1), room + 2 * above), np.uint8)
    pen = 0
    for ink in inks:
        tall, wide = ink.pixels.shape
        x, y = pen + ink.left + above, above - ink.above
        part = image[y : y + tall, x : x + wide]
        np.maximum(part, ink.pixels[:, : part.shape[1]], out=part)
        pen += ink.advance
    return trimmed(image, -above, above, room)

"""A canvas of palette numbers, to paint a strip of a picture on."""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from bot.typeset.ink import Colour, Ink, Pixels
from bot.typeset.strips import Strip, row_bytes
from bot.typeset.themes import Sheet, Surface, numbers

_PAIR = np.dtype("<u2")
"""Two neighbours at once: the left one is the low byte."""

_JOIN = np.uint16(0x1001)
"""A pair times this has both in its upper byte, the left one in the upper half."""

_SMALL = 4000
"""Pixels of an ink that is kept in numbers: words recur, and formulas seldom do."""


def _numbered(ink: Ink, bits: int, surface: Surface, colour: Colour) -> Pixels:
    """An ink's pixels as palette numbers."""
    paint = numbers(bits, surface, colour).take(ink.pixels)
    for own, pixels in ink.layers:
        paint = np.maximum(paint, numbers(bits, surface, own).take(pixels))
    return paint


# To look a member of an enumeration up takes half as long as to paint a word.
_PAGE, _CODE = Surface.PAGE, Colour.CODE

_kept = lru_cache(maxsize=1024)(_numbered)


class Canvas:
    """A page's width, and as high as what is painted on it."""

    def __init__(self, width: int, height: int, sheet: Sheet) -> None:
        self.width, self.height, self._sheet = width, height, sheet
        # An even number of columns: with four bits two share a byte.
        self._pixels = np.zeros((height, width + width % 2), np.uint8)

    def paste(
        self, ink: Ink, x: int, baseline: int, surface: Surface, colour: Colour
    ) -> None:
        """Ink with its pen at `x`; what would lie outside the canvas is cut off."""
        paint = _numbered(ink, self._sheet.bits, surface, colour)
        self._lay(paint, x + ink.left, baseline - ink.above)

    def write(
        self,
        marks: Iterable[tuple[int, Ink, Colour]],
        x: int,
        baseline: int,
        surface: Surface,
        coded: Surface,
    ) -> None:
        """A line's inks from left to right, each `x` right of its pen; code is `coded`.

        Written as one loop: it is done for each word of a page that is not known.
        """
        pixels, bits = self._pixels, self._sheet.bits
        width, height = self.width, self.height
        end = 0  # of the inks so far
        for pen, ink, colour in marks:
            on = coded if colour is _CODE else surface
            numbered = _kept if ink.pixels.size <= _SMALL else _numbered
            paint = numbered(ink, bits, on, colour)
            tall, wide = paint.shape
            left, top = x + pen + ink.left, baseline - ink.above
            right, bottom = left + wide, top + tall
            inside = top >= 0 and right <= width and bottom <= height
            if on is _PAGE and left >= end and inside:
                pixels[top:bottom, left:right] = paint
            else:
                self._lay(paint, left, top)
            if right > end:
                end = right

    def fill(
        self, x: int, y: int, width: int, height: int, surface: Surface, radius: int
    ) -> None:
        """A rounded panel on the page; it must lie within the canvas."""
        table = numbers(self._sheet.bits, Surface.PAGE, surface)
        radius = min(radius, width // 2, height // 2)
        panel = self._pixels[y : y + height, x : x + width]
        panel[radius : height - radius] = table[255]
        panel[:radius, radius : width - radius] = table[255]
        panel[height - radius :, radius : width - radius] = table[255]
        if radius:
            corner = table[_corner(radius)]
            panel[:radius, :radius] = corner
            panel[:radius, -radius:] = corner[:, ::-1]
            panel[-radius:, :radius] = corner[::-1]
            panel[-radius:, -radius:] = corner[::-1, ::-1]

    def bar(self, x: int, y: int, width: int, height: int) -> None:
        """A solid bar in the accent colour."""
        full = numbers(self._sheet.bits, Surface.PAGE, Colour.ACCENT)[255]
        self._pixels[y : y + height, x : x + width] = full

    def _lay(self, paint: Pixels, x: int, y: int) -> None:
        """The greater number stays: any ink has a greater one than its ground."""
        top, left = max(-y, 0), max(-x, 0)
        paint = paint[top : max(self.height - y, 0), left : max(self.width - x, 0)]
        tall, wide = paint.shape
        under = self._pixels[y + top : y + top + tall, x + left : x + left + wide]
        np.maximum(under, paint, out=under)

    def strip(self) -> Strip:
        """What was painted, ready to stand in a picture; the canvas is used up."""
        pixels, bits = self._pixels, self._sheet.bits
        rows = np.zeros((self.height, row_bytes(self.width, bits)), np.uint8)
        if bits == 4:
            pairs = pixels.view(_PAIR)
            pairs *= _JOIN
            pairs >>= 8
            rows[:, 1:] = pairs
        else:
            rows[:, 1:] = pixels[:, : self.width]
        return Strip(rows.reshape(-1).data, self.height)


@lru_cache(maxsize=16)
def _corner(radius: int) -> Pixels:
    """The coverage of a quarter of a disc, its middle at the lower right."""
    steps = np.arange(radius) + 0.5
    away = np.hypot(*np.meshgrid(radius - steps, radius - steps))
    cover: Pixels = (np.clip(radius - away + 0.5, 0, 1) * 255).astype(np.uint8)
    return cover

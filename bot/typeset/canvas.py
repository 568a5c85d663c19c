"""A sheet of palette indices, and the PNG made of it."""

import struct
import zlib
from functools import lru_cache

import numpy as np

from bot.typeset.ink import Ink, Pixels
from bot.typeset.lines import Colour
from bot.typeset.themes import LEVELS, Surface, base

EFFORT = 4
"""Of zlib: 8 % larger files than at its usual 6, in little more than half the time."""


class Canvas:
    """Ready PNG scanlines: the first column is each row's filter byte."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._rows = np.zeros((height, width + 1), np.uint8)

    def paste(
        self, ink: Ink, x: int, baseline: int, surface: Surface, colour: Colour
    ) -> None:
        """Ink with its pen at `x`; what would lie outside the sheet is cut off."""
        self._lay(ink.pixels, x + ink.left, baseline - ink.above, base(surface, colour))

    def fill(
        self, x: int, y: int, width: int, height: int, surface: Surface, radius: int
    ) -> None:
        """A rounded panel on the page."""
        shape = _rounded(width, height, min(radius, width // 2, height // 2))
        self._lay(shape, x, y, base(Surface.PAGE, surface))

    def bar(self, x: int, y: int, width: int, height: int) -> None:
        """A solid bar in the accent colour."""
        shape = np.full((height, width), 255, np.uint8)
        self._lay(shape, x, y, base(Surface.PAGE, Colour.ACCENT))

    def _lay(self, pixels: Pixels, x: int, y: int, first: int) -> None:
        top, left = max(-y, 0), max(-x, 0)
        bottom = min(pixels.shape[0], self.height - y)
        right = min(pixels.shape[1], self.width - x)
        if bottom <= top or right <= left:
            return
        levels = pixels[top:bottom, left:right] // (256 // LEVELS)
        under = self._rows[y + top : y + bottom, x + left + 1 : x + right + 1]
        np.copyto(under, levels + np.uint8(first), where=levels > 0)

    @property
    def indices(self) -> Pixels:
        """The picture's palette indices, row by row."""
        return self._rows[:, 1:]

    def png(self, palette: bytes) -> bytes:
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0)
        return b"".join(
            (
                b"\x89PNG\r\n\x1a\n",
                _chunk(b"IHDR", header),
                _chunk(b"PLTE", palette),
                _chunk(b"IDAT", zlib.compress(self._rows.tobytes(), EFFORT)),
                _chunk(b"IEND", b""),
            )
        )


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: int) -> Pixels:
    shape = np.full((height, width), 255, np.uint8)
    if radius < 1:
        return shape
    steps = np.arange(radius) + 0.5
    away = np.hypot(*np.meshgrid(radius - steps, radius - steps))
    corner = (np.clip(radius - away + 0.5, 0, 1) * 255).astype(np.uint8)
    shape[:radius, :radius] = corner
    shape[:radius, -radius:] = corner[:, ::-1]
    shape[-radius:, :radius] = corner[::-1]
    shape[-radius:, -radius:] = corner[::-1, ::-1]
    return shape

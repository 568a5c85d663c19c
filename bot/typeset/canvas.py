"""A canvas of palette numbers, and the PNG made of several."""

import struct
import zlib
from functools import lru_cache

import numpy as np
from isal import isal_zlib

from bot.typeset.ink import Ink, Pixels
from bot.typeset.lines import Colour
from bot.typeset.themes import NOTHING, Sheet, Surface, numbers

EFFORT = 1
"""Of ISA-L's deflate: a third larger than zlib's best, in a twentieth of the time."""


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
        self._lay(ink.pixels, x + ink.left, baseline - ink.above, surface, colour)
        if ink.accent is not None:
            self.paste(ink.accent, x, baseline, surface, Colour.ACCENT)

    def fill(
        self, x: int, y: int, width: int, height: int, surface: Surface, radius: int
    ) -> None:
        """A rounded panel on the page."""
        shape = _rounded(width, height, min(radius, width // 2, height // 2))
        self._lay(shape, x, y, Surface.PAGE, surface)

    def bar(self, x: int, y: int, width: int, height: int) -> None:
        """A solid bar in the accent colour."""
        shape = np.full((height, width), 255, np.uint8)
        self._lay(shape, x, y, Surface.PAGE, Colour.ACCENT)

    def _lay(
        self, pixels: Pixels, x: int, y: int, surface: Surface, ink: Colour | Surface
    ) -> None:
        top, left = max(-y, 0), max(-x, 0)
        bottom = min(pixels.shape[0], self.height - y)
        right = min(pixels.shape[1], self.width - x)
        if bottom <= top or right <= left:
            return
        table = numbers(self._sheet.bits, surface, ink)
        paint = table[pixels[top:bottom, left:right]]
        under = self._pixels[y + top : y + bottom, x + left : x + right]
        np.copyto(under, paint, where=paint != NOTHING)

    def scanlines(self) -> bytes:
        """The rows as PNG has them: each begins with its filter, which is none."""
        pixels, bits = self._pixels, self._sheet.bits
        rows = np.zeros((self.height, row_bytes(self.width, bits)), np.uint8)
        if bits == 4:
            np.bitwise_or(pixels[:, ::2] << 4, pixels[:, 1::2], out=rows[:, 1:])
        else:
            rows[:, 1:] = pixels[:, : self.width]
        return rows.tobytes()


def row_bytes(width: int, bits: int) -> int:
    """Bytes of one scanline."""
    return 1 + (width * bits + 7) // 8


def png(width: int, rows: bytes, bits: int, palette: bytes) -> bytes:
    """A picture of scanlines, which may come from several canvases."""
    height = len(rows) // row_bytes(width, bits)
    header = struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", isal_zlib.compress(rows, EFFORT)),
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

"""Strips of scanlines, deflated apart, and the PNG that several of them make.

A deflate stream is a row of blocks. Each strip is compressed by itself, to whole bytes,
so a picture is its strips one after another: what stands in many pictures, or in one
picture of two themes, is compressed once. All that is left to do for a whole picture is
to put together its checksum.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from zlib_ng import zlib_ng

EFFORT = 3
"""Of zlib-ng's deflate: a tenth larger than its best, in a thirteenth of the time.

ISA-L is three times as quick, and a tenth larger still; but a picture is drawn once and
sent to many.
"""

_HEADER, _END = b"\x78\x01", b"\x03\x00"
"""What a zlib stream begins with, and the empty block that ends it (RFC 1950, 1951)."""

_MOD = 65521
"""Adler-32's modulus."""


class _Deflated(NamedTuple):
    """What comes of scanlines: `length` are their bytes, `adler` is their Adler-32."""

    data: bytes
    length: int
    adler: int


class Strip:
    """`rows` scanlines as PNG has them, each with its filter byte first.

    They are deflated when a picture is first made of them: several strips in a row take
    less time than each between words that are set, for a processor's caches.
    """

    __slots__ = ("_made", "_scanlines", "rows")

    def __init__(self, scanlines: bytes | memoryview, rows: int) -> None:
        self.rows = rows
        self._scanlines: bytes | memoryview = scanlines
        self._made: _Deflated | None = None

    def deflated(self) -> _Deflated:
        """To whole bytes, to stand among others; the scanlines are let go."""
        if self._made is None:
            lines, self._scanlines = self._scanlines, b""
            press = zlib_ng.compressobj(EFFORT, zlib_ng.DEFLATED, -15)
            data = press.compress(lines) + press.flush(zlib_ng.Z_SYNC_FLUSH)
            self._made = _Deflated(data, len(lines), zlib_ng.adler32(lines))
        return self._made


def row_bytes(width: int, bits: int) -> int:
    """Bytes of one scanline: its filter, then its pixels."""
    return 1 + (width * bits + 7) // 8


@lru_cache(maxsize=512)
def blank(rows: int, width: int, bits: int) -> Strip:
    """So many rows of bare page."""
    return Strip(bytes(rows * row_bytes(width, bits)), rows)


def png(width: int, bits: int, palette: bytes, strips: Sequence[Strip]) -> bytes:
    """The picture in which these strips stand below each other."""
    height = sum(strip.rows for strip in strips)
    header = struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0)
    deflated = [strip.deflated() for strip in strips]
    blocks = b"".join(one.data for one in deflated)
    check = struct.pack(">I", _adler(deflated))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", _HEADER + blocks + _END + check),
            _chunk(b"IEND", b""),
        )
    )


def _adler(strips: Sequence[_Deflated]) -> int:
    """The Adler-32 of all the strips' scanlines, from those of each."""
    low, high = 1, 0
    for _, length, adler in strips:
        high = (high + (adler >> 16) + length * (low - 1)) % _MOD
        low = (low + (adler & 0xFFFF) - 1) % _MOD
    return high << 16 | low


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    check = zlib_ng.crc32(body)
    return struct.pack(">I", len(data)) + body + struct.pack(">I", check)

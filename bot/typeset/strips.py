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


class Strip(NamedTuple):
    """`rows` scanlines, deflated; `length` bytes and their Adler-32 before that."""

    data: bytes
    rows: int
    length: int
    adler: int


def row_bytes(width: int, bits: int) -> int:
    """Bytes of one scanline: its filter, then its pixels."""
    return 1 + (width * bits + 7) // 8


def deflated(scanlines: bytes | memoryview, rows: int) -> Strip:
    """Scanlines as PNG has them, each with its filter byte first."""
    press = zlib_ng.compressobj(EFFORT, zlib_ng.DEFLATED, -15)
    data = press.compress(scanlines) + press.flush(zlib_ng.Z_SYNC_FLUSH)
    return Strip(data, rows, len(scanlines), zlib_ng.adler32(scanlines))


@lru_cache(maxsize=512)
def blank(rows: int, width: int, bits: int) -> Strip:
    """So many rows of bare page."""
    return deflated(bytes(rows * row_bytes(width, bits)), rows)


def png(width: int, bits: int, palette: bytes, strips: Sequence[Strip]) -> bytes:
    """The picture in which these strips stand below each other."""
    height = sum(strip.rows for strip in strips)
    header = struct.pack(">IIBBBBB", width, height, bits, 3, 0, 0, 0)
    blocks = b"".join(strip.data for strip in strips)
    check = struct.pack(">I", _adler(strips))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            _chunk(b"IDAT", _HEADER + blocks + _END + check),
            _chunk(b"IEND", b""),
        )
    )


def _adler(strips: Sequence[Strip]) -> int:
    """The Adler-32 of all the strips' scanlines, from those of each."""
    low, high = 1, 0
    for strip in strips:
        high = (high + (strip.adler >> 16) + strip.length * (low - 1)) % _MOD
        low = (low + (strip.adler & 0xFFFF) - 1) % _MOD
    return high << 16 | low


def _chunk(name: bytes, data: bytes) -> bytes:
    body = name + data
    check = zlib_ng.crc32(body)
    return struct.pack(">I", len(data)) + body + struct.pack(">I", check)

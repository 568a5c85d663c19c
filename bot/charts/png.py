"""Pixels of a few colours and what lies between them -> a small PNG."""

from collections.abc import Iterable
from functools import cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bot.typeset.themes import rgb

STEP = 12
"""Between neighbours on a ramp, of 255: finer is not seen, and takes more bytes."""

Ramp = tuple[str, str]
"""Two colours that meet at an edge."""


def png(pixels: NDArray[np.uint8], ramps: tuple[Ramp, ...]) -> bytes:
    """Rows of red, green and blue; each is given the nearest colour on a ramp."""
    image = Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))
    out = BytesIO()
    indexed = image.quantize(palette=_palette(ramps), dither=Image.Dither.NONE)
    indexed.save(out, "png")
    return out.getvalue()


@cache
def _palette(ramps: tuple[Ramp, ...]) -> Image.Image:
    colours = list(dict.fromkeys(colour for ramp in ramps for colour in _steps(*ramp)))
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in colours for part in colour])
    return image


def _steps(low: str, high: str) -> Iterable[tuple[int, ...]]:
    ends = list(zip(rgb(low), rgb(high), strict=True))
    count = max(abs(a - b) for a, b in ends) // STEP + 1
    for step in range(count + 1):
        yield tuple(round(a + (b - a) * step / count) for a, b in ends)

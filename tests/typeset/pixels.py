"""A PNG of ours, read back: for tests that look at pixels."""

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image


def indices(png: bytes) -> NDArray[np.uint8]:
    """Palette indices, row by row."""
    with Image.open(BytesIO(png)) as image:
        assert image.mode == "P"
        return np.asarray(image)


def palette(png: bytes) -> list[tuple[int, int, int]]:
    with Image.open(BytesIO(png)) as image:
        flat = image.getpalette() or []
    return [(flat[i], flat[i + 1], flat[i + 2]) for i in range(0, len(flat), 3)]

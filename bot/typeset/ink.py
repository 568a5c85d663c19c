"""Ink: the coverage of a word or formula, to be pasted anywhere, in any colour."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Coverage from 0 to 255, hung from a baseline. Equal is only the same.

    `left` is where the pixels begin relative to the pen, `above` how many of their rows
    stand above the baseline, `advance` how far the pen moves; all in pixels. `accent`
    is what of it is to be in another colour, from the same pen.
    """

    pixels: Pixels
    left: int
    above: int
    advance: int
    accent: "Ink | None" = None

    @property
    def below(self) -> int:
        """Rows under the baseline; negative where the ink floats above it."""
        return int(self.pixels.shape[0]) - self.above


def trimmed(pixels: Pixels, left: int, above: int, advance: int) -> Ink:
    """The ink without its empty edges; one pixel of nothing if it is all empty."""
    rows = np.flatnonzero(pixels.any(axis=1))
    columns = np.flatnonzero(pixels.any(axis=0))
    if not rows.size:
        return Ink(np.zeros((1, 1), np.uint8), 0, 1, advance)
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    first, last = int(columns[0]), int(columns[-1]) + 1
    cut = np.ascontiguousarray(pixels[top:bottom, first:last])
    return Ink(cut, left + first, above - top, advance)

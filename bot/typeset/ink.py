"""Ink: the coverage of a word or formula, to be pasted anywhere, in any colour."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import numpy as np

# `NDArray[np.uint8]`, without the time that it takes to import numpy.typing.
Pixels = np.ndarray[tuple[Any, ...], np.dtype[np.uint8]]


class Colour(StrEnum):
    """What ink is for; the surface it lies on knows the colour.

    The last five are those that a formula may ask for.
    """

    TEXT = "text"
    DIM = "dim"
    ACCENT = "accent"
    CODE = "code"
    STRUCK = "struck"
    RED = "red"
    ORANGE = "orange"
    GREEN = "green"
    BLUE = "blue"
    PURPLE = "purple"


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """Coverage from 0 to 255, hung from a baseline. Equal is only the same.

    `left` is where the pixels begin relative to the pen, `above` how many of their rows
    stand above the baseline, `advance` how far the pen moves; all in pixels.
    """

    pixels: Pixels
    left: int
    above: int
    advance: int
    layers: tuple[tuple[Colour, Pixels], ...] = ()
    """What of it is in a colour of its own; each is as large as `pixels`."""
    tag: "Ink | None" = None
    """What belongs to the same line, at the far margin: a formula's number."""

    @property
    def below(self) -> int:
        """Rows under the baseline; negative where the ink floats above it."""
        return int(self.pixels.shape[0]) - self.above


class Extent(NamedTuple):
    """The rows and columns that have ink; `right` and `bottom` are behind the last."""

    left: int
    top: int
    right: int
    bottom: int


def extent(pixels: Pixels) -> Extent | None:
    """Where the ink is; None: there is none."""
    rows, columns = pixels.any(axis=1).tobytes(), pixels.any(axis=0).tobytes()
    top = rows.find(1)
    if top < 0:
        return None
    return Extent(columns.find(1), top, columns.rfind(1) + 1, rows.rfind(1) + 1)


def trimmed(
    pixels: Pixels,
    left: int,
    above: int,
    advance: int,
    layers: tuple[tuple[Colour, Pixels], ...] = (),
) -> Ink:
    """The ink without its empty edges; one pixel of nothing if it is all empty."""
    seen = pixels
    for _, layer in layers:
        seen = seen | layer
    found = extent(seen)
    if found is None:
        return Ink(np.zeros((1, 1), np.uint8), 0, 1, advance)
    first, top, last, bottom = found

    def cut(image: Pixels) -> Pixels:
        return np.ascontiguousarray(image[top:bottom, first:last])

    return Ink(
        cut(pixels),
        left + first,
        above - top,
        advance,
        tuple((colour, cut(layer)) for colour, layer in layers),
    )

"""Lines of a pen -> ink: the signs of roots, braces, what strikes out."""

from typing import Any

import numpy as np

from bot.typeset.ink import Ink, Pixels, trimmed
from bot.typeset.kept import Kept

LARGEST = 4_000_000
"""Pixels of a stroke's image at most: four times those of a page."""

_SOFT = 0.5
"""Pixels over which the edge of a stroke fades, to either side."""

_AT_ONCE = 250_000
"""Places, times lines, whose distances are found at once: bounds what that takes."""

_NOTHING = 1e-9
"""In place of the length of a line from a corner to itself."""

_Places = np.ndarray[tuple[Any, ...], np.dtype[np.floating[Any]]]


@Kept
def stroked(corners: tuple[tuple[int, int], ...], pen: int) -> Ink:
    """A line from corner to corner, all in quarters of a pixel, none negative.

    Each pixel by its distance from it: smooth edges and round ends. ValueError where it
    would be too large. Kept, for the signs of roots are much alike.
    """
    margin, half = pen // 8 + 2, pen / 8
    places = np.array(corners) / 4 + margin
    wide, tall = (int(most) + margin + 1 for most in places.max(axis=0))
    if wide * tall > LARGEST:
        raise ValueError("it would be too large for a picture")
    x, y = np.arange(wide) + 0.5, (np.arange(tall) + 0.5)[:, None]
    away = np.full((tall, wide), np.inf)
    some = max(_AT_ONCE // (tall * wide), 1)
    for first in range(0, len(places) - 1, some):
        found = _distances(x, y, places[first : first + some + 1])
        np.minimum(away, found.min(axis=0), out=away)
    cover = (half - away) / (2 * _SOFT) + 0.5
    image: Pixels = (np.clip(cover, 0.0, 1.0) * 255).astype(np.uint8)
    return trimmed(image, -margin, margin, 0)


def _distances(x: _Places, y: _Places, corners: _Places) -> _Places:
    """How far each place is from each of the lines that lead from corner to corner."""
    x0, y0 = corners[:-1].T[..., None, None]
    dx, dy = np.diff(corners, axis=0).T[..., None, None]
    across, down = x - x0, y - y0
    length = np.maximum(dx * dx + dy * dy, _NOTHING)
    along = np.clip((across * dx + down * dy) / length, 0.0, 1.0)
    away: _Places = np.hypot(across - along * dx, down - along * dy)
    return away

"""Boxes of a formula -> ink, in one size.

Glyphs and strokes are kept, so a new formula of known signs only puts them in place.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from bot.typeset import fonts
from bot.typeset.glyphs import Sign, sign
from bot.typeset.hues import hue
from bot.typeset.ink import Colour as Hue
from bot.typeset.ink import Ink, Pixels, trimmed
from bot.typeset.math.boxes import (
    Aside,
    Colour,
    Glyph,
    Row,
    Rule,
    Shipped,
    Stem,
    Stroke,
    ship,
)
from bot.typeset.strokes import LARGEST, stroked

WIDEST = 6000
TALLEST = 3000
"""Pixels of a formula at most; its memory is asked for only below these."""

_FULL = np.full((1, 1), 255, np.uint8)

_OVER = 2
"""Rows by which a stem reaches into its neighbours: the last of theirs is faint."""

_Inked = Glyph | Rule | Stroke | Stem

_Placed = tuple[_Inked, float, float]
"""With the place of its pen, in pixels, y down from the baseline."""


_Shape = tuple[int, int, int, int, Sign | Pixels, int, int]
"""The left, top, right and bottom of what has ink, that, and where its pen stands.

One pixel stands for all of them, where they are alike.
"""


def inked(rows: Sequence[Row], size: float, leading: float) -> Ink:
    """The rows below each other, `size` pixels an em; the first one's baseline counts.

    `leading` is the gap between rows, in em. ValueError where it would be too large.
    """
    shipped: Shipped = []
    down = 0.0
    for place, row in enumerate(rows):
        if place:
            down += rows[place - 1].depth + leading + row.height
        shipped += ship(row, down)
    advance = round(max(row.width for row in rows) * size)
    return _drawn(shipped, size, advance)


def _drawn(shipped: Shipped, size: float, advance: int) -> Ink:
    found, aside = _sorted(shipped, size)
    ink = _layered(found, size, advance)
    if not aside:
        return ink
    wide = max(-x for _, x, _ in aside)
    moved = [(item, x + wide, y) for item, x, y in aside]
    return replace(ink, tag=_layered({Hue.TEXT: moved}, size, math.ceil(wide)))


def _sorted(
    shipped: Shipped, size: float
) -> tuple[dict[Hue, list[_Placed]], list[_Placed]]:
    """What is in each colour, and what stands aside, left of its own right end."""
    here: list[_Placed] = []
    found, aside = {Hue.TEXT: here}, list[_Placed]()
    colours, outside, away = [Hue.TEXT], 0.0, False
    for x, y, item in shipped:
        if isinstance(item, _TURNS):
            if isinstance(item, Aside):
                away = item.reach is not None
                outside = x + (item.reach or 0.0) if away else 0.0
            elif item.colour:
                colours.append(hue(item.colour))
            elif len(colours) > 1:
                colours.pop()
            here = aside if away else found.setdefault(colours[-1], [])
        else:
            here.append((item, (x - outside) * size, y * size))
    return found, aside


_TURNS = (Aside, Colour)
"""Items without ink, behind which what follows goes elsewhere."""


def _layered(found: dict[Hue, list[_Placed]], size: float, advance: int) -> Ink:
    """One ink of all colours, each in a layer of the same extent."""
    plain = _inked(found[Hue.TEXT], size, advance)
    layers = {
        colour: _inked(placed, size, advance)
        for colour, placed in found.items()
        if placed and colour is not Hue.TEXT
    }
    if not layers:
        return plain
    inks = [plain, *layers.values()]
    left, above = min(ink.left for ink in inks), max(ink.above for ink in inks)
    wide = max(ink.left + ink.pixels.shape[1] for ink in inks) - left
    tall = above + max(ink.below for ink in inks)

    def spread(ink: Ink) -> Pixels:
        image = np.zeros((tall, wide), np.uint8)
        y, x = above - ink.above, ink.left - left
        image[y : y + ink.pixels.shape[0], x : x + ink.pixels.shape[1]] = ink.pixels
        return image

    over = tuple((colour, spread(ink)) for colour, ink in layers.items())
    return trimmed(spread(plain), left, above, advance, over)


def _inked(placed: list[_Placed], size: float, advance: int) -> Ink:
    strokes = [item for item, _, _ in placed if type(item) is Stroke]
    if strokes and sum(map(_spread, strokes)) * size * size > LARGEST:
        raise ValueError("its lines would be too large for a picture")
    made = [_shape(item, x, y, size) for item, x, y in placed]
    shapes = [shape for shape in made if shape[2] > shape[0]]
    if not shapes:
        return fonts.blank(advance)
    lefts, tops, rights, bottoms, _, _, _ = zip(*shapes, strict=True)
    left, top = min(lefts), min(tops)
    wide, tall = max(rights) - left, max(bottoms) - top
    if wide > WIDEST or tall > TALLEST:
        raise ValueError("it would be too large for a picture")
    image = np.zeros((tall, wide), np.uint8)
    for x0, y0, x1, y1, ink, x, y in shapes:
        if isinstance(ink, Sign):
            ink.draw(image, x - left, y - top)
        else:
            under = image[y0 - top : y1 - top, x0 - left : x1 - left]
            np.maximum(under, ink, out=under)
    return Ink(image, left, -top, advance)


def _shape(item: _Inked, x: float, y: float, size: float) -> _Shape:
    if isinstance(item, Glyph):
        made = sign(item.font, item.code, _pixels(item.scale * size))
        _, _, _, _, _, left, top, right, bottom = made
        x, y = round(x + item.lead * size), round(y - item.rise * size)
        return x + left, y + top, x + right, y + bottom, made, x, y
    if isinstance(item, Rule):
        return _rule(item, x, y, size)
    if isinstance(item, Stem):
        return _stem(item, x, y, size)
    return _stroke(item, x, y, size)


def _patch(pixels: Pixels, left: int, top: int) -> _Shape:
    """Pixels that are drawn as they are."""
    tall, wide = pixels.shape
    return left, top, left + wide, top + tall, pixels, left, top


def _pixels(size: float) -> float:
    """The size that a glyph is loaded in: quarters of a pixel share their fonts."""
    return round(4 * size) / 4


def _rule(rule: Rule, x: float, y: float, size: float) -> _Shape:
    """A crisp line: whole pixels, and one at least."""
    width, height = rule.width * size, rule.height * size
    thick = max(round(height), 1)
    first, wide = round(x), max(round(x + width) - round(x), 1)
    if width < height:
        # Upright, it is as thick as others, wherever it stands between two pixels.
        wide = max(round(width), 1)
        first = round(x + width / 2 - wide / 2)
    if wide > WIDEST or thick > TALLEST:
        raise ValueError("it would be too large for a picture")
    top = round(y - height / 2 - thick / 2)
    return first, top, first + wide, top + thick, _FULL, first, top


def _spread(stroke: Stroke) -> float:
    """What it lies in, in square em: each pixel of that takes time."""
    across, up = zip(*stroke.points, strict=True)
    return float((max(across) - min(across)) * (max(up) - min(up)))


def _stem(stem: Stem, x: float, y: float, size: float) -> _Shape:
    """The glyph's middle row again and again, and over the ends of its neighbours."""
    glyph = stem.glyph
    made = sign(glyph.font, glyph.code, _pixels(glyph.scale * size))
    image = np.zeros((made.bottom - made.top, made.right - made.left), np.uint8)
    made.draw(image, -made.left, -made.top)
    top, bottom = round(y - stem.height * size) - _OVER, round(y) + _OVER
    if bottom - top > TALLEST:
        raise ValueError("it would be too large for a picture")
    rows = np.repeat(image[len(image) // 2][None], bottom - top, axis=0)
    return _patch(rows, round(x + glyph.lead * size) + made.left, top)


def _stroke(stroke: Stroke, x: float, y: float, size: float) -> _Shape:
    """Its places are in quarters of a pixel."""
    points = [
        (round(4 * (x + px * size)), round(4 * (y - py * size)))
        for px, py in stroke.points
    ]
    column, row = min(px for px, _ in points) // 4, min(py for _, py in points) // 4
    moved = tuple((px - 4 * column, py - 4 * row) for px, py in points)
    ink = stroked(moved, round(4 * max(stroke.pen * size, 1.0)))
    return _patch(ink.pixels, column + ink.left, row - ink.above)

"""A sheet to draw on with matplotlib: boxes and plain text, in points, downwards.

A point is a pixel of the page that shows the picture; the picture itself is finer.
"""

import os
import warnings
from bisect import bisect
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal

import numpy as np
from matplotlib import rc_context, rcdefaults
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import BoxStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from bot.charts.labels import cut
from bot.charts.png import png
from bot.typeset import FaceKind, Theme, families, fonts
from bot.typeset.themes import COLOURS, rgb

SMALL = 14.0
"""The smallest type. A phone shows the sheet at nine tenths and finds it at 12."""

HIDES = "MPL_IGNORE_SYSTEM_FONTS"
"""With it matplotlib makes no list of all the machine's fonts, which takes long; and
finds none that was added, either."""

Align = Literal["left", "center", "right"]
Box = tuple[float, float, float, float]
"""Left, top, width, height."""


class Sheet:
    """`width` by `height` points; the picture is `pixels` wide."""

    def __init__(self, width: float, height: float, pixels: int, theme: Theme) -> None:
        self.width, self.height = width, height
        self._scale = pixels / width
        self.pixels = pixels, round(height * self._scale)
        colours = COLOURS[theme]
        self.text, self.dim = colours.text, colours.dim
        self.accent = colours.accents[FaceKind.QUESTION]
        self.track = _mixed(colours.page, colours.dim, 0.16)
        page = colours.page
        self._ramps = (
            *((page, ink) for ink in (self.text, self.dim, self.accent, self.track)),
            *((self.track, ink) for ink in (self.text, self.accent)),
        )
        # A hair more than whole pixels, since matplotlib rounds down.
        across, down = (side + 0.01 for side in self.pixels)
        dpi = 72 * self._scale
        self.figure = Figure((across, down, "px"), dpi=dpi, facecolor=page)
        # matplotlib gives no types for it.
        self._canvas: Any = FigureCanvasAgg(self.figure)
        flipped = Affine2D().scale(self._scale, -self._scale)
        self._place = flipped.translate(0, self.pixels[1])
        self._boxes: list[Path] = []
        self._fills: list[str] = []
        self._edges: list[str] = []

    def box(self, box: Box, colour: str, *, radius: float = 4, edge: str = "") -> None:
        """A rounded box; `edge` is the colour of a frame around it."""
        x, y, wide, high = box
        rounded = BoxStyle.Round(pad=0, rounding_size=min(radius, wide / 2, high / 2))
        self._boxes.append(rounded(x, y, wide, high, 1))
        self._fills.append(colour)
        self._edges.append(edge or "none")

    def write(
        self,
        text: str,
        x: float,
        baseline: float,
        colour: str,
        *,
        size: float = SMALL,
        align: Align = "left",
        bold: bool = False,
    ) -> None:
        """A line of plain text: names may hold `$` and mean nothing by it.

        They may also pile up marks, and keep these to their own line.
        """
        line = Bbox([(0, baseline + 0.4 * size), (self.width, baseline - 1.2 * size)])
        self.figure.text(
            x,
            baseline,
            text,
            transform=self._place,
            color=colour,
            fontproperties=_font(size, bold, _others(text)),
            ha=align,
            va="baseline",
            parse_math=False,
            clip_box=line.transformed(self._place),
            clip_on=True,
        )

    def length(self, text: str, *, size: float = SMALL, bold: bool = False) -> float:
        """How long a line of text comes out."""
        renderer = self._canvas.get_renderer()
        font = _font(size, bold, _others(text))
        wide, _, _ = renderer.get_text_width_height_descent(text, font, False)
        return float(wide) / self._scale

    def fitted(self, text: str, room: float) -> str:
        """The text, cut where it would be longer than `room`."""
        if self.length(text) <= room:
            return text
        kept = bisect(range(len(text)), room, key=lambda n: self.length(cut(text, n)))
        return cut(text, max(kept - 1, 0))

    def png(self) -> bytes:
        """The picture: boxes below, text above."""
        self.figure.add_artist(
            PathCollection(
                self._boxes,
                facecolors=self._fills,
                edgecolors=self._edges,
                linewidths=1.5,
                transform=self._place,
            )
        )
        self._canvas.draw()
        return png(np.asarray(self._canvas.buffer_rgba()), self._ramps)


@cache
def _font(size: float, bold: bool, others: tuple[str, ...]) -> FontProperties:
    """The cards' own; what it lacks of what names hold comes from the others."""
    style = fonts.Style.BOLD if bold else fonts.Style.REGULAR
    family, weight = _known(style)
    names = [family, "DejaVu Sans", *(_known(other)[0] for other in others)]
    return FontProperties(family=names, weight=weight, size=size)


def _others(text: str) -> tuple[str, ...]:
    """The files of further fonts that the cards would use for the text."""
    if text.isascii():
        return ()
    files = {families.having(char, fonts.Style.REGULAR) for char in text}
    return tuple(sorted(files - _USUAL))


_USUAL = {fonts.Style.REGULAR, "DejaVuSans.ttf", families.LAST_RESORT}


@cache
def _known(file: str) -> tuple[str, str | int]:
    """Name and weight under which matplotlib finds it from now on."""
    fontManager.addfont(families.path(file))
    added = fontManager.ttflist[-1]
    return added.name, added.weight


@contextmanager
def untouched() -> Iterator[None]:
    """matplotlib by its own defaults, whatever the machine's settings say."""
    with rc_context(), warnings.catch_warnings():
        rcdefaults()
        # A name in a script that no font here has is drawn as boxes, and that is fine.
        warnings.simplefilter("ignore", UserWarning)
        hidden = os.environ.pop(HIDES, None)
        try:
            yield
        finally:
            if hidden is not None:
                os.environ[HIDES] = hidden


def _mixed(low: str, high: str, share: float) -> str:
    """A colour between two."""
    pairs = zip(rgb(low), rgb(high), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)

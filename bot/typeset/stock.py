"""The rung below ours: mathtext as it comes, by its public door.

Slower and plainer: for where ours fails, or does not fit matplotlib's fonts.
"""

import math
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.mathtext import MathTextParser

from bot.typeset import freetype
from bot.typeset.ink import Ink, trimmed

LENGTH = 300
"""Characters that it is trusted with: its time grows with what it is given."""

_NOT_TRUSTED = ("\\hspace", "\\genfrac", "\\kern", "\\mkern")
"""Commands with which a few characters ask it for gigabytes."""


class Measure(NamedTuple):
    """In em."""

    width: float
    height: float
    depth: float


def _checked(source: str) -> str:
    if len(source) > LENGTH or any(word in source for word in _NOT_TRUSTED):
        raise ValueError("it is not for plain mathtext")
    if source.count("{") > 60:
        raise ValueError("its braces nest too deep for plain mathtext")
    return "$" + source.replace("$", "").replace("\n", " ") + "$"


def _parsed(output: Any, source: str, family: Any, size: float) -> Any:
    look = FontProperties(size=size, math_fontfamily=family)
    try:
        return MathTextParser(output).parse(_checked(source), 72, look)
    finally:
        _forget()


def _forget() -> None:
    """matplotlib's fonts keep each glyph that they ever loaded, until they are told."""
    for file in _files():
        get_font(file).clear()


@lru_cache(maxsize=1)
def _files() -> tuple[Path, ...]:
    """Those that mathtext may draw with: they take longer to find than to clear."""
    found = map(freetype.folder().glob, ("STIX*.ttf", "cm*.ttf", "DejaVuSans*.ttf"))
    return tuple(chain.from_iterable(found))


def measured(source: str, family: str) -> Measure:
    """How large it would be; ValueError and others where it cannot be read."""
    size = 100.0
    made = _parsed("path", source, family, size)
    return Measure(
        made.width / size, (made.height - made.depth) / size, made.depth / size
    )


def inked(source: str, size: float) -> Ink:
    """Its ink in STIX; ValueError and others where it cannot be read."""
    made = _parsed("agg", source, "stix", size)
    image = np.array(made.image, np.uint8)
    above = round(image.shape[0] - made.depth)
    return trimmed(image, 0, above, math.ceil(made.width))

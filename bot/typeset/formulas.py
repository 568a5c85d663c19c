"""A formula's source -> its ink, or the news that it cannot be set."""

import logging
from collections.abc import Sequence
from functools import lru_cache

from bot.typeset import fonts
from bot.typeset.ink import Ink
from bot.typeset.math import CannotSet, Class, Formula, Part, joined, set_formula
from bot.typeset.math.stix import Stix
from bot.typeset.raster import inked

_log = logging.getLogger(__name__)

SHOWN = 300
"""Characters of a formula's source that are shown where it cannot be set."""

LEADING = 0.3
"""Em between the lines of a formula that has several."""


@lru_cache(maxsize=1)
def scale() -> float:
    """What brings the x of the math fonts to the height of the text's x."""
    return fonts.x_height(fonts.Style.REGULAR) / fonts.x_height("STIXGeneralItalic.ttf")


@lru_cache(maxsize=1)
def _stix() -> Stix:
    return Stix()


@lru_cache(maxsize=2048)
def boxes(source: str, display: bool) -> Formula | None:
    """The formula as boxes; None where it cannot be set."""
    try:
        return set_formula(source, _stix(), display)
    except CannotSet as reason:
        _log.info("formula shown as source: %s: %.200s", reason, source)
        return None


@lru_cache(maxsize=1024)
def formula(source: str, size: float, display: bool) -> Ink | None:
    """`size` is the em of the text around it; None where no rung of ours can set it."""
    made = boxes(source, display)
    if made is None:
        return None
    try:
        return inked(made.lines, size * scale(), LEADING)
    except ValueError as reason:
        _log.info("formula shown as source: %s: %.200s", reason, source)
        return None


COSTS = {Class.REL: 0.12, Class.BIN: 0.25, Class.PUNCT: 0.3}
"""What a break after these costs, beside the square of the share left empty."""


def parts(source: str, display: bool) -> tuple[Part, ...]:
    """The formula in parts after which a line may end; empty: it cannot be broken."""
    made = boxes(source, display)
    return made.parts if made else ()


def line(some: Sequence[Part], size: float) -> Ink:
    """The ink of parts that stand in one line."""
    return inked((joined(some),), size * scale(), LEADING)


def source_shown(source: str) -> str:
    """The source on one line, cut to what a picture has room for."""
    text = " ".join(source.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

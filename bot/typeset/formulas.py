"""A formula's source -> its ink, or the news that it cannot be set."""

import logging
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.typeset import fonts
from bot.typeset.ink import Ink
from bot.typeset.kept import Kept
from bot.typeset.math import (
    CannotSet,
    Formula,
    Part,
    joined,
    set_formula,
    set_parts,
)
from bot.typeset.math.boxes import Glyph, Row, Rule, ship
from bot.typeset.math.stix import Stix
from bot.typeset.raster import WIDEST, inked

_log = logging.getLogger(__name__)

SHOWN = 300
"""Characters of a formula's source that are shown where it cannot be set."""

APART = 0.06
"""Em at either side of a formula in a sentence, beside the space between words."""

TALLEST = 22.0
"""Em of the text that a formula is tall at most: what a page has room for."""

LEADING = 0.3
"""Em between the lines of a formula that has several."""


@lru_cache(maxsize=1)
def scale() -> float:
    """What brings the x of the math fonts to the height of the text's x."""
    return fonts.x_height(fonts.Style.REGULAR) / fonts.x_height("STIXGeneralItalic.ttf")


@lru_cache(maxsize=1)
def _stix() -> Stix:
    return Stix()


class Reading(NamedTuple):
    """What became of a formula: its boxes, or why there are none.

    `stock` says that it is we who failed: plain mathtext may still be able to set it.
    """

    boxes: Formula | None
    reason: str = ""
    stock: bool = False


@lru_cache(maxsize=1)
def sound() -> bool:
    """Whether matplotlib's fonts are as our front end knows them: a formula tells.

    Asked once. If it is not, mathtext itself sets all formulas, by its public door.
    """
    try:
        row = set_formula(_KNOWN, _stix(), True).lines[0]
        shipped = [x for x, _, item in ship(row) if isinstance(item, Glyph | Rule)]
        ink = inked((row,), 30.0 * scale(), LEADING)  # as most formulas are
        wide = ink.left + ink.pixels.shape[1]
        known = len(shipped) == _KNOWN_ITEMS and 0.9 < wide / ink.advance < 1.1
    except Exception:  # whatever a changed inside may do
        _log.exception("matplotlib's fonts are not what they were")
        return False
    if not known:
        _log.error("matplotlib's fonts draw otherwise than they did")
    return known


_KNOWN, _KNOWN_ITEMS = r"\frac{x_1}{2}=a\,b", 7
"""A formula, and how many glyphs and rules it is made of."""


@lru_cache(maxsize=128)
def reading(source: str, display: bool) -> Reading:
    """The formula, read once for all sizes."""
    if not sound():
        return Reading(None, "our front end does not fit this matplotlib", stock=True)
    try:
        return Reading(set_formula(source, _stix(), display))
    except CannotSet as reason:
        return Reading(None, str(reason))
    except Exception as fault:  # ours, and no reason to lose the card
        _log.exception("This formula broke the typesetting: %.500r", source)
        return Reading(None, repr(fault), stock=True)


@Kept
def formula(source: str, size: float, display: bool) -> Ink | None:
    """`size` is the em of the text around it; None where no rung of ours can set it."""
    found = reading(source, display)
    reason = found.reason
    try:
        if found.boxes is not None:
            made = _set(found.boxes.lines, size)
            return made if display else apart(made, size)
        if found.stock:
            from bot.typeset import stock

            return stock.inked(source, size * scale())
    # Ours says that it is too large; mathtext answers bad input with errors of any
    # kind: ValueError, IndexError, RecursionError, pyparsing's own.
    except Exception as error:
        reason = reason or str(error)
    _log.info("formula shown as source: %s: %.200s", reason, source)
    return None


def _set(lines: Sequence[Row], size: float) -> Ink:
    """The lines' ink, smaller where no page would have room for them.

    ValueError where their ink is taller than they say.
    """
    em = size * scale()
    if max(row.width for row in lines) * em > WIDEST:
        raise ValueError("it would be too large for a picture")
    tall = sum(row.height + row.depth for row in lines) + LEADING * (len(lines) - 1)
    if tall * em > TALLEST * size:
        em = TALLEST * size / tall
    ink = inked(lines, em, LEADING)
    if max(ink.above, 0) + max(ink.below, 0) > (TALLEST + 1) * size:
        raise ValueError("it would be too large for a picture")
    return ink


def apart(ink: Ink, size: float, left: bool = True, right: bool = True) -> Ink:
    """With as much room at its sides as letters of the text have, slanted as it is.

    What hangs over, such as the foot of a p, needs no more room than what does not.
    """
    room = round(APART * size)
    behind = ink.advance - ink.left - ink.pixels.shape[1]
    before = min(max(0, room - ink.left), room) if left else 0
    # Less, for a stop may follow.
    after = min(max(0, room // 2 - behind), room) if right else 0
    if not before + after:
        return ink
    return Ink(
        ink.pixels,
        ink.left + before,
        ink.above,
        ink.advance + before + after,
        ink.layers,
        ink.tag,
    )


@lru_cache(maxsize=128)
def parts(source: str, display: bool, depth: int = 0) -> tuple[Part, ...]:
    """The formula in parts after which a line may end; empty: it cannot be broken.

    None of them ends inside more than `depth` brackets.
    """
    if reading(source, display).boxes is None:
        return ()
    return set_parts(source, _stix(), display, depth)


def line(some: Sequence[Part], size: float) -> Ink:
    """The ink of parts that stand in one line."""
    return _set((joined(some),), size)


def source_shown(source: str) -> str:
    """The source on one line, cut to what a picture has room for."""
    text = " ".join(source.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

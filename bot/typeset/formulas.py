"""A formula's source -> its ink, or the news that it cannot be set."""

import logging
from functools import lru_cache

from bot.typeset import fonts
from bot.typeset.ink import Ink
from bot.typeset.normalise import normalise

_log = logging.getLogger(__name__)

SHOWN = 300
"""Characters of a formula's source that are shown where it cannot be set."""


@lru_cache(maxsize=1)
def scale() -> float:
    """What brings the x of the math fonts to the height of the text's x."""
    return fonts.x_height("DejaVuSans.ttf") / fonts.x_height("STIXGeneralItalic.ttf")


@lru_cache(maxsize=512)
def formula(source: str, size: float, display: bool) -> Ink | None:
    """`size` is the em of the text around it; None where no rung of ours can set it."""
    from bot.typeset.mathbox import set_box

    try:
        return set_box(normalise(source, display=display), size * scale())
    # mathtext answers bad input with errors of any kind: ValueError, IndexError,
    # AssertionError, RecursionError, pyparsing's own.
    except Exception as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        _log.info("formula shown as source: %s: %.200s", reason[-1], source)
        return None


def source_shown(source: str) -> str:
    """The source on one line, cut to what a picture has room for."""
    line = " ".join(source.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"

"""What the drawing process does: no formula can stop, slow or fill the bot itself."""

import gc
import os

from bot import charts, typeset
from bot.progress import Progress
from bot.typeset import Drawn, Face, FaceKind, Theme

MEMORY = 1_500_000_000
"""Bytes of address space; a card needs 300 MB of it, the libraries included."""


def load() -> None:
    """Brings in the fonts and all, so that the first picture is as quick as any."""
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    typeset.draw(Face(FaceKind.QUESTION, "$x$"), Theme.DARK)
    # The collector need not look over again what is there to stay.
    gc.freeze()


def draw(face: Face | Progress, theme: Theme, width: int) -> list[Drawn]:
    if isinstance(face, Progress):
        return charts.draw(face, theme, width)
    return typeset.draw(face, theme, width)

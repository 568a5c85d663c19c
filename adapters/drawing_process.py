"""One process that draws, so that no formula can stop, slow or fill the bot itself."""

import gc
import os
from functools import partial

from adapters.worker import Worker, WorkFailed
from bot import charts, typeset
from bot.progress import Progress
from bot.typeset import Drawn, Face, FaceKind, Theme

MEMORY = 1_500_000_000
"""Bytes of address space; a card needs 300 MB of it, the libraries included."""


class DrawingFailed(Exception):
    """No picture came of it; `str()` says why, for the log."""


class DrawingProcess:
    """Draws one picture at a time, each within `seconds`.

    What takes longer, or what kills the process, costs a new process and nothing else.
    """

    def __init__(self, seconds: float = 10.0) -> None:
        self._worker = Worker(seconds, MEMORY, _load)

    @property
    def worker(self) -> int | None:
        """The id of the process, while one runs."""
        return self._worker.pid

    async def draw(
        self, face: Face | Progress, theme: Theme, width: int
    ) -> list[Drawn]:
        """Raises DrawingFailed."""
        # A plain number: of any other, the process would import what it is made of.
        work = partial(_draw, face, theme, int(width))
        try:
            return await self._worker.do(work)
        except WorkFailed as error:
            raise DrawingFailed(str(error)) from error
        # The worker hands over whatever else went wrong in there.
        except Exception as error:
            raise DrawingFailed(f"{type(error).__name__}: {error}") from error

    async def close(self) -> None:
        await self._worker.close()


# In the worker.


def _load() -> None:
    """Brings in the fonts and all, so that the first picture is as quick as any."""
    os.environ["MPL_IGNORE_SYSTEM_FONTS"] = "1"
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    typeset.draw(Face(FaceKind.QUESTION, "$x$"), Theme.DARK)
    # The collector need not look over again what is there to stay.
    gc.freeze()


def _draw(face: Face | Progress, theme: Theme, width: int) -> list[Drawn]:
    if isinstance(face, Progress):
        return charts.draw(face, theme, width)
    return typeset.draw(face, theme, width)

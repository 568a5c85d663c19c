"""Troubles of the machine, such as a full disk: told once, not with all they spoil."""

import logging
import sqlite3
import time
from collections.abc import Callable

from bot.store import of_the_disk

EVERY = 900.0
"""Seconds until a trouble that stays is told again."""

CALM = 60.0
"""Seconds without it, after which it is over: a disk that is nearly full has room for
the one and not for the other."""


class Told(Exception):
    """Why is in the log already."""


class Seldom:
    """Whether a trouble is to be told now: when it comes, and then every so often."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._told: float | None = None
        self._last = 0.0

    def due(self) -> bool:
        """It is here."""
        now = self._last = self._clock()
        if self._told is not None and now < self._told + EVERY:
            return False
        self._told = now
        return True

    def over(self) -> bool:
        """All went well just now: whether that ends a trouble that was told."""
        if self._told is None or self._clock() < self._last + CALM:
            return False
        self._told = None
        return True


def note(log: logging.Logger, fault: BaseException, what: str, *of: object) -> None:
    """A fault of ours goes into the log whole; a trouble is told where it is found."""
    trouble = isinstance(fault, sqlite3.Error) and of_the_disk(fault)
    if not trouble and not isinstance(fault, Told):
        log.error(what, *of, exc_info=fault)

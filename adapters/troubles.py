"""Troubles that are not ours, such as a full disk or a platform that cannot be reached:
told once, not with all they spoil."""

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator

from bot.store import of_the_disk
from bot.wording.counting import plural

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


class Outage:
    """A platform that cannot be reached; `where` is what to look at beside the net."""

    def __init__(
        self,
        log: logging.Logger,
        name: str,
        where: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._log = log
        self._name = name
        self._where = where
        self._clock = clock
        self._seldom = Seldom(clock)
        self._since: float | None = None
        self._back: float | None = None

    @property
    def level(self) -> int:
        """How loudly to tell of what it may be to blame for, and is tried again."""
        return logging.WARNING if self._since is None else logging.INFO

    def met(self, why: str) -> None:
        """It was tried in vain."""
        now = self._clock()
        if self._since is None:
            self._since = now
        self._back = None
        if not self._seldom.due():
            return
        what = "cannot be reached"
        if now > self._since:
            what = f"has not been reached for {_minutes(now - self._since)}"
        self._log.warning(
            "%s %s (%s). It is tried again by itself, and what is due waits. If that "
            "lasts, look at this machine's network, then at %s",
            *(self._name, what, why, self._where),
        )

    def stands(self) -> None:
        """It is reached at this moment: once that has lasted, the outage is over."""
        if self._since is None:
            return
        if self._back is None:
            self._back = self._clock()
        if self._seldom.over():
            lasted = _minutes(self._back - self._since)
            self._log.warning("%s is reached again, after %s", self._name, lasted)
            self._since = None

    @contextlib.contextmanager
    def telling(
        self, loggers: tuple[str, ...], why: Callable[[logging.LogRecord], str]
    ) -> Iterator[None]:
        """Tells of what a library logs at each attempt; `why` is "" where a line is
        about something else. Those who want more in the log see the lines as well."""

        def shown(record: logging.LogRecord) -> bool:
            reason = why(record)
            if reason:
                self.met(reason)
            return not reason or self._log.isEnabledFor(logging.INFO)

        for name in loggers:
            logging.getLogger(name).addFilter(shown)
        try:
            yield
        finally:
            for name in loggers:
                logging.getLogger(name).removeFilter(shown)


def _minutes(seconds: float) -> str:
    return plural(max(1, round(seconds / 60)), "minute")


def note(log: logging.Logger, fault: BaseException, what: str, *of: object) -> None:
    """A fault of ours goes into the log whole; a trouble is told where it is found."""
    trouble = isinstance(fault, sqlite3.Error) and of_the_disk(fault)
    if not trouble and not isinstance(fault, Told):
        log.error(what, *of, exc_info=fault)

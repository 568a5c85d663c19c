"""The whole bot behind the page, with a database of its own and a clock to move."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from adapters.serve import running
from adapters.ticker import Ticker
from bot.settings import Settings
from tests.browser.loops import Loop

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

PROMPT = timedelta(seconds=0.25)
"""How soon it sees that its clock was moved."""


class Bot:
    """Runs from noon of a Monday on; can be stopped, moved in time, started again."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data=folder, port=0)
        self._loop = Loop()
        self._began = time.monotonic()
        self._seeds = iter(range(100))
        self.later = timedelta()
        self.address = ""
        self.start()

    def now(self) -> datetime:
        return MONDAY + self.later + timedelta(seconds=time.monotonic() - self._began)

    def start(self) -> None:
        # Other dice after a restart, as in life.
        dice = Random(next(self._seeds))
        self._running = running(self._settings, "Europe/Berlin", self.now, dice)
        with patch("adapters.serve.Ticker", partial(Ticker, every=PROMPT)):
            self.address = self._loop.do(self._running.__aenter__())
        port = int(self.address.rpartition(":")[2])
        self._settings = replace(self._settings, port=port)

    def stop(self) -> None:
        self._loop.do(self._running.__aexit__(None, None, None))

    def close(self) -> None:
        self.stop()
        self._loop.close()

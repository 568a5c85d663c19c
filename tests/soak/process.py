"""One bot in a process of its own, that can be killed."""

import asyncio
import contextlib
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """`ahead` is how far its clock is before the machine's; kept over restarts.

    `joins` are the variables that say which platform, where it is not the page.
    """

    def __init__(self, folder: Path, **joins: str) -> None:
        self.folder = folder
        self._joins = joins
        self.ahead = timedelta(0)
        self.log = folder / "log.txt"
        self._running: asyncio.subprocess.Process | None = None

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def jump(self, to: datetime) -> None:
        """The clock goes on from this moment; never back."""
        self.ahead = max(self.ahead, to - datetime.now(UTC))
        (self.folder / "ahead.new").write_text(str(self.ahead.total_seconds()))
        os.replace(self.folder / "ahead.new", self.folder / "ahead")

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.soak.entry", str(self.folder)),
                *(f"{name}={value}" for name, value in self._joins.items()),
                cwd=ROOT,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )

    async def address(self) -> str:
        """Where the page is, once it is there."""
        assert self._running is not None
        assert self._running.stdout is not None
        line = await asyncio.wait_for(self._running.stdout.readline(), 60)
        assert line, f"it did not start: {self.log.read_text()[-2000:]}"
        return line.decode().strip()

    async def kill(self) -> None:
        """As by `kill -9`: no warning, no chance to finish anything."""
        if self._running is None or self._running.returncode is not None:
            return
        drawing: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            drawing = psutil.Process(self._running.pid).children(recursive=True)
        self._running.kill()
        for child in drawing:  # it would find out by itself, but not as quickly
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        await asyncio.wait_for(self._running.wait(), 10)

    async def stop(self) -> int:
        """As by Ctrl-C: the exit code."""
        assert self._running is not None
        self._running.terminate()
        return await asyncio.wait_for(self._running.wait(), 30)

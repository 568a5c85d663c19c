"""From the command to the first page; memory and disk, at rest and after much use."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil

from bench.tables import Table, seconds
from bench.world import CHANNEL, NOON, members, world

STARTS = 5
MEMBERS, ROUNDS = 1000, 100
MB = 1e6


def start() -> Iterator[Table]:
    """The first start makes the database and reads the decks; later ones find them."""
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        first, rest = _start(Path(folder))
        again = median(_start(Path(folder))[0] for _ in range(STARTS))
    yield Table(
        "Starting",
        ("", ""),
        (
            ("first start, until the page answers", seconds(first)),
            ("later starts", seconds(again)),
            ("memory at rest, the bot", f"{rest[0] / MB:.0f} MB"),
            ("memory at rest, the process that draws", f"{rest[1] / MB:.0f} MB"),
        ),
    )


def growth() -> Iterator[Table]:
    """A hundred thousand attempts: each member reveals and ticks every drop."""
    me = psutil.Process()
    with world() as made:
        people = members(MEMBERS)
        before, size = me.memory_info().rss, _size(made.path)
        for number in range(ROUNDS // 2):
            now = NOON + timedelta(days=number)
            with made.store.transaction():
                made.engine.due(now)
                round = made.store.rounds.open_drop(CHANNEL)
                assert round is not None
                for person in people:
                    made.engine.press(person, f"reveal:{round.id}", {}, now)
                    picks = {"picks": ("0", "1")}
                    made.engine.press(person, f"tick:{round.id}", picks, now)
            made.db.execute("pragma wal_checkpoint(truncate)")
        attempts = made.db.execute("select count(*) from attempts").fetchone()[0]
        rss, bytes = me.memory_info().rss - before, _size(made.path) - size
    yield Table(
        f"After {attempts:,} attempts by {MEMBERS:,} members",
        ("", ""),
        (
            ("memory, more than before", f"{rss / MB:.0f} MB"),
            ("database, for each attempt", f"{bytes / attempts:.0f} bytes"),
        ),
        "Memories, streaks and tallies included.",
    )


def _size(path: Path) -> int:
    return sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*"))


def _start(folder: Path) -> tuple[float, tuple[int, int]]:
    """Seconds until the page answers; then the bytes of both processes."""
    environment = {**os.environ, "STUDYBOT_DATA": str(folder), "STUDYBOT_PORT": "0"}
    started = time.perf_counter()
    bot = subprocess.Popen(
        [sys.executable, "-m", "adapters", "run", "--no-browser"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert bot.stdout is not None
        address = next(
            word for line in bot.stdout for word in line.split() if "http://" in word
        )
        while not _answers(address):
            time.sleep(0.005)
        took = time.perf_counter() - started
        time.sleep(4)
        return took, _memory(bot.pid)
    finally:
        bot.terminate()
        bot.wait(30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as page:
            return bool(page.status == 200)
    except urllib.error.URLError:
        return False


def _memory(pid: int) -> tuple[int, int]:
    bot = psutil.Process(pid)
    drawing = [child.memory_info().rss for child in bot.children(recursive=True)]
    return bot.memory_info().rss, max(drawing, default=0)

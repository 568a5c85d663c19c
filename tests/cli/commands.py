"""The command line, in this process or in one of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from resource import RLIMIT_FSIZE, setrlimit

from typer.testing import CliRunner, Result

from adapters.cli import World, app

ROOT = Path(__file__).resolve().parents[2]


def invoke(data: Path, *arguments: str, **environment: str) -> Result:
    """`studybot …` with its own data folder and nothing else of the environment."""
    given = {"STUDYBOT_DATA": str(data), "STUDYBOT_PORT": "0", **environment}
    world = World(lambda: datetime.now(UTC), Random(7), given)
    return CliRunner().invoke(app, list(arguments), obj=world)


def command(
    data: Path, *arguments: str, room: int = 0, **environment: str
) -> subprocess.Popen[str]:
    """The same in a process of its own; with `room`, no file of its may be longer."""

    def begin() -> None:
        hear_all()
        if room:
            setrlimit(RLIMIT_FSIZE, (room, room))

    kept = {
        name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ
    }
    given = {"STUDYBOT_DATA": str(data), "STUDYBOT_PORT": "0", **environment}
    return subprocess.Popen(
        [sys.executable, "-m", "adapters", *arguments],
        preexec_fn=begin,
        cwd=ROOT,
        env={**kept, **given},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def hear_all() -> None:
    """In a new process: whoever runs the tests with nohup, or behind a script, has it
    deaf to these."""
    for name in (signal.SIGHUP, signal.SIGINT):
        signal.signal(name, signal.SIG_DFL)


@contextmanager
def running(data: Path, told: int = signal.SIGTERM) -> Iterator[str]:
    """A bot at work; the address of its page. It must stop when it is told to."""
    bot = command(data, "run", "--no-browser")
    assert bot.stdout is not None
    assert bot.stderr is not None
    try:
        address = next(
            word
            for line in bot.stdout
            for word in line.split()
            if word.startswith("http://")
        )
        yield address
    finally:
        bot.send_signal(told)
        try:
            said, faults = bot.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            bot.kill()  # else it would be there for all tests after this one
            bot.communicate()
            raise
    assert bot.returncode == 0
    assert faults == ""
    assert "Stopped. Everything is saved." in said

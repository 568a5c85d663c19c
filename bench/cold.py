"""A whole process, from its start to the picture of one card."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bench.answers import of_no_deck
from bench.figures import stock
from bench.tables import Table, seconds
from bot.typeset import Face

CARDS = 9


class Spent(NamedTuple):
    """Seconds: on the wall, and of a processor."""

    wall: float
    cpu: float


def cold() -> Iterator[Table]:
    """Nine cards, in turns with their figures; ratios are the median card's."""
    shown = of_no_deck()[:CARDS]
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        _both(shown[0], Path(folder))  # what Python compiles, it keeps
        pairs = [_both(face, Path(folder)) for face in shown]
    ours, theirs = zip(*pairs, strict=True)
    wall = median(ours.wall / theirs.wall for ours, theirs in pairs)
    cpu = median(ours.cpu / theirs.cpu for ours, theirs in pairs)
    yield Table(
        "From the start of a process to its first picture",
        ("", "CPU", "it ÷ figure", "wall", "it ÷ figure"),
        (
            _row("a card", ours, f"{cpu:.2f}", f"{wall:.2f}"),
            _row("a figure", theirs, "1", "1"),
        ),
    )


def _row(name: str, all: Sequence[Spent], cpu: str, wall: str) -> tuple[str, ...]:
    return (
        name,
        seconds(median(each.cpu for each in all)),
        cpu,
        seconds(median(each.wall for each in all)),
        wall,
    )


def _both(face: Face, folder: Path) -> tuple[Spent, Spent]:
    card = {"id": "card", "title": face.title, "body": face.body, "tags": face.badges}
    ours, theirs = folder / "card.json", folder / "figure.json"
    ours.write_text(json.dumps([card]), "utf-8")
    theirs.write_text(json.dumps([card | {"body": stock(face.body)}]), "utf-8")
    return (
        _run("bot.typeset", "draw", str(ours), "--out", str(folder)),
        _run("bench.figures", str(theirs), str(folder / "figure.png")),
    )


def _run(*arguments: str) -> Spent:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", *arguments],
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": ""},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after, end = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(end - start, cpu)

"""Memory of a process that draws, and draws: our formulas, and those of others."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from random import Random
from string import ascii_lowercase

import psutil

from bench.answers import changed, deck, of_no_deck
from bench.formulas import ELSEWHERE
from bench.tables import Table
from bot.typeset import Face, FaceKind

COUNTS = (1, 300, 3000, 5000)
WORDS = 8
"""Words in a card or paragraph that no other has."""


FORMULAS = 4
"""Formulas from elsewhere in each card, if there are any."""


def memory() -> Iterator[Table]:
    """After so many cards, all different."""
    rows = [_row("of ours, no formula twice", _ours())]
    if ELSEWHERE:
        rows.append(_row("with formulas from elsewhere", _of_others()))
    yield Table(
        "Memory of a process that draws",
        ("after so many cards", *(f"{count:,}" for count in COUNTS)),
        tuple(rows),
    )


def _row(name: str, faces: Iterable[Face]) -> tuple[str, ...]:
    return (name, *(f"{size / 1e6:.0f} MB" for size in _sizes(faces)))


def _sizes(faces: Iterable[Face]) -> Iterator[int]:
    command = [sys.executable, "-m", "bench.drawing"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as drawing:
        assert drawing.stdin is not None
        assert drawing.stdout is not None
        process = psutil.Process(drawing.pid)
        for count, face in enumerate(islice(faces, COUNTS[-1]), 1):
            drawing.stdin.write(json.dumps([face.title, face.body, face.badges]) + "\n")
            drawing.stdin.flush()
            assert drawing.stdout.readline(), "it draws them all"
            if count in COUNTS:
                yield process.memory_info().rss


def _ours() -> Iterator[Face]:
    rng = Random(7)
    for number, face in enumerate(cycle([*deck(), *of_no_deck()])):
        one = changed(face, number)
        yield replace(one, body=f"{one.body}\n\n{_words(rng)}")


def _of_others() -> Iterator[Face]:
    rng = Random(7)
    lines = Path(ELSEWHERE).read_text("utf-8").splitlines()
    sources = [json.loads(line)["tex"].strip() for line in lines]
    while True:
        some = rng.sample(sources, FORMULAS)
        parts = (f"{_words(rng)}\n\n$$\n{source}\n$$" for source in some)
        yield Face(FaceKind.ANSWER, "\n\n".join(parts), _words(rng))


def _words(rng: Random) -> str:
    return " ".join("".join(rng.choices(ascii_lowercase, k=7)) for _ in range(WORDS))

"""Memory of a process that draws, and draws."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice
from random import Random
from string import ascii_lowercase

import psutil

from bench.answers import changed, deck, of_no_deck
from bench.tables import Table
from bot.typeset import Face

COUNTS = (1, 300, 3000, 5000)
WORDS = 8
"""Words in each card that no other has."""


def memory() -> Iterator[Table]:
    """After so many cards, of which no two have a formula in common."""
    sizes = [f"{size / 1e6:.0f} MB" for size in _sizes()]
    yield Table(
        "Memory of a process that draws",
        ("cards, all different", *(f"{count:,}" for count in COUNTS)),
        (("memory after them", *sizes),),
    )


def _sizes() -> Iterator[int]:
    command = [sys.executable, "-m", "bench.drawing"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as drawing:
        assert drawing.stdin is not None
        assert drawing.stdout is not None
        process = psutil.Process(drawing.pid)
        for count, face in enumerate(islice(_all_different(), COUNTS[-1]), 1):
            drawing.stdin.write(json.dumps([face.title, face.body, face.badges]) + "\n")
            drawing.stdin.flush()
            assert drawing.stdout.readline(), "it draws them all"
            if count in COUNTS:
                yield process.memory_info().rss


def _all_different() -> Iterator[Face]:
    rng = Random(7)
    for number, face in enumerate(cycle([*deck(), *of_no_deck()])):
        own = " ".join("".join(rng.choices(ascii_lowercase, k=7)) for _ in range(WORDS))
        one = changed(face, number)
        yield replace(one, body=f"{one.body}\n\n{own}")

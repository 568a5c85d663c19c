"""`python -m bench [name …]`: measures, and prints tables in Markdown."""

import gc
import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator

from bench.attempts import attempts
from bench.cards import cards
from bench.challenges import challenges
from bench.cold import cold
from bench.discord import discord
from bench.due import due
from bench.formulas import formulas
from bench.imports import imports
from bench.memory import memory
from bench.slack import slack
from bench.start import growth, start
from bench.storm import storm
from bench.tables import Table

BENCHES: dict[str, Callable[[], Iterator[Table]]] = {
    "attempts": attempts,
    "cards": cards,
    "formulas": formulas,
    "cold": cold,
    "memory": memory,
    "storm": storm,
    "imports": imports,
    "due": due,
    "start": start,
    "growth": growth,
    "discord": discord,
    "slack": slack,
    "challenges": challenges,
}


def main(names: list[str]) -> None:
    unknown = set(names) - BENCHES.keys()
    if unknown:
        sys.exit(f"There is no {', '.join(sorted(unknown))}; there are: {_all()}.")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, ", end="")
    print(f"SQLite {sqlite3.sqlite_version}, {platform.system()}")
    gc.freeze()  # as `serve` does once it has started
    for name in names or BENCHES:
        for table in BENCHES[name]():
            print(f"\n{table}", flush=True)


def _all() -> str:
    return ", ".join(BENCHES)


if __name__ == "__main__":
    main(sys.argv[1:])

"""How many attempts a second are acknowledged, each of them durable."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from adapters.desk import Desk
from bench.tables import Table, rate, times
from bench.world import World, later, members, opened, world
from bot.panels import Caller, Values

MEMBERS = 1000
RUNS = 5

_OURS = ("savepoint", "release")
"""Statements that a program without our batches would not need."""

Statement = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Way:
    """A kind of attempt: what to press once it is prepared."""

    name: str
    prepare: Callable[[World, list[Caller]], list[str]]
    values: Values


WAYS = (
    Way(
        "tick of today's card",
        lambda made, people: made.reveal(people, later(1)),
        {"picks": ("0", "1")},
    ),
    Way("private check", lambda made, people: made.checks(people, later(1)), {}),
)


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds for all attempts: by us, by bare sqlite3, and with a commit for each."""

    ours: float
    bare: float
    single: float


def attempts() -> Iterator[Table]:
    """Through desk and engine, against bare sqlite3 and against no grouping."""
    rows = []
    for way in WAYS:
        for at_once in (1, MEMBERS):
            runs = [_run(way, at_once) for _ in range(RUNS)]
            rows.append(_row(f"{way.name}, {at_once:,} at once", runs))
    yield Table(
        "Attempts acknowledged, each on disk first",
        ("", "÷ bare sqlite3", "× one commit each", "attempts", "bare sqlite3"),
        tuple(rows),
        f"Medians of {RUNS} alternating runs of {MEMBERS:,} attempts. Bare sqlite3 "
        "runs the statements that were recorded, prepared, in the same groups.",
    )


def _row(what: str, runs: list[Run]) -> tuple[str, ...]:
    return (
        what,
        times(median(run.ours / run.bare for run in runs)),
        times(median(run.single / run.ours for run in runs)),
        rate(median(MEMBERS / run.ours for run in runs)),
        rate(median(MEMBERS / run.bare for run in runs)),
    )


def _run(way: Way, at_once: int) -> Run:
    people = members(MEMBERS)
    with world() as made:
        tokens = way.prepare(made, people)
        ours, traced, bare, single = (_copy(made, name) for name in "otbs")
        made_too = opened(ours)
        press = partial(_press, people=people, tokens=tokens, values=way.values)
        took = asyncio.run(press(made_too, at_once=at_once))
        made_too.store.close()
        return Run(
            took,
            _replay(bare, _recorded(traced, partial(press, at_once=at_once))),
            _singly(single, people, tokens, way.values),
        )


def _copy(made: World, name: str) -> Path:
    to = made.path.with_name(f"{name}.db")
    made.store.backup(to)
    return to


async def _press(
    made: World,
    people: list[Caller],
    tokens: list[str],
    values: Values,
    at_once: int,
) -> float:
    """Each member presses; `at_once` of them wait for an answer at any time."""
    desk, now = Desk(made.store), later(5)
    waiting = iter(list(zip(people, tokens, strict=True)))

    async def one_after_another() -> None:
        for member, token in waiting:
            await desk.call(made.engine.press, member, token, values, now)

    started = time.perf_counter()
    await asyncio.gather(*(one_after_another() for _ in range(at_once)))
    took = time.perf_counter() - started
    await desk.close()
    return took


def _recorded(path: Path, press: Callable[[World], Any]) -> list[Statement]:
    made = opened(path)
    said: list[Statement] = []
    with made.db.tracer(lambda sql, values: said.append((sql, values or ()))):
        asyncio.run(press(made))
    made.store.close()
    return [one for one in said if not one[0].startswith(_OURS)]


def _replay(path: Path, statements: list[Statement]) -> float:
    db = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    for setting in ("journal_mode = wal", "synchronous = full", "foreign_keys = on"):
        db.execute(f"pragma {setting}")
    started = time.perf_counter()
    for sql, values in statements:
        db.execute(sql, values).fetchall()
    took = time.perf_counter() - started
    db.close()
    return took


def _singly(
    path: Path, people: list[Caller], tokens: list[str], values: Values
) -> float:
    """The same presses with nothing around them but a commit for each."""
    made, now = opened(path), later(5)
    started = time.perf_counter()
    for member, token in zip(people, tokens, strict=True):
        with made.store.transaction():
            made.engine.press(member, token, values, now)
    took = time.perf_counter() - started
    made.store.close()
    return took

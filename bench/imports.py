"""Presses while a deck of 5 MB is imported in the chat, and exported again."""

import asyncio
import time
from collections.abc import Coroutine, Iterator
from itertools import islice
from typing import Any

from adapters.background import Background
from adapters.desk import Desk
from bench.storm import probe
from bench.tables import Table, percentile, seconds
from bench.world import HOST, World, deck, later, members, world
from bot.decks import Form, export
from bot.decks.limits import SENT_BYTES
from bot.flows.work import Work
from bot.panels import Caller, Options, Upload

RATE = 100
"""Presses a second."""

FEWEST, MOST = 300, 4000
"""Presses in each row, however soon the work is done."""


def imports() -> Iterator[Table]:
    """From press to commit, and how long the loop was busy with something else."""
    file = _file()
    with world() as made:
        rows = asyncio.run(_rows(made, file))
    yield Table(
        f"A deck of {len(file.data) / 2**20:.1f} MB; {RATE} presses a second",
        ("", "takes", "half under", "99 of 100 under", "longest"),
        tuple(rows),
    )


def _file() -> Upload:
    """The deck that ships, over and over, as far as a chat takes it."""
    size = len(export(deck(1000), Form.TOML).data) / 1000
    cards = int(SENT_BYTES / size)
    while len(data := export(deck(cards), Form.TOML).data) > SENT_BYTES:
        cards -= 1
    return Upload("long.toml", data)


async def _rows(made: World, file: Upload) -> list[tuple[str, ...]]:
    people = members(3 * MOST)
    pressing = iter(zip(people, made.reveal(people, later(1)), strict=True))
    desk, background = Desk(made.store), Background()

    async def ask(command: str, options: Options) -> None:
        asked = await desk.call(made.engine.run, HOST, command, options, later(3))
        assert isinstance(asked, Work)
        work = await background.do(asked)
        await desk.call(made.engine.finish, HOST, asked, work, later(3))

    rows: list[tuple[str, ...]] = []
    for what, work in (
        ("nothing else", asyncio.sleep(0)),
        ("import", ask("deck import", {"file": file})),
        ("export", ask("deck export", {"deck": "long"})),
    ):
        rows += await _meanwhile(what, work, made, desk, pressing)
    await background.close()
    await desk.close()
    return rows


async def _meanwhile(
    what: str,
    work: Coroutine[Any, Any, None],
    made: World,
    desk: Desk,
    pressing: Iterator[tuple[Caller, str]],
) -> list[tuple[str, ...]]:
    """Presses at an even pace until the work is done; 40 seconds at most."""
    lags: list[float] = []
    waits: list[float] = []
    took: list[float] = []
    began = time.perf_counter()
    probing = asyncio.create_task(probe(lags))
    working = asyncio.create_task(work)
    working.add_done_callback(lambda _: took.append(time.perf_counter() - began))

    async def press(member: Caller, token: str, due: float) -> None:
        values = {"picks": ("0", "1")}
        await desk.call(made.engine.press, member, token, values, later(5))
        waits.append(time.perf_counter() - due)

    async with asyncio.TaskGroup() as presses:
        for number, (member, token) in enumerate(islice(pressing, MOST)):
            due = began + number / RATE
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            presses.create_task(press(member, token, due))
            if working.done() and number >= FEWEST:
                break
    assert working.done(), "the machine is too busy for this to be measured"
    await working
    probing.cancel()
    takes = seconds(took[0]) if what != "nothing else" else "–"
    return [
        (f"press to commit: {what}", takes, *_spread(waits)),
        (f"event loop late: {what}", "", *_spread(lags)),
    ]


def _spread(values: list[float]) -> tuple[str, str, str]:
    shares = (percentile(values, 0.5), percentile(values, 0.99), max(values))
    return seconds(shares[0]), seconds(shares[1]), seconds(shares[2])

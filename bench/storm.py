"""A thousand presses within one second, while pictures are being drawn."""

import asyncio
import time
from collections.abc import Iterator
from random import Random

from adapters.desk import Desk
from adapters.painter import Painter
from bench.tables import Table, spread
from bench.world import World, later, members, world
from bot import faces
from bot.panels import Caller, Picture
from bot.typeset import Theme

PRESSES = 1000
PROBE = 0.005
"""Seconds between two looks at the event loop."""


def storm() -> Iterator[Table]:
    """From press to commit, and how long the loop was busy with something else."""
    rows = []
    for drawing in (False, True):
        with world() as made:
            waits, lags, drawn = asyncio.run(_storm(made, drawing))
        what = f"pictures drawn: {drawn}" if drawing else "nothing drawn"
        rows.append((f"press to commit, {what}", *spread(waits)))
        rows.append((f"event loop late, {what}", *spread(lags)))
    yield Table(
        f"{PRESSES:,} presses at random moments of one second",
        ("", "half under", "99 of 100 under", "longest"),
        tuple(rows),
    )


async def _storm(made: World, drawing: bool) -> tuple[list[float], list[float], int]:
    people = members(PRESSES)
    tokens = made.reveal(people, later(1))
    desk, dice = Desk(made.store), Random(7)
    painter = Painter(made.path.parent / "pictures")
    drawn: list[int] = []
    painting = None
    if drawing:
        await _paint(made, painter, drawn, cards=1)  # the drawing process starts
        drawn.clear()
        painting = asyncio.create_task(_paint(made, painter, drawn, cards=1000))
    lags: list[float] = []
    probing = asyncio.create_task(probe(lags))
    waits = await asyncio.gather(
        *(
            _press(made, desk, member, token, dice.random())
            for member, token in zip(people, tokens, strict=True)
        )
    )
    for task in filter(None, (probing, painting)):
        task.cancel()
    await painter.close()
    await desk.close()
    return list(waits), lags, len(drawn)


async def _press(
    made: World, desk: Desk, member: Caller, token: str, after: float
) -> float:
    await asyncio.sleep(after)
    started = time.perf_counter()
    values = {"picks": ("0", "1")}
    await desk.call(made.engine.press, member, token, values, later(5))
    return time.perf_counter() - started


async def probe(lags: list[float]) -> None:
    """How late each look at the event loop comes, until cancelled."""
    while True:
        started = time.perf_counter()
        await asyncio.sleep(PROBE)
        lags.append(max(0.0, time.perf_counter() - started - PROBE))


async def _paint(made: World, painter: Painter, drawn: list[int], cards: int) -> None:
    edition = made.store.decks.of_space(None)[0]
    for card in list(edition.cards.values())[-cards:]:
        for theme in Theme:
            face = faces.answer(card, edition.deck.title)
            await painter.draw(Picture(face), theme)
            drawn.append(1)

"""Slack under load: the whole bot, against a small Slack in its own process."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.tables import Table, spread
from bench.whole import before_nine, lags, steps
from bot.settings import Settings
from tests.slack.peer import Apart

PRESSES = 1000
LATENCY = 0.1
"""Seconds that a request takes on its way, there and back."""


def slack() -> Iterator[Table]:
    for name in ("adapters", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)
    yield asyncio.run(_storms())


# A thousand presses.


async def _storms() -> Table:
    """Presses that reveal the answer, in a modal with its picture, and ticks."""
    async with _bot(members=PRESSES) as (peer, settings, nine):
        nine.set()
        await peer.ask("slash", command="/study", text="drop set time:09:00")
        await peer.ask("slash", command="/study", text="drop now")
        await _card(peer)
        await peer.ask("press_all", button="Show answer", people=20)
        await asyncio.sleep(5)
        rows = []
        with lags() as late:
            pressed = await peer.ask("press_all", button="Show answer")
        rows += _weathered("Show answer", pressed, late)
        await asyncio.sleep(20)
        report = await peer.ask("report")
        print({k: v for k, v in report.items() if k not in ("messages", "updates")})
        print(steps(settings))
        with lags() as late:
            pressed = await peer.ask("submit_all", values={"Tick": ["0", "1"]})
        rows += _weathered("saved ticks", pressed, late)
        await asyncio.sleep(8)  # what was put off is shown, the message edited
        report = await peer.ask("report")
        held = steps(settings)
    print({k: v for k, v in report.items() if k not in ("messages",)})
    return Table(
        f"{PRESSES:,} presses within one second, {LATENCY * 1000:.0f} ms of network",
        ("", "half under", "99 of 100 under", "longest"),
        tuple(rows),
        str(held),
    )


def _weathered(
    what: str, pressed: dict[str, Any], late: list[float]
) -> list[tuple[str, ...]]:
    print(pressed["acked"], pressed["failures"])
    return [
        (f"{what}: press to acknowledgement", *spread(pressed["waits"])),
        (f"{what}: event loop late", *spread(late)),
    ]


async def _card(peer: Apart) -> None:
    """Once the card of the day stands there."""
    while True:
        report = await peer.ask("report")
        if any("Card of the day" in text for text in report["messages"][0]):
            return
        await asyncio.sleep(0.1)


@asynccontextmanager
async def _bot(
    **options: int | float | bool,
) -> AsyncIterator[tuple[Apart, Settings, asyncio.Event]]:
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        async with Apart(latency=LATENCY, **options) as peer:
            where = peer.where
            settings = Settings(
                data=Path(folder),
                port=0,
                slack={
                    "SLACK_BOT_TOKEN": where["token"],
                    "SLACK_APP_TOKEN": where["app_token"],
                    "SLACK_API_URL": where["api_url"],
                },
            )
            async with before_nine(settings) as nine:
                await peer.ask("connected")
                yield peer, settings, nine

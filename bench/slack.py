"""Slack under load: the whole bot, against a small Slack in its own process."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from adapters.slack import limits, names
from adapters.slack.installations import TOPIC, Installation
from bench.tables import Table, percentile, seconds, spread
from bench.whole import (
    LATENCY,
    NINE,
    all_posted,
    before_nine,
    lags,
    quiet,
    scheduled,
    steps,
)
from bench.world import opened
from bot.panels import ChannelId, SpaceId
from bot.settings import Settings
from tests.slack.peer import Apart

PRESSES = 1000
TEAMS, CHANNELS = 100, 100
"""Workspaces, and channels in each."""

SLOWNESS = 6.0
"""How many times as slow the pace is, so that it is the pace that is measured."""

CARD = "Card of the day"


def slack() -> Iterator[Table]:
    quiet()
    yield asyncio.run(storms())
    yield asyncio.run(drops())


# A thousand presses.


async def storms() -> Table:
    """Presses that reveal the answer, and ticks saved: a picture with each."""
    async with _bot(members=PRESSES, strict=True) as (peer, settings, nine):
        nine.set()
        await peer.ask("slash", command="/study", text="drop set time:09:00")
        await peer.ask("slash", command="/study", text="drop now")
        await _until(peer, lambda told: CARD in str(told["messages"]))
        began = time.monotonic()
        await peer.ask("press_all", button="Show answer", people=20)
        await asyncio.sleep(5)
        rows = []
        with lags() as late:
            pressed = await peer.ask("press_all", button="Show answer")
        rows += _weathered("Show answer", pressed, late)
        told = await _until(peer, lambda told: _answered(told) >= PRESSES)
        modals = told["views"]
        await peer.ask("tick_all", boxes="picks.0", picks=["0", "1"], within=10)
        with lags() as late:
            saving = {"values": {"Tick": ["0", "1"]}, "button": "Save"}
            pressed = await peer.ask("save_all", **saving)
        rows += _weathered("saved ticks", pressed, late)
        await asyncio.sleep(8)  # the message is edited
        told = await peer.ask("report")
        held = steps(settings)
    assert told["violations"] == [], told["violations"]
    assert (held["reveal"], held["tick"]) == (PRESSES, PRESSES), held
    edits = told["updates"]
    assert len(edits) <= (time.monotonic() - began) / 2, edits
    return Table(
        f"{PRESSES:,} presses within one second, {LATENCY * 1000:.0f} ms of network",
        ("", "half under", "99 of 100 under", "longest"),
        tuple(rows),
        f"In the database, each once: {held['reveal']:,} revealed, {held['tick']:,} "
        f"saved. Edits of the message until 8 s after: {len(edits)}. Modals that "
        f"Slack's tier let open: {modals}; the others were answered by message.",
    )


def _weathered(
    what: str, pressed: dict[str, Any], late: list[float]
) -> list[tuple[str, ...]]:
    assert pressed["failures"] == {}, f"{what}: {pressed['failures']}"
    return [
        (f"{what}: press to acknowledgement", *spread(pressed["waits"])),
        (f"{what}: event loop late", *spread(late)),
    ]


def _answered(told: dict[str, Any]) -> int:
    return int(told["views"] + told["private"])


# Ten thousand channels.


async def drops() -> Table:
    """All due at nine; one of them is archived."""
    posts = limits.POSTS_A_MINUTE / SLOWNESS
    burst = posts // 5
    alone = (CHANNELS - burst) / ((posts - burst) / 60)
    with patch.object(limits, "POSTS_A_MINUTE", posts):
        async with _bot(teams=TEAMS, channels=CHANNELS) as (peer, settings, nine):
            await peer.ask("archive", channel=0)
            nine.set()
            worked = time.process_time()
            with lags() as late:
                took = await all_posted(settings, TEAMS * CHANNELS)
            worked = time.process_time() - worked
            told = await peer.ask("report")
    cards = [sum(CARD in text for text in each) for each in told["messages"]]
    everywhere = TEAMS * CHANNELS
    assert (max(cards), sum(cards)) == (1, everywhere - 1), (max(cards), sum(cards))
    return Table(
        f"{everywhere:,} channels in {TEAMS} workspaces due at once",
        ("", ""),
        (
            ("the pace alone would take", seconds(alone)),
            ("all posted after", seconds(took)),
            ("posted ÷ pace alone", f"{took / alone:.2f}×"),
            ("cards posted, one in a channel at most", f"{sum(cards):,}"),
            ("refused by Slack, and stopping no other", str(cards.count(0))),
            ("event loop late, 99 of 100 under", seconds(percentile(late, 0.99))),
            ("the bot's processor time for each card", seconds(worked / everywhere)),
        ),
        f"The pace is {SLOWNESS:.0f} times as slow as Slack's.",
    )


# The bot.


async def _until(peer: Apart, true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """What is reported, once that is so."""
    while True:
        told = await peer.ask("report")
        if true(told):
            return told
        await asyncio.sleep(0.5)


@asynccontextmanager
async def _bot(
    **options: int | float | bool,
) -> AsyncIterator[tuple[Apart, Settings, asyncio.Event]]:
    """The bot at work, a moment before nine; at nine, once the event is set."""
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        async with Apart(latency=LATENCY, **options) as peer:
            where = peer.where
            settings = Settings(
                data=Path(folder),
                port=0,
                slack={
                    "SLACK_APP_TOKEN": where["app_token"],
                    "SLACK_API_URL": where["api_url"],
                },
            )
            _installed(settings, where["teams"])
            if "teams" in options:
                _scheduled(settings, where)
            async with before_nine(settings) as nine:
                await peer.ask("connected")
                yield peer, settings, nine


def _installed(settings: Settings, teams: list[dict[str, Any]]) -> None:
    """As if each workspace had let the app in."""
    made = opened(settings.database)
    with made.store.transaction():
        for team in teams:
            id, token, user = team["id"], team["token"], team["bot_user"]
            kept = json.dumps(asdict(Installation(id, id, token, user)))
            made.engine.keepsakes.keep(TOPIC, id, kept, NINE)
    made.store.close()


def _scheduled(settings: Settings, where: dict[str, Any]) -> None:
    teams = [team["id"] for team in where["teams"] for _ in range(CHANNELS)]
    places: list[tuple[ChannelId, SpaceId]] = [
        (names.channel(team, channel), names.space(team))
        for team, channel in zip(teams, where["channels"], strict=True)
    ]
    Random(7).shuffle(places)  # workspaces set up their channels in no order
    scheduled(settings, places, names.member(teams[0], where["members"][0]))

"""What is kept of workspaces, in memory and in the database: both say the same."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from adapters.slack.faults import NotInstalled
from adapters.slack.installations import Installations
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.uploads import TOPIC, Uploads
from adapters.slack.wire import Wire
from tests.adapters.small_bot import SmallBot, small_bot

TOLD = {
    "team": {"id": "T1", "name": "Study"},
    "access_token": "xoxb-0",
    "bot_user_id": "U0",
}


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[SmallBot]:
    yield from small_bot(tmp_path / "studybot.db")


@pytest.fixture
def keepsakes(bot: SmallBot) -> Keepsakes:
    return Keepsakes(bot.engine, bot.desk, bot.clock)


@pytest.fixture
def uploads(bot: SmallBot, keepsakes: Keepsakes) -> Uploads:
    async def token(_: str) -> str:
        raise NotInstalled

    return Uploads(Wire("http://127.0.0.1:1/api/", token), keepsakes, bot.clock)


def installations(keepsakes: Keepsakes) -> Installations:
    async def whoami(_: str) -> tuple[dict[str, Any], frozenset[str]]:
        raise NotInstalled

    return Installations("", keepsakes, whoami)


async def test_an_app_that_is_taken_out_is_not_known_by_a_look_that_was_under_way(
    keepsakes: Keepsakes,
) -> None:
    await installations(keepsakes).add(TOLD)
    since_restarted = installations(keepsakes)

    looking = asyncio.create_task(since_restarted.of("T1"))
    await asyncio.sleep(0)
    await since_restarted.remove("T1")
    await looking

    with pytest.raises(NotInstalled):
        await since_restarted.of("T1")


@pytest.mark.parametrize("whole", [False, True])
async def test_a_file_that_is_forgotten_is_not_known_by_a_look_that_was_under_way(
    keepsakes: Keepsakes, uploads: Uploads, whole: bool
) -> None:
    await keepsakes.keep(f"{TOPIC}T1", "a.png", "F1")

    looking = asyncio.create_task(uploads.known("T1", "a.png"))
    await asyncio.sleep(0)
    if whole:
        await uploads.forget_all("T1")
    else:
        await uploads.forget("T1", "a.png")
    await looking

    assert await uploads.known("T1", "a.png") is None

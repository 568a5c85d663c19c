import asyncio
import gc
import logging
import socket
import sqlite3
from collections.abc import Callable
from contextlib import AsyncExitStack, closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random

import aiohttp
import psutil
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.data_folder import CannotStart, locked, opened
from adapters.serve import running, shipped
from bot.settings import Settings
from tests.adapters.waiting import until

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


async def test_a_page_with_todays_card_is_there_once_it_runs(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, port=0)
    async with running(settings, "UTC", lambda: NINE, Random(7)) as address:
        assert address.startswith("http://127.0.0.1:")
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"{address}/healthz") as health,
        ):
            assert await health.text() == "ok"
        await until(lambda: messages(settings) == [("drop", "sent")])
    assert messages(settings) == [("drop", "sent")]


async def test_what_it_held_is_free_again_afterwards(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, port=free_port())
    for _ in range(2):
        async with running(settings, "UTC", lambda: NINE, Random(7)):
            with pytest.raises(CannotStart, match="already running"):
                locked(settings)
    locked(settings).release()


async def test_a_second_start_on_the_same_day_brings_no_second_card(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path, port=0)
    for minutes in range(3):
        now = NINE + timedelta(minutes=minutes)
        async with running(settings, "UTC", always(now), Random(7)):
            await until(lambda: ("drop", "sent") in messages(settings))
    assert messages(settings) == [("drop", "sent")]


async def test_dates_missed_while_it_was_down_are_recorded(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, port=0)
    for days in (0, 3):
        now = NINE + timedelta(days=days, hours=1)
        async with running(settings, "UTC", always(now), Random(days)):
            await until(partial(recorded, settings, now.date()))
            await asyncio.sleep(0.1)
    assert [day for day, _ in drops(settings)] == [
        "2026-03-02",
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
    ]


async def test_stopping_while_a_deck_is_read_says_so_and_changes_nothing(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path, port=0)
    async with AsyncExitStack() as after:
        bot = await after.enter_async_context(AsyncExitStack())
        context = running(settings, "UTC", lambda: NINE, Random(7))
        address = await bot.enter_async_context(context)
        session = await after.enter_async_context(aiohttp.ClientSession())
        own = {"Origin": address}
        async with session.post(
            f"{address}/upload", data=BytesIO(slow()), headers=own
        ) as laid:
            file = (await laid.json())["id"]
        socket = await session.ws_connect(f"{address}/socket", headers=own)
        await socket.send_json({"type": "hello", "name": "Ada", "zone": "UTC"})
        while (await socket.receive_json())["type"] != "welcome":
            pass
        run = {"type": "run", "line": "/deck import", "files": {"file": file}}
        await socket.send_json({"id": 1, **run})
        await until(lambda: children() > 1)

        await bot.aclose()

        said = [frame.json() async for frame in socket]
    assert [one["text"] for one in said if one["type"] == "refusal"] == [
        "I am being restarted, and nothing was changed. Try again in a minute."
    ]
    assert rows(settings, "select slug, space from decks") == [
        (deck.id, "") for deck in shipped()
    ]


async def test_a_platform_that_breaks_is_in_the_log_at_once_and_stops_no_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with TestServer(web.Application()) as far:
        slack = {
            "SLACK_BOT_TOKEN": "xoxb-torn\nby a line end",
            "SLACK_APP_TOKEN": "xapp-1",
            "SLACK_API_URL": str(far.make_url("/api/")),
        }
        settings = Settings(data=tmp_path, port=0, slack=slack, page_wanted=True)
        async with running(settings, "UTC", lambda: NINE, Random(7)):
            await until(lambda: "A fault of ours" in caplog.text)
            await until(lambda: messages(settings) == [("drop", "sent")])


async def test_one_that_cannot_start_leaves_nothing_held_and_nothing_begun(
    tmp_path: Path, recwarn: pytest.WarningsRecorder
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-0", "SLACK_APP_TOKEN": "xapp-0"}
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        settings = Settings(data=tmp_path, port=port, slack=tokens, page_wanted=True)
        with pytest.raises(CannotStart, match="is taken"):
            async with running(settings, "UTC", lambda: NINE, Random(7)):
                pass
    locked(settings).release()
    opened(settings).close()
    gc.collect()
    assert [str(warning.message) for warning in recwarn] == []


async def test_the_page_has_an_address_that_slack_does_not_come_in_by(
    tmp_path: Path,
) -> None:
    by_http = {"SLACK_SIGNING_SECRET": "s", "SLACK_BOT_TOKEN": "xoxb-0"}
    by_socket = {**by_http, "SLACK_APP_TOKEN": "xapp-0"}
    nowhere = {"SLACK_API_URL": f"http://127.0.0.1:{free_port()}/api/"}
    at = partial(Settings, data=tmp_path, port=0, page_wanted=True)

    with pytest.raises(CannotStart, match="cannot share one address"):
        async with running(at(slack=by_http | nowhere), "UTC", lambda: NINE, Random(7)):
            pass
    async with running(
        at(slack=by_socket | nowhere), "UTC", lambda: NINE, Random(7)
    ) as address:
        assert address.startswith("http://127.0.0.1:")


async def test_one_with_a_database_it_cannot_use_lets_go_of_the_folder(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path, port=0)
    settings.database.write_bytes(b"milk, bread, cheese" * 100)
    with pytest.raises(CannotStart, match="cannot be opened as a database"):
        async with running(settings, "UTC", lambda: NINE, Random(7)):
            pass
    locked(settings).release()


async def test_settings_that_would_open_it_to_all_are_refused_and_hold_nothing(
    tmp_path: Path,
) -> None:
    settings = Settings(data=tmp_path, port=0, host="0.0.0.0")
    with pytest.raises(ValueError, match="set STUDYBOT_WEB_TOKEN"):
        async with running(settings, "UTC", lambda: NINE, Random(7)):
            pass
    locked(settings).release()


def test_the_decks_that_ship_have_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        assert shipped()
    assert caplog.records == []


def slow() -> bytes:
    """A file that takes long to read and is no deck."""
    return b"format = 1\n" + b"a." * 1_000_000 + b"b = 1"


def children() -> int:
    """Processes that the bot has started; the one that draws is the first."""
    found = psutil.Process().children()
    return sum("resource_tracker" not in " ".join(one.cmdline()) for one in found)


def always(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def recorded(settings: Settings, day: date) -> bool:
    return day.isoformat() in dict(drops(settings))


def messages(settings: Settings) -> list[tuple[str, str]]:
    return rows(settings, "select kind, state from messages order by id")


def drops(settings: Settings) -> list[tuple[str, str]]:
    return rows(settings, "select day, state from drops order by day")


def rows(settings: Settings, sql: str) -> list[tuple[str, str]]:
    uri = f"file:{settings.database}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as db:
        return db.execute(sql).fetchall()


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

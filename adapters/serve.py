"""The running bot: everything put together, started, and taken down in order."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from random import Random
from typing import Any

from aiohttp import web
from filelock import FileLock, Timeout

from adapters.deliver import Delivery, Show
from adapters.desk import Desk
from adapters.painter import Painter
from adapters.platforms import House, joined
from adapters.ticker import Ticker
from adapters.web.server import Web
from adapters.web.settings import WebSettings
from bot import decks
from bot.cards import Deck
from bot.engine import Engine
from bot.panels import ChannelId, SpaceId
from bot.settings import SEEDS, Settings
from bot.store import Newer, Store, Unusable

log = logging.getLogger(__name__)

WEB_SPACE = SpaceId("web")
WEB_CHANNEL = ChannelId("web:study")


class CannotStart(Exception):
    """Why the bot cannot start, and what to do; one sentence for the screen."""


def locked(settings: Settings) -> FileLock:
    """The data folder, made, and held by this process alone; CannotStart otherwise."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "studybot.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise CannotStart(
            f"Another Studybot is already running on {folder}. Stop that one first, "
            "or give this one a folder of its own with STUDYBOT_DATA."
        ) from None
    except OSError as fault:
        raise CannotStart(
            f"Nothing can be written in {folder} ({fault.strerror or fault}). "
            "Make the folder writable, or name another with STUDYBOT_DATA."
        ) from None
    return lock


def opened(settings: Settings) -> Store:
    """The database, brought up to date; CannotStart where it cannot be used."""
    path = settings.database
    try:
        return Store.open(path)
    except Newer:
        raise CannotStart(
            f"{path} was written by a newer Studybot than this one. "
            "Update the program, or go back to a backup made before."
        ) from None
    except Unusable as fault:
        raise CannotStart(
            f"{path} cannot be opened as a database ({fault}). Put a backup in its "
            "place, or move it away to begin anew."
        ) from None


def shipped() -> list[Deck]:
    """The decks in seeds/; one with a fault is left out, and said."""
    found: list[Deck] = []
    for path in sorted(SEEDS.glob("*.toml")):
        reading = decks.read(path.read_bytes(), path.name)
        if reading.deck is None:
            log.error(
                "%s is left out: %s", path.name, "; ".join(map(str, reading.faults))
            )
        else:
            found.append(reading.deck)
    return found


@asynccontextmanager
async def running(
    settings: Settings, zone: str, clock: Callable[[], datetime], rng: Random
) -> AsyncIterator[str]:
    """The bot at work, for as long as the block lasts; gives the page's address.

    With tokens it joins their platforms, and the page is served only if asked for.
    """
    async with AsyncExitStack() as after:  # what was begun last is ended first
        after.callback(locked(settings).release)
        store = opened(settings)
        after.callback(store.close)
        desk, engine = Desk(store), Engine(store, rng)
        after.push_async_callback(desk.close)
        painter = Painter(settings.pictures)
        after.push_async_callback(painter.close)
        await desk.call(engine.ship, shipped(), clock())
        shows: dict[str, Show] = {}
        running: list[Coroutine[Any, Any, None]] = []
        app = _health()
        if settings.page and settings.slack.get("SLACK_SIGNING_SECRET"):
            raise CannotStart(
                "The page and Slack over HTTP cannot share one address. Leave out "
                "STUDYBOT_PAGE, or use Socket Mode (SLACK_APP_TOKEN)."
            )
        if settings.page:
            page = Web(engine, desk, painter, clock, _web(settings))
            app, shows["web"] = page.app(), page.show
            await _settle_in(engine, desk, zone, clock())
        house = House(engine, desk, painter, clock, zone, settings)
        for name, platform in joined(house, app).items():
            shows[name] = platform.show
            running.append(platform.run())
        runner = web.AppRunner(app, access_log=None)
        after.push_async_callback(runner.cleanup)
        delivery = Delivery(engine, desk, clock, shows)
        desk.on_change = delivery.wake
        ticker = Ticker(lambda: desk.call(engine.beat, clock()), delivery.wake, clock)
        address = await _listen(runner, settings)
        for each in (*running, delivery.run(ticker.alarm)):
            after.push_async_callback(_ended, asyncio.create_task(each))
        ticker.start()
        after.callback(ticker.stop)
        yield address


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


def _health() -> web.Application:
    """What is served where the page is not: whether the process is alive."""
    app = web.Application()
    app.router.add_get("/healthz", _alive)
    return app


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def _web(settings: Settings) -> WebSettings:
    return WebSettings(
        host=settings.host,
        port=settings.port,
        token=settings.web_token,
        manager_token=settings.web_manager_token,
        channel=WEB_CHANNEL,
        space=WEB_SPACE,
        channel_name="study",
        hosts=settings.allowed_hosts,
    )


async def _settle_in(engine: Engine, desk: Desk, zone: str, now: datetime) -> None:
    """The channel in the browser, and a card in it."""
    await desk.call(engine.join, WEB_CHANNEL, WEB_SPACE, "study", zone, now)
    await desk.call(engine.first_card, WEB_CHANNEL, now)


async def _listen(runner: web.AppRunner, settings: Settings) -> str:
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as fault:
        raise CannotStart(_not_listening(settings, fault)) from None
    host, port = runner.addresses[0][:2]
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def _not_listening(settings: Settings, fault: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if fault.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken, perhaps by another Studybot. "
            f"Choose another, such as STUDYBOT_PORT={settings.port + 1}."
        )
    return (
        f"{where} cannot be listened on ({fault.strerror or fault}). "
        "Check STUDYBOT_HOST and STUDYBOT_PORT."
    )


async def serve(
    settings: Settings,
    zone: str,
    clock: Callable[[], datetime],
    rng: Random,
    ready: Callable[[str], None],
) -> None:
    """Run until told to stop (Ctrl-C, or SIGTERM from whatever keeps us running)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such hook
            loop.add_signal_handler(name, stop.set)
    async with running(settings, zone, clock, rng) as address:
        # What stands by now stays: later rounds of the collector, each of which stops
        # every thread, need not look at it again.
        gc.collect()
        gc.freeze()
        ready(address)
        await stop.wait()

"""The running bot: everything put together, started, and taken down in order."""

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from random import Random

from aiohttp import web
from filelock import FileLock, Timeout

from adapters.answering import UnderWay
from adapters.background import Background
from adapters.deliver import Delivery, Show
from adapters.desk import Desk
from adapters.painter import Painter
from adapters.platforms import joined, lacking
from adapters.ports import House
from adapters.ticker import Ticker
from adapters.web.server import Web
from adapters.web.settings import WebSettings
from bot import decks
from bot.cards import Deck
from bot.engine import Engine
from bot.panels import ChannelId, SpaceId
from bot.settings import SEEDS, Settings
from bot.store import Busy, Full, Newer, Store, Unusable, of_the_disk, told

log = logging.getLogger(__name__)

WEB_SPACE = SpaceId("web")
WEB_CHANNEL = ChannelId("web:study")


class CannotStart(Exception):
    """Why the bot cannot start, and what to do; one sentence for the screen."""


class AlreadyRunning(CannotStart):
    """Another one holds the folder."""


def locked(settings: Settings) -> FileLock:
    """The data folder, made, and held by this process alone; CannotStart otherwise."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "studybot.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(
            f"Another Studybot is already running on {folder}. Stop that one first, "
            "or give this one a folder of its own with STUDYBOT_DATA."
        ) from None
    except OSError as fault:
        raise CannotStart(
            f"Nothing can be written in {folder} ({fault.strerror or fault}). "
            "Make the folder writable, or name another with STUDYBOT_DATA."
        ) from None
    return lock


def opened(settings: Settings, say: Callable[[str], None] = log.warning) -> Store:
    """The database, brought up to date; CannotStart where it cannot be used."""
    path = settings.database
    barred = foreign(path)
    if barred:
        raise CannotStart(not_ours(barred))
    try:
        store = Store.open(path)
    except Newer:
        raise CannotStart(too_new(path)) from None
    except (Full, Busy, Unusable) as fault:
        raise CannotStart(unusable(path, fault)) from None
    if store.kept:
        say(
            f"{path} was written by an older Studybot and has been brought up to date; "
            f"{store.kept.name} beside it is how it was."
        )
    return store


def foreign(path: Path) -> Path | None:
    """The file of the database that this account may not read and write, if any; or its
    folder, in which SQLite makes files even to read."""
    if os.path.isdir(path.parent) and not os.access(path.parent, os.W_OK | os.X_OK):
        return path.parent
    files = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
    for file in files:
        if os.path.isfile(file) and not os.access(file, os.R_OK | os.W_OK):
            return file
    return None


def unusable(path: Path, why: Full | Busy | Unusable) -> str:
    match why:
        case Full():
            return (
                f"{path} cannot be used ({why}). See that its disk has room and is "
                "sound, then start again: what is in it stays as it is."
            )
        case Busy():
            return (
                f"Another program is writing to {path}. End that one, then start "
                "again: no other may write to it while the bot runs."
            )
    return (
        f"{path} cannot be opened as a database ({why}). Put a backup in its place, "
        "or move it away to begin anew."
    )


def too_new(path: Path) -> str:
    return (
        f"{path} was written by a newer Studybot than this one. "
        "Update the program, or go back to a backup made before."
    )


def too_old(path: Path) -> str:
    return (
        f"{path} was written by an older Studybot than this one. "
        "The next studybot run brings it up to date, and keeps a copy."
    )


def not_ours(path: Path) -> str:
    return (
        f"{path} may not be read and written by this account. Give it the right to, "
        "or name another folder with STUDYBOT_DATA."
    )


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
    settings: Settings,
    zone: str,
    clock: Callable[[], datetime],
    rng: Random,
    say: Callable[[str], None] = log.warning,
) -> AsyncIterator[str]:
    """The bot at work, for as long as the block lasts; gives the page's address.

    With tokens it joins their platforms, and the page is served only if asked for.
    """
    lacks = lacking(settings)
    if lacks:
        raise CannotStart(lacks)
    async with AsyncExitStack() as after:  # what was begun last is ended first
        after.callback(locked(settings).release)
        store = opened(settings, say)
        after.callback(store.close)
        desk, engine = Desk(store), Engine(store, rng)
        after.push_async_callback(desk.close)
        background = Background()
        painter = Painter(settings.pictures)
        after.push_async_callback(painter.close)
        try:
            await _begin(engine, desk, settings, zone, clock())
        except Store.FAULTS as fault:
            if not of_the_disk(fault):
                raise
            raise CannotStart(unusable(settings.database, told(fault))) from None
        shows: dict[str, Show] = {}
        app = _health()
        sockets = settings.slack.get("SLACK_APP_TOKEN")
        signed = settings.slack.get("SLACK_SIGNING_SECRET")
        if settings.page and signed and not sockets:
            raise CannotStart(
                "The page and Slack over HTTP cannot share one address. Leave out "
                "STUDYBOT_PAGE, or use Socket Mode (SLACK_APP_TOKEN)."
            )
        if settings.page:
            page = Web(engine, desk, background, painter, clock, web_settings(settings))
            app, shows["web"] = page.app(), page.show
        house = House(engine, desk, background, painter, clock, zone)
        platforms = joined(house, settings, app)
        shows |= {name: platform.show for name, platform in platforms.items()}
        runner = web.AppRunner(app, access_log=None)
        after.push_async_callback(runner.cleanup)
        delivery = Delivery(engine, desk, clock, shows)
        desk.on_change = delivery.wake

        async def beat() -> None:
            out = [name for name, one in platforms.items() if not await one.reached()]
            await desk.call(engine.beat, clock(), out)

        ticker = Ticker(beat, delivery.wake, clock)
        address = await _listen(runner, settings)
        at_work = UnderWay()  # which says at once where one of them breaks
        connected = (platform.run() for platform in platforms.values())
        for each in (*connected, delivery.run(ticker.alarm)):
            after.push_async_callback(_ended, at_work.begin(each))
        # Before the platforms are: so that whoever waits for it can still be told.
        after.push_async_callback(background.close)
        ticker.start()
        after.callback(ticker.stop)
        yield address


ENDING = 10.0
"""Seconds for a part of the bot to end; more than any of them needs."""


async def _ended(task: asyncio.Task[None]) -> None:
    """Once more where a cancellation was lost, as in a wait that ends just then."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=ENDING)


def _health() -> web.Application:
    """What is served where the page is not: whether the process is alive."""
    app = web.Application()
    app.router.add_get("/healthz", _alive)
    return app


async def _alive(_: web.Request) -> web.Response:
    return web.Response(text="ok")


def web_settings(settings: Settings) -> WebSettings:
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


async def _begin(
    engine: Engine, desk: Desk, settings: Settings, zone: str, now: datetime
) -> None:
    """The process, its decks, and where there is a page its channel with a card."""
    await desk.call(engine.start, now)
    await desk.call(engine.ship, shipped(), now)
    if settings.page:
        await desk.call(engine.join, WEB_CHANNEL, WEB_SPACE, "#study", zone, now)
        await desk.call(engine.first_card, WEB_CHANNEL, now)


async def _listen(runner: web.AppRunner, settings: Settings) -> str:
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.port).start()
    except OSError as fault:
        raise CannotStart(_not_listening(settings, fault)) from None
    host, port = runner.addresses[0][:2]
    return address(host, port)


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds what listens there."""
    if host in ("0.0.0.0", "::"):
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _not_listening(settings: Settings, fault: OSError) -> str:
    where = f"{settings.host}:{settings.port}"
    if fault.errno == errno.EADDRINUSE:
        return (
            f"Port {settings.port} is taken, perhaps by another Studybot. "
            f"Choose another, such as STUDYBOT_PORT={settings.port + 1}."
        )
    return f"{where} cannot be listened on ({why(fault)}). {CHECK_ADDRESS}"


CHECK_ADDRESS = "Check STUDYBOT_HOST and STUDYBOT_PORT."


def why(fault: OSError) -> str:
    """The system's own words: asyncio puts its own around them."""
    if fault.errno is not None and fault.errno > 0:
        return os.strerror(fault.errno)
    return fault.strerror or str(fault)


def _stops() -> Iterator[signal.Signals]:
    yield from (signal.SIGINT, signal.SIGTERM)
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    # Whoever started us with nohup wants us to outlive the terminal.
    if hangup is not None and signal.getsignal(hangup) is not signal.SIG_IGN:
        yield hangup


async def serve(
    settings: Settings,
    zone: str,
    clock: Callable[[], datetime],
    rng: Random,
    ready: Callable[[str], None],
    say: Callable[[str], None] = log.warning,
) -> None:
    """Run until told to stop: Ctrl-C, SIGTERM from whatever keeps us running, or the
    end of the terminal."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in _stops():
        with contextlib.suppress(NotImplementedError):  # Windows has no such hook
            loop.add_signal_handler(name, stop.set)
    async with running(settings, zone, clock, rng, say) as address:
        # What stands by now stays: later rounds of the collector, each of which stops
        # every thread, need not look at it again.
        gc.collect()
        gc.freeze()
        ready(address)
        await stop.wait()

"""The running bot: everything put together, started, and taken down in order."""

import asyncio
import contextlib
import errno
import gc
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from functools import partial
from random import Random

from aiohttp import web

from adapters.answering import UnderWay
from adapters.background import Background
from adapters.data_folder import CannotStart, locked, opened, unusable, why
from adapters.deliver import Delivery, Show
from adapters.desk import Desk
from adapters.painter import Painter
from adapters.platforms import Platform, clash, joined, lacking
from adapters.ports import House
from adapters.ticker import Ticker
from adapters.web.server import Web
from adapters.web.settings import WebSettings
from bot import decks
from bot.cards import Deck
from bot.engine import Engine
from bot.panels import ChannelId, SpaceId
from bot.settings import SEEDS, Settings
from bot.store import Store, of_the_disk, told

log = logging.getLogger(__name__)

WEB_SPACE = SpaceId("web")
WEB_CHANNEL = ChannelId("web:study")


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
    barred = lacking(settings) or clash(settings)
    if barred:
        raise CannotStart(barred)
    async with AsyncExitStack() as after:  # what was begun last is ended first
        engine, desk, painter = _held(after, settings, rng, say)
        background = Background()
        await _begin(engine, desk, settings, zone, clock())
        shows: dict[str, Show] = {}
        app = _health()
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
        ticker = Ticker(partial(_beat, house, platforms), delivery.wake, clock)
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


def _held(
    after: AsyncExitStack, settings: Settings, rng: Random, say: Callable[[str], None]
) -> tuple[Engine, Desk, Painter]:
    """The folder, held, and what works on it; `after` ends them again."""
    after.callback(locked(settings).release)
    store = opened(settings, say)
    after.callback(store.close)
    desk = Desk(store)
    after.push_async_callback(desk.close)
    painter = Painter(settings.pictures)
    after.push_async_callback(painter.close)
    return Engine(store, rng), desk, painter


async def _beat(house: House, platforms: Mapping[str, Platform]) -> None:
    """Notes that we are up, and from which platforms nothing arrives just now."""
    out = [name for name, one in platforms.items() if not await one.reached()]
    await house.desk.call(house.engine.beat, house.clock(), out)


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
    try:
        await desk.call(engine.start, now)
        await desk.call(engine.ship, shipped(), now)
        if settings.page:
            await desk.call(engine.join, WEB_CHANNEL, WEB_SPACE, "#study", zone, now)
            await desk.call(engine.first_card, WEB_CHANNEL, now)
    except Store.FAULTS as fault:
        if not of_the_disk(fault):
            raise
        raise CannotStart(unusable(settings.database, told(fault))) from None


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

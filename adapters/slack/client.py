"""The connection to Slack: comes up, stays up, and goes down in order."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.ending import at_most
from adapters.ports import House
from adapters.slack import faults, library
from adapters.slack.drawing import Drawings
from adapters.slack.endpoint import Endpoint
from adapters.slack.install import Install
from adapters.slack.installations import Installations
from adapters.slack.interactions import Interactions
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.listeners import Listeners
from adapters.slack.people import People
from adapters.slack.settings import SlackSettings
from adapters.slack.show import Show
from adapters.slack.transport import SETTLE
from adapters.slack.uploads import Uploads
from adapters.slack.wire import Wire, quiet
from adapters.slack.workspaces import Workspaces
from adapters.troubles import Outage
from bot.panels import Gone, Outcome, Post, Public

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds between attempts to connect; they double."""

PING = 10.0
"""Seconds between two pings, and between two attempts to connect by sockets."""

STATUS = "https://slack-status.com and what studybot doctor says"

ABREAST = 30
"""Presses that are taken in at once: some thirty milliseconds of work."""


class Slack:
    """Slack, whole: `run` it, `mount` it for HTTP mode, `show` posts through it.

    `settle`: see `SETTLE`.
    """

    def __init__(
        self, house: House, settings: SlackSettings, settle: float = SETTLE
    ) -> None:
        self._house = house
        self._settings = settings
        keepsakes = Keepsakes(house.engine, house.desk, house.clock)
        self.wire = Wire(settings.base, lambda team: self.installations.token(team))
        self.installations = Installations(settings.token, keepsakes, self.wire.whoami)
        uploads = Uploads(self.wire, keepsakes, house.clock)
        self._outage = Outage(log, "Slack", settings.api_url or STATUS)
        self._drawings = Drawings(house.painter, uploads, self._outage)
        self._people = People(self.wire)
        self.interactions = Interactions(
            house, self.wire, self._people, uploads, self._drawings
        )
        self._workspaces = Workspaces(
            house, self.installations, keepsakes, uploads, self.interactions.asking
        )
        self._listeners = Listeners(
            house,
            self.wire,
            self.installations,
            self._workspaces,
            keepsakes,
            self._people,
            self._drawings,
            self.interactions,
        )
        self._show = Show(self.wire, self._drawings, self._outage, settle)
        self._endpoint: Endpoint | None = None
        self._sockets: SocketModeClient | None = None
        self._address = ""
        self._entered = False

    async def reached(self) -> bool:
        """Whether presses and commands arrive; over HTTP, Slack alone would know."""
        there = not self._settings.socket_mode or (
            self._sockets is not None and await self._sockets.is_connected()
        )
        if there and self._entered:
            self._outage.stands()
        return there

    async def show(self, post: Post) -> Outcome:
        """Shows a public or direct post, and says what became of it."""
        outcome = await self._show(post)
        if isinstance(outcome, Gone) and isinstance(post.to, Public):
            # An archived channel may be opened again, of which Slack tells us nothing.
            self.interactions.asking.left(post.to.channel)
        return outcome

    def mount(self, app: web.Application, clock: Callable[[], datetime]) -> None:
        """The addresses of HTTP mode, and of installing; `clock` is the true time."""
        kept = Keepsakes(self._house.engine, self._house.desk, clock)
        if self._settings.signing_secret and not self._settings.socket_mode:
            secret = self._settings.signing_secret
            self._endpoint = Endpoint(
                secret, self._listeners.app.async_dispatch, kept, clock
            )
            self._endpoint.mount(app)
        if self._settings.installable:
            Install(
                self._settings,
                self.wire,
                self.installations,
                kept,
                clock,
                self._workspaces.entered,
            ).mount(app)

    async def run(self) -> None:
        """Stays connected until cancelled; ends by itself where it can never be."""
        try:
            if not await self._let_in():
                return
            self._entered = True
            if self._settings.socket_mode:
                with self._outage.telling((quiet.name,), library.why):
                    await self._connected()
            else:
                await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Finishes what members asked for, then hangs up."""
        if self._endpoint is not None:
            self._endpoint.shut()
        await self.interactions.close()
        await self._drawings.close()
        await self.wire.close()

    async def _let_in(self) -> bool:
        """Waits until Slack takes our tokens; False where it never will."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._workspaces.back()
                if self._settings.socket_mode:
                    client = self.wire.client(self._settings.app_token)
                    opened = await client.apps_connections_open(
                        app_token=self._settings.app_token
                    )
                    self._address = str(opened["url"])
            except faults.FAULTS as fault:
                word = faults.code(fault)
                if word in (*faults.REVOKED, "not_allowed_token_type"):
                    log.error(
                        "Slack does not let us in (%s). Check SLACK_BOT_TOKEN and "
                        "SLACK_APP_TOKEN; studybot doctor says more.",
                        word,
                    )
                    return False
                self._outage.met(library.reason(fault))
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                return True

    async def _connected(self) -> None:
        """Connected by sockets, which slack_sdk renews, for as long as we run."""
        handler = AsyncSocketModeHandler(
            self._listeners.app,
            self._settings.app_token,
            logger=quiet,
            web_client=self.wire.client(),
            ping_interval=PING,
        )
        self._sockets = handler.client
        door = asyncio.Semaphore(ABREAST)

        async def enter(client: Any, request: SocketModeRequest) -> None:
            async with door:  # a crowd enters in rows: the loop stays prompt
                await asyncio.sleep(0)
            await handler.handle(client, request)

        handler.client.socket_mode_request_listeners = [enter]
        handler.client.aiohttp_client_session = _Session(handler.client)  # type: ignore[assignment]
        # Asked for once: Slack gives a new address but once a minute.
        handler.client.wss_uri = self._address
        try:
            await handler.client.connect()  # type: ignore[no-untyped-call] # not typed
            await asyncio.Event().wait()
        finally:
            with contextlib.suppress(*faults.FAULTS):
                await at_most(5, handler.client.close)


class _Session:
    """slack_sdk's own, which would try an address again that failed it.

    Each is good for one connection, so the next one is asked for anew.
    """

    def __init__(self, client: SocketModeClient) -> None:
        self._client = client
        self._session = client.aiohttp_client_session

    @property
    def closed(self) -> bool:
        return self._session.closed

    async def ws_connect(self, address: str, **how: Any) -> Any:
        self._client.wss_uri = None
        return await self._session.ws_connect(address, **how)

    async def close(self) -> None:
        await self._session.close()

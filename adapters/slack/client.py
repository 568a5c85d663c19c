"""The connection to Slack: comes up, stays up, and goes down in order."""

import asyncio
import contextlib
import logging
import os
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.ports import House
from adapters.slack import faults, given, home, names, payloads, render
from adapters.slack.door import Door
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.errand import SETTLE
from adapters.slack.install import Install
from adapters.slack.installations import Installations
from adapters.slack.interactions import Interactions
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.people import People
from adapters.slack.settings import SlackSettings
from adapters.slack.show import Show
from adapters.slack.uploads import Uploads
from adapters.slack.wire import Wire, quiet
from bot.panels import Gone, Outcome, Panel, Post, Public

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 300.0
"""Seconds between attempts to connect; they double."""

PING = 10.0
"""Seconds between two pings, and between two attempts to connect by sockets."""

EVENTS = "slack.event"
"""Under which the ids of events are kept that came."""

EVENTS_REMEMBERED = timedelta(minutes=15)
"""How long an event is known again; Slack's last retry is six minutes late."""

LEFT = "slack.left"
"""Under which it is kept that our own workspace took us out."""

ABREAST = 30
"""Presses that are taken in at once: some thirty milliseconds of work."""

BOLTS_OWN = (
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
    "SLACK_VERIFICATION_TOKEN",
)
"""What Bolt reads from the environment by itself, beside what it is given."""

ANYTHING = re.compile(r".*", re.DOTALL)

Body = dict[str, Any]


class Slack:
    """Slack, whole: `run` it, `mount` it for HTTP mode, `show` posts through it.

    `settle`: see `SETTLE`.
    """

    def __init__(
        self, house: House, settings: SlackSettings, settle: float = SETTLE
    ) -> None:
        self._engine = house.engine
        self._desk = house.desk
        self._clock = house.clock
        self._settings = settings
        keepsakes = Keepsakes(house.engine, house.desk, house.clock)
        self._keepsakes = keepsakes
        self.wire = Wire(settings.base, lambda team: self.installations.token(team))
        self.installations = Installations(settings.token, keepsakes, self.wire.whoami)
        self._uploads = Uploads(self.wire, keepsakes, house.clock)
        self._drawings = Drawings(house.painter, self._uploads)
        self._people = People(self.wire)
        self.interactions = Interactions(
            house, self.wire, self._people, self._uploads, self._drawings
        )
        self._show = Show(self.wire, self._drawings, settle)
        self._app: AsyncApp | None = None
        self._sockets: SocketModeClient | None = None
        self._address = ""

    async def reached(self) -> bool:
        """Whether presses and commands arrive; over HTTP, Slack alone would know."""
        if not self._settings.socket_mode:
            return True
        return self._sockets is not None and await self._sockets.is_connected()

    async def show(self, post: Post) -> Outcome:
        """Shows a public or direct post, and says what became of it."""
        outcome = await self._show(post)
        if isinstance(outcome, Gone) and isinstance(post.to, Public):
            # An archived channel may be opened again, of which Slack tells us nothing.
            self.interactions.asking.left(post.to.channel)
        return outcome

    def mount(self, app: web.Application, clock: Callable[[], datetime]) -> None:
        """The addresses of HTTP mode, and of installing; `clock` is the true time."""
        kept = Keepsakes(self._engine, self._desk, clock)
        if self._settings.signing_secret and not self._settings.socket_mode:
            secret = self._settings.signing_secret
            Door(secret, self.app.async_dispatch, kept, clock).mount(app)
        if self._settings.installable:
            Install(
                self._settings,
                self.wire,
                self.installations,
                kept,
                clock,
                self._greet,
            ).mount(app)

    async def run(self) -> None:
        """Stays connected until cancelled; ends by itself where it can never be."""
        try:
            if not await self._let_in():
                return
            if self._settings.socket_mode:
                await self._connected()
            else:
                await asyncio.Event().wait()
        finally:
            await self.close()

    async def close(self) -> None:
        """Finishes what members asked for, then hangs up."""
        await self.interactions.close()
        await self._drawings.close()
        await self.wire.close()

    # The connection.

    async def _let_in(self) -> bool:
        """Waits until Slack takes our tokens; False where it never will."""
        pause = FIRST_PAUSE
        while True:
            try:
                await self._back()
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
                log.warning("Slack cannot be reached: %s", word or repr(fault))
                await asyncio.sleep(pause)
                pause = min(LONGEST_PAUSE, pause * 2)
            else:
                return True

    async def _back(self) -> None:
        """Where our own workspace took us out, and we are in it again: as it was."""
        own = await self.installations.own()
        if own and await self._keepsakes.take(LEFT, own.team) is not None:
            come_back, space = self._engine.come_back, names.space(own.team)
            await self._desk.call(come_back, space, None, self._clock())

    async def _connected(self) -> None:
        """Connected by sockets, which slack_sdk renews, for as long as we run."""
        handler = AsyncSocketModeHandler(
            self.app,
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
            with contextlib.suppress(TimeoutError, *faults.FAULTS):
                async with asyncio.timeout(5):
                    await handler.client.close()  # type: ignore[no-untyped-call] # not typed

    # What Slack tells.

    @property
    def app(self) -> AsyncApp:
        """Bolt's app, with one listener for each kind of thing that comes."""
        if self._app is None:
            with _unread(*BOLTS_OWN):
                self._app = app = AsyncApp(
                    logger=quiet,
                    name="studybot",
                    client=self.wire.client(),
                    authorize=self._authorizing(),
                    # Sockets need no signature, and the door checks it on its own.
                    request_verification_enabled=False,
                    # Answered once a listener is done, which works on by itself.
                    process_before_response=True,
                )
            # Bolt tries them in turn: what comes in crowds is first.
            app.action(ANYTHING)(self._pressed)
            app.command(ANYTHING)(self._command)
            app.shortcut(ANYTHING)(self._shortcut)
            app.view_submission(ANYTHING)(self._sent_in)
            app.view_closed(ANYTHING)(_nothing)
            app.options(ANYTHING)(_nothing)
            app.event("app_home_opened")(self._begun(self._at_home))
            # Acknowledged once it is done: cut short, it is told again.
            app.event("app_uninstalled")(self._left)
            app.event("tokens_revoked")(self._revoked)
            app.event(ANYTHING)(_nothing)
        return self._app

    def _authorizing(self) -> Callable[..., Any]:
        """As a plain function: Bolt would hand a method its `self` by name."""

        async def authorize(team_id: str | None) -> AuthorizeResult | None:
            try:
                found = await self.installations.of(team_id or "")
            except faults.FAULTS as fault:
                log.warning("A word from a workspace we are not in: %r", fault)
                return None
            return AuthorizeResult(
                enterprise_id=None,
                team_id=found.team,
                bot_token=found.token,
                bot_id=found.bot,
                bot_user_id=found.bot_user,
            )

        return authorize

    async def _command(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._take(payloads.command(body))

    async def _shortcut(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        self._take(payloads.shortcut(body))

    async def _pressed(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        came = payloads.press(body)
        if came is not None:
            self._take(came)

    def _take(self, came: payloads.Came) -> None:
        if self.interactions.new(came):
            self.interactions.begin(self.interactions.take(came))

    async def _sent_in(self, ack: AsyncAck, body: Body) -> None:
        came = payloads.submission(body)
        if self.interactions.new(came):
            await self.interactions.send_in(came, ack)
        else:
            # The first delivery has its answer; to this one nobody listens.
            await ack()

    def _begun(
        self, listener: Callable[[Body], Coroutine[Any, Any, None]]
    ) -> Callable[[Body], Awaitable[None]]:
        """The same, without being waited for."""

        async def begin(body: Body) -> None:
            self.interactions.begin(listener(body))

        return begin

    async def _at_home(self, body: Body) -> None:
        event = body["event"]
        if event.get("tab") != "home" or not await self._first_time(body):
            return
        team, user = str(body["team_id"]), str(event["user"])
        try:
            await self._furnish(team, user)
        except faults.FAULTS as fault:
            log.warning("A home tab could not be shown: %s", faults.code(fault))

    async def _furnish(self, team: str, user: str) -> None:
        person = await self._people.who(team, user, user, must=False)
        caller = given.at_home(team, user, person)

        def ask() -> tuple[Panel, Any]:
            panel = home.panel(self._engine, caller, self._clock())
            return panel, self._engine.theme(caller.member) or THEME

        panel, theme = await self._desk.call(ask)
        drawn = await self._drawings.of(team, panel, theme)
        await self.wire.publish(team, user, render.home(panel, drawn))

    async def _greet(self, team: str, user: str) -> None:
        """What was set is as it was; where all is new, a hello to whoever let us in."""
        space, owner = names.space(team), names.member(team, user)
        now = self._clock()

        def turn() -> None:
            self._engine.come_back(space, None, now)
            self._engine.greet(space, None, owner, now)

        await self._desk.call(turn)

    async def _left(self, body: Body) -> None:
        """The app was taken out of a workspace: its rounds end, its data waits."""
        event, team = str(body.get("event_id")), str(body["team_id"])
        if await self._keepsakes.kept(EVENTS, event) is not None:
            return
        if self.installations.is_own(team):
            await self._keepsakes.keep(LEFT, team, "")
        space = names.space(team)
        self.interactions.asking.left(space)
        await self._desk.call(self._engine.leave_space, space, self._clock())
        await self._uploads.forget_all(team)
        # Bolt hands on nothing from where the app is not: so this comes last.
        await self.installations.remove(team)
        until = self._clock() + EVENTS_REMEMBERED
        await self._keepsakes.keep(EVENTS, event, "", until)

    async def _revoked(self, body: Body) -> None:
        """Tokens that are good no more; only a bot's concerns us."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self._left(body)

    async def _first_time(self, body: Body) -> bool:
        id, until = str(body.get("event_id")), self._clock() + EVENTS_REMEMBERED
        return await self._keepsakes.first(EVENTS, id, until)


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


@contextlib.contextmanager
def _unread(*names: str) -> Iterator[None]:
    """Variables of the environment as if they were not set."""
    held = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(held)


async def _nothing(ack: AsyncAck) -> None:
    await ack()

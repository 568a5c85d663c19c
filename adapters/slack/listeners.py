"""What Slack tells, by sockets or over HTTP: one listener of Bolt's for each kind."""

import contextlib
import logging
import os
import re
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.json_types import JsonIn
from adapters.ports import House
from adapters.slack import faults, home, inputs, payloads, render
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.installations import Installations
from adapters.slack.interactions import Interactions
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.people import People
from adapters.slack.wire import Wire, quiet
from adapters.slack.workspaces import Workspaces
from bot.panels import Panel

log = logging.getLogger(__name__)

EVENTS = "slack.event"
"""Under which the ids of events are kept that came."""

EVENTS_REMEMBERED = timedelta(minutes=15)
"""How long an event is known again; Slack's last retry is six minutes late."""

BOLTS_OWN = (
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
    "SLACK_VERIFICATION_TOKEN",
)
"""What Bolt reads from the environment by itself, beside what it is given."""

ANYTHING = re.compile(r".*", re.DOTALL)


class Listeners:
    """`app` is Bolt's; it is made when first asked for: it begins a session, and who
    never runs ends none."""

    def __init__(
        self,
        house: House,
        wire: Wire,
        installations: Installations,
        workspaces: Workspaces,
        keepsakes: Keepsakes,
        people: People,
        drawings: Drawings,
        interactions: Interactions,
    ) -> None:
        self._engine, self._desk, self._clock = house.engine, house.desk, house.clock
        self._wire = wire
        self._installations = installations
        self._workspaces = workspaces
        self._keepsakes = keepsakes
        self._people = people
        self._drawings = drawings
        self._interactions = interactions
        self._app: AsyncApp | None = None

    @property
    def app(self) -> AsyncApp:
        """Bolt's app, with one listener for each kind of thing that comes."""
        if self._app is None:
            with _unread(*BOLTS_OWN):
                self._app = app = AsyncApp(
                    logger=quiet,
                    name="studybot",
                    client=self._wire.client(),
                    authorize=self._authorizing(),
                    # Sockets need no signature, and our endpoint checks it itself.
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
                found = await self._installations.of(team_id or "")
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

    async def _command(self, ack: AsyncAck, body: JsonIn) -> None:
        await ack()
        self._take(payloads.command(body))

    async def _shortcut(self, ack: AsyncAck, body: JsonIn) -> None:
        await ack()
        self._take(payloads.shortcut(body))

    async def _pressed(self, ack: AsyncAck, body: JsonIn) -> None:
        await ack()
        came = payloads.press(body)
        if came is not None:
            self._take(came)

    def _take(self, came: payloads.Came) -> None:
        if self._interactions.new(came):
            self._interactions.begin(self._interactions.take(came))

    async def _sent_in(self, ack: AsyncAck, body: JsonIn) -> None:
        came = payloads.submission(body)
        if self._interactions.new(came):
            await self._interactions.send_in(came, ack)
        else:
            # The first delivery has its answer; to this one nobody listens.
            await ack()

    def _begun(
        self, listener: Callable[[JsonIn], Coroutine[Any, Any, None]]
    ) -> Callable[[JsonIn], Awaitable[None]]:
        """The same, without being waited for."""

        async def begin(body: JsonIn) -> None:
            self._interactions.begin(listener(body))

        return begin

    async def _at_home(self, body: JsonIn) -> None:
        event = body["event"]
        if event.get("tab") != "home" or not await self._first_time(body):
            return
        team, user = str(body["team_id"]), str(event["user"])
        try:
            await self._furnish(team, user)
        except faults.FAULTS as fault:
            log.warning("A home tab could not be shown: %s", faults.short(fault))

    async def _furnish(self, team: str, user: str) -> None:
        person = await self._people.who(team, user, user, must=False)
        caller = inputs.at_home(team, user, person)

        def ask() -> tuple[Panel, Any]:
            panel = home.panel(self._engine, caller, self._clock())
            return panel, self._engine.theme(caller.member) or THEME

        panel, theme = await self._desk.call(ask)
        drawn = await self._drawings.of(team, panel, theme)
        await self._wire.publish(team, user, render.home(panel, drawn))

    async def _left(self, body: JsonIn) -> None:
        """The app was taken out of a workspace."""
        event = str(body.get("event_id"))
        if await self._keepsakes.kept(EVENTS, event) is not None:
            return
        await self._workspaces.left(str(body["team_id"]))
        until = self._clock() + EVENTS_REMEMBERED
        await self._keepsakes.keep(EVENTS, event, "", until)

    async def _revoked(self, body: JsonIn) -> None:
        """Tokens that are good no more; only a bot's concerns us."""
        if (body["event"].get("tokens") or {}).get("bot"):
            await self._left(body)

    async def _first_time(self, body: JsonIn) -> bool:
        id, until = str(body.get("event_id")), self._clock() + EVENTS_REMEMBERED
        return await self._keepsakes.first(EVENTS, id, until)


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

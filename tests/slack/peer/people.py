"""Members and what they do: type, press, choose, submit, look."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import aiohttp
from yarl import URL

from . import blocks as tree
from . import inputs
from .deliveries import Envelope
from .errors import Impossible, Json
from .inputs import Choice
from .posting import Draft
from .seen import Seen
from .signed import Reply
from .waiting import until
from .world import Channel, Message, User, View

if TYPE_CHECKING:
    from .server import Slack

Where = Message | View
OnAck = Callable[[Json | None], None]


class Member:
    """One person at their screen. Each act returns what they saw come of it."""

    def __init__(self, peer: "Slack", user: User) -> None:
        self._peer = peer
        self.user = user
        self._files: dict[str, Json] = {}

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def view(self) -> View | None:
        """The modal on top."""
        return self.user.view

    @property
    def home(self) -> View | None:
        return self.user.home

    @property
    def private(self) -> list[Message]:
        """The ephemeral messages on the screen."""
        return list(self.user.ephemerals)

    @property
    def direct(self) -> Channel:
        """The conversation with the app."""
        return self._peer.direct(self.user)

    def reload(self) -> None:
        """Ephemeral messages and modals do not survive it."""
        self.user.ephemerals.clear()
        self._peer.screens.clear(self.user)

    async def slash(
        self,
        channel: Channel,
        command: str,
        text: str = "",
        patience: float | None = None,
    ) -> Seen:
        """`patience`: real seconds to wait for a reaction; 0 is back with the ack."""
        seen = Seen(self.user, channel)
        payload = self._peer.payloads.slash(self.user, channel, command, text)
        on_ack = self._says(channel)
        return await self._act(seen, Envelope.SLASH, payload, on_ack, patience)

    async def press(
        self,
        where: Where,
        button: str,
        patience: float | None = None,
        stale: bool = False,
        late: float = 0.0,
    ) -> Seen:
        """By label or action_id. `stale`: also one that an edit has taken away.

        `late`: the peer's seconds that it is on its way to the app.
        """
        block, element = self._found(where, button, stale)
        return await self._choose(where, block, element, {}, patience, late)

    def _found(self, where: Where, button: str, stale: bool) -> tuple[Json, Json]:
        self._may_see(where)
        blocks = where.blocks
        if stale and isinstance(where, Message):
            blocks = [b for version in (blocks, *where.versions[::-1]) for b in version]
        return inputs.find(blocks, button, {"button"})

    def _may_see(self, where: Where) -> None:
        if isinstance(where, View):
            if where.user is not self.user or not where.open:
                raise Impossible("that view is not on this member's screen")
        elif where.deleted:
            raise Impossible("that message is deleted")
        elif where.ephemeral and where not in self.user.ephemerals:
            raise Impossible("that ephemeral message is not on this member's screen")
        elif not where.ephemeral and not where.channel.holds(self.user):
            raise Impossible("this member is not in that channel")

    async def select(
        self, where: Where, element: str, choice: Choice, patience: float | None = None
    ) -> Seen:
        """Ticks, chooses or types; the app hears of it where Slack would tell it."""
        self._may_see(where)
        kinds = tree.INTERACTIVE - {"button", "workflow_button"}
        block, found = inputs.find(where.blocks, element, kinds)
        listed = await self._listed(where, found, choice)
        now = inputs.chosen(found, choice, listed)
        self._fill(where, block, found, now)
        silent = block["type"] == "input" and not block.get("dispatch_action")
        if silent:
            return Seen(self.user, _channel(where))
        now.pop("type")
        return await self._choose(where, block, found, now, patience)

    async def _listed(
        self, where: Where, element: Json, choice: Choice
    ) -> list[Json] | None:
        if "external" not in element["type"] or choice is None:
            return None
        asked = choice if isinstance(choice, str) else str(choice[0])
        return (await self.suggest(where, element["action_id"], asked)).options

    def _fill(self, where: Where, block: Json, element: Json, now: Json) -> None:
        ids = block["block_id"], element["action_id"]
        if isinstance(where, View):
            where.filled[ids] = dict(now)
        else:
            where.filled[self.user.id, *ids] = dict(now)

    async def _choose(
        self,
        where: Where,
        block: Json,
        element: Json,
        chosen: Json,
        patience: float | None,
        late: float = 0.0,
    ) -> Seen:
        seen = Seen(self.user, _channel(where))
        make = self._peer.payloads
        if isinstance(where, View):
            payload = make.view_action(self.user, where, block, element, chosen)
        else:
            payload = make.message_action(self.user, where, block, element, chosen)
        if late:
            self._peer.clock.advance(late)
        return await self._act(seen, Envelope.INTERACTIVE, payload, None, patience)

    async def submit(
        self,
        view: View,
        values: Mapping[str, Choice] | None = None,
        patience: float | None = None,
    ) -> Seen:
        """`values` by label, action_id or block_id; the rest stays as it stands."""
        self._may_see(view)
        if view is not self.user.view:
            raise Impossible("another modal stands above it")
        for name, choice in (values or {}).items():
            await self._fill_in(view, name, choice)
        inputs.require(view.blocks, lambda *ids: view.filled.get(ids))
        seen = Seen(self.user, None)
        payload = self._peer.payloads.submission(self.user, view)
        return await self._act(
            seen, Envelope.INTERACTIVE, payload, self._submitted(seen, view), patience
        )

    async def _fill_in(self, view: View, name: str, choice: Choice) -> None:
        kinds = tree.INTERACTIVE - tree.PRESSED
        block, element = inputs.find(view.blocks, name, kinds)
        listed = await self._listed(view, element, choice)
        now = inputs.chosen(element, choice, listed)
        if element["type"] == "file_input":
            now["files"] = [self._files[str(one)] for one in now["files"]]
        view.filled[block["block_id"], element["action_id"]] = now

    def _submitted(self, seen: Seen, view: View) -> OnAck:
        """The acknowledgement decides what becomes of the modal."""
        screens = self._peer.screens
        checks = self._peer.checks
        ready = self._peer.readiness(self.user.team)

        def on_ack(payload: Json | None) -> None:
            action = (payload or {}).get("response_action")
            sent = (payload or {}).get("view")
            if action == "errors":
                seen.errors = self._errors(view, (payload or {}).get("errors") or {})
            elif action == "update":
                screens.update(view, checks.view("view_submission", sent, ready))
            elif action == "push":
                screens.push(self.user, checks.view("view_submission", sent, ready))
            elif action == "clear":
                screens.clear(self.user)
            else:
                screens.close(view)

        return on_ack

    def _errors(self, view: View, errors: Json) -> dict[str, str]:
        inputs_there = {b["block_id"] for b in view.blocks if b["type"] == "input"}
        for block_id in errors.keys() - inputs_there:
            text = f"{block_id!r} is no input block of this view"
            page = "surfaces/modals#displaying_errors"
            self._peer.checks.note("view_submission", "/errors", text, page)
        return {str(key): str(value) for key, value in errors.items()}

    def upload(self, name: str, data: bytes) -> list[str]:
        """A file of theirs, to be chosen in a modal by its name."""
        self._files[name] = self._peer.downloads.give(self.user, name, data)
        return [name]

    async def close(self, view: View, cleared: bool = False) -> Seen:
        """By its cross, or all of them (`cleared`)."""
        self._may_see(view)
        seen = Seen(self.user, None)
        payload = self._peer.payloads.closed(self.user, view, cleared)
        tell = bool(view.body.get("notify_on_close"))
        if cleared or view.body.get("clear_on_close"):
            self._peer.screens.clear(self.user)
        else:
            self._peer.screens.close(view)
        if tell:
            await self._act(seen, Envelope.INTERACTIVE, payload, None, 0)
        return seen

    async def shortcut(
        self,
        message: Message | None,
        callback_id: str,
        patience: float | None = None,
    ) -> Seen:
        """On a message, or from anywhere (None)."""
        seen = Seen(self.user, message.channel if message else None)
        payload = self._peer.payloads.shortcut(self.user, callback_id, message)
        return await self._act(seen, Envelope.INTERACTIVE, payload, None, patience)

    async def suggest(self, where: Where, element: str, typed: str) -> Seen:
        """Types into an external select; the options come back with the ack."""
        kinds = {"external_select", "multi_external_select"}
        block, found = inputs.find(where.blocks, element, kinds)
        seen = Seen(self.user, _channel(where))
        make = self._peer.payloads
        payload = make.suggestion(self.user, where, block, found, typed)

        def on_ack(body: Json | None) -> None:
            seen.options = tree.options(body or {})

        return await self._act(seen, Envelope.INTERACTIVE, payload, on_ack, 0)

    async def open_home(self, patience: float | None = None) -> Seen:
        """Opens the app's home tab."""
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.direct.id,
            "tab": "home",
        }
        if self.user.home is not None:
            event["view"] = self._peer.screens.shown(self.user.home)
        return await self._tell(event, None, patience)

    async def say(
        self, channel: Channel, text: str, patience: float | None = None
    ) -> Seen:
        """Posts; the app is told where it is mentioned, or of what is direct."""
        message = self._peer.posting.post(channel, self.user, Draft(text))
        seen_channel = channel
        event: Json = {"user": self.id, "text": text, "ts": message.ts}
        event |= {"channel": channel.id, "event_ts": message.ts}
        app = self.user.team.installation
        if channel.direct:
            event |= {"type": "message", "channel_type": "im"}
        elif app is not None and f"<@{app.user.id}>" in text:
            event["type"] = "app_mention"
        else:
            return Seen(self.user, seen_channel)
        return await self._tell(event, seen_channel, patience)

    async def install(self, address: str, allow: bool = True) -> Reply:
        """Follows an install link in this member's browser; `allow`: says yes."""
        jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[URL(address)])
        signed_in = {"d": self.id, "allow": "yes" if allow else "no"}
        async with aiohttp.ClientSession(cookie_jar=jar) as browser:
            jar.update_cookies(signed_in, URL(self._peer.url))
            async with browser.get(address) as page:
                return Reply(page.status, await page.text(), dict(page.headers))

    async def _tell(
        self, event: Json, channel: Channel | None, patience: float | None
    ) -> Seen:
        seen = Seen(self.user, channel)
        payload = self._peer.payloads.event(self.user.team, event)
        seen.delivery = self._peer.dispatch.event(payload)
        within = self._peer.clock.real(self._peer.rules.ack_within)
        try:
            async with asyncio.timeout(within):
                await seen.delivery.done.wait()
        except TimeoutError:
            return seen
        await self.look(seen, patience)
        return seen

    def _says(self, channel: Channel) -> OnAck:
        """The body of a command's acknowledgement is a message."""
        responses = self._peer.responses

        def on_ack(payload: Json | None) -> None:
            if payload:
                draft = responses.draft("ack", self.user.team, payload)
                public = payload.get("response_type") == "in_channel"
                responses.say(self.user, channel, draft, public)

        return on_ack

    async def _act(
        self,
        seen: Seen,
        kind: Envelope,
        payload: Json,
        on_ack: OnAck | None,
        patience: float | None,
    ) -> Seen:
        seen.delivery = await self._peer.dispatch.interact(kind, payload, on_ack)
        if seen.failure is None and not seen.errors:
            await self.look(seen, patience)
        return seen

    async def look(self, seen: Seen, patience: float | None = None) -> Seen:
        """Waits for a first reaction, then until the app is quiet."""
        rules = self._peer.rules
        patience = rules.patience if patience is None else patience
        if not patience:
            return seen
        if await until(lambda: bool(seen.changes), patience):
            await until(self._peer.quiet, patience)
        return seen


def _channel(where: Where) -> Channel | None:
    return where.channel if isinstance(where, Message) else None

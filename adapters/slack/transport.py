"""One letter on its way to Slack, which knows no two posts to be the same one.

A new message carries its mark twice: in its metadata, and as a block's id.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from adapters.json_types import Json
from adapters.pace import Pace
from adapters.pictures import wordy
from adapters.sending import SKEW, Certain, Letter, Looked, address
from adapters.slack import faults, names, refs, render, words
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.refs import Ref
from adapters.slack.render import Drawing, Message
from adapters.slack.wire import Wire
from bot.panels import Forbidden, Gone, Later, Public, Sent
from bot.wishes import Denied, Wish

log = logging.getLogger(__name__)

SETTLE = 4.0
"""Seconds after which a message that may have been posted is in the history."""

PAGES = 5
"""Pages of a channel's history that are looked through for one message."""

ELSEWHERE = 0.7
"""Seconds until a file that is ready is known wherever messages are checked."""

Request = Callable[[Message], Awaitable[Json]]
"""What is done with a message, pictured or in words."""


class Transport:
    """`direct` holds the conversations that are known, by workspace and member; `looks`
    is how often a workspace's history may be read."""

    knows_twins = False
    ends_in = faults.FAULTS

    def __init__(
        self,
        wire: Wire,
        drawings: Drawings,
        direct: dict[str, str],
        looks: Pace,
        letter: Letter[Drawing],
        certain: Certain,
        settle: float,
    ) -> None:
        self.to = letter.to
        self.certain = certain
        self._wire = wire
        self._drawings = drawings
        self._direct = direct
        self._looks = looks
        self._letter = letter
        self._settle = settle
        self._team, self._place = names.parts(address(letter.to))
        self._channel = self._place

    async def reach(self) -> None:
        if isinstance(self.to, Public):
            return
        key = f"{self._team}.{self._place}"
        if key not in self._direct:
            self._direct[key] = await self._wire.direct(self._team, self._place)
        self._channel = self._direct[key]

    # A new message.

    async def send(self) -> Json:
        """Without its pictures where it is them that are not taken."""
        return await self._pictured(
            lambda said: self._wire.post(self._team, self._channel, said, self.to.mark)
        )

    async def look(self, *, sent: bool) -> Json | Looked:
        """Twice where it was just sent: once it must be there, if it ever is."""
        found = await self._looked()
        if sent and found is Looked.ABSENT:
            await asyncio.sleep(self._settle)
            found = await self._looked()
        return found

    async def _looked(self) -> Json | Looked:
        """Through all that was said since it may have been sent."""
        since = self.to.made.timestamp() - SKEW if self.to.made else 0.0
        cursor = ""
        for _ in range(PAGES):
            try:
                messages, cursor = await self._wire.recent(
                    self._team, self._channel, since, cursor
                )
            except faults.FAULTS as fault:
                return self._unread(fault, begun=bool(cursor))
            for message in messages:
                if bears(message, self.to.mark):
                    return message
            if not cursor:
                return Looked.ABSENT
        return Looked.BURIED

    def _unread(self, fault: BaseException, *, begun: bool) -> Looked:
        log.info("Message %d could not be looked for: %r", self.to.message, fault)
        why = faults.outcome(fault)
        if isinstance(why, Later):
            self._looks.rest(self._team, why.seconds)
        if isinstance(why, Forbidden | Gone):
            return Looked.BARRED
        # Who may read so little at once would begin with the same page for ever.
        return Looked.BURIED if begun and faults.limited(fault) else Looked.UNSURE

    async def stands(self, message: Json) -> Sent:
        denied = await self._adorned(message)
        return replace(self._ref(message).sent(), denied=denied)

    async def adopt(self, message: Json) -> Sent:
        edited = await self._edited(self._ref(message))
        return replace(edited, denied=await self._adorned(message))

    def _ref(self, message: Json) -> Ref:
        return Ref(self._channel, str(message["ts"]))

    async def _adorned(self, message: Json) -> tuple[Denied, ...]:
        """The channel's wishes for a new card; none of them may undo it.

        Those that were not granted are returned.
        """
        to, ref = self.to, self._ref(message)
        if not isinstance(to, Public):
            return ()
        denied: list[Denied] = []
        if to.thread and not message.get("reply_count"):
            said = render.words_only(words.thread(self._letter.panel.title))
            talk = self._wire.post(self._team, ref.channel, said, "", thread=ref.ts)
            denied += await _tried(Wish.THREAD, talk)
        if to.pin:
            denied += await _tried(Wish.PIN, self._wire.pin(self._team, ref))
        return tuple(denied)

    # One that stands.

    async def edit(self, ref: str) -> Sent:
        known = refs.read(ref)
        sent = await self._edited(known)
        if isinstance(self.to, Public) and self.to.unpin:
            await _tried(Wish.PIN, self._wire.unpin(self._team, known))
        return sent

    async def _edited(self, ref: Ref) -> Sent:
        """In place: done twice, it is the same."""
        await self._pictured(
            lambda said: self._wire.edit(self._team, ref, said, self.to.mark)
        )
        return ref.sent()

    # What it says.

    def _message(self, drawn: list[Drawing]) -> Message:
        letter = self._letter
        return render.message(
            letter.panel, drawn, mark=self.to.mark, role=letter.role, files=False
        )

    async def _pictured(self, request: Request) -> Json:
        """With its pictures, brought anew if need be; else with words for them."""
        drawn = self._letter.drawn
        if not any(drawing.images for drawing in drawn):
            return await request(self._message(drawn))
        for again in (self._waited, self._brought, self._done_without):
            try:
                return await request(self._message(drawn))
            except faults.FAULTS as fault:
                if not faults.about_pictures(fault):
                    raise
                log.warning("Slack does not take the pictures: %s", faults.code(fault))
            drawn = await again(drawn)
        return await request(self._message(drawn))

    async def _waited(self, drawn: list[Drawing]) -> list[Drawing]:
        """A file that is ready may not be everywhere yet."""
        await asyncio.sleep(ELSEWHERE)
        return drawn

    async def _brought(self, drawn: list[Drawing]) -> list[Drawing]:
        """Somebody may have deleted the files."""
        panel = self._letter.panel
        await self._drawings.forget(self._team, panel, THEME)
        return await self._drawings.of(self._team, panel, THEME)

    async def _done_without(self, drawn: list[Drawing]) -> list[Drawing]:
        return wordy(self._letter.panel)


async def _tried(wish: Wish, making: Awaitable[Any]) -> list[Denied]:
    """What is denied, where Slack says no. Other faults are but logged."""
    try:
        await making
    except faults.FAULTS as fault:
        why = faults.outcome(fault)
        if faults.done_already(fault):
            return []
        if isinstance(why, Forbidden):
            return [Denied(wish, words.no_pin() if wish is Wish.PIN else why.why)]
        log.warning("A card's %s failed: %s", wish, faults.short(fault))
    return []


def bears(message: Json, mark: str) -> bool:
    """Whether it is the message that was sent with this mark."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("mark") == mark or any(
        block.get("block_id") == render.stamp(mark)
        for block in message.get("blocks") or ()
    )

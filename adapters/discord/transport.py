"""One letter on its way to Discord.

A new message carries its mark twice: as a nonce, for which Discord sends back what
stands instead of a second one within a few minutes, and as a component's id, by which
it is found later.
"""

import logging
from collections.abc import Awaitable
from dataclasses import replace
from datetime import timedelta

import discord
from discord.utils import time_snowflake

from adapters.discord import faults, limits, names, refs, render, text, words
from adapters.discord.gateway_cache import GatewayCache
from adapters.discord.refs import Ref
from adapters.discord.render import Drawing, Message
from adapters.discord.wire import PAGE, Wire
from adapters.json_types import Json
from adapters.pictures import wordy
from adapters.sending import SKEW, Certain, Letter, Looked
from bot.panels import Direct, Public, Sent
from bot.wishes import Denied, Wish

log = logging.getLogger(__name__)

PAGES = 10
"""Pages of a channel's history that are looked through for one message."""


class Transport:
    knows_twins = True
    ends_in = faults.FAULTS

    def __init__(
        self, wire: Wire, cache: GatewayCache, letter: Letter[Drawing], certain: Certain
    ) -> None:
        self.to = letter.to
        self.certain = certain
        self._wire = wire
        self._cache = cache
        self._letter = letter
        self._channel = 0

    async def reach(self) -> None:
        to = self.to
        if isinstance(to, Public):
            self._channel = names.snowflake(to.channel)
        else:
            self._channel = await self._wire.direct(names.snowflake(to.member))

    # A new message.

    async def send(self) -> Json:
        """Without its files where it is them that are not wanted."""
        message, nonce = self._message(), self.to.mark[: limits.NONCE]
        role = self._role()
        roles = [int(role)] if role else []
        try:
            return await self._wire.send(self._channel, message, nonce, roles)
        except discord.HTTPException as fault:
            if not (message.attachments and faults.lacks(fault)):
                raise
            log.warning("Discord does not take the files there: %s", fault.text)
        bare = self._message(files=False)
        return await self._wire.send(self._channel, bare, nonce, roles)

    async def look(self, *, sent: bool) -> Json | Looked:
        to = self.to
        readable = isinstance(to, Direct) or self._cache.may_read(self._channel)
        if readable is False:
            return Looked.BARRED
        try:
            return await self._looked(bool(readable))
        except discord.Forbidden:
            return Looked.BARRED
        except faults.FAULTS as fault:
            log.info("Message %d could not be looked for: %r", to.message, fault)
            return Looked.UNSURE

    async def _looked(self, readable: bool) -> Json | Looked:
        """Through all that was said since it may have been sent."""
        since, before = self._since(), None
        for _ in range(PAGES):
            page = await self._wire.recent(self._channel, before)
            for message in page:
                mine = int(message["author"]["id"]) == self._cache.me()
                if mine and bears(message, self.to.mark):
                    return message
            if not page and before is None and not readable:
                # Where the history may not be read, it reads as empty.
                return Looked.UNSURE
            before = min((int(message["id"]) for message in page), default=0)
            if len(page) < PAGE or before <= since:
                return Looked.ABSENT
        return Looked.BURIED

    def _since(self) -> int:
        """The id of the first message that it could be."""
        if self.to.made is None:
            return 0
        return time_snowflake(self.to.made - timedelta(seconds=SKEW))

    async def stands(self, message: Json) -> Sent:
        denied = await self._adorned(message)
        return replace(refs.of(message, self._channel).sent(), denied=denied)

    async def adopt(self, message: Json) -> Sent:
        edited = await self._edited(refs.of(message, self._channel))
        return replace(edited, denied=await self._adorned(message))

    def _message(self, *, files: bool = True) -> Message:
        """As it is sent; without files, words stand for the pictures."""
        panel = self._letter.panel
        drawn = self._letter.drawn if files else wordy(panel)
        return render.message(panel, drawn, mark=self.to.mark, role=self._role())

    def _role(self) -> str:
        """The role to call, where it is one and can be called."""
        role = self._letter.role
        if not role.isdecimal():
            return ""
        return "" if self._cache.may_call(self._channel, int(role)) is False else role

    async def _adorned(self, message: Json) -> tuple[Denied, ...]:
        """The channel's wishes for a new card; none of them may undo it.

        Those that were not granted are returned.
        """
        to, id = self.to, int(message["id"])
        if not isinstance(to, Public):
            return ()
        denied: list[Denied] = []
        if to.role.isdecimal() and not self._role():
            denied.append(Denied(Wish.ROLE, words.no_call()))
        if to.thread and not message.get("thread"):
            name = text.plain(to.thread, limits.THREAD_NAME)
            making = self._wire.thread(self._channel, id, name)
            denied += await _tried(Wish.THREAD, making, words.no_thread())
        if to.pin and not message.get("pinned"):
            pinning = self._wire.pin(self._channel, id)
            denied += await _tried(Wish.PIN, pinning, words.no_pin())
        return tuple(denied)

    # One that stands.

    async def edit(self, ref: str) -> Sent:
        known = refs.read(ref)
        self._channel = known.channel
        sent = await self._edited(known)
        if isinstance(self.to, Public) and self.to.unpin:
            unpinning = self._wire.unpin(known.channel, known.message)
            await _tried(Wish.PIN, unpinning, "")
        return sent

    async def _edited(self, ref: Ref) -> Sent:
        message = self._message()
        wanted = {one.name for one in message.attachments}
        kept = {name: id for name, id in ref.files.items() if name in wanted}
        tries = [(message, kept)]
        if kept:
            tries.append((message, {}))
        if message.attachments:
            tries.append((self._message(files=False), {}))
        for number, (said, staying) in enumerate(tries, 1):
            try:
                given = await self._wire.edit(ref.channel, ref.message, said, staying)
            except discord.HTTPException as fault:
                if number == len(tries) or not faults.about_files(fault):
                    raise
                log.warning("An edit's files were not taken: %s", fault.text)
            else:
                return refs.of(given, ref.channel).sent()
        raise AssertionError("the last try is returned or raised")


async def _tried(wish: Wish, making: Awaitable[None], needs: str) -> list[Denied]:
    """What is denied, where Discord says no. Other faults are but logged."""
    try:
        await making
    except discord.Forbidden:
        return [Denied(wish, needs)]
    except faults.FAULTS as fault:
        if isinstance(fault, discord.HTTPException) and 400 <= fault.status < 429:
            exists = fault.code == faults.THREAD_EXISTS
            return [] if exists else [Denied(wish, words.no_permission(fault.text))]
        log.warning("A card's %s failed: %r", wish, fault)
    return []


def bears(message: Json, mark: str) -> bool:
    """Whether it is the message that was sent with this mark."""
    wanted = render.stamp(mark)
    return str(message.get("nonce", "")) == mark[: limits.NONCE] or any(
        component.get("id") == wanted
        for component in refs.walk(message.get("components") or ())
    )

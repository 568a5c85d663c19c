"""Posts that no interaction asked for: sent once, or it is known why not.

A new message carries its mark twice: as a nonce, for which Discord sends back what
stands instead of a second one within a few minutes, and as a component's id, by which
it is found later. Whenever it is uncertain whether a message stands, it is looked for
first; where it cannot be looked for, that is said, and it is not sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

import discord

from adapters.discord import faults, limits, names, refs, render, text, words
from adapters.discord.drawing import Drawings, wordy
from adapters.discord.refs import Ref
from adapters.discord.render import Drawing, Message
from adapters.discord.wire import Json, Wire
from bot.panels import Direct, Later, Outcome, Panel, Post, Public, Sent, Unknown
from bot.typeset import Theme

log = logging.getLogger(__name__)

TRIES = 2
"""With the same nonce, in the same minute: Discord keeps them apart from two posts."""

NOT_THERE_WAIT = 20.0
"""Seconds until a post is tried anew that was looked for, and is not there."""


class Looked(Enum):
    ABSENT = "it is not there"
    UNSURE = "it could not be looked for"


@dataclass(frozen=True, slots=True)
class Letter:
    """A post on its way: its address, and what it says."""

    to: Public | Direct
    panel: Panel
    drawn: list[Drawing]

    def message(self, *, files: bool = True) -> Message:
        """As it is sent; without files, words stand for the pictures."""
        to = self.to
        role = to.role if isinstance(to, Public) else ""
        drawn = self.drawn if files else wordy(self.panel)
        return render.message(self.panel, drawn, mark=to.mark, role=role)


class Show:
    """`may_read` says whether a channel's history can be read; None: who knows.

    `me` is the bot's own account.
    """

    def __init__(
        self,
        wire: Wire,
        drawings: Drawings,
        may_read: Callable[[int], bool | None],
        me: Callable[[], int],
    ) -> None:
        self._wire = wire
        self._drawings = drawings
        self._may_read = may_read
        self._me = me
        self._rests_until = 0.0

    async def __call__(self, post: Post) -> Outcome:
        to = post.to
        assert isinstance(to, Public | Direct), "a reply goes back by its interaction"
        rest = self._rests_until - asyncio.get_running_loop().time()
        if rest > 0:
            return Later(rest)
        drawn = await self._drawings.of(post.panel, Theme.DARK)
        try:
            outcome = await self._show(Letter(to, post.panel, drawn))
        except faults.FAULTS as fault:
            self._mind(fault)
            outcome = faults.outcome(fault) or Later(faults.UNREACHABLE_WAIT)
        self._drawings.ahead(post.panel, Theme.DARK)
        if not isinstance(outcome, Sent):
            log.warning("Message %d: %s", to.message, outcome)
        return outcome

    def _mind(self, fault: BaseException) -> None:
        """A token that is no longer good: each further try would count against us."""
        if isinstance(fault, discord.HTTPException) and fault.status == 401:
            log.error("Discord no longer takes the token; set DISCORD_TOKEN anew")
            now = asyncio.get_running_loop().time()
            self._rests_until = now + faults.UNAUTHORISED_WAIT

    async def _show(self, letter: Letter) -> Outcome:
        to = letter.to
        if to.ref is not None:
            return await self._edit(refs.read(to.ref), letter)
        channel = await self._channel(to)
        if to.unsure:
            found = await self._look(channel, to)
            if isinstance(found, Ref):
                return await self._edit(found, letter)
            if found is Looked.UNSURE:
                return Unknown(words.cannot_look())
        return await self._send(channel, letter)

    async def _channel(self, to: Public | Direct) -> int:
        if isinstance(to, Public):
            return names.snowflake(to.channel)
        return await self._wire.direct(names.snowflake(to.member))

    # A new message.

    async def _send(self, channel: int, letter: Letter) -> Outcome:
        looked: Ref | Looked = Looked.UNSURE
        for _ in range(TRIES):
            try:
                given = await self._once(channel, letter)
            except faults.FAULTS as fault:
                certain = faults.outcome(fault)
                if certain is not None:
                    self._mind(fault)
                    return certain
                log.info("Message %d: no answer: %r", letter.to.message, fault)
                looked = await self._look(channel, letter.to)
                if isinstance(looked, Ref):
                    return Sent(looked.written())
            else:
                await self._adorn(channel, letter, given)
                return Sent(refs.of(given, channel).written())
        if looked is Looked.ABSENT:
            return Later(NOT_THERE_WAIT)
        return Unknown(words.no_answer())

    async def _once(self, channel: int, letter: Letter) -> Json:
        """Sends; without its files where it is them that are not wanted."""
        to, message = letter.to, letter.message()
        nonce = to.mark[: limits.NONCE]
        roles = [int(to.role)] if isinstance(to, Public) and to.role.isdecimal() else []
        try:
            return await self._wire.send(channel, message, nonce, roles)
        except discord.HTTPException as fault:
            if not (message.attachments and faults.lacks(fault)):
                raise
            log.warning("Discord does not take the files there: %s", fault.text)
        return await self._wire.send(channel, letter.message(files=False), nonce, roles)

    async def _adorn(self, channel: int, letter: Letter, given: Json) -> None:
        """The channel's wishes for a new message; none of them may undo it."""
        to = letter.to
        if not isinstance(to, Public):
            return
        id = int(given["id"])
        if to.thread:
            day = discord.utils.snowflake_time(id)
            name = words.thread(letter.panel.title, f"{day.day} {day:%B}")
            name = text.plain(name, limits.THREAD_NAME)
            await _wish(self._wire.thread(channel, id, name))
        if to.pin:
            await _wish(self._wire.pin(channel, id))

    async def _look(self, channel: int, to: Public | Direct) -> Ref | Looked:
        """The message by its mark. Missing means missing only where we may read."""
        if isinstance(to, Public) and not self._may_read(channel):
            return Looked.UNSURE
        try:
            recent = await self._wire.recent(channel)
        except faults.FAULTS as fault:
            log.info("Message %d could not be looked for: %r", to.message, fault)
            return Looked.UNSURE
        for message in recent:
            if int(message["author"]["id"]) == self._me() and _bears(message, to.mark):
                return refs.of(message, channel)
        return Looked.ABSENT

    # One that stands.

    async def _edit(self, ref: Ref, letter: Letter) -> Outcome:
        message = letter.message()
        wanted = {one.name for one in message.attachments}
        kept = {name: id for name, id in ref.files.items() if name in wanted}
        tries = [(message, kept)]
        if kept:
            tries.append((message, {}))
        if message.attachments:
            tries.append((letter.message(files=False), {}))
        for number, (said, staying) in enumerate(tries, 1):
            try:
                given = await self._wire.edit(ref.channel, ref.message, said, staying)
            except discord.HTTPException as fault:
                if number == len(tries) or not faults.about_files(fault):
                    raise
                log.warning("An edit's files were not taken: %s", fault.text)
            else:
                return Sent(refs.of(given, ref.channel).written())
        raise AssertionError("the last try is returned or raised")


async def _wish(making: Awaitable[None]) -> None:
    try:
        await making
    except faults.FAULTS as fault:
        log.warning("A thread or pin could not be made: %s", fault)


def _bears(message: Json, mark: str) -> bool:
    wanted = render.stamp(mark)
    return str(message.get("nonce", "")) == mark[: limits.NONCE] or any(
        component.get("id") == wanted
        for component in refs.walk(message.get("components") or ())
    )

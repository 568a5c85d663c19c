"""Posts that no interaction asked for: sent once, or it is known why not.

A new message carries its mark twice: as a nonce, for which Discord sends back what
stands instead of a second one within a few minutes, and as a component's id, by which
it is found later. Whenever it is uncertain whether a message stands, it is looked for
first. Where that fails for now, it is looked for later; only where the bot may never
look is that said, and the message not sent again.
"""

import asyncio
import logging
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from enum import Enum

import discord

from adapters.discord import faults, limits, names, refs, render, text, words
from adapters.discord.drawing import Drawings, wordy
from adapters.discord.known import Known
from adapters.discord.refs import Ref
from adapters.discord.render import Drawing, Message
from adapters.discord.wire import Json, Wire
from bot.panels import (
    Absent,
    Direct,
    Later,
    Outcome,
    Panel,
    Post,
    Public,
    Sent,
    Unknown,
)
from bot.typeset import Theme
from bot.wishes import Denied, Wish

log = logging.getLogger(__name__)

TRIES = 2
"""With the same nonce, in the same minute: Discord keeps them apart from two posts."""

NOT_THERE_WAIT = 20.0
"""Seconds until a post is tried anew that was looked for, and is not there."""

ALTOGETHER = 45.0
"""Seconds for a post with all its tries: less than whoever asks for it waits."""


class Looked(Enum):
    ABSENT = "it is not there"
    UNSURE = "it could not be looked for now"
    BARRED = "it may not be looked for"

    def outcome(self) -> Outcome:
        """What becomes of a post that may stand, and was not found."""
        if self is Looked.BARRED:
            return Unknown(words.cannot_look())
        return Later(NOT_THERE_WAIT, unsure=True)


@dataclass(frozen=True, slots=True)
class Letter:
    """A post on its way: its address, what it says, and what it has to do without."""

    to: Public | Direct
    panel: Panel
    drawn: list[Drawing]
    denied: tuple[Denied, ...] = ()

    def message(self, *, files: bool = True) -> Message:
        """As it is sent; without files, words stand for the pictures."""
        to = self.to
        role = to.role if isinstance(to, Public) else ""
        drawn = self.drawn if files else wordy(self.panel)
        return render.message(self.panel, drawn, mark=to.mark, role=role)


def put_off(to: Public | Direct, seconds: float) -> Later:
    """Not now. What was doubtful stays so, until it has been looked for."""
    return Later(seconds, unsure=to.unsure)


class Show:
    def __init__(self, wire: Wire, drawings: Drawings, known: Known) -> None:
        self._wire = wire
        self._drawings = drawings
        self._known = known
        self._rests_until = 0.0

    async def __call__(self, post: Post) -> Outcome:
        to = post.to
        assert isinstance(to, Public | Direct), "a reply goes back by its interaction"
        rest = self._rests_until - asyncio.get_running_loop().time()
        if rest > 0:
            return put_off(to, rest)
        drawn = await self._drawings.of(post.panel, Theme.DARK)
        outcome = await self._in_time(Letter(to, post.panel, drawn))
        self._drawings.ahead(post.panel, Theme.DARK)
        if not isinstance(outcome, Sent):
            log.warning("Message %d: %s", to.message, outcome)
        return outcome

    async def _in_time(self, letter: Letter) -> Outcome:
        """What became of it; cut short, it may stand."""
        try:
            async with asyncio.timeout(ALTOGETHER) as limit:
                outcome = await self._show(letter)
        except faults.FAULTS as fault:
            if limit.expired():
                return Later(NOT_THERE_WAIT, unsure=True)
            self._mind(fault)
            outcome = faults.outcome(fault) or Later(faults.UNREACHABLE_WAIT)
        if isinstance(outcome, Later) and not outcome.unsure:
            return put_off(letter.to, outcome.seconds)
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
        letter = self._allowed(channel, letter)
        if to.unsure:
            found = await self._look(channel, to)
            if not isinstance(found, Looked):
                edited = await self._edit(refs.of(found, channel), letter)
                denied = await self._adorned(channel, letter, found)
                return replace(edited, denied=denied)
            if found is not Looked.ABSENT:
                return found.outcome()
            if to.late:
                return Absent()
        return await self._send(channel, letter)

    def _allowed(self, channel: int, letter: Letter) -> Letter:
        """Without the call to a role that cannot be called there."""
        to = letter.to
        if not (isinstance(to, Public) and to.role.isdecimal()):
            return letter
        if self._known.may_call(channel, int(to.role)) is not False:
            return letter
        denied = Denied(Wish.ROLE, words.no_call())
        return replace(letter, to=replace(to, role=""), denied=(denied,))

    async def _channel(self, to: Public | Direct) -> int:
        if isinstance(to, Public):
            return names.snowflake(to.channel)
        return await self._wire.direct(names.snowflake(to.member))

    # A new message.

    async def _send(self, channel: int, letter: Letter) -> Outcome:
        looked = Looked.ABSENT
        for _ in range(TRIES):
            try:
                given = await self._once(channel, letter)
            except faults.FAULTS as fault:
                certain = faults.outcome(fault)
                if certain is not None:
                    self._mind(fault)
                    return certain
                log.info("Message %d: no answer: %r", letter.to.message, fault)
                found = await self._look(channel, letter.to)
                if not isinstance(found, Looked):
                    return await self._stands(channel, letter, found)
                if found is Looked.UNSURE:
                    return found.outcome()
                looked = found
            else:
                return await self._stands(channel, letter, given)
        return looked.outcome()

    async def _stands(self, channel: int, letter: Letter, message: Json) -> Sent:
        denied = await self._adorned(channel, letter, message)
        return replace(refs.of(message, channel).sent(), denied=denied)

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

    async def _adorned(
        self, channel: int, letter: Letter, message: Json
    ) -> tuple[Denied, ...]:
        """The channel's wishes for a new card; none of them may undo it.

        Those that were not granted are returned.
        """
        to, denied = letter.to, list(letter.denied)
        if not isinstance(to, Public):
            return ()
        id = int(message["id"])
        if to.thread and not message.get("thread"):
            name = text.plain(to.thread, limits.THREAD_NAME)
            making = self._wire.thread(channel, id, name)
            denied += await _tried(Wish.THREAD, making, words.no_thread())
        if to.pin and not message.get("pinned"):
            pinning = self._wire.pin(channel, id)
            denied += await _tried(Wish.PIN, pinning, words.no_pin())
        return tuple(denied)

    async def _look(self, channel: int, to: Public | Direct) -> Json | Looked:
        """The message by its mark. Missing means missing only where we may read."""
        readable = isinstance(to, Direct) or self._known.may_read(channel)
        if readable is False:
            return Looked.BARRED
        try:
            recent = await self._wire.recent(channel)
        except discord.Forbidden:
            return Looked.BARRED
        except faults.FAULTS as fault:
            log.info("Message %d could not be looked for: %r", to.message, fault)
            return Looked.UNSURE
        for message in recent:
            mine = int(message["author"]["id"]) == self._known.me()
            if mine and _bears(message, to.mark):
                return message
        # Where the history may not be read, it reads as empty.
        return Looked.ABSENT if readable or recent else Looked.UNSURE

    # One that stands.

    async def _edit(self, ref: Ref, letter: Letter) -> Sent:
        sent = await self._edited(ref, letter)
        if isinstance(letter.to, Public) and letter.to.unpin:
            await _tried(Wish.PIN, self._wire.unpin(ref.channel, ref.message), "")
        return sent

    async def _edited(self, ref: Ref, letter: Letter) -> Sent:
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


def _bears(message: Json, mark: str) -> bool:
    wanted = render.stamp(mark)
    return str(message.get("nonce", "")) == mark[: limits.NONCE] or any(
        component.get("id") == wanted
        for component in refs.walk(message.get("components") or ())
    )

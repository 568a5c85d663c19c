"""Posts of the engine's own: to channels and, directly, to members.

Slack knows no two posts to be the same one. Whenever it is uncertain whether a message
stands, it is looked for by its mark before it is sent again. Where that fails for now,
it is looked for later; only where the app may never look is that said, and what follows
is not ours to decide.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum

from adapters.slack import faults, limits, names, refs, render, words
from adapters.slack.drawing import THEME, Drawings, wordy
from adapters.slack.pace import Pace
from adapters.slack.refs import Ref
from adapters.slack.render import Drawing, Message
from adapters.slack.wire import Wire
from bot.panels import (
    Absent,
    Direct,
    Forbidden,
    Gone,
    Later,
    Outcome,
    Panel,
    Post,
    Public,
    Sent,
    Unknown,
)

log = logging.getLogger(__name__)

SETTLE = 4.0
"""Seconds after which a message that may have been posted is in the history."""

ELSEWHERE = 0.7
"""Seconds until a file that is ready is known wherever messages are checked."""

TRIES = 2
"""Each of them only once the one before is known not to be there."""

NOT_THERE_WAIT = 20.0
"""Seconds until a post is tried anew that was looked for, and was not found."""

ALTOGETHER = 45.0
"""Seconds for a post with all its tries: less than whoever asks for it waits."""

Request = Callable[[Message], Awaitable[Ref]]
"""What is done with a message, pictured or in words."""


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
    """A post on its way: its address, and what it says."""

    to: Public | Direct
    team: str
    panel: Panel
    drawn: list[Drawing]

    def message(self, *, pictures: bool = True) -> Message:
        """As it is sent; without pictures, words stand for them."""
        to = self.to
        role = to.role if isinstance(to, Public) and to.ref is None else ""
        drawn = self.drawn if pictures else wordy(self.panel)
        return render.message(self.panel, drawn, mark=to.mark, role=role, files=False)


def put_off(to: Public | Direct, seconds: float) -> Later:
    """Not now. What was doubtful stays so, until it has been looked for."""
    return Later(seconds, unsure=to.unsure)


class Show:
    """`settle` is how long to wait before a message is said not to be there."""

    def __init__(self, wire: Wire, drawings: Drawings, settle: float = SETTLE) -> None:
        self._wire = wire
        self._drawings = drawings
        self._settle = settle
        self._posts = Pace.a_minute(limits.POSTS_A_MINUTE, limits.POSTS_A_MINUTE // 5)
        self._edits = Pace.a_minute(limits.EDITS_A_MINUTE, limits.EDITS_A_MINUTE // 5)
        self._channels = Pace(limits.POST_GAP)
        self._looks = Pace(0.0)
        self._direct: dict[str, str] = {}

    async def __call__(self, post: Post) -> Outcome:
        to = post.to
        assert isinstance(to, Public | Direct), "a reply goes back where it came from"
        team, _ = names.parts(_address(to))
        wait = self._wait(to, team)
        if wait:
            return put_off(to, wait)
        drawn = await self._drawings.of(team, post.panel, THEME)
        outcome = await self._in_time(Letter(to, team, post.panel, drawn))
        self._drawings.ahead(team, post.panel, THEME)
        if not isinstance(outcome, Sent):
            log.warning("Message %d: %s", to.message, outcome)
        return outcome

    def _wait(self, to: Public | Direct, team: str) -> float:
        """Seconds until it is this one's turn. What is unsure is looked for first."""
        if to.ref is not None:
            return self._edits.queue(team)
        if to.unsure:
            return self._looks.take(team)
        return self._channels.take(_address(to)) or self._posts.queue(team)

    async def _in_time(self, letter: Letter) -> Outcome:
        """What became of it; cut short, it may stand."""
        to = letter.to
        try:
            async with asyncio.timeout(ALTOGETHER) as limit:
                outcome = await self._show(letter)
        except faults.FAULTS as fault:
            if limit.expired():
                return Later(NOT_THERE_WAIT, unsure=True)
            outcome = faults.outcome(fault) or Later(faults.UNREACHABLE_WAIT)
        if isinstance(outcome, Later) and not outcome.unsure:
            # Slack asks it of a method in a workspace: the others there wait as well.
            pace = self._posts if to.ref is None else self._edits
            pace.rest(letter.team, outcome.seconds)
            return put_off(to, outcome.seconds)
        return outcome

    async def _show(self, letter: Letter) -> Outcome:
        to = letter.to
        if to.ref is not None:
            return await self._edit(refs.read(to.ref), letter)
        channel = await self._channel(letter)
        if to.unsure:
            found = await self._look(channel, letter)
            if isinstance(found, Ref):
                return await self._edit(found, letter)
            if found is not Looked.ABSENT:
                return found.outcome()
            if to.late:
                return Absent()
        return await self._send(channel, letter)

    async def _channel(self, letter: Letter) -> str:
        _, place = names.parts(_address(letter.to))
        if isinstance(letter.to, Public):
            return place
        key = f"{letter.team}.{place}"
        if key not in self._direct:
            self._direct[key] = await self._wire.direct(letter.team, place)
        return self._direct[key]

    # A new message.

    async def _send(self, channel: str, letter: Letter) -> Outcome:
        """Sends; where the answer is lost, once more, if it is certainly not there."""
        looked = Looked.ABSENT
        for _ in range(TRIES):
            try:
                return await self._once(channel, letter)
            except faults.FAULTS as fault:
                certain = faults.outcome(fault)
                if certain is not None:
                    return certain
                log.info("Message %d: no answer: %r", letter.to.message, fault)
            found = await self._look_twice(channel, letter)
            if isinstance(found, Ref):
                return found.sent()
            if found is not Looked.ABSENT:
                return found.outcome()
            looked = found
        return looked.outcome()

    async def _once(self, channel: str, letter: Letter) -> Outcome:
        """One message; without its pictures where it is them that are not taken."""
        ref = await self._pictured(
            letter,
            lambda said: self._wire.post(letter.team, channel, said, letter.to.mark),
        )
        await self._adorn(letter, ref)
        return ref.sent()

    async def _pictured(self, letter: Letter, request: Request) -> Ref:
        """With its pictures, brought anew if need be; else with words for them."""
        if not any(drawing.images for drawing in letter.drawn):
            return await request(letter.message())
        for again in (self._waited, self._brought):
            try:
                return await request(letter.message())
            except faults.FAULTS as fault:
                if not faults.about_pictures(fault):
                    raise
                log.warning("Slack does not take the pictures: %s", faults.code(fault))
            letter = await again(letter)
        try:
            return await request(letter.message())
        except faults.FAULTS as fault:
            if not faults.about_pictures(fault):
                raise
        return await request(letter.message(pictures=False))

    async def _waited(self, letter: Letter) -> Letter:
        """A file that is ready may not be everywhere yet."""
        await asyncio.sleep(ELSEWHERE)
        return letter

    async def _brought(self, letter: Letter) -> Letter:
        """Somebody may have deleted the files."""
        team, panel = letter.team, letter.panel
        await self._drawings.forget(team, panel, THEME)
        return replace(letter, drawn=await self._drawings.of(team, panel, THEME))

    async def _adorn(self, letter: Letter, ref: Ref) -> None:
        """The channel's wishes for a new message; none of them may undo it."""
        to = letter.to
        if not isinstance(to, Public):
            return
        if to.thread:
            said = render.words_only(words.thread(letter.panel.title))
            await _wish(
                self._wire.post(letter.team, ref.channel, said, "", thread=ref.ts)
            )
        if to.pin:
            await _wish(self._wire.pin(letter.team, ref))

    async def _look_twice(self, channel: str, letter: Letter) -> Ref | Looked:
        """The message by its mark, once it must be there if it was posted at all."""
        found = await self._look(channel, letter)
        if found is Looked.ABSENT:
            await asyncio.sleep(self._settle)
            found = await self._look(channel, letter)
        return found

    async def _look(self, channel: str, letter: Letter) -> Ref | Looked:
        """The message by its mark. Missing means missing only where we may read."""
        if isinstance(letter.to, Direct):
            return Looked.BARRED
        try:
            recent = await self._wire.recent(letter.team, channel)
        except faults.FAULTS as fault:
            log.info("Message %d could not be looked for: %r", letter.to.message, fault)
            why = faults.outcome(fault)
            if isinstance(why, Later):
                self._looks.rest(letter.team, why.seconds)
            return Looked.BARRED if isinstance(why, Forbidden | Gone) else Looked.UNSURE
        for message in recent:
            if bears(message, letter.to.mark):
                return Ref(channel, str(message["ts"]))
        return Looked.ABSENT

    # One that stands.

    async def _edit(self, ref: Ref, letter: Letter) -> Outcome:
        """In place: done twice, it is the same."""
        try:
            new = await self._pictured(
                letter,
                lambda said: self._wire.edit(letter.team, ref, said, letter.to.mark),
            )
        except faults.FAULTS as fault:
            found = faults.outcome(fault) or Unknown(words.no_answer())
            # Found by its mark, it stands, whatever became of the edit.
            stands = letter.to.ref is None and isinstance(found, Later | Unknown)
            return ref.sent() if stands else found
        return new.sent()


def _address(to: Public | Direct) -> str:
    return to.channel if isinstance(to, Public) else to.member


async def _wish(making: Awaitable[object]) -> None:
    try:
        await making
    except faults.FAULTS as fault:
        log.warning("A thread or pin could not be made: %s", faults.code(fault))


def bears(message: render.Json, mark: str) -> bool:
    """Whether it is the message that was sent with this mark."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return payload.get("mark") == mark or any(
        block.get("block_id") == render.stamp(mark)
        for block in message.get("blocks") or ()
    )

"""Posts that no interaction asked for: sent once, or it is known why not.

Each carries a mark, by which it is found again. Whenever it is uncertain whether one
stands, it is looked for first. Where that fails for now, it is looked for later; only
where the bot may never look is that said, and what follows is the engine's to decide.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, Protocol, TypeVar

from adapters.troubles import Outage
from bot import wording
from bot.panels import (
    Absent,
    ChannelId,
    Direct,
    Forbidden,
    Gone,
    Later,
    MemberId,
    Outcome,
    Panel,
    Post,
    Public,
    Sent,
    Unknown,
)

log = logging.getLogger(__name__)

D = TypeVar("D")
M = TypeVar("M")

Certain = Callable[[BaseException], Outcome | None]
"""Where it is certain of a fault that nothing was done: why; None where it is not."""

TRIES = 2
"""Each of them only once the one before is known not to be there."""

NOT_THERE_WAIT = 20.0
"""Seconds until a post is tried anew that was looked for, and is not there."""

UNREACHABLE_WAIT = 15.0
"""The same where the platform could not be reached at all."""

NO_HINT_WAIT = 30.0
"""The same where it wants to be asked less often, and does not say how long."""

NOT_DRAWN_WAIT = 1.0
"""Seconds until a post is tried anew whose pictures are not ready: they are made
meanwhile, and the next try waits for the same ones."""

SKEW = 300.0
"""Seconds that our clock may be ahead of the platform's."""

ALTOGETHER = 45.0
"""Seconds for a post with all its tries: less than whoever asks for it waits."""

PICTURES = 40.0
"""Seconds for its pictures, before anything is sent."""


class Looked(Enum):
    ABSENT = "it is not there"
    UNSURE = "it could not be looked for now"
    BARRED = "it may not be looked for"
    BURIED = "more was said since than can be looked through"

    def outcome(self) -> Outcome:
        """What becomes of a post that may stand, and was not found."""
        if self is Looked.BARRED:
            return Unknown(wording.refusals.CANNOT_LOOK)
        if self is Looked.BURIED:
            return Unknown(wording.refusals.TOO_MUCH_SAID)
        return Later(NOT_THERE_WAIT, unsure=True)


@dataclass(frozen=True, slots=True)
class Letter(Generic[D]):
    """A post on its way: its address and what it says, its pictures drawn."""

    to: Public | Direct
    panel: Panel
    drawn: list[D]

    @property
    def role(self) -> str:
        return self.to.role if isinstance(self.to, Public) else ""


class Transport(Protocol[M]):
    """How one letter is taken to its platform; `M` is a message as that tells of it.

    Each step may raise what is in `ends_in`.
    """

    @property
    def to(self) -> Public | Direct: ...

    @property
    def knows_twins(self) -> bool:
        """Whether one that is sent twice, just after another, stands but once."""
        ...

    @property
    def ends_in(self) -> tuple[type[BaseException], ...]:
        """What a request may end in."""
        ...

    @property
    def certain(self) -> Certain: ...

    async def reach(self) -> None:
        """Finds out where it goes, before it is looked for or sent."""
        ...

    async def send(self) -> M: ...

    async def look(self, *, sent: bool) -> M | Looked:
        """The message by its mark. Missing means missing only where we may read.

        `sent`: it may have been sent this moment.
        """
        ...

    async def stands(self, message: M) -> Sent:
        """It was sent just now: the channel's wishes for a new one are granted."""
        ...

    async def adopt(self, message: M) -> Sent:
        """It was sent long ago: the same, and it is made to read as it should now."""
        ...

    async def edit(self, ref: str) -> Sent: ...


def unasked(post: Post) -> Public | Direct:
    """Where a post of the clock's goes."""
    assert isinstance(post.to, Public | Direct), "a reply goes back to whoever asked"
    return post.to


def address(to: Public | Direct) -> ChannelId | MemberId:
    """The channel or the member."""
    return to.channel if isinstance(to, Public) else to.member


def put_off(to: Public | Direct, seconds: float) -> Later:
    """Not now. What was doubtful stays so, until it has been looked for."""
    return Later(seconds, unsure=to.unsure)


async def ready(drawing: Awaitable[list[D]]) -> list[D] | None:
    """A post's pictures; None where they take too long, and nothing was sent."""
    try:
        async with asyncio.timeout(PICTURES):
            return await drawing
    except TimeoutError:
        return None


async def delivered(transport: Transport[M], outage: Outage) -> Outcome:
    """What became of it; cut short, it may stand."""
    to = transport.to
    try:
        async with asyncio.timeout(ALTOGETHER) as limit:
            outcome = await _delivered(transport)
    except transport.ends_in as fault:
        if limit.expired():
            return Later(NOT_THERE_WAIT, unsure=True)
        outcome = transport.certain(fault) or Later(UNREACHABLE_WAIT)
    if isinstance(outcome, Later) and not outcome.unsure:
        outcome = put_off(to, outcome.seconds)
    if not isinstance(outcome, Sent):
        level = outage.level if isinstance(outcome, Later) else logging.WARNING
        log.log(level, "Message %d %s", to.message, _told(outcome))
    return outcome


def _told(outcome: Outcome) -> str:
    """What became of a message, as a line of the log ends."""
    match outcome:
        case Sent():
            return "stands"
        case Later(seconds, unsure=True):
            return f"may stand; it is looked for in {seconds:g} s"
        case Later(seconds):
            return f"is tried again in {seconds:g} s"
        case Absent():
            return "does not stand, and is too late to be sent"
        case Unknown(why):
            return f"may stand, and nobody can tell: {why}"
        case Forbidden(why):
            return f"is not allowed there: {why}"
        case Gone(why):
            return f"has no place any more: {why}"


async def _delivered(transport: Transport[M]) -> Outcome:
    to = transport.to
    if to.ref is not None:
        return await transport.edit(to.ref)
    await transport.reach()
    if to.unsure:
        found = await transport.look(sent=False)
        if not isinstance(found, Looked):
            return await transport.adopt(found)
        if found is not Looked.ABSENT:
            return found.outcome()
        if to.late:
            return Absent()
    return await _sent(transport)


async def _sent(transport: Transport[M]) -> Outcome:
    """Sends; where the answer is lost, once more, if that makes no second one."""
    harmless = (
        {Looked.ABSENT, Looked.BARRED} if transport.knows_twins else {Looked.ABSENT}
    )
    looked = Looked.ABSENT
    for _ in range(TRIES):
        try:
            message = await transport.send()
        except transport.ends_in as fault:
            certain = transport.certain(fault)
            if certain is not None:
                return certain
            log.info("Message %d: no answer: %r", transport.to.message, fault)
        else:
            return await transport.stands(message)
        found = await transport.look(sent=True)
        if not isinstance(found, Looked):
            return await transport.stands(found)
        looked = found
        if looked not in harmless:
            break
    return looked.outcome()

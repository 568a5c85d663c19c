"""What members do -> engine calls -> what they are shown.

Each press is routed by its custom id alone, which is a token of the engine's, so a
button works as long as its message stands, whichever process sent it.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import discord
from discord import app_commands

from adapters.discord import (
    commands,
    faults,
    forms,
    given,
    limits,
    render,
    text,
    words,
)
from adapters.discord.drawing import Drawings, wordy
from adapters.discord.ports import Engine
from adapters.discord.render import Drawing
from adapters.discord.reply import Interaction, Lost, Reply
from adapters.ports import Desk, Workshop
from bot import wording
from bot.errors import Refusal
from bot.flows.work import Work
from bot.panels import (
    Caller,
    ChannelId,
    Choice,
    Form,
    Panel,
    Post,
    Response,
)
from bot.panels import (
    Reply as Where,
)
from bot.typeset import Theme

log = logging.getLogger(__name__)

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds without an answer after which it is said that it is being worked on."""

FORM_PATIENCE = 2.2
"""The same where a form may come, which nothing can precede."""

COMPLETION_PATIENCE = 2.0

BUSY = 25
"""Interactions under way beyond which each is acknowledged before it is worked on,
but for what takes no longer to answer than to acknowledge."""

HANDS = 20
"""Answers being rendered and uploaded at once, of those that are acknowledged."""

REMEMBERED = 4096
"""Interactions known again when the gateway delivers them twice."""

_ANSWERED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


@dataclass(frozen=True, slots=True)
class House:
    """What every interaction shares; `zone` is that of a new channel."""

    engine: Engine
    desk: Desk
    workshop: Workshop
    drawings: Drawings
    clock: Callable[[], datetime]
    zone: str


@dataclass(frozen=True, slots=True)
class Answer:
    response: Response
    theme: Theme


class Interactions:
    def __init__(self, house: House) -> None:
        self._house = house
        self._going: set[asyncio.Task[Any]] = set()
        self._door = asyncio.Lock()
        self._hands = asyncio.Semaphore(HANDS)
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._joined: dict[ChannelId, str] = {}

    async def take(self, interaction: Interaction) -> None:
        """Answers one; never raises, and never twice."""
        if not self._first_time(interaction.id):
            return
        task = asyncio.current_task()
        assert task is not None, "an interaction is taken by a task"
        self._going.add(task)
        try:
            async with self._door:  # a crowd enters one by one: the loop stays prompt
                await asyncio.sleep(0)
            if interaction.type is discord.InteractionType.autocomplete:
                await self._complete(interaction)
            elif interaction.type in _ANSWERED:
                await self._answer(interaction)
        finally:
            self._going.discard(task)

    async def close(self) -> None:
        """Lets what is under way be finished: it may be committed already."""
        if self._going:
            await asyncio.wait(self._going, timeout=5)

    def left(self, channel: ChannelId) -> None:
        """The next word from this channel joins it anew."""
        self._joined.pop(channel, None)

    def _first_time(self, id: int) -> bool:
        if id in self._seen:
            return False
        self._seen[id] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return True

    # The answer.

    async def _answer(self, interaction: Interaction) -> None:
        reply = Reply(interaction)
        try:
            await self._respond(interaction, reply)
        except Refusal as no:
            await self._say(reply, str(no))
        except (Lost, *faults.FAULTS) as fault:
            # What was done is in the database, and shown at the next press.
            log.warning("An answer could not be delivered: %r", fault)
        except Exception:
            # A fault of ours: the log gets it all, the member a way out.
            log.exception("An interaction failed")
            await self._say(reply, wording.FAULT)

    async def _say(self, reply: Reply, sentence: str) -> None:
        try:
            await reply.show(render.words_only(sentence))
        except (Lost, *faults.FAULTS) as fault:
            log.warning("A refusal could not be delivered: %r", fault)

    async def _respond(self, interaction: Interaction, reply: Reply) -> None:
        loop = asyncio.get_running_loop()
        came = loop.time()
        patience = self._patience(interaction)
        asking = asyncio.ensure_future(self._ask(interaction))
        try:
            answer = await _within(asking, patience, reply.defer)
        except (Lost, *faults.FAULTS):
            # What was asked for is done all the same; its answer has no way back.
            await asyncio.gather(asking, return_exceptions=True)
            raise
        if isinstance(answer.response, Form):
            if reply.begun:
                raise Refusal(words.too_slow_for_a_form())
            await reply.form(forms.modal(answer.response))
            return
        if not reply.begun:
            left = max(0.0, came + PATIENCE - loop.time())
            await self._show(reply, answer.response, answer.theme, left)
            return
        async with self._hands:  # whoever is not acknowledged yet goes first
            await self._show(reply, answer.response, answer.theme, PATIENCE)

    def _patience(self, interaction: Interaction) -> float:
        if self._may_open(interaction):
            return FORM_PATIENCE
        if len(self._going) <= BUSY or self._brief(interaction):
            return PATIENCE
        return 0.0

    async def _show(
        self, reply: Reply, posts: list[Post], theme: Theme, patience: float
    ) -> None:
        drawings = self._house.drawings
        for post in posts:
            in_place = post.to is Where.IN_PLACE

            async def defer(in_place: bool = in_place) -> None:
                if not reply.begun:
                    await reply.defer(in_place=in_place)

            drawing = asyncio.ensure_future(drawings.of(post.panel, theme))
            drawn = await _within(drawing, patience, defer)
            await _sent(reply, post.panel, drawn, in_place)
        for post in posts:
            drawings.ahead(post.panel, theme)

    # The question to the engine.

    def _may_open(self, interaction: Interaction) -> bool:
        pressed = interaction.type is discord.InteractionType.component
        return pressed and self._house.engine.opens_form(given.token(interaction))

    def _brief(self, interaction: Interaction) -> bool:
        pressed = interaction.type is discord.InteractionType.component
        return pressed and self._house.engine.brief(given.token(interaction))

    async def _ask(self, interaction: Interaction) -> Answer:
        engine = self._house.engine
        caller, place = given.caller(interaction), given.place(interaction)
        if interaction.type is discord.InteractionType.application_command:
            typed = commands.read(given.data(interaction))
            options = await given.options(interaction, typed)
            return await self._called(caller, place, engine.run, typed.command, options)
        token, values = given.token(interaction), given.values(interaction)
        return await self._called(caller, place, engine.press, token, values)

    async def _called(
        self,
        caller: Caller,
        place: given.Place | None,
        method: Callable[..., Response | Work[Any]],
        *what: object,
    ) -> Answer:
        """A call to the engine, and the work that it may want done in between."""
        asked, theme = await self._turn(caller, place, method, *what)
        if not isinstance(asked, Work):
            return Answer(asked, theme)
        made = await self._house.workshop.do(asked)
        finish = self._house.engine.finish
        return Answer(*await self._turn(caller, place, finish, asked, made))

    async def _turn(
        self,
        caller: Caller,
        place: given.Place | None,
        method: Callable[..., T],
        *what: object,
    ) -> tuple[T, Theme]:
        """One transaction: the channel made known where new, and the call itself."""
        house = self._house
        now = house.clock()
        new = self._new(caller.channel, place)

        def turn() -> tuple[T, Theme]:
            if new and place and caller.space:
                house.engine.join(new, caller.space, place.name, house.zone, now)
            response = method(caller, *what, now)
            return response, house.engine.theme(caller.member) or Theme.DARK

        answer = await house.desk.call(turn)
        if new and place:
            self._joined[new] = place.name
        return answer

    def _new(
        self, channel: ChannelId | None, place: given.Place | None
    ) -> ChannelId | None:
        """The channel, where it is new to this process or has a new name."""
        if channel is None or place is None:
            return None
        return channel if self._joined.get(channel) != place.name else None

    # Completion.

    async def _complete(self, interaction: Interaction) -> None:
        try:
            async with asyncio.timeout(COMPLETION_PATIENCE):
                found = await self._completions(interaction)
        except (Refusal, TimeoutError):
            found = []
        except Exception:
            # A menu without entries is all that a member sees of it.
            log.exception("A completion failed")
            found = []
        offered = [
            app_commands.Choice(
                name=text.plain(one.label, limits.OPTION) or "…", value=one.value
            )
            for one in found
            if len(one.value) <= limits.OPTION
        ]
        try:
            await interaction.response.autocomplete(offered[: limits.COMMAND_CHOICES])
        except faults.FAULTS as fault:
            log.info("A completion came too late: %r", fault)

    async def _completions(self, interaction: Interaction) -> list[Choice]:
        house, typed = self._house, commands.read(given.data(interaction))
        return await house.desk.call(
            house.engine.complete,
            given.caller(interaction),
            typed.command,
            typed.focused,
            typed.options.get(typed.focused, ""),
            house.clock(),
        )


async def _sent(
    reply: Reply, panel: Panel, drawn: list[Drawing], in_place: bool
) -> None:
    """Shown with its pictures; in words where those are not taken."""
    message = render.message(panel, drawn)
    try:
        await reply.show(message, in_place=in_place)
    except discord.HTTPException as fault:
        if not (message.attachments and faults.lacks(fault)):
            raise
        log.warning("Discord does not take the files here: %s", fault.text)
        bare = render.message(panel, wordy(panel))
        await reply.show(bare, in_place=in_place)


async def _within(
    work: "asyncio.Future[T]", patience: float, defer: Callable[[], Awaitable[None]]
) -> T:
    """The work's result; where it takes longer, that is said meanwhile."""
    done, _ = await asyncio.wait({work}, timeout=patience)
    if not done:
        await defer()
    return await work

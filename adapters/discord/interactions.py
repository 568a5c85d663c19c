"""What members do -> engine calls -> what they are shown.

Each press is routed by its custom id alone, which is a token of the engine's, so a
button works as long as its message stands, whichever process sent it.
"""

import asyncio
import logging

import discord
from discord import app_commands

from adapters.answering import Say, UnderWay, safely, within
from adapters.asking import Answer, Asking
from adapters.discord import (
    commands,
    faults,
    forms,
    inputs,
    limits,
    notes,
    render,
    text,
)
from adapters.discord.drawing import THEME, Drawings
from adapters.discord.notes import Notes
from adapters.discord.render import Drawing
from adapters.discord.reply import Interaction, Reply
from adapters.once import Once
from adapters.pictures import pictures, wordy
from adapters.ports import House
from adapters.troubles import note
from bot import wording
from bot.errors import Refusal
from bot.panels import Choice, Form, Panel, Post
from bot.panels import Reply as Where
from bot.typeset import Theme

log = logging.getLogger(__name__)

PATIENCE = 1.0
"""Seconds without an answer after which it is said that it is being worked on."""

FORM_PATIENCE = 2.2
"""The same where a form may come, which nothing can precede."""

COMPLETION_PATIENCE = 2.0
"""Seconds until a menu of completions is left empty: Discord takes it within three."""

BUSY = 25
"""Interactions under way beyond which each is acknowledged before it is worked on,
but for what takes no longer to answer than to acknowledge."""

CALM = 5
"""Interactions under way up to which what was said before is taken away."""

HANDS = 20
"""Answers being rendered and uploaded at once, of those that are acknowledged."""

REMEMBERED = 900.0
"""Seconds in which an interaction is known again that the gateway delivers twice; after
that its token is good no more."""

_ANSWERED = (
    discord.InteractionType.application_command,
    discord.InteractionType.component,
    discord.InteractionType.modal_submit,
)


class Interactions:
    def __init__(self, house: House, drawings: Drawings) -> None:
        self._engine = house.engine
        self._desk = house.desk
        self._clock = house.clock
        self._drawings = drawings
        self.asking = Asking(
            house.engine, house.desk, house.background, house.clock, house.zone
        )
        self._under_way = UnderWay()
        self._door = asyncio.Lock()
        self._hands = asyncio.Semaphore(HANDS)
        self._seen = Once(REMEMBERED)
        self._notes = Notes()

    async def take(self, interaction: Interaction) -> None:
        """Answers one; never raises, and never twice."""
        if not self._seen.first(str(interaction.id)):
            return
        with self._under_way.here():
            async with self._door:  # a crowd enters one by one: the loop stays prompt
                await asyncio.sleep(0)
            if interaction.type is discord.InteractionType.autocomplete:
                await self._complete(interaction)
            elif interaction.type in _ANSWERED:
                reply = Reply(interaction)
                work = self._respond(interaction, reply)
                await safely(work, self._saying(interaction, reply), faults.FAULTS)

    async def close(self) -> None:
        """Lets what is under way be finished."""
        await self._under_way.close()

    # The answer.

    async def _respond(self, interaction: Interaction, reply: Reply) -> None:
        loop = asyncio.get_running_loop()
        came = loop.time()
        patience = self._patience(interaction)
        asking = asyncio.ensure_future(self._ask(interaction))
        answer = await within(asking, patience, reply.defer)
        if isinstance(answer.response, Form):
            if reply.begun:
                raise Refusal(wording.refusals.TOO_SLOW)
            await reply.form(forms.modal(answer.response))
            return
        left = max(0.0, came + PATIENCE - loop.time())
        await self._give(reply, answer.response, answer.theme or THEME, left)
        if answer.response and answer.response[-1].to is Where.NOTE:
            await self._noted(interaction, reply)

    async def _give(
        self, reply: Reply, posts: list[Post], theme: Theme, left: float
    ) -> None:
        if not reply.begun:
            await self._show(reply, posts, theme, left)
            return
        async with self._hands:  # whoever is not acknowledged yet goes first
            await self._show(reply, posts, theme, PATIENCE)

    async def _noted(self, interaction: Interaction, reply: Reply) -> None:
        """It was answered with a word, and the word before that one goes.

        It stays where there is a crowd to be answered first.
        """
        if reply.in_ours or len(self._under_way) > CALM:
            return
        before = self._notes.newest(interaction)
        if before is not None:
            await notes.take_away(before)

    def _saying(self, interaction: Interaction, reply: Reply) -> Say:
        async def say(sentence: str) -> None:
            await reply.show(render.words_only(sentence))
            if interaction.type is discord.InteractionType.component:
                await self._noted(interaction, reply)

        return say

    def _patience(self, interaction: Interaction) -> float:
        pressed = interaction.type is discord.InteractionType.component
        token = inputs.token(interaction) if pressed else ""
        if self._engine.opens_form(token):
            return FORM_PATIENCE
        if len(self._under_way) <= BUSY or self._engine.brief(token):
            return PATIENCE
        return 0.0

    async def _show(
        self, reply: Reply, posts: list[Post], theme: Theme, patience: float
    ) -> None:
        drawings = self._drawings
        for post in posts:
            in_place = post.to is Where.IN_PLACE
            if not pictures(post.panel):
                await _sent(reply, post.panel, [], in_place)
                continue

            async def defer(in_place: bool = in_place) -> None:
                if not reply.begun:
                    await reply.defer(in_place=in_place)

            drawing = asyncio.ensure_future(drawings.of(post.panel, theme))
            drawn = await within(drawing, patience, defer)
            await _sent(reply, post.panel, drawn, in_place)
        for post in posts:
            drawings.ahead(post.panel, theme)

    # The question to the engine.

    async def _ask(self, interaction: Interaction) -> Answer:
        caller, place = inputs.caller(interaction), inputs.place(interaction)
        name = place.name if place else ""
        if interaction.type is discord.InteractionType.application_command:
            typed = commands.read(inputs.data(interaction))
            options = await inputs.options(interaction, typed)
            return await self.asking.run(caller, typed.command, options, name)
        token, values = inputs.token(interaction), inputs.values(interaction)
        return await self.asking.press(caller, token, values, name)

    # Completion.

    async def _complete(self, interaction: Interaction) -> None:
        try:
            async with asyncio.timeout(COMPLETION_PATIENCE):
                found = await self._completions(interaction)
        except (Refusal, TimeoutError):
            found = []
        except Exception as fault:
            # A menu without entries is all that a member sees of it.
            note(log, fault, "A completion failed")
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
        typed = commands.read(inputs.data(interaction))
        return await self._desk.call(
            self._engine.complete,
            inputs.caller(interaction),
            typed.command,
            typed.focused,
            typed.options.get(typed.focused, ""),
            self._clock(),
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

"""One interaction's answer: the first response in time, whatever comes after it.

The first response must come within three seconds, and only one counts; all others are
edits of it or further messages, for which Discord leaves fifteen minutes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
from discord import ui

from adapters.answering import Lost
from adapters.discord import faults
from adapters.discord.render import Message, words_only
from adapters.discord.wire import files

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

PATIENCE = 8.0
"""Seconds for one request; Discord forgets the interaction earlier, or has it."""


class Reply:
    """`in_ours`: what was pressed is a private message of ours, which can be edited."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        pressed = interaction.message
        self.in_ours = pressed is not None and pressed.flags.ephemeral
        self._begun = False
        self._waiting = False
        self._updating = False

    @property
    def begun(self) -> bool:
        """Whether the first response has gone out."""
        return self._begun

    async def form(self, modal: ui.Modal) -> None:
        """Opens a form, which only a first response can."""
        await self._first(lambda: self._interaction.response.send_modal(modal))

    async def defer(self, *, in_place: bool | None = None) -> None:
        """Says that it is being worked on; None: nobody knows yet where it will go.

        A private message of ours that was pressed stays as it is meanwhile.
        """
        respond = self._interaction.response.defer
        if self.in_ours and in_place is not False:
            await self._first(lambda: respond())
            self._updating = True
        else:
            await self._first(lambda: respond(ephemeral=True, thinking=True))
        self._waiting = True

    async def show(self, message: Message, *, in_place: bool = False) -> None:
        """Shows a message to the one who asked, in place where that can be."""
        in_place = in_place and self.in_ours
        if not self._begun:
            await self._respond(message, in_place)
        elif self._waiting and self._updating == in_place:
            await self._fill(message)
        else:
            await self._further(message)
        self._waiting = self._waiting and self._updating and not in_place

    async def _respond(self, message: Message, in_place: bool) -> None:
        response = self._interaction.response
        if in_place:
            try:
                await self._first(
                    lambda: response.edit_message(
                        view=message.view, attachments=files(message.attachments)
                    )
                )
                return
            except discord.HTTPException as fault:
                if fault.status != 400:
                    raise
                log.warning("An edit in place was not taken: %s", fault.text)
        await self._first(
            lambda: response.send_message(
                view=message.view, files=files(message.attachments), ephemeral=True
            )
        )

    async def _fill(self, message: Message) -> None:
        """In the place that was held.

        Discord has answered 400 to pictures there (discord-api-docs#7529), but takes
        them in a further message, once the place holds anything: so the place is
        filled, and given up afterwards.
        """
        original = self._interaction.edit_original_response
        try:
            await _bounded(
                lambda: original(
                    view=message.view, attachments=files(message.attachments)
                )
            )
        except discord.HTTPException as fault:
            if fault.status != 400 or not message.attachments:
                raise
            log.warning("Pictures were not taken in an edit: %s", fault.text)
            if self._updating:
                await self._further(message)
                return
            await _bounded(lambda: original(view=words_only("…").view))
            await self._further(message)
            await _bounded(self._interaction.delete_original_response)

    async def _further(self, message: Message) -> None:
        send = self._interaction.followup.send
        await _bounded(
            lambda: send(
                view=message.view,
                files=files(message.attachments),
                ephemeral=True,
                wait=True,
            )
        )

    async def _first(self, respond: Callable[[], Awaitable[object]]) -> None:
        """The first response; where its fate is unknown, it is tried once more."""
        try:
            await _bounded(respond)
        except (OSError, discord.DiscordServerError) as fault:
            log.info("A first response got no answer: %r", fault)
            await _again(respond)
        except discord.HTTPException as fault:
            if fault.code == faults.ALREADY_ANSWERED:
                raise Lost(fault.text) from fault
            raise
        self._begun = True


async def _again(respond: Callable[[], Awaitable[object]]) -> None:
    try:
        await _bounded(respond)
    except discord.HTTPException as fault:
        if fault.code != faults.ALREADY_ANSWERED:
            raise


async def _bounded(request: Callable[[], Awaitable[object]]) -> None:
    try:
        async with asyncio.timeout(PATIENCE):
            await request()
    except discord.NotFound as fault:
        raise Lost(fault.text) from fault

"""What an interaction says: who asks, where, and what was given."""

import asyncio
import logging
from dataclasses import dataclass

import discord

from adapters.discord import faults, forms, names, words
from adapters.discord.commands import Typed
from adapters.discord.reply import Interaction
from adapters.json_types import Json, JsonIn
from bot import wording
from bot.decks.limits import SENT_BYTES
from bot.errors import BadInput
from bot.panels import Caller, Upload, Values

log = logging.getLogger(__name__)

DOWNLOAD_PATIENCE = 60.0
"""Seconds that a file given to a command may take to be fetched."""


@dataclass(frozen=True, slots=True)
class Place:
    """The channel that a member is in; a thread acts for its parent."""

    channel: int
    space: int
    name: str


def data(interaction: Interaction) -> Json:
    return dict(interaction.data or {})


def token(interaction: Interaction) -> str:
    """What was pressed: a custom id is a token of the engine's."""
    return str(data(interaction).get("custom_id", ""))


def values(interaction: Interaction) -> Values:
    """A form's, or a select's under `choice`."""
    given = data(interaction)
    if "components" in given:
        return forms.values(given["components"])
    if "values" in given:
        return {"choice": tuple(map(str, given["values"]))}
    return {}


async def options(interaction: Interaction, typed: Typed) -> dict[str, str | Upload]:
    """The options; a file that was given is fetched."""
    resolved = data(interaction).get("resolved") or {}
    files, roles = resolved.get("attachments") or {}, resolved.get("roles") or {}
    options: dict[str, str | Upload] = dict(typed.options)
    for name, value in typed.options.items():
        if value in files:
            options[name] = await _fetched(interaction, files[value])
        if value in roles and value == str(interaction.guild_id):
            raise BadInput(words.not_everyone())
    return options


async def _fetched(interaction: Interaction, attachment: JsonIn) -> Upload:
    size = int(attachment.get("size", 0))
    if size > SENT_BYTES:
        raise BadInput(wording.refusals.file_too_big(size, SENT_BYTES))
    try:
        async with asyncio.timeout(DOWNLOAD_PATIENCE):
            content = await interaction.client.http.get_from_cdn(attachment["url"])
    except faults.FAULTS as fault:
        log.warning("An attachment could not be fetched: %r", fault)
        raise BadInput(words.upload_failed()) from fault
    return Upload(str(attachment["filename"]), content)


def caller(interaction: Interaction) -> Caller:
    user, where = interaction.user, place(interaction)
    allowed = interaction.permissions
    return Caller(
        member=names.member(user.id),
        name=user.display_name,
        channel=names.channel(where.channel) if where else None,
        space=names.space(where.space) if where else None,
        manages=bool(where) and (allowed.administrator or allowed.manage_guild),
        at=interaction.created_at,
    )


def place(interaction: Interaction) -> Place | None:
    """None in direct messages, and where Discord does not say where it is."""
    channel, guild = interaction.channel, interaction.guild_id
    if guild is None or channel is None:
        return None
    id, name = channel.id, str(getattr(channel, "name", "") or channel.id)
    if isinstance(channel, discord.Thread):
        parent = channel.parent
        # A forum's posts are threads, and it can hold nothing else.
        if not isinstance(parent, discord.ForumChannel):
            id, name = channel.parent_id, parent.name if parent else name
    return Place(id, guild, f"#{name}")

"""Interactions as Discord delivers them.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

import secrets
from typing import TYPE_CHECKING

from . import payloads
from .errors import Json
from .interactions import Asked, Interaction
from .world import Channel, Message, User

if TYPE_CHECKING:
    from .server import Discord

GUILD, BOT_DM = 0, 1
"""Interaction contexts."""


def ask(
    peer: "Discord",
    who: User,
    channel: Channel,
    asked: Asked,
    data: Json,
    message: Message | None = None,
    late: float = 0.0,
) -> Interaction:
    """Make an interaction and deliver it, `late` seconds of the peer's clock later."""
    interaction = Interaction(
        peer.ids.mint(),
        f"aW50ZXJhY3Rpb24{secrets.token_urlsafe(96)}",
        asked,
        who,
        channel,
        data,
        peer.clock.now(),
        message,
    )
    peer.interactions[interaction.token] = interaction
    if late:
        peer.clock.advance(late)
    deliver(peer, interaction)
    return interaction


def deliver(peer: "Discord", interaction: Interaction) -> None:
    """Once, or as often as the gateway's `repeat` says."""
    payload = payload_of(peer, interaction)
    guild = interaction.channel.guild
    for _ in range(peer.gateway.repeat):
        owner = guild.id if guild else None
        peer.gateway.dispatch("INTERACTION_CREATE", payload, owner)


def payload_of(peer: "Discord", interaction: Interaction) -> Json:
    channel = interaction.channel
    who = interaction.who
    payload: Json = {
        "id": str(interaction.id),
        "application_id": str(peer.world.application),
        "type": interaction.asked.value,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": payloads.channel(channel)
        | {"permissions": str(int(channel.bits(who)))},
        "app_permissions": str(int(channel.bits(peer.world.bot))),
        "locale": who.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "attachment_size_limit": peer.rules.max_file,
    }
    if interaction.message is not None:
        payload["message"] = peer.shown(interaction.message)
    return payload | _place(interaction)


def _place(interaction: Interaction) -> Json:
    guild = interaction.channel.guild
    who = interaction.who
    if guild is None:
        owners = {"0": "0"}
        user = payloads.user(who)
        return {
            "user": user,
            "context": BOT_DM,
            "authorizing_integration_owners": owners,
        }
    bits = interaction.channel.bits(who)
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "member": payloads.member(guild.members[who.id], bits),
        "context": GUILD,
        "authorizing_integration_owners": {"0": str(guild.id)},
    }

"""What can be said of a Discord token, and the link that invites the bot."""

import base64
import binascii
import re
from collections.abc import Iterator

import discord

from adapters.findings import Finding, bad, good, note

_SHAPE = re.compile(r"([\w-]{18,})\.[\w-]{5,}\.[\w-]{25,}", re.ASCII)


PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    attach_files=True,
    read_message_history=True,
    send_messages_in_threads=True,
    create_public_threads=True,
)
"""The least that everything works with but pinning, which a channel may ask for."""


def application(token: str) -> int | None:
    """The application's id, which is the first part of its token; None if odd."""
    found = _SHAPE.fullmatch(token.strip())
    if found is None:
        return None
    first = found[1]
    try:
        decoded = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
        return int(decoded.decode("ascii"))
    except (binascii.Error, ValueError):
        return None


def invitation(application: int) -> str:
    """The link that brings the bot to a server."""
    link = discord.utils.oauth_url(
        application, permissions=PERMISSIONS, scopes=("bot", "applications.commands")
    )
    return f"{link}&integration_type=0"  # to a server, not to an account


def findings(token: str, api_url: str = "") -> Iterator[Finding]:
    """What is set up, and what is missing; asks nobody."""
    if token != token.strip():
        yield bad("DISCORD_TOKEN has spaces around it. Take them away.")
    if token.strip().casefold().startswith("bot "):
        yield bad("DISCORD_TOKEN begins with “Bot ”. Leave that word out.")
        return
    id = application(token)
    if id is None:
        yield (note if api_url else bad)(
            "DISCORD_TOKEN does not look like a bot's token. Copy it anew: Discord's "
            "developer portal, your application, Bot, Reset Token.",
        )
    else:
        yield good("DISCORD_TOKEN looks like a bot's token.")
        yield good(f"Invite the bot with {invitation(id)}")
    if api_url:
        yield good(f"Discord is {api_url} here, as DISCORD_API_URL says.")

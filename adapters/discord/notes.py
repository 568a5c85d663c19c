"""Words on what somebody pressed: of those in a channel, the newest stands alone.

Each is a private message among the others, and between two questions of a challenge a
pile of them would hide what everybody looks at.
"""

import asyncio
import logging
from typing import Any

import discord

from adapters.discord import faults
from adapters.newest import Newest

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

KEPT = 500
"""People whose last word is known; of more, the first ones' words stay."""

FRESH = 840.0
"""Seconds in which a word can be taken away; Discord leaves fifteen minutes."""

PATIENCE = 8.0
"""Seconds for the request that takes one away."""


class Notes:
    def __init__(self) -> None:
        self._standing = Newest[tuple[int | None, int], tuple[float, Interaction]](KEPT)

    def newest(self, interaction: Interaction) -> Interaction | None:
        """It was answered with a word; the one whose word can go, if there is one."""
        now = asyncio.get_running_loop().time()
        key = interaction.channel_id, interaction.user.id
        at, before = self._standing.get(key, (0.0, None))
        self._standing[key] = now, interaction
        return before if now - at < FRESH else None


async def take_away(interaction: Interaction) -> None:
    """Its answer goes, unless the member has closed it already."""
    try:
        async with asyncio.timeout(PATIENCE):
            await interaction.delete_original_response()
    except faults.FAULTS as fault:
        log.debug("A word was not taken away: %r", fault)

"""Sees a gateway connection that is open but dead, and has it made anew."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

import discord

from adapters.discord import faults

log = logging.getLogger(__name__)

EVERY = 30.0
DEAD = 180.0
"""Seconds without a heartbeat acknowledged; they come every 41 seconds or so."""


class Watchdog:
    """`reached` asks Discord something by REST: without it, the net itself is down."""

    def __init__(
        self,
        shards: Callable[[], Mapping[int, discord.ShardInfo]],
        reached: Callable[[], Awaitable[object]],
    ) -> None:
        self._shards = shards
        self._reached = reached
        self._last: dict[int, tuple[float, float]] = {}

    async def run(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except faults.FAULTS as fault:
                log.info("Discord cannot be reached: %r", fault)

    async def look(self) -> None:
        """Makes dead connections anew."""
        now = asyncio.get_running_loop().time()
        for id, shard in self._shards().items():
            # Each acknowledgement brings a new latency, to the last digit.
            latency, since = self._last.get(id, (shard.latency, now))
            if latency != shard.latency:
                latency, since = shard.latency, now
            self._last[id] = latency, since
            if now - since > DEAD:
                await self._reached()
                log.warning("Shard %d is silent: connecting anew", id)
                del self._last[id]
                await shard.reconnect()

"""Sees a gateway connection that is open but dead or deaf, and has it made anew."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

import discord

from adapters.discord import faults

log = logging.getLogger(__name__)

EVERY = 30.0
"""Seconds between two looks."""

DEAD = 180.0
"""Seconds without a heartbeat acknowledged; they come every 41 seconds or so."""

DEAF = 6 * 3600.0
"""Seconds without a press or command. Sessions have gone deaf to these alone, with
their heart beating on (discord-api-docs#8162); where nobody just says anything, a new
session costs nothing either."""


class Watchdog:
    """`reached` asks Discord something by REST: without it, the net itself is down."""

    def __init__(
        self,
        shards: Callable[[], Mapping[int, discord.ShardInfo]],
        reached: Callable[[], Awaitable[object]],
    ) -> None:
        self._shards = shards
        self._reached = reached
        self._beats: dict[int, tuple[float, float]] = {}
        self._heard: dict[int, float] = {}

    def heard(self, shard: int) -> None:
        """An interaction has come."""
        self._heard[shard] = asyncio.get_running_loop().time()

    async def run(self) -> None:
        self._beats.clear()
        self._heard.clear()
        while True:
            await asyncio.sleep(EVERY)
            try:
                await self.look()
            except faults.FAULTS as fault:
                log.info("Discord cannot be reached: %r", fault)

    async def look(self) -> None:
        """Makes dead and deaf connections anew."""
        now = asyncio.get_running_loop().time()
        for id, shard in self._shards().items():
            silent = now - self._last_beat(id, shard, now)
            unheard = now - self._heard.setdefault(id, now)
            if silent > DEAD or unheard > DEAF:
                await self._reached()
                log.warning("Shard %d has been silent too long: connecting anew", id)
                self._beats.pop(id, None)
                self._heard.pop(id, None)
                await shard.reconnect()

    def _last_beat(self, id: int, shard: discord.ShardInfo, now: float) -> float:
        # Each acknowledgement brings a new latency, to the last digit.
        latency, since = self._beats.get(id, (shard.latency, now))
        if latency != shard.latency:
            latency, since = shard.latency, now
        self._beats[id] = latency, since
        return since

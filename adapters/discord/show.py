"""Posts of the engine's own: to channels and, directly, to members."""

import asyncio
import logging

import discord

from adapters.discord import faults
from adapters.discord.drawing import THEME, Drawings
from adapters.discord.gateway_cache import GatewayCache
from adapters.discord.transport import Transport
from adapters.discord.wire import Wire
from adapters.sending import NOT_DRAWN_WAIT, Letter, delivered, put_off, ready, unasked
from adapters.troubles import Outage
from bot.panels import Outcome, Post

log = logging.getLogger(__name__)


class Show:
    def __init__(
        self, wire: Wire, drawings: Drawings, cache: GatewayCache, outage: Outage
    ) -> None:
        self._wire = wire
        self._drawings = drawings
        self._cache = cache
        self._outage = outage
        self._rests_until = 0.0

    async def __call__(self, post: Post) -> Outcome:
        to = unasked(post)
        rest = self._rests_until - asyncio.get_running_loop().time()
        if rest > 0:
            return put_off(to, rest)
        drawn = await ready(self._drawings.of(post.panel, THEME))
        if drawn is None:
            return put_off(to, NOT_DRAWN_WAIT)
        letter = Letter(to, post.panel, drawn)
        transport = Transport(self._wire, self._cache, letter, self._certain)
        outcome = await delivered(transport, self._outage)
        self._drawings.ahead(post.panel, THEME)
        return outcome

    def _certain(self, fault: BaseException) -> Outcome | None:
        """Mindful of a token that is good no more: each try would count against us."""
        if isinstance(fault, discord.HTTPException) and fault.status == 401:
            log.error("Discord no longer takes the token; set DISCORD_TOKEN anew")
            now = asyncio.get_running_loop().time()
            self._rests_until = now + faults.UNAUTHORISED_WAIT
        return faults.outcome(fault)

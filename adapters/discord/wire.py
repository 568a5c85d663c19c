"""The requests behind posts: one method for each, paced, and bounded in time.

They go through discord.py's own HTTP client, so its buckets hold. Its answers are read
as JSON: a message object would leave out the pictures that components show.
"""

import asyncio
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

import aiohttp
import discord
from discord.http import HTTPClient, Route, handle_message_parameters

from adapters.discord import inside
from adapters.discord.render import Attachment, Message
from adapters.json_types import Json
from adapters.pace import Pace
from adapters.sending import NO_HINT_WAIT

PATIENCE = aiohttp.ClientTimeout(total=10)
"""For one try: discord.py alone would wait five minutes for a lost answer."""

IN_ALL = 15.0
"""Seconds for all tries: twice this, and looking twice, fit before a claim lapses."""

PAGE = 100
"""Messages on a page of a channel's history; Discord gives no more."""

THREAD_RESTS = 1440
"""Minutes without a word after which a thread is put away."""


class Wire:
    """Each request may end in what `faults.FAULTS` names."""

    def __init__(self, http: Callable[[], HTTPClient], pace: Pace) -> None:
        self._http = http
        self._pace = pace

    async def send(
        self, channel: int, message: Message, nonce: str, roles: Iterable[int] = ()
    ) -> Json:
        """A new message; within a few minutes, the same nonce gives the same one."""
        route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel)
        return await self._write(route, message, {}, nonce, roles)

    async def edit(
        self, channel: int, id: int, message: Message, kept: Mapping[str, str]
    ) -> Json:
        """In place; of the attachments there, those `kept` (name -> id) stay."""
        route = Route(
            "PATCH",
            "/channels/{channel_id}/messages/{message_id}",
            channel_id=channel,
            message_id=id,
        )
        return await self._write(route, message, kept, None, ())

    async def recent(self, channel: int, before: int | None = None) -> list[Json]:
        """A page of the channel's last messages, newest first.

        Empty too where the history may not be read.
        """
        route = Route("GET", "/channels/{channel_id}/messages", channel_id=channel)
        page = {"limit": PAGE} if before is None else {"limit": PAGE, "before": before}
        found = await self._request(route, params=page)
        return cast(list[Json], found)

    async def direct(self, user: int) -> int:
        """The channel of direct messages with somebody."""
        route = Route("POST", "/users/@me/channels")
        found = await self._request(route, json={"recipient_id": str(user)})
        return int(found["id"])

    async def thread(self, channel: int, id: int, name: str) -> None:
        route = Route(
            "POST",
            "/channels/{channel_id}/messages/{message_id}/threads",
            channel_id=channel,
            message_id=id,
        )
        given = {"name": name, "auto_archive_duration": THREAD_RESTS}
        await self._request(route, json=given)

    async def pin(self, channel: int, id: int) -> None:
        await self._pin("PUT", channel, id)

    async def unpin(self, channel: int, id: int) -> None:
        await self._pin("DELETE", channel, id)

    async def _pin(self, method: str, channel: int, id: int) -> None:
        route = Route(
            method,
            "/channels/{channel_id}/messages/pins/{message_id}",
            channel_id=channel,
            message_id=id,
        )
        await self._request(route)

    async def register(self, application: int, commands: list[Json]) -> None:
        """All the commands there are, in place of those from before."""
        route = Route(
            "PUT", "/applications/{application_id}/commands", application_id=application
        )
        await self._request(route, json=commands)

    async def _write(
        self,
        route: Route,
        message: Message,
        kept: Mapping[str, str],
        nonce: str | None,
        roles: Iterable[int],
    ) -> Json:
        named = [discord.Object(role) for role in roles]
        pings = discord.AllowedMentions(
            everyone=False, users=False, roles=named or False, replied_user=False
        )
        new = files(one for one in message.attachments if one.name not in kept)
        with handle_message_parameters(
            view=message.view,
            attachments=[*map(inside.kept, kept.values()), *new],
            nonce=nonce,
            allowed_mentions=pings,
        ) as made:
            if made.files:
                given: Json = {"form": made.multipart, "files": made.files}
            else:
                given = {"json": made.payload}
            return cast(Json, await self._request(route, **given))

    async def _request(self, route: Route, **given: Any) -> Any:
        await self._pace.turn()
        try:
            async with asyncio.timeout(IN_ALL):
                return await self._http().request(route, timeout=PATIENCE, **given)
        except KeyError as fault:
            # discord.py looks up in a 429 how long to wait; this one did not say.
            raise discord.RateLimited(NO_HINT_WAIT) from fault


def files(attachments: Iterable[Attachment]) -> list[discord.File]:
    """Fresh ones for each request: they are read up, and closed, by it."""
    return [
        discord.File(io.BytesIO(one.data), one.name, description=one.alt or None)
        for one in attachments
    ]

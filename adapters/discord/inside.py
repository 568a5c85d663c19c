"""What is reached for inside of discord.py, which has no public way to it.

So it is in 2.7.1; `tests/discord/test_inside.py` says which of these a newer one has
changed. Its HTTP client, `Route` and `handle_message_parameters` are not documented
either: requests to Discord are made with them, in `wire`, for the reasons given there.
"""

import asyncio
from typing import Any, cast
from weakref import WeakSet

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Route

API_VERSION = "v10"

SELDOM = 60.0
"""Seconds between two looks at which rate limits are no longer in use."""


def silence_voice() -> None:
    """Else each start warns that there is no voice: nobody is told anything by it."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


def send_to(api_url: str) -> None:
    """Requests go to another server, up to `/api`: there is no setting for it."""
    Route.BASE = f"{api_url.rstrip('/')}/{API_VERSION}"


def connect_to(gateway: str) -> None:
    """So do connections; of where it is, discord.py asks but for the very first."""
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)


class Lines:
    """The sockets that a client opened, to be closed with it.

    discord.py forgets one that is cut off before Discord has said hello on it.
    """

    def __init__(self, http: HTTPClient) -> None:
        self._open: WeakSet[aiohttp.ClientWebSocketResponse] = WeakSet()
        self._connect = http.ws_connect
        vars(http)["ws_connect"] = self._connected

    async def close(self) -> None:
        for line in list(self._open):
            await line.close()

    async def _connected(self, url: str, **how: Any) -> aiohttp.ClientWebSocketResponse:
        line = await self._connect(url, **how)
        self._open.add(line)
        return line


def tidy_seldom(http: HTTPClient) -> None:
    """Whenever discord.py meets a new channel, it looks through all its rate limits.

    There is one for each channel and route: with ten thousand channels due at once
    those looks cost more than everything else together.
    """
    look = http._try_clear_expired_ratelimits
    last = float("-inf")

    def tidy() -> None:
        nonlocal last
        now = asyncio.get_running_loop().time()
        if now - last >= SELDOM:
            last = now
            look()

    vars(http)["_try_clear_expired_ratelimits"] = tidy


def kept(id: str) -> discord.Attachment:
    """An attachment that an edit leaves in place, of which only the id is known.

    discord.py asks it for nothing but its `to_dict`.
    """
    return cast(discord.Attachment, _Kept(id))


class _Kept:
    def __init__(self, id: str) -> None:
        self._id = id

    def to_dict(self) -> dict[str, str]:
        return {"id": self._id}

"""A peer in a process of its own, for loads: the bot then has a core to itself."""

import asyncio
import json
import sys
from typing import Any, Self

import aiohttp

from .errors import Json

_START = 30.0
"""Seconds that a peer may take until it listens."""


class Remote:
    """`async with Remote("--latency", "0.1") as peer:`, as on the command line."""

    def __init__(self, *options: str) -> None:
        self._options = options

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            __package__ or "",
            *self._options,
            stdout=asyncio.subprocess.PIPE,
            limit=2**22,  # ten thousand channels are a long line
        )
        assert self._process.stdout is not None
        line = await asyncio.wait_for(self._process.stdout.readline(), _START)
        where = json.loads(line)
        self.url: str = where["url"]
        self.api: str = where["api"]
        self.gateway_url: str = where["gateway"]
        self.token: str = where["token"]
        self.channels: list[int] = where["channels"]
        self.servers: list[int] = where["servers"]
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()
        if self._process.returncode is None:
            self._process.terminate()
        await self._process.wait()

    async def do(self, verb: str, **given: Any) -> Json:
        """One of the verbs of `Control`; AssertionError where it says no."""
        address = f"{self.url}/control/{verb}"
        async with self._http.post(address, json=given) as response:
            told: Json = await response.json()
        assert response.status == 200, told
        return told

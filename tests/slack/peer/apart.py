"""A peer in a process of its own, so that a load test measures the app alone."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from types import TracebackType
from typing import Any, Self

from .errors import Json


class Apart:
    """`async with Apart(members=1000) as far:`; options are those of `__main__`."""

    def __init__(self, **options: int | float | bool) -> None:
        self._options = options
        self._process: Process | None = None
        self.where: Json = {}
        """api_url, app_token, token, teams, signing_secret, channels, members."""

    async def __aenter__(self) -> Self:
        flags: list[str] = []
        for name, value in self._options.items():
            if value is not False:
                flags += [f"--{name}"] + ([] if value is True else [str(value)])
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.slack.peer",
            *flags,
            stdin=PIPE,
            stdout=PIPE,
            limit=64 * 1024 * 1024,
        )
        self.where = await self._heard()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()

    async def ask(self, do: str, **order: Any) -> Json:
        """An order of `orders.py`; raises where it failed."""
        assert self._process is not None
        assert self._process.stdin is not None
        line = json.dumps({"do": do, **order}) + "\n"
        self._process.stdin.write(line.encode())
        answer = await self._heard()
        assert "error" not in answer, answer["error"]
        return answer

    async def _heard(self) -> Json:
        assert self._process is not None
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        found: Json = json.loads(line)
        return found

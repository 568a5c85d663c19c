"""Waiting, in real time, for what another process or thread does."""

import asyncio
from collections.abc import Callable


async def until(true: Callable[[], bool]) -> None:
    for _ in range(1500):
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")

"""Waiting for the other side, in real time."""

import asyncio
import time
from collections.abc import Callable
from itertools import count

_STEP = 0.004


async def until(condition: Callable[[], bool], within: float) -> bool:
    """Whether it came true in so many real seconds."""
    deadline = time.monotonic() + within
    for _ in count():
        if condition():
            return True
        if time.monotonic() >= deadline:
            return False
        await asyncio.sleep(_STEP)
    raise AssertionError

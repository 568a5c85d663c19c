"""Ends that are waited for in a task that was cancelled already.

`asyncio.timeout` is not for these: as its time runs out, such a task is cancelled once
more in Python 3.11.2, which Debian 12 has, and whatever was to come after is left out.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


async def at_most(
    seconds: float, work: Callable[[], Coroutine[Any, Any, object]]
) -> None:
    """Does the work; where it takes longer, it is cut off. Raises what that does."""
    task = asyncio.create_task(work())
    try:
        await asyncio.wait({task}, timeout=seconds)
    finally:
        task.cancel()
    if task.done():
        task.result()

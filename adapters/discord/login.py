"""Whether we are logged in, and how long a post waits that comes before we are."""

import asyncio
import contextlib
import math
import time

from adapters.discord import faults

SOON = 5.0
"""Seconds that a login may take while posts wait for it: what was due at a start is
shown as soon as that is possible."""

AGAIN = 5.0
"""Seconds after which a post is tried again that waited in vain, or did not wait: an
outage must not fill the places of posts on their way."""


class Login:
    def __init__(self) -> None:
        self._stands = asyncio.Event()
        self._soon_until = -math.inf
        self._again = AGAIN

    @property
    def stands(self) -> bool:
        return self._stands.is_set()

    def begun(self) -> None:
        self._soon_until = time.monotonic() + SOON

    def done(self) -> None:
        self._stands.set()

    def over(self) -> None:
        self._stands.clear()
        self._soon_until = -math.inf

    def refused(self) -> None:
        """It will not stand until somebody sets another token."""
        self._again = faults.UNAUTHORISED_WAIT

    async def wait(self) -> float:
        """Seconds after which a post is to be tried again; 0 where we are logged in."""
        rest = max(0.0, self._soon_until - time.monotonic())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(rest):
                await self._stands.wait()
        return 0.0 if self.stands else self._again

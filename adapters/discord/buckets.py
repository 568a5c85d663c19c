"""discord.py's rate limits, of which there is one for each channel and route."""

import asyncio

from discord.http import HTTPClient

SELDOM = 60.0
"""Seconds between two looks at which of them are no longer in use."""


def tidy_seldom(http: HTTPClient) -> None:
    """Whenever discord.py meets a new channel, it looks through all that it knows.

    With ten thousand channels due at once those looks cost more than everything else
    together. The method is not public: where it goes away, this does nothing.
    """
    look = getattr(http, "_try_clear_expired_ratelimits", None)
    last = float("-inf")

    def tidy() -> None:
        nonlocal last
        now = asyncio.get_running_loop().time()
        if look and now - last >= SELDOM:
            last = now
            look()

    vars(http)["_try_clear_expired_ratelimits"] = tidy

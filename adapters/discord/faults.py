"""What went wrong on the way to Discord -> what became of the post."""

import json

import aiohttp
import discord

from adapters.discord import words
from adapters.sending import NO_HINT_WAIT, UNREACHABLE_WAIT
from bot.panels import Forbidden, Gone, Later, Outcome

FAULTS = (
    discord.HTTPException,
    discord.RateLimited,
    aiohttp.ClientError,
    OSError,  # resets, and every kind of timeout
    json.JSONDecodeError,  # an answer that was cut off
)
"""Everything that a request may end in."""

EDITS_LIMITED = 30046
"""Too many edits of a message that is over an hour old."""

THREAD_EXISTS = 160004
"""The message has its thread already."""

ALREADY_ANSWERED = 40060

UNAUTHORISED_WAIT = 3600.0
"""Seconds without a try where the token is not taken: each would count against us."""


def outcome(fault: BaseException) -> Outcome | None:
    """Where it is certain that nothing was done: why. None where nobody can tell."""
    match fault:
        case discord.RateLimited():
            return Later(fault.retry_after)
        case discord.HTTPException(code=code) if code == EDITS_LIMITED:
            return Forbidden(words.no_permission(fault.text))
        case discord.HTTPException(status=429):
            return Later(_asked_to_wait(fault))
        case discord.HTTPException(status=401):
            return Later(UNAUTHORISED_WAIT)
        case discord.NotFound():
            return Gone(words.no_permission(fault.text))
        case discord.HTTPException(status=status) if status < 500:
            # Mostly a permission; else a message that Discord will never take.
            return Forbidden(words.no_permission(fault.text or str(status)))
        case aiohttp.ClientConnectorError():
            return Later(UNREACHABLE_WAIT)
        case _:
            return None


def _asked_to_wait(fault: discord.HTTPException) -> float:
    headers = fault.response.headers
    for name in ("Retry-After", "X-RateLimit-Reset-After"):
        try:
            return max(1.0, float(headers.get(name, "")))
        except ValueError:
            continue
    return NO_HINT_WAIT


def lacks(fault: discord.HTTPException) -> bool:
    """Whether it may be the files that a new message was refused for."""
    return fault.status in (400, 403, 405, 413, 415, 501)


def about_files(fault: discord.HTTPException) -> bool:
    """Whether it may be the files that an edit was refused for."""
    wrong = fault.status in (400, 405, 413, 415, 501)
    return wrong and fault.code != EDITS_LIMITED

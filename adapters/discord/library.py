"""What discord.py logs of its own accord, without secrets and without uproar."""

import contextlib
import logging
from collections.abc import Iterator

import aiohttp
import discord

from adapters.troubles import Outage

_AWAY = (
    discord.ConnectionClosed,
    discord.DiscordServerError,
    discord.GatewayNotFound,
    aiohttp.ClientError,
    OSError,  # resets, and every kind of timeout
)


@contextlib.contextmanager
def quiet(outage: Outage) -> Iterator[None]:
    """For as long as it runs: each attempt to connect in vain is fifty lines to it."""
    _keep_secrets()
    with outage.telling(("discord.gateway", "discord.shard"), _why):
        yield


def reason(fault: BaseException) -> str:
    return str(fault) or repr(fault)


def _why(record: logging.LogRecord) -> str:
    fault = record.exc_info[1] if record.exc_info else None
    return reason(fault) if isinstance(fault, _AWAY) else ""


def _keep_secrets() -> None:
    """discord.py logs whole events and addresses, tokens included, when debugging."""
    for name in ("discord.gateway", "discord.http", "discord.webhook"):
        theirs = logging.getLogger(name)
        if theirs.getEffectiveLevel() < logging.INFO:
            theirs.setLevel(logging.INFO)

"""A peer in a process of its own; `Remote` starts and steers it.

`python -m tests.discord.peer --port 4700` prints where it listens, as one JSON line.
"""

import argparse
import asyncio
import json
import os
import signal
from contextlib import suppress
from pathlib import Path

from .control import Control
from .rules import Rules
from .server import Discord


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", help="the bot's token; made up without it")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds")
    parser.add_argument("--shards", type=int, default=1)
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--strict", action="store_true", help="rate limits of life")
    parser.add_argument("--check", action="store_true", help="bodies by STUDYBOT_SPECS")
    return parser.parse_args()


def _rules(options: argparse.Namespace) -> Rules:
    rules = Rules()
    if options.strict:
        rules.be_strict()
    specs = os.environ.get("STUDYBOT_SPECS")
    if options.check and specs:
        rules.schema = Path(specs) / "discord-openapi.json"
    return rules


async def _serve(options: argparse.Namespace) -> None:
    peer = Discord(
        _rules(options),
        latency=options.latency,
        shards=options.shards,
        port=options.port,
    )
    if options.token:
        peer.token = options.token
    control = Control(peer)
    async with peer:
        first = control.furnish(options.channels)
        where = {
            "api": peer.api,
            "gateway": peer.gateway_url,
            "url": peer.url,
            "token": peer.token,
            "channels": list(first),
            "servers": list(first.values()),
        }
        with suppress(BrokenPipeError):
            os.write(1, json.dumps(where).encode() + b"\n")
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(sign, over.set)
        await over.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_options()))

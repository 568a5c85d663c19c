"""Members at their tabs: they press, and remember what they were told."""

import asyncio
import contextlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

Json = dict[str, Any]

STEPS = {"reveal": "reveal", "tick": "tick", "grade": "tick", "choose": "choice"}
"""What a press is, in the log."""

DROP = re.compile(r"Card of the day")


@dataclass
class Seen:
    """All that the bot ever said, over all its lives."""

    acknowledged: set[tuple[str, int, str]] = field(default_factory=set)
    """Member, round and step of every attempt that was answered with a reply."""

    drops: set[int] = field(default_factory=set)
    """Messages that were shown as a card of the day."""

    faults: list[str] = field(default_factory=list)
    """Refusals that speak of a fault of ours."""


class Tab:
    """One member at one open page."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, seen: Seen) -> None:
        self._socket = socket
        self._seen = seen
        self._asked = 0
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self._welcomed: asyncio.Future[Json] = asyncio.Future()
        self._listening = asyncio.create_task(self._listen())
        self.member = ""
        self.open_drop = 0

    async def hello(self, name: str) -> None:
        await self._socket.send_json({"type": "hello", "name": name, "zone": "UTC"})
        said = await asyncio.wait_for(self._welcomed, 30)
        self.member = said["member"]
        for post in said["posts"]:
            self._look(post)

    async def run(self, line: str) -> Json:
        return await self._ask({"type": "run", "line": line})

    async def press(self, token: str, values: dict[str, list[str]]) -> Json:
        said = await self._ask({"type": "press", "token": token, "values": values})
        action, *rest = token.split(":")
        if said["type"] == "reply" and action in STEPS:
            attempt = (self.member, int(rest[0]), STEPS[action])
            self._seen.acknowledged.add(attempt)
        return said

    async def close(self) -> None:
        self._listening.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._listening

    async def _ask(self, frame: Json) -> Json:
        self._asked += 1
        answer: asyncio.Future[Json] = asyncio.Future()
        self._waiting[self._asked] = answer
        await self._socket.send_json({"id": self._asked, **frame})
        said = await asyncio.wait_for(answer, 30)
        if said["type"] == "refusal" and "went wrong" in said["text"]:
            self._seen.faults.append(f"{frame}: {said['text']}")
        return said

    async def _listen(self) -> None:
        try:
            async for message in self._socket:
                self._hear(json.loads(message.data))
        finally:
            gone = ConnectionResetError("the bot is gone")
            for answer in (*self._waiting.values(), self._welcomed):
                if not answer.done():
                    answer.set_exception(gone)

    def _hear(self, said: Json) -> None:
        if said["type"] == "welcome":
            self._welcomed.set_result(said)
        elif said["type"] == "post":
            self._look(said["post"])
        elif "id" in said and not self._waiting[said["id"]].done():
            self._waiting[said["id"]].set_result(said)

    def _look(self, post: Json) -> None:
        if not DROP.match(post["panel"]["title"]):
            return
        self._seen.drops.add(int(post["key"].removeprefix("m"), 16))
        for token in tokens(post["panel"], "reveal"):
            self.open_drop = int(token.split(":")[1])


async def study(tab: Tab, dice: Random) -> None:
    """Answer the card of the day, then one question after another, for ever."""
    answered = 0
    while True:
        if tab.open_drop > answered:
            answered = tab.open_drop
            await _answer(tab, f"reveal:{answered}", dice)
        elif dice.random() < 0.05:
            await tab.run("/drop now")
        else:
            await _quiz(tab, dice)


async def _quiz(tab: Tab, dice: Random) -> None:
    asked = await tab.run("/quiz")
    for panel in panels(asked):
        options = list(tokens(panel, "choose"))
        if options:
            token = dice.choice(options)
            await tab.press(token, {})
            if dice.random() < 0.2:  # once more, as an impatient hand does
                await tab.press(token, {})
        for token in tokens(panel, "reveal"):
            await _answer(tab, token, dice)


async def _answer(tab: Tab, token: str, dice: Random) -> None:
    shown = await tab.press(token, {})
    for panel in panels(shown):
        if panel["picks"]:
            places = [one["value"] for one in panel["picks"]["choices"]]
            picks = [place for place in places if dice.random() < 0.6]
            await tab.press(panel["picks"]["token"], {"picks": picks})


def panels(said: Json) -> Iterator[Json]:
    for post in said.get("posts", ()):
        yield post["panel"]


def tokens(panel: Json, action: str) -> Iterator[str]:
    for button in panel["buttons"]:
        if button["token"].startswith(f"{action}:"):
            yield button["token"]

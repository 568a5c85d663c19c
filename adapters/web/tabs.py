"""The tabs that have the page open, and what is on its way to each."""

import asyncio
import json
from collections.abc import Iterator

from aiohttp import web

from adapters.web.drawing import Width
from adapters.web.render import Json
from bot.panels import MemberId
from bot.typeset import Theme

BACKLOG = 500
"""Frames waiting for one tab, at most; one that falls behind has to come anew."""

SOON = 0.1
"""Seconds in which people who come and go are told of together: each alone would tell
everybody, which a crowd that opens the page at once makes many."""


class Tab:
    """One open page. Nothing reaches it before its welcome."""

    def __init__(self, manages: bool) -> None:
        self.manages = manages
        self.member = MemberId("")
        self.name = ""
        self.zone = ""
        self.width = Width.WIDE
        self.theme: Theme | None = None
        self._waiting: asyncio.Queue[str] = asyncio.Queue(BACKLOG)
        self._held: list[str] | None = []
        self._behind = asyncio.Event()

    def send(self, frame: Json) -> None:
        self._put(json.dumps(frame))

    def pushed(self, text: str) -> None:
        """A frame about the channel: after the welcome, never before it."""
        if self._held is not None:
            self._held.append(text)
        else:
            self._put(text)

    def hold(self) -> None:
        """Keeps back what is pushed until the next welcome."""
        if self._held is None:
            self._held = []

    def welcome(self, frame: Json) -> None:
        self.send(frame)
        held, self._held = self._held or [], None
        for text in held:
            self._put(text)

    async def pump(self, socket: web.WebSocketResponse) -> None:
        """Writes what waits, in order, until the tab is gone or far behind."""
        while not self._behind.is_set():
            text = await self._waiting.get()
            try:
                await socket.send_str(text)
            except ConnectionError:
                return
        await socket.close(code=1013, message=b"too slow")

    def _put(self, text: str) -> None:
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:
            self._behind.set()


class Tabs:
    """Every tab that has said hello."""

    def __init__(self) -> None:
        self._open: set[Tab] = set()
        self._telling: asyncio.TimerHandle | None = None

    def __iter__(self) -> Iterator[Tab]:
        return iter(tuple(self._open))

    def enter(self, tab: Tab) -> None:
        self._open.add(tab)

    def leave(self, tab: Tab) -> None:
        if tab in self._open:
            self._open.remove(tab)
            self.tell_people()

    def of(self, member: MemberId) -> list[Tab]:
        return [tab for tab in self if tab.member == member]

    def push(
        self, frame: Json, member: MemberId | None = None, but: Tab | None = None
    ) -> None:
        """To every tab, or to those of one member; `but` this one, which has it."""
        text = json.dumps(frame)
        for tab in self if member is None else self.of(member):
            if tab is not but:
                tab.pushed(text)

    def wear(self, member: MemberId, theme: Theme | None) -> None:
        """The member's picture theme, in each of their tabs."""
        for tab in self.of(member):
            tab.theme = theme
        self.push({"type": "theme", "theme": theme}, member)

    def tell_people(self) -> None:
        """Soon tells every tab who is here; a member with two tabs is here once."""
        if self._telling is None:
            loop = asyncio.get_running_loop()
            self._telling = loop.call_later(SOON, self._tell_people)

    def _tell_people(self) -> None:
        self._telling = None
        here = {tab.member: tab.name for tab in self}
        ordered = sorted(here.items(), key=lambda person: person[1].casefold())
        people = [{"member": member, "name": name} for member, name in ordered[:100]]
        self.push({"type": "people", "people": people, "count": len(here)})

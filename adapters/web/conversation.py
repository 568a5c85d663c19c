"""The conversation with one tab: what it asks, and what it is answered."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from zoneinfo import available_timezones

from adapters import command_line
from adapters.answering import UnderWay, safely
from adapters.asking import Answer, Asking
from adapters.pace import Pace
from adapters.ports import Desk
from adapters.web import frames, names, render
from adapters.web.drawing import Drawings, Width
from adapters.web.frames import Complete, Frame, Hello, Ping, Press, Run
from adapters.web.ports import Engine
from adapters.web.render import Json
from adapters.web.settings import WebSettings
from adapters.web.tabs import Tab, Tabs
from adapters.web.temporary_files import TemporaryFiles
from bot.commands import walk
from bot.errors import BadInput
from bot.panels import Caller, Direct, Form, Post, Public, Reply, Upload
from bot.typeset import Theme

PATIENCE = 0.3
"""Seconds that a message may wait for its pictures before it is shown without."""

AT_ONCE = 16
"""Requests of one tab that may be under way together."""

A_SECOND, BURST = 15, 60
"""Requests that one tab may make a second, and at once after a rest. Generous: no hand
is that fast, and completion asks with every letter."""

log = logging.getLogger(__name__)

_ZONES = available_timezones()


@dataclass(frozen=True, slots=True)
class Common:
    """What every conversation shares."""

    engine: Engine
    desk: Desk
    asking: Asking
    drawings: Drawings
    uploads: TemporaryFiles[Upload]
    tabs: Tabs
    clock: Callable[[], datetime]
    settings: WebSettings
    version: str


class Conversation:
    """One tab's requests, each answered on its own: a slow one holds up no other."""

    def __init__(self, common: Common, tab: Tab) -> None:
        self._common = common
        self._tab = tab
        self._pace = Pace(1 / A_SECOND, BURST)
        self._under_way = UnderWay()

    def hear(self, data: str) -> None:
        """Takes what the page said; BadFrame if our page would never say it."""
        frame = frames.read(data)
        id = 0 if isinstance(frame, Hello) else frame.id
        too_soon = self._pace.take() > 0
        if isinstance(frame, Ping):
            self._tab.send({"type": "pong", "id": id})
        elif too_soon or len(self._under_way) >= AT_ONCE:
            self._refuse(id, too_fast())
        elif self._tab.member or isinstance(frame, Hello):
            self._start(id, self._work(frame))
        else:
            raise frames.BadFrame("no hello yet")

    async def close(self) -> None:
        """Lets what is under way be finished."""
        await self._under_way.close()

    def _start(self, id: int, work: Coroutine[Any, Any, None]) -> None:
        async def refuse(sentence: str) -> None:
            self._refuse(id, sentence)

        self._under_way.begin(safely(work, refuse))

    def _refuse(self, id: int, text: str) -> None:
        self._tab.send({"type": "refusal", "id": id, "text": text})

    def _work(self, frame: Frame) -> Coroutine[Any, Any, None]:
        match frame:
            case Hello():
                return self._hello(frame)
            case Run():
                return self._run(frame)
            case Press():
                return self._press(frame)
            case Complete():
                return self._complete(frame)
            case Ping():
                raise AssertionError("answered at once")
            case _:
                assert_never(frame)

    async def _hello(self, hello: Hello) -> None:
        common, tab = self._common, self._tab
        name = names.shown(hello.name)
        tab.hold()
        tab.member, tab.name = names.member(name), name
        tab.zone = hello.zone if hello.zone in _ZONES else ""
        tab.width = Width.NARROW if hello.narrow else Width.WIDE
        common.tabs.enter(tab)
        now, channel = common.clock(), common.settings.channel
        posts = await common.desk.call(common.engine.standing, channel, tab.member, now)
        tab.theme = await common.desk.call(common.engine.theme, tab.member)
        panels, late = await self._promptly(posts)
        stood = [
            {**public(post, panel, None), "turn": 0}
            for post, panel in zip(posts, panels, strict=True)
        ]
        tab.welcome(self._welcome(stood))
        common.tabs.tell_people()
        for shown, coming in zip(stood, late, strict=True):
            if coming:
                self._redraw(0, shown["key"], await coming)

    def _welcome(self, posts: list[Json]) -> Json:
        tab = self._tab
        commands = [
            render.command(name, command)
            for name, command in walk()
            if (tab.manages or not command.manages) and command.on(names.PLATFORM)
        ]
        return {
            "type": "welcome",
            "name": tab.name,
            "member": tab.member,
            "manages": tab.manages,
            "channel": self._common.settings.channel_name,
            "commands": commands,
            "posts": posts,
            "theme": tab.theme,
            "version": self._common.version,
            "now": self._common.clock().isoformat(),
        }

    async def _run(self, run: Run) -> None:
        line = command_line.parse(run.line)
        options: dict[str, str | Upload] = {**line.options}
        for option, id in run.files.items():
            upload = self._common.uploads.take(id)
            if upload is None:
                raise BadInput(upload_gone())
            options[option] = upload
        asking = self._common.asking
        answer = await asking.run(self._caller(), line.command, options)
        await self._respond(run.id, answer, "")

    async def _press(self, press: Press) -> None:
        asking = self._common.asking
        answer = await asking.press(self._caller(), press.token, press.values)
        if self._common.engine.forgets(press.token):
            self._common.tabs.push({"type": "forget"}, self._tab.member)
        await self._respond(press.id, answer, press.message)

    async def _complete(self, asked: Complete) -> None:
        choices = await self._common.desk.call(
            self._common.engine.complete,
            self._caller(),
            asked.command,
            asked.option,
            asked.typed,
            self._common.clock(),
        )
        shown = [render.choice(choice) for choice in choices[:25]]
        self._tab.send({"type": "choices", "id": asked.id, "choices": shown})

    def _caller(self) -> Caller:
        tab, settings = self._tab, self._common.settings
        return Caller(
            tab.member,
            tab.name,
            settings.channel,
            settings.space,
            tab.manages,
            tab.zone,
        )

    async def _respond(self, id: int, answer: Answer, pressed: str) -> None:
        response = answer.response
        if isinstance(response, Form):
            form = render.form(response)
            self._tab.send({"type": "form", "id": id, "form": form})
            return
        drawings = self._common.drawings
        keys = [_key(post, pressed) for post in response]
        panels, late = await self._promptly(response, [self._tab.width])
        now = self._common.clock()
        shown = [
            _private(key, panel, now, post.to is Reply.NOTE)
            for key, panel, post in zip(keys, panels, response, strict=True)
        ]
        self._tab.send({"type": "reply", "id": id, "posts": shown})
        self._wear(answer.theme)
        for each in shown:
            if each["note"]:
                frame = {"type": "note", "key": pressed, "panel": each["panel"]}
                self._common.tabs.push(frame, self._tab.member, but=self._tab)
        for key, coming in zip(keys, late, strict=True):
            if coming:
                self._redraw(id, key, await coming)
        for post in response:
            drawings.ahead(post.panel, self._tab.width)
        for key, post in zip(keys, response, strict=True):
            self._redraw(id, key, await drawings.finished(post.panel))

    async def _promptly(
        self, posts: list[Post], widths: Sequence[Width] = tuple(Width)
    ) -> tuple[list[Json], list[asyncio.Future[Json] | None]]:
        """The panels as they are by now; and those to come whose pictures are late."""
        drawings = self._common.drawings
        drawing = [
            asyncio.ensure_future(drawings.finished(post.panel, widths))
            for post in posts
        ]
        if drawing:
            await asyncio.wait(drawing, timeout=PATIENCE)
        panels = [
            each.result() if each.done() else drawings.pending(post.panel)
            for post, each in zip(posts, drawing, strict=True)
        ]
        return panels, [None if each.done() else each for each in drawing]

    def _redraw(self, turn: int, key: str, panel: Json) -> None:
        """To all the member's tabs: this one may have lost its line and come anew."""
        drawn = [block for block in panel["blocks"] if block["kind"] == "picture"]
        if drawn:
            frame = {"type": "redraw", "turn": turn, "key": key, "pictures": drawn}
            self._common.tabs.push(frame, self._tab.member)

    def _wear(self, theme: Theme | None) -> None:
        """Any answer may have changed the member's picture theme."""
        if theme != self._tab.theme:
            self._common.tabs.wear(self._tab.member, theme)


def public(post: Post, panel: Json, now: datetime | None) -> Json:
    """A post that stands in the channel, or that was sent to one member directly.

    `now` is when it came, where the engine does not say when it was made.
    """
    to = post.to
    assert isinstance(to, Public | Direct), "only the clock's posts stand"
    made = to.made or now
    return {
        "key": f"m{to.message:x}",
        "panel": panel,
        "at": made.isoformat() if made else None,
        "private": isinstance(to, Direct),
    }


def _private(key: str, panel: Json, at: datetime, note: bool) -> Json:
    return {
        "key": key,
        "panel": panel,
        "at": at.isoformat(),
        "private": True,
        "note": note,
    }


def _key(post: Post, pressed: str) -> str:
    """In place of the private message that was pressed, or a new one's."""
    if post.to is Reply.IN_PLACE and frames.is_private(pressed):
        return pressed
    return f"p{secrets.token_hex(8)}"


def too_fast() -> str:
    return "That was a lot at once. Wait a moment, then go on."


def upload_gone() -> str:
    return "The file did not stay. Choose it once more and send the command again."

"""What is sent leaves nothing behind, and costs the same in however many channels."""

import asyncio
import gc
from types import SimpleNamespace
from typing import Any

import pytest
from discord import ui
from discord.http import Ratelimit

from adapters.discord import render
from adapters.discord.drawing import Drawings
from adapters.discord.inside import SELDOM
from adapters.discord.notes import Notes
from adapters.discord.wire import Wire
from adapters.pace import Pace
from bot.panels import Button, Panel, Paragraph, Picture, Text
from bot.typeset import Face, FaceKind, Theme
from tests.clock import LoopTime
from tests.discord.town import Town

MESSAGES = 5000

CARD = Panel(
    (Paragraph((Text("Why?"),)),),
    title="Card of the day",
    buttons=(Button("Answer", "answer:1"), Button("Show answer", "reveal:1")),
)


class Taken:
    """Discord, taking whatever it is given."""

    def __init__(self) -> None:
        self.count = 0

    async def request(self, *_: object, **__: object) -> dict[str, Any]:
        self.count += 1
        return {"id": str(self.count)}


async def test_five_thousand_messages_leave_no_view_behind(made: Town) -> None:
    discord_side: Any = Taken()
    wire = Wire(lambda: discord_side, Pace(0.0))

    for number in range(MESSAGES):
        await wire.send(1, render.message(CARD, []), f"{number}")

    gc.collect()
    views = [one for one in gc.get_objects() if isinstance(one, ui.LayoutView)]
    kept = made.discord.link._connection._view_store
    assert discord_side.count == MESSAGES
    assert views == []
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})


async def test_a_new_channel_does_not_cost_a_look_at_all_the_others(
    made: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks = 0

    def unused(_: Ratelimit) -> bool:
        nonlocal looks
        looks += 1
        return True

    monkeypatch.setattr(Ratelimit, "is_inactive", unused)
    http, loop = made.discord.link.http, asyncio.get_running_loop()
    for channel in range(2000):
        http.get_ratelimit(f"POST messages:{channel}")
    while_busy = looks

    later = loop.time() + SELDOM
    monkeypatch.setattr(loop, "time", lambda: later)
    http.get_ratelimit("POST messages:2000")
    monkeypatch.undo()

    assert while_busy == 0
    assert looks == 2001  # and once in a while they are tidied away
    assert http._buckets == {}


async def test_what_ten_thousand_channels_want_next_is_asked_for_once(
    made: Town,
) -> None:
    answer = Picture(Face(FaceKind.ANSWER, "Because."))
    drawings = Drawings(made.painter)

    for _ in range(3):
        drawings.ahead(Panel((), ahead=(answer,)), Theme.DARK)
    drawings.ahead(Panel((), ahead=(answer,)), Theme.LIGHT)

    assert made.painter.expected == [(answer, Theme.DARK), (answer, Theme.LIGHT)]


async def test_sixty_four_pictures_are_held_and_the_least_asked_for_goes(
    made: Town,
) -> None:
    drawings = Drawings(made.painter)
    cards = [Picture(Face(FaceKind.QUESTION, f"{n}?")) for n in range(65)]

    async def asked(*numbers: int) -> list[str]:
        """What is drawn for it."""
        made.painter.asked.clear()
        for number in numbers:
            await drawings.of(Panel((cards[number],)), Theme.DARK)
        faces = [picture.face for picture, _ in made.painter.asked]
        return [face.body for face in faces if isinstance(face, Face)]

    assert len(await asked(*range(64))) == 64
    assert await asked(0, 1) == []
    assert await asked(64, 0, 1) == ["64?"]
    assert await asked(2) == ["2?"]


async def test_of_more_than_five_hundred_people_the_first_ones_words_stay() -> None:
    notes = Notes()

    def press(person: int) -> Any:
        return SimpleNamespace(channel_id=1, user=SimpleNamespace(id=person))

    first = [press(person) for person in range(500)]
    assert [word for word in map(notes.newest, first) if word] == []
    assert notes.newest(press(0)) is first[0]
    assert notes.newest(press(500)) is None

    assert notes.newest(press(2)) is first[2]
    assert notes.newest(press(1)) is None


async def test_a_word_of_a_quarter_of_an_hour_ago_can_be_taken_away_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time = LoopTime(monkeypatch)
    notes = Notes()
    presses: list[Any] = [
        SimpleNamespace(channel_id=1, user=SimpleNamespace(id=1)) for _ in range(3)
    ]

    assert notes.newest(presses[0]) is None
    time.advance(839)
    assert notes.newest(presses[1]) is presses[0]
    time.advance(840)
    assert notes.newest(presses[2]) is None

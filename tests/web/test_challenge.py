"""Challenges through the page's real sockets: two players, nine, and many.

The bot's clock goes by itself and can be pushed on: by it the time of a question runs.
"""

import asyncio
import json
import re
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import pytest

from adapters.serve import running
from adapters.ticker import Ticker
from bot.settings import Settings
from tests.played import counted
from tests.soak.people import Json, Seen, Tab

MONDAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

LOOKS = timedelta(seconds=0.1)

LETTERS = ("A", "B", "C", "D")


class Player(Tab):
    """A tab that keeps what stands in the channel, by its key."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        super().__init__(socket, Seen())
        self._posts: dict[str, Json] = {}

    def _look(self, post: Json) -> None:
        self._posts[post["key"]] = post["panel"]

    @property
    def panels(self) -> list[Json]:
        """What stands, as it reads now."""
        return [*self._posts.values()]

    def newest(self, title: str) -> Json | None:
        """The newest message whose title begins so."""
        fitting = [one for one in self.panels if one["title"].startswith(title)]
        return fitting[-1] if fitting else None

    def flat(self, title: str) -> str:
        """All that it says, in one line; empty where there is none yet."""
        panel = self.newest(title)
        return flat(panel) if panel else ""

    def labels(self, title: str) -> list[str]:
        panel = self.newest(title)
        return [button["label"] for button in panel["buttons"]] if panel else []

    async def says(self, line: str) -> str:
        return told(await self.run(line))

    async def presses(self, title: str, label: str) -> str:
        """Presses a button of that message; what the player is told, privately."""
        panel = self.newest(title)
        assert panel is not None, title
        (token,) = [b["token"] for b in panel["buttons"] if b["label"] == label]
        return told(await self.press(token, {}))


def flat(part: Any) -> str:
    """The words in it, in one line; a picture is its alternative text."""
    match part:
        case str():
            return part
        case list():
            return " ".join(" ".join(map(flat, part)).split())
        case {"kind": "picture"}:
            return flat([image["alt"] for image in part["images"]])
        case {"kind": "table"}:
            return flat(part["rows"])
        case {"kind": _}:
            return flat(
                [part[key] for key in ("text", "name", "spans", "items") if key in part]
            )
        case {"blocks": blocks}:
            return flat(blocks)
    raise AssertionError(part)


def told(said: Json) -> str:
    if said["type"] == "refusal":
        return str(said["text"])
    assert said["type"] == "reply"
    assert all(post["private"] for post in said["posts"])
    return flat([post["panel"] for post in said["posts"]])


class Game:
    """The whole bot behind its page, and members with the page open."""

    def __init__(self, folder: Path) -> None:
        self._settings = Settings(data=folder, port=0)
        self._began = time.monotonic()
        self._later = timedelta()
        self.host: Player

    def now(self) -> datetime:
        return MONDAY + self._later + timedelta(seconds=time.monotonic() - self._began)

    @asynccontextmanager
    async def played(self, *names: str) -> AsyncIterator[list[Player]]:
        """These have the page open; the first is the host."""
        async with AsyncExitStack() as stack:
            bot = running(self._settings, "UTC", self.now, Random(7))
            address = await stack.enter_async_context(bot)
            connector = aiohttp.TCPConnector(limit=0)
            session = await stack.enter_async_context(
                aiohttp.ClientSession(headers={"Origin": address}, connector=connector)
            )
            players = []
            for name in names:
                socket = await session.ws_connect(f"{address}/socket")
                players.append(Player(socket))
                stack.push_async_callback(players[-1].close)
                await players[-1].hello(name)
            self.host = players[0]
            yield players

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self._settings.database)) as db:
            return db.execute(query).fetchall()

    async def reaches(self, wanted: Callable[[], Any]) -> Any:
        """Until it holds, while time goes by whenever nothing is on its way."""
        for _ in range(1000):
            if found := wanted():
                return found
            if not self.rows("select 1 from messages where lease is not null"):
                self._later += timedelta(seconds=1)
            await asyncio.sleep(0.03)
        said = [flat(panel) for panel in self.host.panels]
        raise AssertionError("never, but:\n" + "\n\n".join(said))

    async def lobby(self, line: str) -> str:
        said = await self.host.says(line)
        await self.reaches(lambda: "Start" in self.host.labels("Challenge"))
        return said

    async def question(self, number: int, of: int) -> str:
        """Its title, once it stands and its time runs."""
        title = f"Question {number} of {of}"
        timed = "select 1 from rounds where kind = 'challenge' and closes is not null"
        open = f"{timed} and closed is null"
        await self.reaches(lambda: self.host.newest(title) and self.rows(open))
        return title

    async def answer(self, title: str) -> str:
        """The right letter, once the question's message tells it."""
        found = await self.reaches(
            lambda: re.search(r"✓ ([A-D]) is right", self.host.flat(title))
        )
        return str(found[1])

    async def result(self) -> str:
        title = "Challenge: the result"
        return str(await self.reaches(lambda: self.host.flat(title)))


@pytest.fixture
def game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Game:
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    return Game(tmp_path)


async def test_two_play_from_the_lobby_to_the_podium_and_again(game: Game) -> None:
    async with game.played("Ada", "Ben", "Cyd") as (ada, ben, cyd):
        await game.lobby("/challenge questions:2")
        lobby_buttons = ada.labels("Challenge")
        joined = await ben.presses("Challenge", "Join")
        await game.reaches(
            lambda: "2 have joined: Ada and Ben" in ada.flat("Challenge")
        )
        not_host = await cyd.presses("Challenge", "Start")
        await ada.presses("Challenge", "Start")
        first = await game.question(1, 2)
        asked, buttons = ada.flat(first), ada.labels(first)
        secret = json.dumps(ada.newest(first), ensure_ascii=False)
        said = [await ada.presses(first, letter) for letter in "ABC"]
        await game.reaches(lambda: "1 of 2 has answered" in cyd.flat(first))
        bens = await ben.presses(first, "A")
        right = await game.answer(first)
        after = await ada.presses(first, f"✓ {right}")
        late = await cyd.presses(first, f"✓ {right}")
        second = await game.question(2, 2)
        for player in (ada, ben):
            await player.presses(second, "D")
        right_again = await game.answer(second)
        await game.result()
        own = await ben.presses("Challenge: the result", "My answers")
        nothing = await cyd.presses("Challenge: the result", "My answers")
        again = await ben.presses("Challenge: the result", "Rematch")
        rematch = await game.reaches(
            lambda: "Hosted by Ben" in ada.flat("Challenge") and ada.flat("Challenge")
        )

    assert lobby_buttons == ["Join", "Leave", "Start", "Cancel"]
    assert joined == "You are in. Wait for the start."
    assert "Ada is the host and decides that." in not_host
    assert re.search(r"Worth \d+ points\. Ends", asked)
    assert buttons == ["A", "B", "C", "D", "Text", "Stop"]
    assert "✓" not in secret
    assert said == [
        "Locked in: A. You may change it once.",
        "Changed to B, which stays.",
        "You changed once, so your B stays. The answer comes soon.",
    ]
    assert bens == "Locked in: A. You may change it once."
    assert "Streak" in after
    assert "had closed before your press arrived" in late
    bens_right = (right == "A") + (right_again == "D")
    assert f"{bens_right} of 2 right" in own
    assert nothing.startswith("You did not play this one.")
    assert again.startswith("The lobby is on its way to the channel")
    assert "2 have joined: " in rematch
    assert counted(game.rows) == 4


async def test_nine_play_in_teams_with_odd_names_and_one_comes_late(
    game: Game,
) -> None:
    names = ["*Ada*", "@everyone", "<b>Cyd", "Dana", "Emmy", "Felix", "Grace", "Hal"]
    async with game.played(*names, "Zoe") as players:
        *everybody, zoe = players
        await game.lobby("/challenge questions:3 pace:quick teams:3 bonus:on")
        for one in everybody[1:]:
            await one.presses("Challenge", "Join")
        await everybody[-1].presses("Challenge", "Leave")
        await everybody[-1].presses("Challenge", "Join")
        await game.reaches(lambda: "8 have joined" in game.host.flat("Challenge"))
        await game.host.presses("Challenge", "Start")
        for number in (1, 2, 3):
            question = await game.question(number, 3)
            for place, one in enumerate(everybody):
                said = await one.presses(question, LETTERS[place % 4])
                assert said.startswith("Locked in")
            entered = await zoe.presses(question, "D")
            if number == 1:
                assert re.search("You play for team [123]", entered)
            await game.answer(question)
        answer = game.host.flat(question)
        result = await game.result()
        (lobby,) = [flat(p) for p in game.host.panels if p["title"] == "Challenge"]

    assert "Team 1" in lobby
    assert "Team 3" in lobby
    for name in names:
        assert name in lobby
    assert "of 9 had it" in answer
    assert "3 questions, 9 players." in result
    assert "Zoe" in result
    assert "The podium" in result
    assert counted(game.rows) == 27


async def test_three_hundred_press_at_once_and_each_counts_once(game: Game) -> None:
    names = ["Host", *(f"Member {number}" for number in range(299))]
    async with game.played(*names) as (host, *crowd):
        await game.lobby("/challenge questions:1")
        await host.presses("Challenge", "Start")
        question = await game.question(1, 1)
        confirmed = await asyncio.gather(
            *(
                one.presses(question, LETTERS[number % 4])
                for number, one in enumerate(crowd)
            )
        )
        await game.reaches(lambda: "299 of 300 have answered" in host.flat(question))
        await host.presses(question, "A")
        right = await game.answer(question)
        answer = host.flat(question)
        result = await game.result()
        own = await crowd[-1].presses("Challenge: the result", "My answers")

    assert {said[: len("Locked in: ")] for said in confirmed} == {"Locked in: "}
    share = (74 if right == "D" else 75) + (right == "A")
    assert f"{share} of 300 had it: " in answer
    assert "1 question, 300 players." in result
    assert "… and 280 more" in result
    assert "of 300:" in own
    assert counted(game.rows) == 300

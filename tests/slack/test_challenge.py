"""Challenges through the real Bolt, over its socket: two players, nine, and many.

The bot and this Slack share a clock, which goes by itself and can be pushed on: by it
presses are stamped, and the time of a question runs.
"""

import asyncio
import json
import re
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from adapters.serve import running
from adapters.ticker import Ticker
from bot.settings import Settings, read
from tests.played import counted
from tests.slack import peer
from tests.slack.peer import Channel, Clock, Member, Message, Seen
from tests.slack.peer.waiting import until
from tests.slack.town import MONDAY

LOOKS = timedelta(seconds=0.1)

LETTERS = ("A", "B", "C", "D")


@dataclass
class Game:
    """A channel in which challenges are played."""

    slack: peer.Slack
    folder: Path

    def __post_init__(self) -> None:
        self.team = self.slack.team("Study group")
        self.study: Channel = self.team.channel("study")

    @asynccontextmanager
    async def played(self) -> AsyncIterator[None]:
        """The whole bot, as its tokens start it."""
        async with running(self.settings, "UTC", self.slack.clock.now, Random(7)):
            await self.slack.sockets.connected()
            yield

    @property
    def settings(self) -> Settings:
        return read(
            {
                "STUDYBOT_DATA": str(self.folder),
                "STUDYBOT_PORT": "0",
                "SLACK_BOT_TOKEN": self.team.token,
                "SLACK_APP_TOKEN": self.slack.app_token,
                "SLACK_API_URL": self.slack.api_url,
            }
        )

    def people(self, *names: str) -> list[Member]:
        return [self.team.user(name, tz="UTC") for name in names]

    def rows(self, query: str) -> list[Any]:
        with closing(sqlite3.connect(self.settings.database)) as db:
            return db.execute(query).fetchall()

    async def reaches(self, wanted: Callable[[], Any]) -> Any:
        """Until it holds, while time goes by whenever nothing is on its way."""
        under_way = "select 1 from messages where lease is not null"
        for _ in range(1000):
            if found := wanted():
                return found
            if not self.rows(under_way):
                self.slack.clock.advance(1)
            await asyncio.sleep(0.03)
        said = "\n\n".join(flat(one) for one in self.study.messages)
        raise AssertionError(f"never, but:\n{said}")

    def titled(self, title: str) -> list[Message]:
        return [m for m in self.study.messages if flat(m).startswith(title)]

    async def lobby(self, host: Member, options: str = "") -> Message:
        await private(await host.slash(self.study, "/study", f"challenge {options}"))
        found: list[Message] = await self.reaches(
            lambda: [m for m in self.titled("Challenge") if "Start" in m.buttons]
        )
        return found[-1]

    async def question(self, number: int, of: int) -> Message:
        """The question's message, once it stands and its time runs."""
        running = "select closes is not null from rounds where closed is null"

        def stands() -> list[Message]:
            timed = self.rows(f"{running} and kind = 'challenge'")
            fitting = self.titled(f"Question {number} of {of}")
            return fitting if (1,) in timed else []

        found: list[Message] = await self.reaches(stands)
        return found[-1]

    async def answer(self, question: Message) -> str:
        """The right letter, once the question's message tells it."""
        found = await self.reaches(
            lambda: re.search(r"✓ ([A-D]) is right", flat(question))
        )
        return str(found[1])

    async def result(self) -> Message:
        found: list[Message] = await self.reaches(
            lambda: self.titled("Challenge: the result")
        )
        return found[-1]


@pytest.fixture
async def game(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Game]:
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    async with peer.Slack(clock=Clock(MONDAY)) as slack:
        yield Game(slack, tmp_path)
        assert [str(one) for one in slack.violations] == []


def flat(message: Message) -> str:
    """What it says, in one line."""
    return " ".join(message.readable.split())


async def private(seen: Seen) -> str:
    """What only the one who pressed was told, once that has come."""
    assert seen.failure is None
    assert await until(lambda: bool(seen.private), 20)
    return flat(seen.private[-1])


async def test_two_play_from_the_lobby_to_the_podium_and_again(game: Game) -> None:
    ada, ben, cyd = game.people("Ada", "Ben", "Cyd")
    async with game.played():
        lobby = await game.lobby(ada, "questions:2")
        lobby_buttons = lobby.buttons
        joined = await private(await ben.press(lobby, "Join"))
        await game.reaches(lambda: "2 have joined: Ada and Ben" in flat(lobby))
        not_host = await private(await ben.press(lobby, "Start"))
        started = await private(await ada.press(lobby, "Start"))
        first = await game.question(1, 2)
        asked, buttons, pictures = flat(first), first.buttons, first.pictures
        ends = json.dumps(first.blocks)
        said = [await private(await ada.press(first, letter)) for letter in "ABC"]
        await game.reaches(lambda: "1 of 2 has answered" in flat(first))
        bens = await private(await ben.press(first, "A"))
        right = await game.answer(first)
        after = await private(await ada.press(first, f"✓ {right}"))
        late = await private(await cyd.press(first, f"✓ {right}"))
        second = await game.question(2, 2)
        for player in (ada, ben):
            await player.press(second, "D")
        right_again = await game.answer(second)
        result = await game.result()
        own = await private(await ben.press(result, "My answers"))
        nothing = await private(await cyd.press(result, "My answers"))
        again = await private(await ben.press(result, "Rematch"))
        rematch = await game.reaches(
            lambda: [m for m in game.titled("Challenge") if "Start" in m.buttons]
        )

    assert lobby_buttons == ["Join", "Leave", "Start", "Cancel"]
    assert joined == "You are in. Wait for the start."
    assert "Ada is the host and decides that." in not_host
    assert "the first question is on its way" in started
    assert re.search(r"Worth \d+ points\. Ends", asked)
    assert '"format": "{time_secs}"' in ends
    assert buttons == ["A", "B", "C", "D", "Text", "Stop"]
    assert len(pictures) == 1
    assert said == [
        "Locked in: A. You may change it once.",
        "Changed to B, which stays.",
        "You changed once, so your B stays. The answer comes soon.",
    ]
    assert bens == "Locked in: A. You may change it once."
    assert f"✓ {right}" in first.buttons
    assert "Streak" in after
    assert "had closed before your press arrived" in late
    bens_right = (right == "A") + (right_again == "D")
    assert f"{bens_right} of 2 right" in own
    assert nothing.startswith("You did not play this one.")
    assert again.startswith("The lobby is on its way to the channel")
    assert "2 have joined: " in flat(rematch[-1])
    assert "Hosted by Ben" in flat(rematch[-1])
    assert counted(game.rows) == 4


async def test_a_press_stamped_before_the_end_counts_though_it_comes_after_it(
    game: Game,
) -> None:
    ada, ben = game.people("Ada", "Ben")
    clock = game.slack.clock
    async with game.played():
        lobby = await game.lobby(ada, "questions:1")
        await ben.press(lobby, "Join")
        await ada.press(lobby, "Start")
        question = await game.question(1, 1)
        [(closes,)] = game.rows("select closes from rounds where closed is null")
        clock.freeze()
        clock.set(datetime.fromtimestamp(closes / 1000, UTC) - timedelta(seconds=0.5))
        in_time = await private(await ada.press(question, "A", late=1.5))
        too_late = await private(await ben.press(question, "A", late=0.5))
        clock.thaw()
        await game.answer(question)

    assert in_time == "Locked in: A. You may change it once."
    assert "had closed before your press arrived" in too_late
    assert counted(game.rows) == 1


async def test_the_end_is_told_once_more_ten_seconds_before_it(game: Game) -> None:
    (ada,) = game.people("Ada")
    async with game.played():
        await ada.press(await game.lobby(ada, "questions:1"), "Start")
        question = await game.question(1, 1)
        await game.answer(question)

    told = ["The last ten seconds." in json.dumps(each) for each in question.versions]
    assert sum(told) == 1


async def test_nine_play_in_teams_with_odd_names_and_one_comes_late(
    game: Game,
) -> None:
    names = ["*Ada*", "<!channel>", "<@U1>", "Dana", "Emmy", "Felix", "Grace", "Hal"]
    host, *others = game.people(*names)
    (zoe,) = game.people("Zoe")
    async with game.played():
        lobby = await game.lobby(host, "questions:3 pace:quick teams:3 bonus:on")
        for one in others:
            await one.press(lobby, "Join")
        await others[-1].press(lobby, "Leave")
        await asyncio.sleep(1)
        await others[-1].press(lobby, "Join")
        await game.reaches(lambda: "8 have joined" in flat(lobby))
        await host.press(lobby, "Start")
        for number in (1, 2, 3):
            question = await game.question(number, 3)
            for place, one in enumerate((host, *others)):
                said = await private(await one.press(question, LETTERS[place % 4]))
                assert said.startswith("Locked in")
            entered = await private(await zoe.press(question, "D"))
            if number == 1:
                assert re.search("You play for team [123]", entered)
            await game.answer(question)
            answer = flat(question)
        result = await game.result()

    assert "Team 1" in flat(lobby)
    assert "Team 3" in flat(lobby)
    assert "*Ada*" in flat(lobby)
    pings = [peer.pings(one.text, one.blocks) for one in game.study.messages]
    assert set(pings) == {()}
    assert "of 9 had it" in answer
    assert "3 questions, 9 players." in flat(result)
    assert "Zoe" in flat(result)
    assert len(result.pictures) == 1
    assert counted(game.rows) == 27


async def test_three_hundred_press_at_once_and_each_counts_once(game: Game) -> None:
    (host,) = game.people("Host")
    crowd = game.people(*(f"Member {number}" for number in range(299)))
    game.slack.rules.ack_within = 30  # how fast it is, the bench says
    async with game.played():
        game.slack.rules.be_strict()
        await host.press(await game.lobby(host, "questions:1"), "Start")
        question = await game.question(1, 1)
        pressed = await asyncio.gather(
            *(
                one.press(question, LETTERS[number % 4], patience=10)
                for number, one in enumerate(crowd)
            )
        )
        confirmed = [await private(one) for one in pressed]
        await game.reaches(lambda: "299 of 300 have answered" in flat(question))
        await host.press(question, "A")
        right = await game.answer(question)
        result = await game.result()
        own = await private(await crowd[-1].press(result, "My answers"))

    assert {told[: len("Locked in: ")] for told in confirmed} == {"Locked in: "}
    share = (74 if right == "D" else 75) + (right == "A")
    assert f"{share} of 300 had it: " in flat(question)
    assert "1 question, 300 players." in flat(result)
    assert "… and 280 more" in flat(result)
    assert "of 300:" in own
    assert counted(game.rows) == 300
    assert len(question.versions) < 8

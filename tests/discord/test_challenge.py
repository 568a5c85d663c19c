"""Challenges through the real discord.py, over sockets: two players, nine, and many.

The bot and this Discord share a clock, which goes by itself and can be pushed on: by
it presses are stamped, and the time of a question runs.
"""

import re
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from adapters.ticker import Ticker
from tests.discord.life import Life, rules
from tests.discord.peer import Clock, Message, Person, Place, Seen
from tests.discord.peer import Discord as Peer
from tests.discord.peer.storm import crowd, storm
from tests.discord.town import MONDAY
from tests.played import counted

LOOKS = timedelta(seconds=0.1)

LETTERS = ("A", "B", "C", "D")


class Live(Life):
    """A bot whose clock is Discord's."""

    def clock(self) -> datetime:
        return self.peer.clock.now()

    def later(self, **by: float) -> None:
        self.peer.clock.advance(timedelta(**by).total_seconds())

    async def reaches(self, wanted: Callable[[], Any]) -> Any:
        """Until it holds, while time goes by whenever nothing is on its way."""

        def looked() -> Any:
            found = wanted()
            if not found and not self.rows(
                "select 1 from messages where lease is not null"
            ):
                self.later(seconds=1)
            return found

        try:
            return await self.peer.until(looked, 60)
        except TimeoutError:
            channels = self.peer.world.channels.values()
            said = [one.text for channel in channels for one in channel.messages]
            raise AssertionError("never, but:\n" + "\n\n".join(said)) from None


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(rules(), Clock(MONDAY)) as running:
        yield running
        assert running.violations == []
        assert running.unrouted == []
        assert running.messages.notes == []


@pytest.fixture
def life(
    peer: Peer, tmp_path: Path, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> Live:
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    return Live(peer, tmp_path, pictures)


@pytest.fixture
def study(peer: Peer) -> Place:
    return peer.guild("Study group").channel("study")


class Game:
    """A channel in which challenges are played."""

    def __init__(self, life: Live, study: Place) -> None:
        self.life = life
        self.study = study

    def people(self, *names: str) -> list[Person]:
        return [self.life.peer.user(name) for name in names]

    async def lobby(self, host: Person, **options: Any) -> Message:
        opened = await host.slash(self.study, "challenge", **options)
        assert opened.ephemeral
        return await self.study.message("### Challenge")

    async def question(self, number: int, of: int) -> Message:
        """The question's message, once it stands and its time runs."""
        title = f"### Question {number} of {of}\n"
        running = "select closes is not null from rounds where closed is null"

        def stands() -> list[Message]:
            fitting = [one for one in self.study.messages if title in one.text]
            timed = self.life.rows(f"{running} and kind = 'challenge'")
            return fitting if (1,) in timed else []

        found: list[Message] = await self.life.reaches(stands)
        return found[-1]

    async def answer(self, question: Message) -> str:
        """The right letter, once the question's message tells it."""
        found = await self.life.reaches(
            lambda: re.search(r"✓ ([A-D]) is right", question.text)
        )
        return str(found[1])

    async def result(self) -> Message:
        await self.life.reaches(
            lambda: any("### Challenge: the result" in m.text for m in self.messages)
        )
        return await self.study.message("### Challenge: the result")

    @property
    def messages(self) -> list[Message]:
        return self.study.messages


@pytest.fixture
def game(life: Live, study: Place) -> Game:
    return Game(life, study)


async def test_of_the_words_on_what_a_member_presses_the_newest_stands(
    game: Game,
) -> None:
    ada, ben = game.people("Ada", "Ben")
    async with game.life.lived():
        lobby = await game.lobby(ada, questions="2")
        joined = await ben.press(lobby, "Join")
        refused = await ben.press(lobby, "Start")
        await game.life.peer.until(lambda: joined.message.deleted)
        started = await ada.press(lobby, "Start")
        question = await game.question(1, 2)
        locked = await ben.press(question, "A")
        await game.life.peer.until(lambda: refused.message.deleted)

    assert not locked.message.deleted
    assert not started.message.deleted
    assert "Locked in: A" in locked.text


async def test_what_is_more_than_a_word_stays(game: Game) -> None:
    (ben,) = game.people("Ben")
    async with game.life.lived():
        streak = await ben.slash(game.study, "streak")
        progress = await ben.slash(game.study, "streak")
        await ben.slash(game.study, "today")

    assert not streak.message.deleted
    assert not progress.message.deleted


async def test_while_a_crowd_is_to_be_answered_first_older_words_stay(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.interactions.CALM", 0)
    ada, ben = game.people("Ada", "Ben")
    async with game.life.lived():
        lobby = await game.lobby(ada, questions="2")
        joined = await ben.press(lobby, "Join")
        refused = await ben.press(lobby, "Start")
        await ada.press(lobby, "Start")
        question = await game.question(1, 2)
        await ben.press(question, "A")

    assert not joined.message.deleted
    assert not refused.message.deleted


async def test_two_play_from_the_lobby_to_the_podium_and_again(game: Game) -> None:
    ada, ben, cyd = game.people("Ada", "Ben", "Cyd")
    async with game.life.lived():
        lobby = await game.lobby(ada, questions="2")
        joined = await ben.press(lobby, "Join")
        await game.life.reaches(lambda: "**2 have joined:** Ada and Ben" in lobby.text)
        lobby_buttons = lobby.buttons
        not_host = await ben.press(lobby, "Start")
        started = await ada.press(lobby, "Start")
        first = await game.question(1, 2)
        asked, tokens = first.text, first.buttons
        said = [private(await ada.press(first, letter)) for letter in "ABC"]
        await game.life.reaches(lambda: "1 of 2 has answered" in first.text)
        bens = await ben.press(first, "A")
        right = await game.answer(first)
        after = await ada.press(first, f"✓ {right}" if right == "B" else "B")
        late = await cyd.press(first, f"✓ {right}")
        second = await game.question(2, 2)
        for player in (ada, ben):
            await player.press(second, "D")
        right_again = await game.answer(second)
        result = await game.result()
        own = await ben.press(result, "My answers")
        nothing = await cyd.press(result, "My answers")
        again = await ben.press(result, "Rematch")
        await game.life.reaches(lambda: "Hosted by Ben" in game.study.last.text)

    assert lobby_buttons == ["Join", "Leave", "Start", "Cancel"]
    assert private(joined) == "You are in. Wait for the start."
    assert "Ada is the host and decides that." in private(not_host)
    assert "the first question is on its way" in private(started)
    assert re.search(r"Worth \d+ points\. Ends <t:\d+:R>\.", asked)
    assert tokens == ["A", "B", "C", "D", "Text", "Stop"]
    assert len(first.pictures) == 1
    assert said == [
        "Locked in: A. You may change it once.",
        "Changed to B, which stays.",
        "You changed once, so your B stays. The answer comes soon.",
    ]
    assert private(bens) == "Locked in: A. You may change it once."
    assert f"✓ {right}" in first.buttons
    assert "Streak" in private(after)
    assert "had closed before your press arrived" in private(late)
    scores = {
        "Ada": (right == "B") + (right_again == "D"),
        "Ben": (right == "A") + (right_again == "D"),
    }
    assert f"{scores['Ben']} of 2 right" in private(own)
    assert private(nothing).startswith("You did not play this one.")
    assert private(again).startswith("The lobby is on its way to the channel")
    assert "**2 have joined:** " in game.study.last.text
    assert bool(result.pictures) == any(scores.values())
    assert counted(game.life.rows) == 4


async def test_a_press_stamped_before_the_end_counts_though_it_comes_after_it(
    game: Game,
) -> None:
    ada, ben = game.people("Ada", "Ben")
    clock = game.life.peer.clock
    async with game.life.lived():
        lobby = await game.lobby(ada, questions="1")
        await ben.press(lobby, "Join")
        await ada.press(lobby, "Start")
        question = await game.question(1, 1)
        [(closes,)] = game.life.rows("select closes from rounds where closed is null")
        clock.freeze()
        clock.set(datetime.fromtimestamp(closes / 1000, UTC) - timedelta(seconds=0.5))
        in_time = await ada.press(question, "A", late=1.5)
        too_late = await ben.press(question, "A", late=0.5)
        clock.thaw()
        await game.answer(question)

    assert private(in_time) == "Locked in: A. You may change it once."
    assert "had closed before your press arrived" in private(too_late)
    assert counted(game.life.rows) == 1


async def test_nine_play_in_teams_with_odd_names_and_one_comes_late(
    game: Game,
) -> None:
    names = ["*Ada*", "@everyone", "<@1>", "Dana", "Emmy", "Felix", "Grace", "Hal"]
    host, *others = game.people(*names)
    (late,) = game.people("Zoe")
    async with game.life.lived():
        options = {"questions": "3", "pace": "quick", "teams": "3", "bonus": "on"}
        lobby = await game.lobby(host, **options)
        for one in others:
            await one.press(lobby, "Join")
        await others[-1].press(lobby, "Leave")
        await others[-1].press(lobby, "Join")
        await game.life.reaches(lambda: "8 have joined" in lobby.text)
        await host.press(lobby, "Start")
        for number in (1, 2, 3):
            question = await game.question(number, 3)
            for place, one in enumerate((host, *others)):
                pressed = await one.press(question, LETTERS[place % 4])
                assert private(pressed).startswith("Locked in")
            if number == 1:
                entered = await late.press(question, "D")
            else:
                await late.press(question, "D")
            await game.answer(question)
            answer = question.text
        result = await game.result()

    assert re.search("You play for team [123]", private(entered))
    assert "Team 1" in lobby.text
    assert "Team 3" in lobby.text
    assert "\\*Ada\\*" in lobby.text
    assert "@\u200beveryone" in lobby.text
    assert "\\<@\u200b1>" in lobby.text
    assert all(message.pings == () for message in game.messages)
    assert "of 9 had it" in answer
    assert "3 questions, 9 players." in result.text
    assert "Zoe" in result.text
    assert len(result.pictures) == 1
    assert counted(game.life.rows) == 27


async def test_three_hundred_press_at_once_and_each_counts_once(game: Game) -> None:
    (host,) = game.people("Host")
    peer = game.life.peer
    peer.rules.answer_within = 30  # how fast it is, `python -m bench challenges` says
    async with game.life.lived():
        lobby = await game.lobby(host, questions="1")
        await host.press(lobby, "Start")
        question = await game.question(1, 1)
        people = crowd(peer, question, 299)
        weathered = await storm(peer, question, LETTERS, people)
        await game.life.reaches(lambda: "299 of 300 have answered" in question.text)
        await host.press(question, "A")
        right = await game.answer(question)
        result = await game.result()
        own = await people[-1].press(result, "My answers")

    assert weathered.failed == 0
    share = 75 if right != "D" else 74
    right_ones = share + (right == "A")
    assert f"{right_ones} of 300 had it: " in question.text
    assert f" and {right_ones - 12} more" in question.text
    assert "1 question, 300 players." in result.text
    assert "… and 280 more" in result.text
    assert "of 300:" in private(own)
    assert counted(game.life.rows) == 300
    for message in (lobby, question):
        gaps = [after - before for before, after in pairwise(message.edits)]
        assert min(gaps) > timedelta(seconds=1.9), gaps  # the network may hurry


def private(seen: Seen) -> str:
    """What only the one who pressed was told."""
    assert seen.ephemeral
    return seen.text.strip()

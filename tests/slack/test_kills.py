"""The bot in a process of its own, killed while cards drop and members press.

Slack knows no two posts to be the same one: nothing but the bot, which looks for its
mark in the history, keeps a card from being posted twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.slack.peer import Channel, Member, Message, Rules, Seen
from tests.slack.peer import Slack as Peer
from tests.slack.peer import blocks as tree
from tests.slack.peer.waiting import until
from tests.soak import story
from tests.soak.long import long
from tests.soak.process import Process
from tests.soak.story import CHANNELS, KILLS, LATENCY, MEMBERS, PATIENCE, SAMPLE, SOME

REACTION = 10.0
"""Seconds that a member waits for it: who asks again has another picture drawn."""


@dataclass
class Story(story.Story):
    """A workspace."""

    peer: Peer = field(kw_only=True)

    def __post_init__(self) -> None:
        team = self.peer.team("Study group")
        self.team = team.id
        self.admin = team.user("Ada", tz="UTC", admin=True)
        self.people = [team.user(f"Member {n}", tz="UTC") for n in range(MEMBERS)]
        self.places = [team.channel(f"study-{n}") for n in range(CHANNELS)]
        self.asked: dict[str, tuple[Message, int]] = {}
        self.bot = Process(
            self.bot.folder,
            SLACK_BOT_TOKEN=team.token,
            SLACK_APP_TOKEN=self.peer.app_token,
            SLACK_API_URL=self.peer.api_url,
        )

    def jump(self, seconds: float) -> None:
        super().jump(seconds)
        self.peer.clock.set(self.bot.now())

    async def connected(self) -> None:
        await self.peer.sockets.connected(within=PATIENCE)

    async def until(self, true: Any, seconds: float) -> None:
        if not await until(true, seconds):
            raise TimeoutError

    async def schedule(self) -> None:
        for place in self.places:
            seen = await self.admin.slash(place, "/study", "drop set time:09:00")
            assert "At 09:00" in seen.text

    def cards(self) -> Mapping[str, list[int]]:
        return {f"slack:{self.team}.{one.id}": list(shown(one)) for one in self.places}

    def open_cards(self, place: Channel) -> Mapping[int, Message]:
        return {round_of(c): c for c in cards(place) if "Show answer" in c.buttons}

    async def drop_now(self, place: Channel) -> None:
        await self.admin.slash(place, "/study", "drop now", 0)

    async def answer(self, member: Member, card: Message) -> None:
        round = round_of(card)
        revealed = await member.press(card, "Show answer", 0)
        if not await until(lambda: to_tick(revealed, round), REACTION):
            return
        self._note(member, round, "reveal")
        picks = [str(n) for n in range(3) if self.dice.random() < 0.6]
        saved = await member.submit(revealed.view, {"Tick": picks}, 0)
        if await until(
            lambda: saved.has_view and "Saved" in saved.view.readable, REACTION
        ):
            self._note(member, round, "tick")

    async def quiz(self, member: Member, place: Channel) -> None:
        """A question; that of an earlier life, where it still waits for its letter."""
        if member.id not in self.asked:
            asked = await member.slash(place, "/study", "quiz form:check", 0)
            if not await until(lambda: offers(asked, "A"), REACTION):
                return
            self.asked[member.id] = asked.message, round_of(asked.message)
        question, round = self.asked[member.id]
        if "A" in question.buttons:
            await member.press(question, self.dice.choice("ABCD"), 0)
        if await until(lambda: "Next" in question.buttons, REACTION):
            self._note(member, round, "choice")
        del self.asked[member.id]

    def _note(self, member: Member, round: int, step: str) -> None:
        self.acknowledged.add((f"slack:{self.team}.{member.id}", round, step))


def to_tick(seen: Seen, round: int) -> bool:
    """Whether this round's answer came; one to an earlier press may come late."""
    token = seen.view.callback_id.split(":") if seen.has_view else []
    return len(token) > 1 and token[1] == str(round) and seen.view.submit == "Save"


def offers(seen: Seen, button: str) -> bool:
    return bool(seen.private) and button in seen.message.buttons


def cards(place: Channel) -> list[Message]:
    return [one for one in place.messages if "Card of the day" in one.readable]


def shown(place: Channel) -> Iterator[int]:
    """The rounds of all cards that stand in a channel, one for each message."""
    return map(round_of, cards(place))


def round_of(message: Message) -> int:
    """The round that the message is about, by the token of its last button."""
    pressed = [
        element["action_id"]
        for _, element in tree.elements(message.blocks)
        if element["type"] == "button"
    ]
    return int(pressed[-1].split(":")[1])


async def killed(folder: Path, kills: int, dice: Random) -> Story:
    data, scratch = story.folders(folder)
    async with Peer(Rules(latency=LATENCY)) as slack:
        lives = Story(Process(data), scratch, dice, peer=slack)
        await story.told(lives, kills)
        assert slack.violations == []
    return lives


async def test_no_kill_loses_an_answer_or_repeats_a_card(tmp_path: Path) -> None:
    lives = await killed(tmp_path, SAMPLE, Random(2))

    assert len(lives.acknowledged) > SOME


@long
@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_two_hundred_kills_lose_nothing_and_repeat_nothing(
    tmp_path: Path,
) -> None:
    lives = await killed(tmp_path, KILLS, Random(200))

    lives.check_much_happened(KILLS)

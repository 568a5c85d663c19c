"""The bot in a process of its own, killed while cards drop and members press.

Discord remembers no nonces here, so that nothing but the bot keeps a card from being
posted twice; and its identifies are not counted, which is proved elsewhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.discord.life import rules
from tests.discord.peer import Discord as Peer
from tests.discord.peer import Message, Person, Place, Seen, What
from tests.discord.peer.tree import pressable
from tests.soak import story
from tests.soak.long import long
from tests.soak.process import Process
from tests.soak.story import CHANNELS, KILLS, LATENCY, MEMBERS, PATIENCE, SAMPLE, SOME

IDENTIFIES = "discord-identifies.json"


@dataclass
class Story(story.Story):
    """A server."""

    peer: Peer = field(kw_only=True)

    def __post_init__(self) -> None:
        server = self.peer.guild("Study group")
        self.places = [server.channel(f"study-{n}") for n in range(CHANNELS)]
        self.people = [self.peer.user(f"Member {n}") for n in range(MEMBERS)]

    def forget(self) -> None:
        (self.bot.folder / IDENTIFIES).unlink(missing_ok=True)
        self.peer.gateway.sessions.clear()

    async def connected(self) -> None:
        await self.peer.ready(seconds=PATIENCE)

    async def until(self, true: Any, seconds: float) -> None:
        await self.peer.until(true, seconds)

    async def schedule(self) -> None:
        for place in self.places:
            owner = Person(self.peer, self.peer.owner)
            seen = await owner.slash(place, "drop set", time="09:00")
            assert seen.what is What.MESSAGE

    def cards(self) -> Mapping[str, list[int]]:
        return {f"discord:{place.id}": list(shown(place)) for place in self.places}

    def open_cards(self, place: Place) -> Mapping[int, Message]:
        return {
            round_of(card, "Show answer"): card
            for card in cards(place)
            if "Show answer" in card.buttons
        }

    async def drop_now(self, place: Place) -> None:
        await Person(self.peer, self.peer.owner).slash(place, "drop now")

    async def answer(self, person: Person, card: Message) -> None:
        round = round_of(card, "Show answer")
        revealed = await person.press(card, "Show answer")
        if not offers(revealed, "Tick"):
            return
        self._note(person, round, "reveal")
        ticking = await person.press(revealed, "Tick")
        if ticking.what is not What.MODAL:
            return
        picks = [str(n) for n in range(3) if self.dice.random() < 0.6]
        saved = await person.submit(ticking, picks=picks)
        if saved.what is What.UPDATE and "### Saved" in saved.text:
            self._note(person, round, "tick")

    async def quiz(self, person: Person, place: Place) -> None:
        asked = await person.slash(place, "quiz", form="check")
        if not offers(asked, "A"):
            return
        letter = self.dice.choice("ABCD")
        round = round_of(asked.message, letter)
        verdict = await person.press(asked, letter)
        if offers(verdict, "Next"):
            self._note(person, round, "choice")

    def _note(self, person: Person, round: int, step: str) -> None:
        self.acknowledged.add((f"discord:{person.id}", round, step))


def cards(place: Place) -> list[Message]:
    return [one for one in place.messages if "### Card of the day" in one.text]


def shown(place: Place) -> Iterator[int]:
    """The rounds of all cards that stand in a channel, one for each message."""
    for card in cards(place):
        yield round_of(card, card.buttons[-1])


def round_of(message: Message, button: str) -> int:
    """The round that a button acts on, by its token."""
    token = str(pressable(message.components, button)["custom_id"])
    return int(token.split(":")[1])


def offers(seen: Seen, button: str) -> bool:
    whole = seen.what in (What.MESSAGE, What.UPDATE)
    return whole and button in seen.message.buttons


async def killed(folder: Path, kills: int, dice: Random) -> Story:
    data, scratch = story.folders(folder)
    allowed = rules()
    allowed.nonce_window = 0
    async with Peer(allowed, latency=LATENCY) as peer:
        bot = Process(data, DISCORD_TOKEN=peer.token, DISCORD_API_URL=peer.api)
        lives = Story(bot, scratch, dice, peer=peer)
        await story.told(lives, kills)
        assert peer.violations == []
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

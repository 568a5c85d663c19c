"""Members who play challenges at their tabs, and remember what they were told."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import aiohttp

from tests.soak.people import Json, Seen, Tab, tokens

STEPS = {"Locked in": "lock", "Changed to": "change"}
"""What a letter was, by what it was answered with."""


@dataclass
class Played(Seen):
    """All that the bot ever said about challenges, over all its lives."""

    letters: dict[tuple[str, int], list[tuple[int, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By member and round: the letters pressed, in order, and whether answered."""

    questions: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By round: the messages that asked it."""

    scenes: set[tuple[str, str]] = field(default_factory=set)
    """Each message, and the titles it has had."""


class Player(Tab):
    """A tab at which challenges are played."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, played: Played) -> None:
        super().__init__(socket, played)
        self._played = played
        self._posts: dict[str, Json] = {}

    @property
    def newest(self) -> Json:
        """The newest message of a challenge, as it reads now; empty before any."""
        return next(
            (
                panel
                for panel in reversed(self._posts.values())
                if panel["title"].startswith(("Challenge", "Question"))
            ),
            {"title": "", "buttons": []},
        )

    @property
    def cut_off(self) -> bool:
        return self._listening.done()

    def _look(self, post: Json) -> None:
        super()._look(post)
        key, panel = post["key"], post["panel"]
        self._posts[key] = panel
        for token in tokens(panel, "lock"):
            self._played.questions[int(token.split(":")[1])].add(key)
        title = panel["title"]
        self._played.scenes.add((key, title))
        if title.startswith("Question") and ": the answer" not in title:
            assert "✓" not in json.dumps(panel, ensure_ascii=False)

    async def letter(self, token: str) -> None:
        """A letter is pressed; whoever is answered is owed it."""
        _, round, place = token.split(":")
        pressed = self._played.letters[self.member, int(round)]
        pressed.append((int(place), False))
        said = await self.press(token, {})
        text = json.dumps(said, ensure_ascii=False)
        for beginning, step in STEPS.items():
            if said["type"] == "reply" and beginning in text:
                self._played.acknowledged.add((self.member, int(round), step))
                pressed[-1] = (int(place), True)


async def play(player: Player, dice: Random) -> None:
    """One challenge after another, for as long as the bot is there."""
    while not player.cut_off:
        panel = player.newest
        letters = list(tokens(panel, "lock"))
        if letters and ": the answer" not in panel["title"]:
            await player.letter(dice.choice(letters))
            if dice.random() < 0.3:  # once more, as an impatient hand does
                await player.letter(dice.choice(letters))
        for token in _tempting(panel, dice):
            await player.press(token, {})
        if not panel["buttons"] or (panel["title"] == "Challenge" and _over(panel)):
            await player.run("/challenge questions:2 pace:quick bonus:on")
        await asyncio.sleep(dice.uniform(0, 0.2))


def _tempting(panel: Json, dice: Random) -> Iterator[str]:
    """What a player may press beside the letters, sooner or later."""
    chances = {
        "challenge.join": 0.5,
        "challenge.start": 0.3,
        "challenge.leave": 0.05,
        "challenge.again": 0.3,
        "challenge.mine": 0.2,
        "challenge.stop": 0.02,
    }
    for action, chance in chances.items():
        if dice.random() < chance:
            yield from tokens(panel, action)


def _over(panel: Json) -> bool:
    return not list(tokens(panel, "challenge.join"))

"""The bot in a process of its own, killed while cards drop and members press.

Discord remembers no nonces here, so that nothing but the bot keeps a card from being
posted twice; and its identifies are not counted, which is proved elsewhere.
"""

import asyncio
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.discord.life import rules
from tests.discord.peer import Discord as Peer
from tests.discord.peer import Message, Person, Place, Seen, What
from tests.discord.peer.tree import pressable
from tests.soak.process import Process
from tests.soak.test_kills import checked, next_life

SAMPLE = 3
KILLS = 200
CHANNELS, MEMBERS = 4, 8

SOME = 5
"""Answers that are waited for before the first kill: pictures are drawn by then."""

LATENCY = 0.02
"""Seconds: long enough for a kill to fall between a claim, a send and its word."""

PATIENCE = 120
"""Seconds for a start, on a machine that may be busy with other things."""

IDENTIFIES = "discord-identifies.json"

long = pytest.mark.skipif(
    os.environ.get("STUDYBOT_SOAK") != "1", reason="takes minutes: STUDYBOT_SOAK=1"
)


@dataclass
class Story:
    """A server, its members, and what they were told over all the bot's lives."""

    peer: Peer
    bot: Process
    scratch: Path
    dice: Random
    acknowledged: set[tuple[str, int, str]] = field(default_factory=set)
    """Member, round and step of each attempt that was answered."""

    def __post_init__(self) -> None:
        server = self.peer.guild("Study group")
        self.places = [server.channel(f"study-{n}") for n in range(CHANNELS)]
        self.people = [self.peer.user(f"Member {n}") for n in range(MEMBERS)]

    # Lives.

    @asynccontextmanager
    async def lived(self) -> AsyncIterator[None]:
        (self.bot.folder / IDENTIFIES).unlink(missing_ok=True)
        await self.bot.start()
        try:
            yield
        finally:
            await self.bot.kill()
            self.peer.gateway.sessions.clear()

    async def set_up(self) -> None:
        async with self.lived():
            await self._connected()
            for place in self.places:
                owner = Person(self.peer, self.peer.owner)
                seen = await owner.slash(place, "drop set", time="09:00")
                assert seen.what is What.MESSAGE
            async with self._pressing():
                await self.peer.until(lambda: len(self.acknowledged) > SOME, PATIENCE)

    async def cut_short(self) -> None:
        """From a start to a kill: in one of six while it starts."""
        async with self.lived():
            if self.dice.random() < 1 / 6:
                await asyncio.sleep(self.dice.uniform(0.3, 1.5))
                return
            await self._connected()
            async with self._pressing():
                await asyncio.sleep(self.dice.uniform(0.1, 1.6))
                await self.bot.kill()

    async def _connected(self) -> None:
        try:
            await self.peer.ready(seconds=PATIENCE)
        except TimeoutError:
            told = self.bot.log.read_text()[-3000:]
            raise AssertionError(f"it does not connect: {told}") from None

    @asynccontextmanager
    async def _pressing(self) -> AsyncIterator[None]:
        """All members at once, until the end."""
        over = asyncio.Event()
        pressing = [asyncio.create_task(self._study(one, over)) for one in self.people]
        try:
            yield
        finally:
            over.set()  # Python 3.11's `wait_for` may swallow a cancellation
            for task in pressing:
                task.cancel()
            told = await asyncio.gather(*pressing, return_exceptions=True)
        stopped = asyncio.CancelledError, type(None)
        wrong = [one for one in told if not isinstance(one, stopped)]
        assert wrong == []

    async def undisturbed(self) -> None:
        """What was interrupted is made good."""
        # Later than any lease: what may or may not have been shown is shown.
        self.bot.jump(self.bot.now() + timedelta(minutes=5))
        async with self.lived():
            await self._connected()
            await self.peer.until(self._at_rest, PATIENCE)
            assert await self.bot.stop() == 0

    def _at_rest(self) -> bool:
        with closing(self._copy()) as db:
            [(open,)] = db.execute(
                "select count(*) from messages where lease is not null "
                "or state in ('planned', 'sending')"
            )
        return bool(open == 0)

    # Members.

    async def _study(self, person: Person, over: asyncio.Event) -> None:
        """Answer what is in the channels, then one question after another."""
        answered: set[int] = set()
        while not over.is_set():
            place = self.dice.choice(self.places)
            card = next((c for c in cards(place) if "Show answer" in c.buttons), None)
            if card is not None and card.id not in answered:
                answered.add(card.id)
                await self._answer(person, card)
            elif self.dice.random() < 0.05:
                await Person(self.peer, self.peer.owner).slash(place, "drop now")
            else:
                await self._quiz(person, place)

    async def _answer(self, person: Person, card: Message) -> None:
        revealed = await person.press(card, "Show answer")
        if not offers(revealed, "Tick"):
            return
        round = round_of(card, "Show answer")
        self._note(person, round, "reveal")
        ticking = await person.press(revealed, "Tick")
        if ticking.what is not What.MODAL:
            return
        picks = [str(n) for n in range(3) if self.dice.random() < 0.6]
        saved = await person.submit(ticking, picks=picks)
        if saved.what is What.UPDATE and "### Saved" in saved.text:
            self._note(person, round, "tick")

    async def _quiz(self, person: Person, place: Place) -> None:
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

    # What must be true.

    def check(self) -> None:
        with closing(self._copy()) as db:
            assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert db.execute("pragma foreign_key_check").fetchall() == []
            held = set(db.execute("select member, round, step from attempts"))
            assert self.acknowledged - held == set()
            self._each_day_once(db)

    def _each_day_once(self, db: sqlite3.Connection) -> None:
        of = dict(db.execute("select id, day from rounds where kind = 'drop'"))
        for place in self.places:
            stands = [of[round] for round in shown(place)]
            assert [day for day, n in Counter(stands).items() if n > 1] == []
            recorded = [
                date.fromisoformat(day)
                for (day,) in db.execute(
                    "select day from drops where channel = ? order by day",
                    [f"discord:{place.id}"],
                )
            ]
            if recorded:
                span = (recorded[-1] - recorded[0]).days + 1
                assert recorded == [recorded[0] + timedelta(n) for n in range(span)]

    def check_all_shown(self) -> None:
        with closing(self._copy()) as db:
            dropped = db.execute(
                "select channel, round, state from messages where kind = 'drop'"
            ).fetchall()
        stands = {
            (f"discord:{place.id}", round)
            for place in self.places
            for round in shown(place)
        }
        assert {state for _, _, state in dropped} <= {"sent", "done", "late"}
        posted = {(at, round) for at, round, state in dropped if state != "late"}
        assert posted == stands

    def _copy(self) -> sqlite3.Connection:
        """The bot's own files are left as its death left them."""
        for end in ("", "-wal"):
            (self.scratch / f"copy.db{end}").unlink(missing_ok=True)
            if (self.bot.folder / f"studybot.db{end}").exists():
                shutil.copyfile(
                    self.bot.folder / f"studybot.db{end}",
                    self.scratch / f"copy.db{end}",
                )
        return sqlite3.connect(self.scratch / "copy.db")


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
    data, scratch = folder / "data", folder / "scratch"
    data.mkdir()
    scratch.mkdir()
    allowed = rules()
    allowed.nonce_window = 0
    async with Peer(allowed, latency=LATENCY) as peer:
        bot = Process(data, peer.token, peer.api)
        bot.jump(bot.now())
        story = Story(peer, bot, scratch, dice)
        await story.set_up()
        for _ in range(kills):
            bot.jump(next_life(bot.now(), dice))
            await story.cut_short()
            story.check()
        await story.undisturbed()
        story.check()
        story.check_all_shown()
        assert peer.violations == []
    assert checked(data) == "All is well."
    return story


async def test_no_kill_loses_an_answer_or_repeats_a_card(tmp_path: Path) -> None:
    story = await killed(tmp_path, SAMPLE, Random(2))

    assert len(story.acknowledged) > SOME


@long
@pytest.mark.soak
@pytest.mark.timeout(3600)
async def test_two_hundred_kills_lose_nothing_and_repeat_nothing(
    tmp_path: Path,
) -> None:
    story = await killed(tmp_path, KILLS, Random(200))

    assert len(story.acknowledged) > KILLS
    assert sum(len(cards(place)) for place in story.places) > KILLS / 4

"""The bot in a process of its own, killed while cards drop and members press.

What is the same on every platform: its lives, and what must be true after each.
"""

import asyncio
import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from tests.soak.process import Process
from tests.soak.test_kills import checked, next_life

SAMPLE = 3
KILLS = 200
CHANNELS, MEMBERS = 4, 8

SOME = 5
"""Answers that are waited for before the first kill: pictures are drawn by then."""

LATENCY = 0.02
"""Seconds: long enough for a kill to fall between a claim, a send and its word."""

FIRST = 1 / 3
"""How often a card of the day goes before a question."""

PATIENCE = 120
"""Seconds for a start, on a machine that may be busy with other things."""

MOST = 6
"""Answers that a life is given time for; a kill comes at most a second later."""

LONGEST = 15
"""Seconds that it waits for them, where a machine is slow or the bot was stopped."""


@dataclass
class Story(ABC):
    """A place, its members, and what they were told over all the bot's lives."""

    bot: Process
    scratch: Path
    dice: Random
    acknowledged: set[tuple[str, int, str]] = field(default_factory=set)
    """Member, round and step of each attempt that was answered."""
    people: list[Any] = field(init=False)
    places: list[Any] = field(init=False)

    # What each platform has its own way for.

    @abstractmethod
    async def connected(self) -> None:
        """Waits until the bot is there; TimeoutError where it never is."""

    @abstractmethod
    async def until(self, true: Any, seconds: float) -> None:
        """Waits; TimeoutError where it never is so."""

    @abstractmethod
    async def schedule(self) -> None:
        """An admin sets each channel's card to nine."""

    @abstractmethod
    def open_cards(self, place: Any) -> Mapping[int, Any]:
        """The cards in a channel that can be answered, by round."""

    @abstractmethod
    async def answer(self, member: Any, card: Any) -> None:
        """A member answers a card, and ticks what they said."""

    @abstractmethod
    async def quiz(self, member: Any, place: Any) -> None:
        """A member has a question asked, and chooses a letter."""

    @abstractmethod
    async def drop_now(self, place: Any) -> None:
        """An admin wants a channel's card now."""

    @abstractmethod
    def cards(self) -> Mapping[str, list[int]]:
        """By channel, the round of each card that stands there."""

    def forget(self) -> None:  # noqa: B027 # most have nothing to
        """Between two lives: what would keep the next one from starting."""

    def jump(self, seconds: float) -> None:
        """The bot's clock goes on; so does whatever the platform tells of the time."""
        self.bot.jump(self.bot.now() + timedelta(seconds=seconds))

    # Lives.

    @asynccontextmanager
    async def lived(self) -> AsyncIterator[None]:
        await self.bot.start()
        try:
            yield
        finally:
            await self.bot.kill()
            self.forget()

    async def set_up(self) -> None:
        self.jump(0)
        async with self.lived():
            await self._there()
            await self.schedule()
            async with self._pressing():
                await self.until(lambda: len(self.acknowledged) > SOME, PATIENCE)

    async def cut_short(self) -> None:
        """From a start to a kill: in one of six while it starts."""
        wanted = next_life(self.bot.now(), self.dice) - self.bot.now()
        self.jump(wanted.total_seconds())
        async with self.lived():
            if self.dice.random() < 1 / 6:
                await asyncio.sleep(self.dice.uniform(0.3, 1.5))
                return
            await self._there()
            async with self._pressing():
                await self._answers(self.dice.randint(0, MOST))
                await asyncio.sleep(self.dice.uniform(0.1, 1.0))
                await self.bot.kill()

    async def _answers(self, more: int) -> None:
        """A life is as long as it takes to give them: so it is on any machine."""
        wanted = len(self.acknowledged) + more
        with suppress(TimeoutError):
            await self.until(lambda: len(self.acknowledged) >= wanted, LONGEST)

    async def undisturbed(self) -> None:
        """What was interrupted is made good."""
        # Later than any lease: what may or may not have been shown is shown.
        self.jump(300)
        async with self.lived():
            await self._there()
            await self.until(self._at_rest, PATIENCE)
            assert await self.bot.stop() == 0

    async def _there(self) -> None:
        try:
            await self.connected()
        except TimeoutError:
            told = self.bot.log.read_text()[-3000:]
            raise AssertionError(f"it does not connect: {told}") from None

    @asynccontextmanager
    async def _pressing(self) -> AsyncIterator[None]:
        """All members at once, until the end."""
        over = asyncio.Event()
        members = (self._study(one, over) for one in self.people)
        pressing = [asyncio.create_task(one) for one in members]
        try:
            yield
        finally:
            over.set()  # Python 3.11's `wait_for` may swallow a cancellation
            for task in pressing:
                task.cancel()
            told = await asyncio.gather(*pressing, return_exceptions=True)
        stopped = asyncio.CancelledError, type(None)
        wrong = [one for one in told if not isinstance(one, stopped)]
        assert wrong == [], wrong

    async def _study(self, member: Any, over: asyncio.Event) -> None:
        """Answer what is in the channels, and one question after another."""
        answered: set[int] = set()
        while not over.is_set():
            place = self.dice.choice(self.places)
            cards = self.open_cards(place)
            new = next((round for round in cards if round not in answered), None)
            if new is not None and self.dice.random() < FIRST:
                answered.add(new)
                await self.answer(member, cards[new])
            elif self.dice.random() < 0.05:
                await self.drop_now(place)
            else:
                await self.quiz(member, place)

    def _at_rest(self) -> bool:
        with closing(self._copy()) as db:
            [(open,)] = db.execute(
                "select count(*) from messages where lease is not null "
                "or state in ('planned', 'sending')"
            )
        return bool(open == 0)

    # What must be true.

    def check(self) -> None:
        with closing(self._copy()) as db:
            assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert db.execute("pragma foreign_key_check").fetchall() == []
            held = set(db.execute("select member, round, step from attempts"))
            assert self.acknowledged - held == set()
            self._each_day_once(db)

    def check_much_happened(self, kills: int) -> None:
        """There was something to lose and to repeat, in so many lives."""
        steps = Counter(step for _, _, step in self.acknowledged)
        assert steps["choice"] > kills
        assert steps["tick"] > kills / 4
        assert sum(map(len, self.cards().values())) > kills / 4

    def _each_day_once(self, db: sqlite3.Connection) -> None:
        of = dict(db.execute("select id, day from rounds where kind = 'drop'"))
        for channel, rounds in self.cards().items():
            stands = [of[round] for round in rounds]
            assert [day for day, n in Counter(stands).items() if n > 1] == []
            recorded = [
                date.fromisoformat(day)
                for (day,) in db.execute(
                    "select day from drops where channel = ? order by day", [channel]
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
        stands = {(at, round) for at, each in self.cards().items() for round in each}
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


def folders(folder: Path) -> tuple[Path, Path]:
    """For the bot's data, and for what the story copies of it."""
    data, scratch = folder / "data", folder / "scratch"
    data.mkdir()
    scratch.mkdir()
    return data, scratch


async def told(story: Story, kills: int) -> None:
    """The whole story, checked after each kill and at the end."""
    await story.set_up()
    for _ in range(kills):
        await story.cut_short()
        story.check()
    await story.undisturbed()
    story.check()
    story.check_all_shown()
    assert checked(story.bot.folder) == "All is well."

"""A bot without a platform, to be measured: real engine, real store, real deck."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from adapters.serve import shipped
from bot.cards import Deck
from bot.engine import Engine
from bot.panels import Caller, ChannelId, MemberId, SpaceId
from bot.store import Store
from bot.store.connection import writer

SPACE = SpaceId("bench")
CHANNEL = ChannelId("bench:study")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday; every run happens at the same moments."""

HOST = Caller(MemberId("bench:host"), "Host", CHANNEL, SPACE, manages=True)


@dataclass(frozen=True, slots=True)
class World:
    """A channel with today's card in it, and whoever is asked for."""

    db: Database
    store: Store
    engine: Engine
    path: Path

    def reveal(self, members: list[Caller], now: datetime) -> list[str]:
        """Each has seen the answer of today's card; the tokens to save with."""
        round = self.store.rounds.open_drop(CHANNEL)
        assert round is not None, "a card was dropped"
        with self.store.transaction():
            for member in members:
                self.engine.press(member, f"reveal:{round.id}", {}, now)
        return [f"tick:{round.id}"] * len(members)

    def checks(self, members: list[Caller], now: datetime) -> list[str]:
        """Each has a check before them; the tokens that choose an option."""
        with self.store.transaction():
            for member in members:
                self.engine.run(member, "quiz", {"form": "check"}, now)
        rows = self.db.execute(
            "select member, max(id) from rounds where \"check\" <> '' group by member"
        )
        of = dict(rows.fetchall())
        return [f"choose:{of[member.member]}:0" for member in members]


def members(count: int) -> list[Caller]:
    return [
        Caller(MemberId(f"bench:m{number}"), f"Member {number}", CHANNEL, SPACE)
        for number in range(count)
    ]


def deck(cards: int) -> Deck:
    """The deck that ships, repeated under new ids until it has so many cards."""
    first = shipped()[0]
    many = tuple(
        replace(first.cards[place % len(first.cards)], id=f"card-{place}")
        for place in range(cards)
    )
    return replace(first, id="long", title="A long deck", cards=many)


@contextmanager
def world(decks: list[Deck] | None = None) -> Iterator[World]:
    """A new one on disk, gone afterwards."""
    with TemporaryDirectory(prefix="studybot-bench-") as folder:
        path = Path(folder) / "studybot.db"
        made = opened(path)
        with made.store.transaction():
            made.engine.ship(decks or shipped(), NOON)
            made.engine.join(CHANNEL, SPACE, "study", "UTC", NOON)
        with made.store.transaction():
            made.engine.run(HOST, "drop set", {"time": "9:00"}, NOON)
            made.engine.run(HOST, "drop now", {}, NOON)
            made.engine.beat(NOON)
        yield made
        made.store.close()


def opened(path: Path) -> World:
    db, _ = writer(path)
    store = Store(db)
    return World(db, store, Engine(store, Random(7)), path)


def later(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)

"""What must hold of linked accounts, whatever was studied before."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.panels import Caller, ChannelId
from tests.engine.decks import deck
from tests.engine.several import BENNY, answer_in, link, open_hall
from tests.engine.world import ADA, BEN, HALL, HOME, World, words

DAYS = 16
MANY = deck("basics", *(f"c{n}" for n in range(2 * DAYS)))
"""Cards enough that each day has a new one, whatever anybody remembers."""

SOAK = bool(os.environ.get("STUDYBOT_SOAK"))

FEW = settings(
    max_examples=300 if SOAK else 8,
    deadline=None,
    derandomize=not SOAK,
    suppress_health_check=list(HealthCheck),
)

Day = tuple[bool, bool]
"""Whether Ben answers his channel's card, and Benny hers."""

lives = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=DAYS)
weeks = st.sampled_from(("every day", "mon-fri", "mon, wed, fri"))
zones = st.sampled_from(("", "Asia/Tokyo", "America/Los_Angeles", "Pacific/Apia"))


def _world(folder: str, here: str, there: str) -> World:
    made = World(Path(folder) / "studybot.db")
    made.furnish(MANY)
    made.run(ADA, "drop set", days=here)
    open_hall(made, at="20:00")
    boss = Caller(ADA.member, "Ada", HALL, BENNY.space, manages=True)
    made.run(boss, "drop set", days=there)
    return made


def _live(
    world: World, days: list[Day], span: slice, ben: Caller, benny: Caller
) -> None:
    """Those of the days that are in the span; each ends at ten in the evening."""
    for day, (here, there) in list(enumerate(days))[span]:
        world.live_to(day, 22)
        if here:
            _answer(world, ben, HOME)
        if there:
            _answer(world, benny, HALL)


def _answer(world: World, who: Caller, channel: ChannelId) -> None:
    """The card that is open there, if there is one."""
    if world.store.rounds.open_drop(channel):
        answer_in(world, who, channel, 0, 1)


def _rows(world: World, query: str) -> list[tuple[Any, ...]]:
    return world.store._db.execute(query).fetchall()


def _seen(world: World, *who: Caller) -> list[str]:
    """All that a member is shown of what they are."""
    shown = ("streak", "settings", "privacy show")
    return [words(world.run(caller, name)) for caller in who for name in shown]


TABLES = (
    "select id, person, own, name, joined from members order by id",
    "select id, zone, zone_by, theme, reminder, reminded, reminder_due from people",
    "select * from memories order by person, card",
    "select * from streaks order by person",
    "select * from tallies order by channel, member, day",
    "select round, member, step, at, day, rating from attempts order by id",
)


@FEW
@given(days=lives, here=weeks, there=weeks, zone=zones, since=st.integers(0, DAYS))
@example([(True, False)] * 5, "every day", "mon-fri", "Pacific/Apia", 2)
def test_linked_and_parted_is_as_if_never_linked(
    days: list[Day], here: str, there: str, zone: str, since: int
) -> None:
    benny = replace(BENNY, zone=zone)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        once, never = (_world(folder, here, there) for folder in (one, other))
        for world in (once, never):
            _live(world, days, slice(since), BEN, benny)
            for who in (BEN, benny):
                world.run(who, "settings", reminder="21:30")
        link(once, BEN, benny)
        once.run(benny, "settings unlink")

        assert [_rows(once, q) for q in TABLES] == [_rows(never, q) for q in TABLES]
        for world in (once, never):
            _live(world, days, slice(since, None), BEN, benny)
            world.live_to(len(days) + 3, 12)
        assert _seen(once, BEN, benny) == _seen(never, BEN, benny)
        assert once.faults() == never.faults() == []
        once.store.close()
        never.store.close()


@FEW
@given(days=lives, here=weeks, there=weeks, since=st.integers(0, DAYS))
@example([(True, True), (False, True), (True, False)], "every day", "mon-fri", 1)
def test_two_accounts_are_as_one_that_did_it_all(
    days: list[Day], here: str, there: str, since: int
) -> None:
    elsewhere = replace(BEN, channel=HALL, space=BENNY.space)
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        two, alone = (_world(folder, here, there) for folder in (one, other))
        _live(two, days, slice(since), BEN, BENNY)
        link(two, BEN, BENNY)
        _live(two, days, slice(since, None), BEN, BENNY)
        _live(alone, days, slice(None), BEN, elsewhere)
        for world in (two, alone):
            world.live_to(len(days) + 1, 12)

        assert _streak(two) == _streak(alone)
        assert _memory(two) == _memory(alone)
        assert two.faults() == alone.faults() == []
        two.store.close()
        alone.store.close()


def _streak(world: World) -> list[str]:
    return words(world.run(BEN, "streak")).split("\n")[:3]


def _memory(world: World) -> list[tuple[Any, ...]]:
    return _rows(
        world,
        "select c.slug, round(m.stability, 6), round(m.difficulty, 6), m.due, m.last "
        "from memories m join cards c on c.id = m.card where m.person = "
        "(select person from members where id = 'test:ben') order by 1",
    )


@FEW
@given(days=lives, at=st.sets(st.integers(0, DAYS)), zone=zones)
def test_at_every_moment_each_has_what_the_log_says(
    days: list[Day], at: set[int], zone: str
) -> None:
    """Linked and parted in between, with the days cut by whatever zone holds then."""
    benny, linked = replace(BENNY, zone=zone), False
    with tempfile.TemporaryDirectory() as folder:
        world = _world(folder, "every day", "mon-fri")
        for day, (here, there) in enumerate(days):
            world.live_to(day, 22)
            if day in at:
                if linked:
                    world.run(benny, "settings unlink")
                else:
                    link(world, BEN, benny)
                linked = not linked
            if here:
                _answer(world, BEN, HOME)
            if there:
                _answer(world, benny, HALL)
            assert world.faults() == []
        world.restart()
        assert world.faults() == []
        world.store.close()

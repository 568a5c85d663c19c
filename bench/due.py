"""What it costs to ask what is due, and to choose a card for a large group."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median

from bench.tables import Table, seconds, times
from bench.world import CHANNEL, HOST, NOON, SPACE, World, deck, members, world
from bot.moments import to_ms
from bot.panels import Caller, ChannelId, Sent

CHANNELS = (100, 1000, 10_000)
DUE = 100
CARDS, MEMBERS = 500, 200


def due() -> Iterator[Table]:
    """How it grows with the channels there are."""
    rows, before = [], 0.0
    for count in CHANNELS:
        with world() as made:
            _channels(made, count)
            early, nine = NOON + timedelta(hours=1), NOON + timedelta(hours=21)
            idle = _idle(made, early)
            busy = _hundred_due(made, nine)
        growth = times(idle / before) if before else ""
        rows.append((f"{count:,}", seconds(idle), growth, seconds(busy / DUE)))
        before = idle
    yield Table(
        "What is due?",
        ("channels", "nothing is", "growth", f"each of {DUE} that are"),
        tuple(rows),
    )
    yield _choosing()


def _channels(made: World, count: int) -> None:
    """A tenth of a minute between one channel's time and the next one's."""
    with made.store.transaction():
        for number in range(count):
            channel = ChannelId(f"bench:c{number}")
            made.engine.join(channel, SPACE, f"c{number}", "UTC", NOON)
            admin = Caller(HOST.member, HOST.name, channel, SPACE, manages=True)
            at = f"9:{number // DUE % 60:02}"
            made.engine.run(admin, "drop set", {"time": at}, NOON)


def _idle(made: World, now: datetime) -> float:
    _drain(made, now)
    return median(
        _timed(lambda: _transacted(made, lambda: made.engine.due(now)))
        for _ in range(50)
    )


def _hundred_due(made: World, now: datetime) -> float:
    return _timed(lambda: _transacted(made, lambda: made.engine.due(now, DUE)))


def _drain(made: World, now: datetime) -> None:
    with made.store.transaction():
        while posts := made.engine.due(now):
            for post in posts:
                assert not isinstance(post.to, str)
                made.engine.report(post.to.message, Sent("x"), now)


def _choosing() -> Table:
    with world([deck(CARDS)]) as made:
        _all_know_everything(made)
        nine = NOON + timedelta(days=39, hours=21)
        _drain(made, nine - timedelta(minutes=5))
        choosing = _timed(lambda: _transacted(made, lambda: made.engine.due(nine)))
        [why] = made.db.execute(
            "select payload from messages where kind = 'drop' order by id desc limit 1"
        ).fetchone()
        assert "forgotten" in why, why
    return Table(
        "Choosing what a group has most probably forgotten",
        ("cards", "members who hold all of them", "memories", "time"),
        ((str(CARDS), str(MEMBERS), f"{CARDS * MEMBERS:,}", seconds(choosing)),),
    )


def _all_know_everything(made: World) -> None:
    """As after a first pass through the deck; written by hand, for speed."""
    people = members(MEMBERS)
    recently = NOON + timedelta(days=38)
    with made.store.transaction():
        for person in people:
            made.engine.run(person, "quiz", {}, recently)
        db, at = made.db, to_ms(recently)
        db.execute(
            "insert or replace into memories (person, card, stability, difficulty, "
            "due, last) select m.person, c.id, 1 + (c.id * 7 + m.person) % 40, 5, ?, ? "
            "from members m, cards c",
            [at, at],
        )
        db.execute(
            "insert or replace into tallies (channel, member, day, points, attempts, "
            "checks) select ?, id, ?, 0, 1, 0 from members",
            [CHANNEL, recently.date().isoformat()],
        )
        db.execute(
            "insert into rounds (kind, channel, version, card, opened, closes, closed, "
            "day) select 'drop', ?, (select max(id) from versions), id, ? + id, ?, ?, "
            "date('2020-01-01', '+' || id || ' days') from cards",
            [CHANNEL, to_ms(NOON), at, at],
        )
        db.execute(
            "insert into drops (channel, day, state, round) select channel, day, "
            "'closed', id from rounds where kind = 'drop' and day < '2026'"
        )


def _transacted(made: World, call: Callable[[], object]) -> None:
    with made.store.transaction():
        call()


def _timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started

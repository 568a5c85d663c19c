"""The database: opened, brought up to date, and what its schema forbids."""

import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.challenges import Challenge, ChallengeId, Question, Terms
from bot.decks.packing import packed
from bot.members import PersonId
from bot.panels import ChannelId, MemberId, SpaceId
from bot.rounds import Attempt, CardNumber, Round, RoundId, RoundKind, Step
from bot.store import Moved, Newer, Older, Store, Unusable
from bot.store.migrations import migrations
from tests.engine.decks import BASICS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HERE, BEN = ChannelId("t:home"), MemberId("t:ben")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "studybot.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with closing(Store.open(path)) as opened:
        yield opened


@pytest.fixture
def reader(path: Path, store: Store) -> Iterator[Store]:
    with closing(Store.reading(path)) as opened:
        yield opened


def _round(store: Store) -> Round:
    edition = store.decks.add(SpaceId(""), packed(BASICS), None, NOW)
    store.channels.join(HERE, SpaceId("t"), "home", "UTC")
    card = next(iter(edition.cards))
    return store.rounds.open(
        Round(RoundId(0), RoundKind.DROP, HERE, None, edition.id, card, NOW)
    )


def _attempt(round: Round, step: Step, rating: int | None = None) -> Attempt:
    return Attempt(round.id, BEN, step, NOW, date(2026, 3, 2), rating=rating)


def _fails_after_writing(store: Store, channel: str) -> None:
    store.channels.join(ChannelId(channel), SpaceId("t"), "somewhere", "UTC")
    raise ValueError("too late")


def test_a_file_that_was_moved_away_or_replaced_is_not_written_to(
    path: Path, store: Store
) -> None:
    aside = path.with_name("aside.db")

    path.rename(aside)
    with pytest.raises(Moved, match="was moved away or replaced"):
        store.begin()
    store.backup(path)  # another file, though with the same in it
    with pytest.raises(Moved):
        store.begin()
    aside.replace(path)
    with store.transaction():
        store.channels.join(HERE, SpaceId("t"), "home", "UTC")


def test_a_new_file_is_made_and_opened_again(path: Path) -> None:
    Store.open(path).close()
    with closing(Store.open(path)) as again:
        assert again.faults() == []
        assert again.sizes()["attempts"] == 0


def test_what_is_on_disk_survives_the_loss_of_power(store: Store) -> None:
    def pragma(name: str) -> object:
        return store._db.execute(f"pragma {name}").fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("foreign_keys") == 1


@pytest.mark.parametrize("name", ["od?d.db", "ha#sh.db", "per%20cent.db", "a b.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    Store.open(tmp_path / name).close()

    assert (tmp_path / name).exists()


def test_a_database_of_a_newer_program_is_refused(path: Path) -> None:
    store = Store.open(path)
    store._db.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) "
        "values ('studybot', 'from_the_future', '2030-01-01')"
    )
    store.close()

    with pytest.raises(Newer):
        Store.open(path)
    with closing(Store.reading(path)) as reader, pytest.raises(Newer):
        reader.fit()


def test_a_file_that_is_no_database_is_refused_in_plain_words(path: Path) -> None:
    path.write_text("hello, I am a letter and not a database" * 40)

    with pytest.raises(Unusable, match="not a database"):
        Store.open(path)


def test_before_an_old_file_is_changed_a_copy_is_kept(path: Path) -> None:
    store = Store.open(path)
    _round(store)
    store.close()

    @migrations(name="second")
    def second(db: object) -> None:
        db.execute("create table novelty (id integer primary key)")  # type: ignore[attr-defined]

    kept = path.with_name("studybot.db.before-second")
    path.with_name("studybot.db.before-second.part").write_text("killed half-way")
    try:
        with closing(Store.reading(path)) as reader, pytest.raises(Older):
            reader.fit()
        again = Store.open(path)
        assert "novelty" in again.sizes()
        assert again.kept == kept
        again.close()
    finally:
        migrations._migrations.pop()
    assert [each.name for each in path.parent.glob("*.before*")] == [kept.name]
    with closing(Store.open(kept)) as old:
        assert old.sizes()["rounds"] == 1


def test_what_was_deleted_before_the_bot_died_is_gone_once_it_starts(
    path: Path, store: Store, reader: Store, tmp_path: Path
) -> None:
    with store.transaction():
        store.channels.join(HERE, SpaceId("t"), "a name to be deleted", "UTC")
    with reader.snapshot():
        reader.sizes()  # somebody reads it meanwhile, and so it cannot be emptied
        with store.transaction():
            store._db.execute("delete from channels")
            store.leave_no_trace()
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", tmp_path / f"left.db{end}")
    log = tmp_path / "left.db-wal"
    assert b"a name to be deleted" in log.read_bytes()

    with closing(Store.open(tmp_path / "left.db")):
        assert b"a name to be deleted" not in log.read_bytes()


def test_a_copy_that_does_not_fit_on_the_disk_leaves_nothing(
    store: Store, tmp_path: Path
) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(sqlite3.OperationalError):
            store.backup(tmp_path / "copy.db")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert list(tmp_path.glob("copy*")) == []


def test_the_log_of_attempts_is_only_ever_appended_to(store: Store) -> None:
    round = _round(store)
    store.attempts.add(_attempt(round, Step.TICK, 3))

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store._db.execute("update attempts set rating = 1")


def test_a_step_is_taken_once(store: Store) -> None:
    round = _round(store)

    assert store.attempts.add(_attempt(round, Step.TICK, 3))
    assert not store.attempts.add(_attempt(round, Step.TICK, 1))


def test_the_schema_lets_one_attempt_of_a_member_count(store: Store) -> None:
    round = _round(store)
    store.attempts.add(_attempt(round, Step.REVEAL))

    assert store.attempts.add(_attempt(round, Step.TICK, 3))
    assert not store.attempts.add(_attempt(round, Step.CHOICE, 3))


def test_an_attempt_needs_its_round(store: Store) -> None:
    lost = Attempt(RoundId(99), BEN, Step.TICK, NOW, date(2026, 3, 2))

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        store.attempts.add(lost)


def test_calls_of_a_batch_are_undone_one_by_one(store: Store) -> None:
    store.begin()
    with store.savepoint():
        store.channels.join(HERE, SpaceId("t"), "home", "UTC")
    with pytest.raises(ValueError, match="too late"), store.savepoint():
        _fails_after_writing(store, "t:hall")
    store.commit()

    assert store.channels.of_space(SpaceId("t")) == [HERE]


def test_savepoints_nest(store: Store) -> None:
    with store.transaction(), store.savepoint():
        with pytest.raises(ValueError, match="too late"), store.savepoint():
            _fails_after_writing(store, HERE)
        store.channels.join(ChannelId("t:hall"), SpaceId("t"), "hall", "UTC")

    assert store.channels.of_space(SpaceId("t")) == ["t:hall"]


def test_a_transaction_that_fails_leaves_nothing(reader: Store, store: Store) -> None:
    with pytest.raises(ValueError, match="too late"), store.transaction():
        _fails_after_writing(store, HERE)

    assert reader.channels.get(HERE) is None


def test_a_reader_sees_what_is_committed_and_cannot_write(
    reader: Store, store: Store
) -> None:
    store.begin()
    store.channels.join(HERE, SpaceId("t"), "home", "UTC")
    assert reader.channels.get(HERE) is None
    store.commit()

    assert reader.channels.get(HERE) is not None
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.channels.leave(HERE, NOW)


def test_a_snapshot_does_not_move(reader: Store, store: Store) -> None:
    with reader.snapshot():
        assert reader.channels.get(HERE) is None
        store.channels.join(HERE, SpaceId("t"), "home", "UTC")
        assert reader.channels.get(HERE) is None
    assert reader.channels.get(HERE) is not None


def test_a_backup_is_a_whole_database(path: Path, reader: Store, store: Store) -> None:
    _round(store)
    to = path.with_name("copy.db")

    reader.backup(to)

    with closing(Store.open(to)) as copy:
        assert copy.sizes() == store.sizes()


def test_the_same_deck_again_is_no_new_version(store: Store) -> None:
    first = store.decks.add(SpaceId(""), packed(BASICS), None, NOW)
    again = store.decks.add(SpaceId(""), packed(BASICS), None, NOW)

    assert again.id == first.id
    assert again.deck == BASICS


def test_a_deck_comes_back_from_disk_as_it_went_in(reader: Store, store: Store) -> None:
    edition = store.decks.add(SpaceId(""), packed(BASICS), None, NOW)

    assert reader.decks.edition(edition.id).deck == BASICS


def test_a_new_version_is_held_as_it_came_and_gone_where_it_was_undone(
    store: Store,
) -> None:
    came = packed(BASICS)

    store.begin()
    undone = store.decks.add(SpaceId("t"), came, None, NOW)
    store.rollback()
    store.forget_cached()
    with pytest.raises(KeyError):
        store.decks.edition(undone.id)

    with store.transaction():
        kept = store.decks.add(SpaceId("t"), came, None, NOW)
    # Somebody else's call is undone: what is on the disk stays at hand.
    store.forget_cached()

    assert store.decks.edition(kept.id).deck is BASICS


def test_a_version_that_was_undone_is_not_read_again_from_memory(store: Store) -> None:
    store.begin()
    undone = store.decks.add(SpaceId("t"), packed(BASICS), None, NOW)
    store.forget_cached()  # a call beside it in the batch fails
    store.decks.edition(undone.id)  # and a third one reads it
    store.forget_cached()  # then nothing of the batch can be kept
    store.rollback()

    with pytest.raises(KeyError):
        store.decks.edition(undone.id)


def test_uptime_grows_with_each_beat_and_breaks_after_silence(store: Store) -> None:
    minutes = (0, 2, 5, 8, 12, 13)
    for minute in minutes:
        store.uptime.beat(NOW + timedelta(minutes=minute))
    store.uptime.beat(NOW)

    def at(minute: int) -> datetime:
        return NOW + timedelta(minutes=minute)

    assert store.uptime.between(NOW - timedelta(1), NOW + timedelta(1), "web") == [
        (at(0), at(8)),
        (at(12), at(13)),
    ]


def test_a_platform_out_of_reach_takes_its_time_from_its_own_members(
    store: Store,
) -> None:
    def at(minute: int) -> datetime:
        return NOW + timedelta(minutes=minute)

    for minute in range(0, 16, 2):
        store.uptime.beat(at(minute))
    for minute in (2, 4, 6, 12, 14):
        store.uptime.cut_off("discord", at(minute))

    assert store.uptime.between(at(0), at(20), "discord") == [
        (at(0), at(2)),
        (at(6), at(12)),
    ]
    assert store.uptime.between(at(0), at(20), "slack") == [(at(0), at(14))]


def test_a_clock_that_ran_far_ahead_keeps_no_uptime_from_being_noted(
    store: Store,
) -> None:
    def at(minute: int) -> datetime:
        return NOW + timedelta(minutes=minute)

    for moment in (at(0), at(2), NOW + timedelta(400), at(4), at(6), at(8)):
        store.uptime.beat(moment)
        if moment != at(8):
            store.uptime.cut_off("discord", moment)

    assert store.uptime.last() == at(8)
    assert store.uptime.between(at(0), at(20), "slack") == [(at(0), at(8))]
    assert store.uptime.between(at(0), at(20), "discord") == [(at(6), at(8))]


def test_a_due_drop_is_claimed_once(store: Store) -> None:
    store.channels.join(HERE, SpaceId("t"), "home", "UTC")
    channel = store.channels.get(HERE)
    assert channel is not None
    due = store.channels.save(replace(channel, due=NOW, due_day=date(2026, 3, 2)))

    assert store.channels.claim(due, date(2026, 3, 2)) is not None
    assert store.channels.claim(due, date(2026, 3, 2)) is None


def test_of_many_that_are_due_at_once_no_space_goes_before_the_others(
    store: Store,
) -> None:
    ids = [
        "slack:T1.C000003",
        "slack:T1.C000006",
        "slack:T2.C000001",
        "slack:T2.C000004",
    ]
    for id in map(ChannelId, ids):
        space = SpaceId(id.partition(".")[0])
        store.channels.join(id, space, "study", "UTC")
        channel = store.channels.get(id)
        assert channel is not None
        store.channels.save(replace(channel, due=NOW, due_day=date(2026, 3, 2)))

    assert [channel.id for channel in store.channels.due(NOW, 3)] == [
        "slack:T2.C000001",
        "slack:T1.C000003",
        "slack:T2.C000004",
    ]


def _steps(store: Store, query: str) -> list[str]:
    """How SQLite goes about a query; newer ones find more indices to be covering."""
    some = [0] * query.count("?")
    plan = store._db.execute(f"explain query plan {query}", some).fetchall()
    return [row[3].replace(" COVERING", "") for row in plan]


def test_what_is_due_is_found_by_an_index(store: Store) -> None:
    asked: list[str] = []
    with store._db.tracer(lambda sql, _: asked.append(sql)):
        store.channels.due(NOW, 5)
        store.challenges.due(NOW, 5)
        store.members.to_remind(NOW, 5)
        store.messages.behind(NOW, 5)
        store.messages.behind(NOW, 5, live=True)
        store.rounds.to_close(NOW, 5)

    assert len(asked) == 6
    for query in asked:
        steps = _steps(store, query)
        assert [step for step in steps if step.startswith("SCAN")] == [], query
        assert [step for step in steps if "USING" in step], query


def test_what_each_start_and_each_question_asks_is_found_by_an_index(
    store: Store,
) -> None:
    asked: list[str] = []
    with store._db.tracer(lambda sql, _: asked.append(sql)):
        store.messages.greeted(SpaceId("t"))
        store.messages.go_on(HERE, NOW)
        store.rounds.checks_asked(PersonId(1), CardNumber(1))

    assert [_steps(store, query)[:2] for query in asked] == [
        ["SEARCH messages USING INDEX messages_hello (payload=?)"],
        ["SEARCH messages USING INDEX messages_resting (channel=?)"],
        [
            "SEARCH m USING INDEX members_person (person=?)",
            "SEARCH r USING INDEX rounds_member (member=? AND card=?)",
        ],
    ]


def test_what_a_question_gives_on_the_boards_is_found_without_reading_the_whole_log(
    store: Store,
) -> None:
    round = _round(store)
    opened = store.challenges.open(
        Challenge(ChallengeId(0), HERE, BEN, Terms(), NOW),
        [Question(0, round.version, round.card, "halving-why", (0, 1, 2, 3))],
    )
    assert opened is not None
    store.challenges.begin(opened.id, 0, round.id)
    for member in ("t:ada", "t:ben"):
        attempt = _attempt(round, Step.CHOICE, 3)._replace(member=MemberId(member))
        store.attempts.add(attempt._replace(points=20))
    asked: list[str] = []

    with store._db.tracer(lambda sql, _: asked.append(sql)):
        store.results.award(opened, NOW)

    boards = store.tallies.board([HERE], date(2026, 3, 2), date(2026, 3, 2))
    assert {one.member: one.points for one in boards} == {"t:ada": 20, "t:ben": 20}
    steps = [step for query in asked for step in _steps(store, query)]
    assert [step for step in steps if step.startswith("SCAN attempts")] == []

"""What must be true of the database whenever the bot has died."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from tests.soak.people import Seen

ENDED = ("sent", "late")
"""What can become of a card that nobody is still bringing to the page."""


def check(folder: Path, seen: Seen, scratch: Path) -> None:
    """On a copy, so that the bot's own files are left as its death left them."""
    if not (folder / "studybot.db").exists():
        assert not seen.acknowledged
        return
    with closing(sqlite3.connect(_copy(folder, scratch))) as db:
        if not _begun(db):
            assert not seen.acknowledged
            return
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert db.execute("pragma foreign_key_check").fetchall() == []
        _nothing_acknowledged_is_lost(db, seen)
        _one_drop_a_day(db, seen)


def _begun(db: sqlite3.Connection) -> bool:
    """Whether its tables are there: the first start of all may be cut short before."""
    asked = "select count(*) from sqlite_master where name = 'attempts'"
    return bool(db.execute(asked).fetchone()[0])


def _copy(folder: Path, scratch: Path) -> Path:
    for end in ("", "-wal"):
        (scratch / f"copy.db{end}").unlink(missing_ok=True)
        if (folder / f"studybot.db{end}").exists():
            shutil.copyfile(folder / f"studybot.db{end}", scratch / f"copy.db{end}")
    return scratch / "copy.db"


def _nothing_acknowledged_is_lost(db: sqlite3.Connection, seen: Seen) -> None:
    held = set(db.execute("select member, round, step from attempts").fetchall())
    assert seen.acknowledged - held == set()


def _one_drop_a_day(db: sqlite3.Connection, seen: Seen) -> None:
    """A card that came too late to be posted was never asked; its date stays free."""
    twice = db.execute(
        "select r.channel, r.day, count(*) from rounds r "
        "join messages m on m.round = r.id and m.kind = 'drop' "
        "where m.state <> 'late' group by 1, 2 having count(*) > 1"
    ).fetchall()
    assert twice == []
    days = _days(db)
    if days:
        span = (days[-1] - days[0]).days + 1
        assert days == [days[0] + timedelta(days=n) for n in range(span)]
    _shown_as_recorded(db, seen)


def _days(db: sqlite3.Connection) -> list[date]:
    rows = db.execute("select day from drops order by day")
    return [date.fromisoformat(day) for (day,) in rows]


def _shown_as_recorded(db: sqlite3.Connection, seen: Seen) -> None:
    """Each card of the day that the page got belongs to a date of its own."""
    of = dict(
        db.execute(
            "select m.id, r.day from messages m join rounds r on r.id = m.round "
            "join drops d on d.round = r.id where m.kind = 'drop'"
        ).fetchall()
    )
    assert seen.drops - of.keys() == set()
    assert len({of[message] for message in seen.drops}) == len(seen.drops)


def all_shown(folder: Path, seen: Seen, scratch: Path, today: date) -> None:
    """Every date up to today has its record; every card dropped was seen.

    But for one that was planned before a kill and whose time had passed before the
    restart: at this clock's pace that is seconds. Its date is skipped, with a reason,
    or was given another card afterwards.
    """
    with closing(sqlite3.connect(_copy(folder, scratch))) as db:
        assert _days(db)[-1] >= today
        dropped = db.execute(
            "select m.id, m.state, d.round <> r.id or (d.state = 'skipped' "
            "and d.reason <> '') from messages m "
            "join rounds r on r.id = m.round "
            "join drops d on d.channel = r.channel and d.day = r.day "
            "where m.kind = 'drop'"
        ).fetchall()
    late = [id for id, state, explained in dropped if state == "late" and not explained]
    odd = [(id, state) for id, state, _ in dropped if state not in ENDED]
    assert (late, odd) == ([], [])
    assert {id for id, state, _ in dropped if state != "late"} == seen.drops

"""Streaks, kept so that a press need not read the whole log."""

from datetime import date

from sqlite_utils import Database

from bot.members import PersonId
from bot.store.times import day, iso
from bot.streaks import Streak


class Streaks:
    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, person: PersonId) -> Streak | None:
        row = self._db.execute(
            "select days, best, freezes, last, counted, used from streaks "
            "where person = ?",
            [person],
        ).fetchone()
        if row is None:
            return None
        days, best, freezes, last, counted, used = row
        saved = frozenset(map(date.fromisoformat, used.split()))
        return Streak(days, best, freezes, day(last), day(counted), saved)

    def put(self, person: PersonId, streak: Streak) -> None:
        self._db.execute(
            "insert into streaks (person, days, best, freezes, last, counted, used) "
            "values (?, ?, ?, ?, ?, ?, ?) on conflict (person) do update set "
            "days = excluded.days, best = excluded.best, "
            "freezes = excluded.freezes, last = excluded.last, "
            "counted = excluded.counted, used = excluded.used",
            [
                person,
                streak.days,
                streak.best,
                streak.freezes,
                iso(streak.last),
                iso(streak.counted),
                " ".join(one.isoformat() for one in sorted(streak.used)),
            ],
        )

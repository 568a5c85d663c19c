"""Small things that somebody else wants kept, such as what a platform told us."""

from datetime import datetime

from sqlite_utils import Database

from bot.moments import to_ms
from bot.store.times import ms


class Keepsakes:
    """Words under a topic and a key, for good or until a moment."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self,
        topic: str,
        key: str,
        value: str,
        now: datetime,
        until: datetime | None = None,
    ) -> None:
        """In place of what was there before; whatever is over by now goes."""
        self._db.execute("delete from keepsakes where until <= ?", [to_ms(now)])
        self._db.execute(
            "insert into keepsakes (topic, key, value, until) values (?, ?, ?, ?) "
            "on conflict (topic, key) do update set value = excluded.value, "
            "until = excluded.until",
            [topic, key, value, ms(until)],
        )

    def kept(self, topic: str, key: str, now: datetime) -> str | None:
        """What is there, unless its time is over."""
        row = self._db.execute(
            "select value from keepsakes where topic = ? and key = ? "
            "and (until is null or until > ?)",
            [topic, key, to_ms(now)],
        ).fetchone()
        return str(row[0]) if row else None

    def take(self, topic: str, key: str, now: datetime) -> str | None:
        """What is there, which can be had once."""
        value = self.kept(topic, key, now)
        self._db.execute(
            "delete from keepsakes where topic = ? and key = ?", [topic, key]
        )
        return value

    def drop(self, topic: str) -> None:
        """All that is kept under a topic."""
        self._db.execute("delete from keepsakes where topic = ?", [topic])

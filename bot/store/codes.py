"""One-time codes by which a member shows that two accounts are theirs."""

from datetime import datetime

from sqlite_utils import Database

from bot.ids import MemberId
from bot.moments import from_ms, to_ms


class Codes:
    def __init__(self, db: Database) -> None:
        self._db = db

    def offer(self, member: MemberId, code: str, until: datetime) -> None:
        """An account's code, in place of any other it had."""
        self._db.execute(
            "insert into codes (member, code, until) values (?, ?, ?) "
            "on conflict (member) do update set code = excluded.code, "
            "until = excluded.until, used = 0",
            [member, code, to_ms(until)],
        )

    def offered(self, member: MemberId, now: datetime) -> tuple[str, datetime] | None:
        """The account's code that can still be used, and until when."""
        row = self._db.execute(
            "select code, until from codes where member = ? and until > ? and not used",
            [member, to_ms(now)],
        ).fetchone()
        return (row[0], from_ms(row[1])) if row else None

    def of(self, code: str, now: datetime) -> tuple[MemberId, bool] | None:
        """Whose code it is, and whether it was used; None once its time is over."""
        row = self._db.execute(
            "select member, used from codes where code = ? and until > ?",
            [code, to_ms(now)],
        ).fetchone()
        return (MemberId(row[0]), bool(row[1])) if row else None

    def use(self, code: str) -> None:
        self._db.execute("update codes set used = 1 where code = ?", [code])

    def wrong(self, member: MemberId, now: datetime) -> int:
        """How many wrong codes an account has typed that still count."""
        row = self._db.execute(
            "select count from wrong_codes where member = ? and until > ?",
            [member, to_ms(now)],
        ).fetchone()
        return int(row[0]) if row else 0

    def was_wrong(self, member: MemberId, count: int, until: datetime) -> None:
        """An account has typed so many wrong codes; they count until then."""
        self._db.execute(
            "insert into wrong_codes (member, count, until) values (?, ?, ?) "
            "on conflict (member) do update set count = excluded.count, "
            "until = excluded.until",
            [member, count, to_ms(until)],
        )

    def forget(self, member: MemberId) -> None:
        for table in ("codes", "wrong_codes"):
            self._db.execute(f"delete from {table} where member = ?", [member])

    def prune(self, now: datetime) -> None:
        """Whatever is over goes."""
        for table in ("codes", "wrong_codes"):
            self._db.execute(f"delete from {table} where until <= ?", [to_ms(now)])

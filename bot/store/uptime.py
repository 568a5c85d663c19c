"""When the bot was up and a platform out of reach, as spans that grow by the beat."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.days import Span, without
from bot.moments import from_ms, to_ms

GAP = timedelta(minutes=3)
"""Silence after which the bot counts as having been down."""

AHEAD = timedelta(days=1)
"""A span that begins later than this from now is of a clock that was wrong."""


class Uptime:
    def __init__(self, db: Database) -> None:
        self._db = db

    def beat(self, now: datetime) -> None:
        """Up at `now`: the last span grows, unless it fell silent for over `GAP`."""
        moment = to_ms(now)
        self._forget_ahead("uptime", now)
        grew = self._db.execute(
            "update uptime set seen = ? where seen between ? and ? "
            "and started = (select max(started) from uptime)",
            [moment, to_ms(now - GAP), moment],
        ).rowcount
        if not grew:
            self._db.execute(
                "insert into uptime (started, seen) select ?, ? "
                "where not exists (select 1 from uptime where seen >= ?)",
                [moment, moment, moment],
            )

    def cut_off(self, platform: str, now: datetime) -> None:
        """Nobody on a platform could reach the bot at `now`, although it was up."""
        moment = to_ms(now)
        self._forget_ahead("outages", now)
        grew = self._db.execute(
            "update outages set seen = max(seen, ?) where platform = ? and seen >= ?",
            [moment, platform, to_ms(now - GAP)],
        ).rowcount
        if not grew:
            self._db.execute(
                "insert into outages (platform, started, seen) values (?, ?, ?)",
                [platform, moment, moment],
            )

    def _forget_ahead(self, table: str, now: datetime) -> None:
        """Else nothing would be noted until that time has come."""
        self._db.execute(f"delete from {table} where started > ?", [to_ms(now + AHEAD)])

    def last(self) -> datetime | None:
        """The latest moment at which the bot is known to have been up."""
        seen, at = self._db.execute(
            "select (select max(seen) from uptime), "
            "(select at from attempts order by id desc limit 1)"
        ).fetchone()
        latest = max(seen or 0, at or 0)
        return from_ms(latest) if latest else None

    def between(self, since: datetime, until: datetime, platform: str) -> list[Span]:
        """The spans that overlap with this one and in which members of a platform
        could reach the bot, oldest first.
        """
        span = [to_ms(until), to_ms(since)]
        up = self._db.execute(
            "select started, seen from uptime where started < ? and seen > ? "
            "order by started",
            span,
        )
        out = self._db.execute(
            "select started, seen from outages where started < ? and seen > ? "
            "and platform = ? order by started",
            [*span, platform],
        )
        return without(_spans(up), _spans(out))


def _spans(rows: Iterable[tuple[int, int]]) -> list[Span]:
    return [(from_ms(started), from_ms(seen)) for started, seen in rows]

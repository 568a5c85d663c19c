"""When the bot was up, as spans that grow with each heartbeat."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from bot.days import Span
from bot.moments import from_ms, to_ms

GAP = timedelta(minutes=3)
"""Silence after which the bot counts as having been down."""


class Uptime:
    def __init__(self, db: Database) -> None:
        self._db = db

    def beat(self, now: datetime) -> None:
        """Up at `now`: the last span grows, unless it fell silent for over `GAP`."""
        moment = to_ms(now)
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

    def last(self) -> datetime | None:
        """The latest moment at which the bot is known to have been up."""
        seen, at = self._db.execute(
            "select (select max(seen) from uptime), "
            "(select at from attempts order by id desc limit 1)"
        ).fetchone()
        latest = max(seen or 0, at or 0)
        return from_ms(latest) if latest else None

    def between(self, since: datetime, until: datetime) -> list[Span]:
        """The spans that overlap with this one, oldest first."""
        rows = self._db.execute(
            "select started, seen from uptime where started < ? and seen > ? "
            "order by started",
            [to_ms(until), to_ms(since)],
        )
        return [(from_ms(started), from_ms(seen)) for started, seen in rows]

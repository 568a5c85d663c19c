"""Points, attempts and checks by channel, member and local day."""

from datetime import date

from sqlite_utils import Database

from bot.ids import ChannelId, MemberId
from bot.members import PersonId
from bot.standings import Tally
from bot.store.attempts import DERIVED

Row = tuple[ChannelId, MemberId, date, int, int, int]
"""Channel (empty in direct messages), member, day, points, attempts, checks."""


class Tallies:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(
        self,
        channel: ChannelId | None,
        member: MemberId,
        day: date,
        points: int,
        check: bool,
    ) -> None:
        """Count one attempt."""
        self._db.execute(
            "insert into tallies (channel, member, day, points, attempts, checks) "
            "values (?, ?, ?, ?, 1, ?) on conflict (channel, day, member) do update "
            "set points = points + excluded.points, attempts = attempts + 1, "
            "checks = checks + excluded.checks",
            [channel or "", member, day.isoformat(), points, int(check)],
        )

    def checks(self, person: PersonId, day: date) -> int:
        """Private checks a person answered on a day, everywhere."""
        return int(
            self._db.execute(
                "select coalesce(sum(t.checks), 0) from tallies t "
                "join members m on m.id = t.member where m.person = ? and t.day = ?",
                [person, day.isoformat()],
            ).fetchone()[0]
        )

    def days(self, person: PersonId, since: date) -> dict[date, int]:
        """Attempts of a person by local day."""
        rows = self._db.execute(
            "select t.day, sum(t.attempts) from tallies t "
            "join members m on m.id = t.member where m.person = ? and t.day >= ? "
            "group by t.day",
            [person, since.isoformat()],
        )
        return {date.fromisoformat(day): count for day, count in rows}

    def people(self, channel: ChannelId, since: str) -> int:
        """How many studied in a channel since a day."""
        row = self._db.execute(
            "select count(distinct m.person) from tallies t "
            "join members m on m.id = t.member where t.channel = ? and t.day >= ?",
            [channel, since],
        ).fetchone()
        return int(row[0])

    def channels(self, person: PersonId, since: date) -> dict[ChannelId, list[date]]:
        """Where a person answered since a day, and on which days."""
        return self._channels("person", person, since)

    def channels_of(self, own: PersonId, since: date) -> dict[ChannelId, list[date]]:
        """The same of one account alone; `own` is the person that it is by itself."""
        return self._channels("own", own, since)

    def _channels(
        self, whose: str, person: PersonId, since: date
    ) -> dict[ChannelId, list[date]]:
        rows = self._db.execute(
            "select t.channel, t.day from tallies t join members m on m.id = t.member "
            f"where m.{whose} = ? and t.day >= ? and t.channel <> ''",
            [person, since.isoformat()],
        )
        found: dict[ChannelId, list[date]] = {}
        for channel, day in rows:
            found.setdefault(ChannelId(channel), []).append(date.fromisoformat(day))
        return found

    def board(self, channels: list[ChannelId], since: date, until: date) -> list[Tally]:
        """Each member's points and study days over a span, in any of the channels."""
        marks = ",".join("?" * len(channels))
        rows = self._db.execute(
            "select t.member, coalesce(m.name, ''), sum(t.points), "
            "count(distinct t.day) from tallies t "
            "left join members m on m.id = t.member "
            f"where t.channel in ({marks}) and t.day between ? and ? "
            "group by t.member",
            [*channels, since.isoformat(), until.isoformat()],
        )
        return [
            Tally(member, name, points, days) for member, name, points, days in rows
        ]

    def all(self) -> list[Row]:
        rows = self._db.execute(
            "select channel, member, day, points, attempts, checks from tallies"
        )
        return [
            (
                ChannelId(channel),
                MemberId(member),
                date.fromisoformat(day),
                points,
                attempts,
                checks,
            )
            for channel, member, day, points, attempts, checks in rows
        ]

    def replace_all(self, rows: list[Row]) -> None:
        self._db.execute("delete from tallies")
        for channel, member, day, points, attempts, checks in rows:
            self._db.execute(
                "insert into tallies (channel, member, day, points, attempts, checks) "
                "values (?, ?, ?, ?, ?, ?)",
                [channel, member, day.isoformat(), points, attempts, checks],
            )

    def forget(self, member: MemberId, stranger: MemberId) -> None:
        """Private study goes; what a group played keeps an anonymous line."""
        self._db.execute("delete from tallies where member = ?", [member])
        self._db.execute(
            "insert into tallies (channel, member, day, points, attempts, checks) "
            f"{DERIVED} and a.member = ? group by 1, 2, 3",
            [stranger],
        )

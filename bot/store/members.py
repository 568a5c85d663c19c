"""People, their accounts, zones and wishes."""

from datetime import date, datetime, time
from typing import NamedTuple

from sqlite_utils import Database

from bot.ids import ChannelId, MemberId
from bot.members import Person, PersonId, ZoneBy
from bot.moments import from_ms, to_ms
from bot.store.times import day, minutes, ms, time_of
from bot.typeset import Theme

FIELDS = "p.id, p.zone, p.zone_by, p.theme, p.reminder, p.home, p.reminded"
_PERSON = f"select {FIELDS} from people p"
_AND_OWN = "where id = ? or id in (select own from members where person = ?)"
"""What is set for a person is set for each of their accounts, should they part."""


class Known(NamedTuple):
    """An account with the person behind it; the name is the last one seen.

    `own` is the person that it is by itself, were it not linked with another.
    """

    person: Person
    name: str
    seen: datetime
    own: PersonId


class Members:
    def __init__(self, db: Database) -> None:
        self._db = db

    def person(self, member: MemberId) -> Person | None:
        """The person behind an account."""
        row = self._db.execute(
            f"{_PERSON} join members m on m.person = p.id where m.id = ?", [member]
        ).fetchone()
        return person_of(*row) if row else None

    def known(self, member: MemberId) -> Known | None:
        row = self._db.execute(
            f"select {FIELDS}, m.name, m.seen, m.own from members m "
            "join people p on p.id = m.person where m.id = ?",
            [member],
        ).fetchone()
        if row is None:
            return None
        *person, name, seen, own = row
        return Known(person_of(*person), name, from_ms(seen), PersonId(own))

    def add(
        self,
        member: MemberId,
        name: str,
        zone: str,
        zone_by: ZoneBy,
        home: ChannelId | None,
        now: datetime,
    ) -> Person:
        """A new account, and the person behind it."""
        number = self._db.execute(
            "insert into people (zone, zone_by, home) values (?, ?, ?)",
            [zone, zone_by, home],
        ).lastrowid
        self._db.execute(
            "insert into members (id, person, own, name, seen) values (?, ?, ?, ?, ?)",
            [member, number, number, name, to_ms(now)],
        )
        self._db.execute(
            "insert into zones (person, since, zone) values (?, ?, ?)",
            [number, to_ms(now), zone],
        )
        return Person(PersonId(int(number or 0)), zone, zone_by, home=home)

    def saw(self, member: MemberId, name: str, now: datetime) -> None:
        self._db.execute(
            "update members set name = ?, seen = ? where id = ?",
            [name, to_ms(now), member],
        )

    def move(
        self,
        person: PersonId,
        zone: str,
        by: ZoneBy,
        home: ChannelId | None,
        now: datetime,
    ) -> None:
        """From now on the person's days are those of `zone`; earlier ones stay.

        Moves are kept in order even within a millisecond: a day may have been judged.
        """
        self._db.execute(
            "update people set zone = ?, zone_by = ?, home = ? where id = ?",
            [zone, by, home, person],
        )
        self._db.execute(
            "insert into zones (person, since, zone) "
            "select ?, max(?, max(since) + 1), ? from zones where person = ?",
            [person, to_ms(now), zone, person],
        )

    def zones(self, person: PersonId) -> list[tuple[datetime, str]]:
        """The zones a person has lived in, each with its beginning, oldest first."""
        return [
            (from_ms(since), zone)
            for since, zone in self._db.execute(
                "select since, zone from zones where person = ? order by since",
                [person],
            )
        ]

    def set_theme(self, person: PersonId, theme: Theme | None) -> None:
        self._db.execute(
            f"update people set theme = ? {_AND_OWN}", [theme, person, person]
        )

    def set_reminder(self, person: PersonId, at: time | None) -> None:
        """When to remind, by the person's own clock."""
        self._db.execute(
            f"update people set reminder = ? {_AND_OWN}", [minutes(at), person, person]
        )

    def remind_at(self, person: PersonId, due: datetime | None) -> None:
        """The next moment when to remind a person."""
        self._db.execute(
            "update people set reminder_due = ? where id = ?", [ms(due), person]
        )

    def set_reminded(self, person: PersonId, day: date) -> None:
        """They were reminded on this local date."""
        self._db.execute(
            f"update people set reminded = ? {_AND_OWN}",
            [day.isoformat(), person, person],
        )

    def to_remind(
        self, now: datetime, limit: int
    ) -> list[tuple[Person, MemberId, datetime]]:
        """Whose reminder is due, with the account last seen and the moment."""
        rows = self._db.execute(
            f"select {FIELDS}, (select id from members where person = p.id "
            "order by seen desc limit 1), "
            "p.reminder_due from people p where reminder_due <= ? "
            "order by reminder_due limit ?",
            [to_ms(now), limit],
        ).fetchall()
        return [
            (person_of(*person), MemberId(member), from_ms(due))
            for *person, member, due in rows
        ]

    def next_reminder(self) -> datetime | None:
        row = self._db.execute(
            "select min(reminder_due) from people where reminder_due is not null"
        ).fetchone()
        return from_ms(row[0]) if row[0] is not None else None

    def accounts(self, person: PersonId) -> list[tuple[MemberId, str]]:
        """The accounts of a person, with their names."""
        return [
            (MemberId(member), name)
            for member, name in self._db.execute(
                "select id, name from members where person = ? order by id", [person]
            )
        ]

    def everybody(self) -> list[Person]:
        rows = self._db.execute(f"{_PERSON} order by p.id").fetchall()
        return [person_of(*row) for row in rows]

    def forget(self, person: PersonId) -> None:
        """Take a person away, accounts and all that hangs on them."""
        own = self._db.execute("select own from members where person = ?", [person])
        people = {person, *(row[0] for row in own.fetchall())}
        self._db.execute("delete from members where person = ?", [person])
        for one in people:
            self._db.execute("delete from people where id = ?", [one])


def person_of(
    id: int,
    zone: str,
    zone_by: str,
    theme: str | None,
    reminder: int | None,
    home: str | None,
    reminded: str | None,
) -> Person:
    return Person(
        id=PersonId(id),
        zone=zone,
        zone_by=ZoneBy(zone_by),
        theme=Theme(theme) if theme else None,
        reminder=time_of(reminder),
        home=ChannelId(home) if home else None,
        reminded=day(reminded),
    )

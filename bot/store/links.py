"""Which accounts are one person.

Each account is a person of its own. Linked with others it is part of another person,
whose settings come from theirs. Its own one then rests: no memory, no streak; only its
zones go on, for they say what its days were.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.ids import MemberId
from bot.members import Person, PersonId
from bot.moments import from_ms, to_ms
from bot.store.members import FIELDS, person_of
from bot.store.times import iso, minutes


@dataclass(frozen=True, slots=True)
class Account:
    """`own` is the person that it is when it stands alone.

    `joined` is when it came to the others; that of the first lies far back.
    """

    member: MemberId
    name: str
    own: Person
    joined: datetime
    seen: datetime


class Links:
    def __init__(self, db: Database) -> None:
        self._db = db

    def accounts(self, person: PersonId) -> list[Account]:
        """A person's accounts; the one that was there first comes first."""
        rows = self._db.execute(
            f"select m.id, m.name, m.joined, m.seen, {FIELDS} from members m "
            "join people p on p.id = m.own where m.person = ? "
            "order by m.joined, p.id",
            [person],
        )
        return [
            Account(
                member=MemberId(member),
                name=name,
                own=person_of(*own),
                joined=from_ms(joined),
                seen=from_ms(seen),
            )
            for member, name, joined, seen, *own in rows
        ]

    def own(self, id: PersonId) -> Person:
        """The person that an account is when it stands alone."""
        query = f"select {FIELDS} from people p where p.id = ?"
        return person_of(*self._db.execute(query, [id]).fetchone())

    def make(self, like: Person) -> PersonId:
        """A new person, for accounts to be part of."""
        number = self._db.execute(
            "insert into people (zone, zone_by) values (?, ?)",
            [like.zone, like.zone_by],
        ).lastrowid
        return PersonId(int(number or 0))

    def end(self, person: PersonId) -> None:
        """No account is part of it any more."""
        self._db.execute("delete from people where id = ?", [person])

    def put(self, account: MemberId, person: PersonId, joined: datetime) -> None:
        """The account is part of this person."""
        self._db.execute(
            "update members set person = ?, joined = ? where id = ?",
            [person, to_ms(joined), account],
        )

    def rest(self, own: PersonId) -> None:
        """It is part of another: nothing is derived for it, and it is not reminded."""
        for table in ("memories", "streaks"):
            self._db.execute(f"delete from {table} where person = ?", [own])
        self._db.execute("update people set reminder_due = null where id = ?", [own])

    def set(self, wanted: Person) -> None:
        """A person's settings alone: neither when they are reminded nor their days."""
        self._db.execute(
            "update people set zone = ?, zone_by = ?, home = ?, theme = ?, "
            "reminder = ?, reminded = ? where id = ?",
            [
                wanted.zone,
                wanted.zone_by,
                wanted.home,
                wanted.theme,
                minutes(wanted.reminder),
                iso(wanted.reminded),
                wanted.id,
            ],
        )

    def live(self, own: PersonId, zone: str, now: datetime) -> None:
        """From now on the days of an account are those of `zone`; earlier ones stay."""
        since, before = self._db.execute(
            "select since, zone from zones where person = ? "
            "order by since desc limit 1",
            [own],
        ).fetchone()
        if zone != before:
            self._db.execute(
                "insert into zones (person, since, zone) values (?, ?, ?)",
                [own, max(to_ms(now), since + 1), zone],
            )

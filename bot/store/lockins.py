"""What is pressed while a challenge's question is open, until it is counted."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from bot.challenges import ChallengeId
from bot.ids import MemberId
from bot.rounds import RoundId
from bot.store.times import moment


@dataclass(frozen=True, slots=True)
class Lockin:
    """A player's last word on a question; `bonus` is what its speed adds."""

    member: MemberId
    choice: int
    bonus: int
    day: date


class Lockins:
    def __init__(self, db: Database) -> None:
        self._db = db

    def answered(self, challenge: ChallengeId, round: RoundId) -> tuple[int, int]:
        """How many people have answered, and how many play.

        Who answered and left did both; two accounts that were linked since are one.
        """
        row = self._db.execute(
            "select count(distinct who) filter (where had), count(distinct who) from "
            "(select coalesce(m.person, p.member) who, a.id is not null had "
            "from players p left join members m on m.id = p.member "
            "left join attempts a "
            "on a.round = ? and a.member = p.member and a.step = 'lock' "
            "where p.challenge = ? and (p.gone is null or a.id is not null))",
            [round, challenge],
        ).fetchone()
        return int(row[0]), int(row[1])

    def last(self, round: RoundId) -> datetime | None:
        """When somebody last pressed; None: nobody did."""
        row = self._db.execute(
            "select max(at) from attempts where round = ? "
            "and step in ('lock', 'change')",
            [round],
        ).fetchone()
        return moment(row[0])

    def waiting(self, round: RoundId, limit: int) -> list[Lockin]:
        """What is not counted yet: the last press of each person."""
        rows = self._db.execute(
            "select a.member, a.choice, a.points, a.day, max(a.id) from attempts a "
            "join members m on m.id = a.member where a.round = ? "
            "and a.step in ('lock', 'change') and not exists "
            "(select 1 from attempts c where c.round = ? and c.step = 'choice' "
            "and c.member in (select id from members where person = m.person)) "
            "group by m.person limit ?",
            [round, round, limit],
        ).fetchall()
        return [
            Lockin(MemberId(member), choice, bonus, date.fromisoformat(day))
            for member, choice, bonus, day, _ in rows
        ]

    def chosen(self, round: RoundId) -> Counter[int]:
        """How many chose each option, by the check's own index, once counted."""
        rows = self._db.execute(
            "select choice, count(*) from attempts where round = ? "
            "and step = 'choice' group by 1",
            [round],
        )
        return Counter(dict(rows.fetchall()))

    def right(
        self, round: RoundId, option: int, limit: int
    ) -> list[tuple[MemberId, str]]:
        """The first who had it right, with their names; empty of one who is gone."""
        rows = self._db.execute(
            "select a.member, coalesce(m.name, '') from attempts a "
            "left join members m on m.id = a.member "
            "where a.round = ? and a.step = 'choice' and a.choice = ? "
            "order by a.id limit ?",
            [round, option, limit],
        )
        return [(MemberId(member), name) for member, name in rows]

"""The log of attempts: only ever appended to, save when somebody's data is deleted."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from bot.ids import ChannelId, MemberId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import Attempt, CardNumber, RoundId, Step
from bot.store.times import iso_of

_ATTEMPT = (
    "select a.round, a.member, a.step, a.at, a.day, a.text, a.choice, a.picks, "
    "a.rating, a.points from attempts a"
)

DERIVED = (
    "select coalesce(r.channel, ''), a.member, a.day, "
    "sum(a.points * (r.kind <> 'challenge' or a.step = 'award')), "
    "sum(a.rating is not null), sum(a.step = 'choice' and r.member is not null) "
    "from attempts a join rounds r on r.id = a.round "
    "where (a.rating is not null or a.step = 'award')"
)
"""What tallies must say: channel, member, day, points, attempts, private checks."""


class Attempts:
    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, attempt: Attempt) -> bool:
        """Append; False where this member took this step in this round already."""
        try:
            self._db.execute(
                "insert into attempts (round, member, step, at, day, text, choice, "
                "picks, rating, points) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    attempt.round,
                    attempt.member,
                    attempt.step,
                    to_ms(attempt.at),
                    attempt.day.isoformat(),
                    attempt.text,
                    attempt.choice,
                    _picks_text(attempt.picks),
                    attempt.rating,
                    attempt.points,
                ],
            )
        except sqlite3.IntegrityError as broken:
            if "UNIQUE" not in str(broken):
                raise
            return False
        return True

    def of(self, round: RoundId, person: PersonId) -> dict[Step, Attempt]:
        """What a person did in a round, by step, whichever account it was."""
        rows = self._db.execute(
            f"{_ATTEMPT} where a.round = ? and a.member in "
            "(select id from members where person = ?) order by a.id desc",
            [round, person],
        )
        return {attempt.step: attempt for attempt in (_attempt(*row) for row in rows)}

    def counted(self, round: RoundId) -> int:
        """How many people have a counted attempt in a round."""
        return int(
            self._db.execute(
                "select count(distinct coalesce(m.person, a.member)) from attempts a "
                "left join members m on m.id = a.member "
                "where a.round = ? and a.rating is not null",
                [round],
            ).fetchone()[0]
        )

    def picks(self, round: RoundId) -> list[tuple[int, ...]]:
        """The key points ticked, for each person who saved."""
        rows = self._db.execute(
            "select a.picks, min(a.id) from attempts a "
            "left join members m on m.id = a.member where a.round = ? and a.step = ? "
            "and a.picks is not null group by coalesce(m.person, a.member)",
            [round, Step.TICK],
        )
        return [_picks(row[0]) or () for row in rows]

    def history(self, person: PersonId) -> Iterator[tuple[CardNumber, Attempt]]:
        """A person's counted attempts as they were logged, with the card of each.

        Not by their moments: a clock may have been set back, and memory went on.
        Where two accounts that are one person had answered the same, the first counts.
        """
        rows = self._db.execute(
            f"{_ATTEMPT.replace('select ', 'select r.card, ', 1)} "
            "join rounds r on r.id = a.round join members m on m.id = a.member "
            "where m.person = ? and a.rating is not null order by a.id",
            [person],
        )
        seen: set[RoundId] = set()
        for card, *row in rows:
            attempt = _attempt(*row)
            if attempt.round not in seen:
                seen.add(attempt.round)
                yield CardNumber(card), attempt

    def days(self, person: PersonId) -> list[date]:
        """The local days a person studied on, oldest first."""
        rows = self._db.execute(
            "select distinct a.day from attempts a join members m on m.id = a.member "
            "where m.person = ? and a.rating is not null order by 1",
            [person],
        )
        return [date.fromisoformat(row[0]) for row in rows]

    def points_today(self, person: PersonId, card: CardNumber, day: date) -> bool:
        """Whether a card has given a person points on boards on this local day."""
        row = self._db.execute(
            "select 1 from attempts a join members m on m.id = a.member "
            "join rounds r on r.id = a.round where m.person = ? and a.day = ? "
            "and a.points > 0 and r.card = ? "
            "and (r.kind <> 'challenge' or a.step = 'award') limit 1",
            [person, day.isoformat(), card],
        ).fetchone()
        return row is not None

    def answered_drops(self, person: PersonId, since: date) -> dict[RoundId, date]:
        """The local day on which a person answered each drop, from one on."""
        rows = self._db.execute(
            "select a.round, min(a.day) from attempts a "
            "join members m on m.id = a.member join rounds r on r.id = a.round "
            "where m.person = ? and a.day >= ? and a.rating is not null "
            "and r.kind = 'drop' group by a.round",
            [person, since.isoformat()],
        )
        return {RoundId(round): date.fromisoformat(day) for round, day in rows}

    def steps(self, person: PersonId) -> int:
        """How many steps of a person there are in the log."""
        return int(
            self._db.execute(
                "select count(*) from attempts a join members m on m.id = a.member "
                "where m.person = ?",
                [person],
            ).fetchone()[0]
        )

    def log(self, person: PersonId) -> list[str]:
        """Every step of a person for their export, each as JSON.

        SQLite writes it, three times as fast as we could: others wait meanwhile.
        """
        rows = self._db.execute(
            "select json_object('deck', d.slug, 'card', c.slug, 'asked as', r.kind, "
            f"'account', a.member, 'step', a.step, 'at', {iso_of('a.at')}, "
            "'day', a.day, 'typed', a.text, 'option', a.choice, "
            "'ticked', json('[' || a.picks || ']'), 'rating', a.rating, "
            "'points', a.points) from attempts a "
            "join rounds r on r.id = a.round join cards c on c.id = r.card "
            "join decks d on d.id = c.deck "
            "join members m on m.id = a.member where m.person = ? order by a.id",
            [person],
        )
        return [line for (line,) in rows]

    def tallies(self) -> Iterator[tuple[ChannelId, MemberId, date, int, int, int]]:
        """What the tallies must say, from the log: points, attempts, checks."""
        rows = self._db.execute(f"{DERIVED} group by 1, 2, 3")
        for channel, member, day, points, attempts, checks in rows:
            yield (
                ChannelId(channel),
                MemberId(member),
                date.fromisoformat(day),
                points,
                attempts,
                checks,
            )

    def forget_private(self, person: PersonId) -> None:
        """Delete a person's steps in private rounds, and all that did not count."""
        self._db.execute(
            "delete from attempts where member in "
            "(select id from members where person = ?) "
            "and ((rating is null and step <> 'award') or round in "
            "(select id from rounds where member is not null))",
            [person],
        )

    def make_anonymous(self, member: MemberId, stranger: MemberId) -> None:
        """What is left of an account is a stranger's."""
        self._db.execute(
            "update attempts set member = ?, text = null where member = ?",
            [stranger, member],
        )


def _picks_text(picks: tuple[int, ...] | None) -> str | None:
    return None if picks is None else ",".join(map(str, picks))


def _picks(text: str | None) -> tuple[int, ...] | None:
    if text is None:
        return None
    return tuple(map(int, text.split(","))) if text else ()


def _attempt(
    round: int,
    member: str,
    step: str,
    at: int,
    day: str,
    text: str | None,
    choice: int | None,
    picks: str | None,
    rating: int | None,
    points: int,
) -> Attempt:
    return Attempt(
        round=RoundId(round),
        member=MemberId(member),
        step=Step(step),
        at=from_ms(at),
        day=date.fromisoformat(day),
        text=text,
        choice=choice,
        picks=_picks(picks),
        rating=rating,
        points=points,
    )

"""What challenges came to, from the log: scores, awards, and how it was before."""

from datetime import UTC, datetime

from sqlite_utils import Database

from bot.challenges import QUESTIONS, Challenge, ChallengeId
from bot.members import PersonId
from bot.moments import to_ms
from bot.results import Score

LOOK_BACK = 20
"""Challenges of a channel among which a player's last one is looked for."""

END = datetime.max.replace(tzinfo=UTC)

PLAYERS = 2
"""Players from which on a challenge counts on the boards."""


class Results:
    def __init__(self, db: Database) -> None:
        self._db = db

    def scores(
        self, challenge: ChallengeId, place: int = QUESTIONS, at: datetime = END
    ) -> list[Score]:
        """Each player who has answered something, or who still plays.

        As it was after the question at this place, which closed `at` that moment.
        """
        rows = self._db.execute(
            "select p.member, coalesce(m.name, ''), p.team, "
            "coalesce(sum(a.rating > 1), 0), count(a.id), coalesce(sum(a.points), 0) "
            "from players p left join members m on m.id = p.member "
            "left join questions q on q.challenge = p.challenge and q.place <= ?2 "
            "left join attempts a on a.round = q.round and a.member = p.member "
            "and a.rating is not null where p.challenge = ?1 group by p.member "
            "having count(a.id) > 0 "
            # Whoever comes or goes in that very moment does so after it.
            "or (p.joined < ?3 and coalesce(p.gone >= ?3, true) and not exists "
            "(select 1 from absences b where b.challenge = ?1 "
            "and b.member = p.member and b.gone < ?3 and b.back >= ?3))",
            [challenge, place, to_ms(at)],
        )
        return [Score(*row) for row in rows]

    def chosen(self, challenge: ChallengeId, person: PersonId) -> dict[int, int]:
        """What a person chose: the place of a question -> the check's own option."""
        rows = self._db.execute(
            # In this order: a member may have answered ten thousand others elsewhere.
            "select q.place, a.choice from members m cross join questions q "
            "cross join attempts a where m.person = ? and q.challenge = ? "
            "and a.round = q.round and a.member = m.id and a.step = 'choice' "
            # Of two accounts that are one person by now, the first counts.
            "order by a.id desc",
            [person, challenge],
        )
        return dict(rows.fetchall())

    def before(self, challenge: Challenge, played: list[str]) -> dict[str, float]:
        """The share right of each of these members in their last challenge here.

        Of all questions that were asked, whether the member answered them or not.
        """
        marks = ",".join("?" * len(played))
        rows = self._db.execute(
            "with earlier as (select id from challenges where channel = ? and id < ? "
            "order by id desc limit ?), "
            "asked as (select q.challenge, count(*) as total from questions q "
            "where q.challenge in (select id from earlier) and q.round is not null "
            "and not q.void group by 1) "
            "select a.member, 1.0 * sum(a.rating > 1) / asked.total "
            "from asked join questions q on q.challenge = asked.challenge "
            "join attempts a on a.round = q.round and a.rating is not null "
            f"where a.member in ({marks}) "
            "group by a.member, q.challenge order by q.challenge",
            [challenge.channel, challenge.id, LOOK_BACK, *played],
        )
        # Of several, the latest challenge stands last, and stays.
        return dict(rows.fetchall())

    def award(self, challenge: Challenge, now: datetime) -> None:
        """Put on the boards what right choices are worth, now that they are counted.

        Nothing while only one has played; once a second does, what the first had
        before comes after. A card gives points once per person and day.
        """
        if self._players(challenge.id) < PLAYERS:
            return
        last = self._db.execute("select max(id) from attempts").fetchone()[0]
        self._db.execute(
            "insert into attempts (round, member, step, at, day, points) "
            "select round, member, 'award', ?, day, points from attempts where id in "
            "(select min(a.id) from questions q join attempts a on a.round = q.round "
            "left join members m on m.id = a.member where q.challenge = ? "
            "and (q.place = ? or (select count(*) from attempts e "
            "where e.round = q.round and e.rating is not null) < ?) "
            "and a.rating is not null and a.points > 0 and not exists "
            "(select 1 from attempts w where w.round = a.round "
            "and w.member = a.member and w.step = 'award') and not exists "
            "(select 1 from members n join attempts b on b.member = n.id "
            "and b.day = a.day and b.points > 0 join rounds r on r.id = b.round "
            "where n.person = m.person and r.card = q.card "
            "and (r.kind <> 'challenge' or b.step = 'award')) "
            "group by coalesce(m.person, a.member), a.day, q.card)",
            [to_ms(now), challenge.id, challenge.place, PLAYERS],
        )
        self._db.execute(
            "insert into tallies (channel, member, day, points, attempts, checks) "
            # Not by the index of members, in whose order they would come: it is all of
            # the log.
            "select ?, member, day, sum(points), 0, 0 from attempts not indexed "
            "where id > ? and step = 'award' group by member, day "
            "on conflict (channel, day, member) do update "
            "set points = points + excluded.points",
            [challenge.channel, last],
        )

    def _players(self, challenge: ChallengeId) -> int:
        """How many have a counted attempt in it."""
        row = self._db.execute(
            "select count(distinct coalesce(m.person, a.member)) from questions q "
            "join attempts a on a.round = q.round and a.rating is not null "
            "left join members m on m.id = a.member where q.challenge = ?",
            [challenge],
        ).fetchone()
        return int(row[0])

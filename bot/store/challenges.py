"""Challenges, their players and their questions."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime

from sqlite_utils import Database

from bot.challenges import (
    Challenge,
    ChallengeId,
    Ending,
    Pace,
    Phase,
    Player,
    Question,
    Terms,
)
from bot.ids import ChannelId, MemberId, MessageId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import CardNumber, RoundId, VersionId
from bot.store.times import moment, ms

_CHALLENGE = (
    "select c.id, c.channel, c.host, c.terms, c.changed, c.phase, c.place, c.silent, "
    "c.ending, c.next, c.message from challenges c"
)
_QUESTION = (
    'select q.place, q.version, q.card, q."check", q."order", q.round, q.void '
    "from questions q"
)
_ASKED = (
    f"{_CHALLENGE.partition(' from ')[0]}, {_QUESTION.removeprefix('select ')} "
    "join challenges c on c.id = q.challenge where q.round = ?"
)
_PLAYER = (
    "select p.member, coalesce(m.name, ''), p.team, p.joined, p.gone from players p "
    "left join members m on m.id = p.member"
)


class Challenges:
    def __init__(self, db: Database) -> None:
        self._db = db

    def open(
        self, challenge: Challenge, questions: Iterable[Question]
    ) -> Challenge | None:
        """Keep a new one; its id is given here. None where one is going on."""
        number = self._db.execute(
            "insert into challenges (channel, host, terms, made, changed, phase, next) "
            "select ?, ?, ?, ?, ?, ?, ? where not exists (select 1 from challenges "
            "where channel = ? and phase <> 'ended') returning id",
            [
                challenge.channel,
                challenge.host,
                json.dumps(asdict(challenge.terms)),
                to_ms(challenge.changed),
                to_ms(challenge.changed),
                challenge.phase,
                ms(challenge.next),
                challenge.channel,
            ],
        ).fetchone()
        if number is None:
            return None
        for one in questions:
            self._db.execute(
                'insert into questions (challenge, place, version, card, "check", '
                '"order") values (?, ?, ?, ?, ?, ?)',
                [
                    number[0],
                    one.place,
                    one.version,
                    one.card,
                    one.check,
                    "".join(map(str, one.order)),
                ],
            )
        return self.get(number[0])

    def get(self, challenge: ChallengeId | int) -> Challenge | None:
        row = self._db.execute(f"{_CHALLENGE} where c.id = ?", [challenge]).fetchone()
        return _challenge(*row) if row else None

    def going(self, channel: ChannelId) -> Challenge | None:
        """The one that is going on in a channel, its lobby included."""
        row = self._db.execute(
            f"{_CHALLENGE} where c.channel = ? and c.phase <> 'ended'", [channel]
        ).fetchone()
        return _challenge(*row) if row else None

    def all_going(self) -> list[Challenge]:
        rows = self._db.execute(f"{_CHALLENGE} where c.phase <> 'ended'").fetchall()
        return [_challenge(*row) for row in rows]

    def of_round(self, round: RoundId | None) -> tuple[Challenge, Question]:
        """The challenge that a round belongs to, and which question it asks.

        KeyError where it belongs to none.
        """
        row = self._db.execute(_ASKED, [round]).fetchone()
        if row is None:
            raise KeyError(round)
        return _challenge(*row[:11]), _question(*row[11:])

    def save(self, challenge: Challenge) -> Challenge:
        """Write how far it is, and when the clock must look at it again."""
        self._db.execute(
            "update challenges set host = ?, phase = ?, place = ?, silent = ?, "
            "ending = ?, next = ?, changed = ?, message = ? where id = ?",
            [
                challenge.host,
                challenge.phase,
                challenge.place,
                challenge.silent,
                challenge.ending,
                ms(challenge.next),
                to_ms(challenge.changed),
                challenge.message,
                challenge.id,
            ],
        )
        return challenge

    def look(self, challenge: ChallengeId, at: datetime) -> None:
        """The clock must look at it at this moment; an earlier one stays.

        Until it has ended there always is one.
        """
        self._db.execute(
            "update challenges set next = ?1 where id = ?2 and next > ?1",
            [to_ms(at), challenge],
        )

    def put_off(self, challenge: ChallengeId, until: datetime) -> None:
        """It is looked at later than it should be."""
        self._db.execute(
            "update challenges set next = ? where id = ?", [to_ms(until), challenge]
        )

    def due(self, now: datetime, limit: int) -> list[Challenge]:
        """Those to look at now, the longest waiting first."""
        rows = self._db.execute(
            f"{_CHALLENGE} where c.next <= ? order by c.next limit ?",
            [to_ms(now), limit],
        ).fetchall()
        return [_challenge(*row) for row in rows]

    def next_due(self) -> datetime | None:
        row = self._db.execute(
            "select min(next) from challenges where next is not null"
        ).fetchone()
        return moment(row[0])

    # Players.

    def players(self, challenge: ChallengeId) -> list[Player]:
        """Everybody who ever joined, in that order."""
        rows = self._db.execute(
            f"{_PLAYER} where p.challenge = ? order by p.joined, p.member", [challenge]
        ).fetchall()
        return [_player(*row) for row in rows]

    def player(self, challenge: ChallengeId, person: PersonId) -> Player | None:
        """A person as a player, whichever account it was."""
        row = self._db.execute(
            f"{_PLAYER} where p.challenge = ? and p.member in "
            "(select id from members where person = ?) "
            "order by p.gone is not null, p.joined limit 1",
            [challenge, person],
        ).fetchone()
        return _player(*row) if row else None

    def join(
        self, challenge: ChallengeId, member: MemberId, team: int, now: datetime
    ) -> None:
        """A new player, or one who comes back: from when to when is kept."""
        self._db.execute(
            "insert into absences (challenge, member, gone, back) "
            "select challenge, member, gone, ? from players "
            "where challenge = ? and member = ? and gone is not null",
            [to_ms(now), challenge, member],
        )
        self._db.execute(
            "insert into players (challenge, member, team, joined) values (?, ?, ?, ?) "
            "on conflict (challenge, member) do update set gone = null, "
            "team = excluded.team",
            [challenge, member, team, to_ms(now)],
        )

    def leave(self, challenge: ChallengeId, member: MemberId, now: datetime) -> None:
        self._db.execute(
            "update players set gone = ? where challenge = ? and member = ?",
            [to_ms(now), challenge, member],
        )

    def set_teams(self, challenge: ChallengeId, teams: Mapping[MemberId, int]) -> None:
        for member, team in teams.items():
            self._db.execute(
                "update players set team = ? where challenge = ? and member = ?",
                [team, challenge, member],
            )

    def joined(self, person: PersonId) -> list[tuple[Challenge, Player]]:
        """Each challenge that a person joined, for their export."""
        rows = self._db.execute(
            "select p.challenge from players p join members m on m.id = p.member "
            "where m.person = ? group by 1 order by 1",
            [person],
        ).fetchall()
        found = [(self.get(row[0]), self.player(row[0], person)) for row in rows]
        return [(one, player) for one, player in found if one and player]

    def absences(
        self, challenge: ChallengeId, person: PersonId
    ) -> list[tuple[datetime, datetime]]:
        """When a person had left a challenge, and was back."""
        rows = self._db.execute(
            "select a.gone, a.back from absences a join members m on m.id = a.member "
            "where a.challenge = ? and m.person = ? order by 1",
            [challenge, person],
        )
        return [(from_ms(gone), from_ms(back)) for gone, back in rows]

    def forget(self, member: MemberId, stranger: MemberId, now: datetime) -> None:
        """What a group played keeps an anonymous line, which plays no longer."""
        self._db.execute(
            "update players set member = ?, gone = coalesce(gone, ?) where member = ?",
            [stranger, to_ms(now), member],
        )
        self._db.execute(
            "update absences set member = ? where member = ?", [stranger, member]
        )
        self._db.execute(
            "update challenges set host = ? where host = ?", [stranger, member]
        )

    # Questions.

    def questions(self, challenge: ChallengeId) -> list[Question]:
        """All of them, in the order they are asked."""
        rows = self._db.execute(
            f"{_QUESTION} where q.challenge = ? order by q.place", [challenge]
        ).fetchall()
        return [_question(*row) for row in rows]

    def begin(self, challenge: ChallengeId, place: int, round: RoundId) -> None:
        """The question is asked, in this round."""
        self._db.execute(
            "update questions set round = ? where challenge = ? and place = ?",
            [round, challenge, place],
        )

    def void(self, challenge: ChallengeId, place: int) -> None:
        """The question counts for nobody."""
        self._db.execute(
            "update questions set void = 1 where challenge = ? and place = ?",
            [challenge, place],
        )

    def open_card(self, channel: ChannelId) -> CardNumber | None:
        """The card that a challenge asks in a channel just now."""
        row = self._db.execute(
            "select card from rounds where channel = ? and kind = 'challenge' "
            "and closed is null",
            [channel],
        ).fetchone()
        return CardNumber(row[0]) if row else None

    def asked(self, channel: ChannelId) -> dict[tuple[CardNumber, str], int]:
        """When each check was last asked here: a count that grows with time."""
        rows = self._db.execute(
            'select q.card, q."check", max(q.round) from challenges c '
            "join questions q on q.challenge = c.id "
            "where c.channel = ? and q.round is not null group by 1, 2",
            [channel],
        )
        return {(CardNumber(card), check): last for card, check, last in rows}


def _challenge(
    id: int,
    channel: str,
    host: str,
    terms: str,
    changed: int,
    phase: str,
    place: int,
    silent: int,
    ending: str,
    next: int | None,
    message: int | None,
) -> Challenge:
    given = json.loads(terms)
    return Challenge(
        id=ChallengeId(id),
        channel=ChannelId(channel),
        host=MemberId(host),
        terms=Terms(**{**given, "pace": Pace(given["pace"])}),
        changed=from_ms(changed),
        phase=Phase(phase),
        place=place,
        silent=silent,
        ending=Ending(ending),
        next=moment(next),
        message=MessageId(message) if message else None,
    )


def _question(
    place: int,
    version: int,
    card: int,
    check: str,
    order: str,
    round: int | None,
    void: int,
) -> Question:
    return Question(
        place=place,
        version=VersionId(version),
        card=CardNumber(card),
        check=check,
        order=tuple(map(int, order)),
        round=RoundId(round) if round else None,
        void=bool(void),
    )


def _player(member: str, name: str, team: int, joined: int, gone: int | None) -> Player:
    return Player(MemberId(member), name, team, from_ms(joined), moment(gone))

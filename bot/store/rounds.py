"""Rounds: what was asked, where, and until when."""

import json
from collections.abc import Iterable
from dataclasses import asdict, astuple
from datetime import date, datetime
from functools import lru_cache

from sqlite_utils import Database

from bot.ids import ChannelId, MemberId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import Asking, CardNumber, Round, RoundId, RoundKind, VersionId
from bot.store.ids import unspent
from bot.store.times import day, iso, iso_of, moment, ms

_ROUND = (
    "select r.id, r.kind, r.channel, r.member, r.version, r.card, r.opened, r.closes, "
    'r.closed, r."check", r."order", r.day, r.asking from rounds r'
)


class Rounds:
    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, round: RoundId | int) -> Round | None:
        row = self._db.execute(f"{_ROUND} where r.id = ?", [round]).fetchone()
        return _round(*row) if row else None

    def open(self, round: Round) -> Round:
        """Keep a new round; its id is given here, whatever `round` says."""
        number = self._db.execute(
            "insert into rounds (id, kind, channel, member, version, card, opened, "
            f'closes, "check", "order", day, asking) values ({unspent("rounds")}, '
            "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                round.kind,
                round.channel,
                round.member,
                round.version,
                round.card,
                to_ms(round.opened),
                ms(round.closes),
                round.check,
                "".join(map(str, round.order)),
                iso(round.day),
                json.dumps(asdict(round.asking)) if any(astuple(round.asking)) else "",
            ],
        ).lastrowid
        kept = self.get(RoundId(int(number or 0)))
        assert kept is not None
        return kept

    def close(self, round: RoundId, now: datetime) -> bool:
        """Close it, as of its time at the latest; False where it was closed already."""
        return bool(
            self._db.execute(
                "update rounds set closed = min(?1, coalesce(closes, ?1)) "
                "where id = ?2 and closed is null",
                [to_ms(now), round],
            ).rowcount
        )

    def void(self, round: RoundId) -> None:
        """It was never to be seen: close it as of its opening."""
        self._db.execute("update rounds set closed = opened where id = ?", [round])

    def put_off(self, round: RoundId, until: datetime) -> None:
        """Close it later than it should."""
        self._db.execute(
            "update rounds set closes = ? where id = ?", [to_ms(until), round]
        )

    def to_close(self, now: datetime, limit: int) -> list[Round]:
        """Open rounds whose time is up; a challenge closes its own."""
        rows = self._db.execute(
            f"{_ROUND} where r.closed is null and r.closes <= ? "
            "and r.kind <> 'challenge' order by r.closes limit ?",
            [to_ms(now), limit],
        ).fetchall()
        return [_round(*row) for row in rows]

    def next_close(self) -> datetime | None:
        row = self._db.execute(
            "select min(closes) from rounds where closed is null "
            "and closes is not null and kind <> 'challenge'"
        ).fetchone()
        return moment(row[0])

    def open_drop(self, channel: ChannelId) -> Round | None:
        """The channel's drop that is open now."""
        row = self._db.execute(
            f"{_ROUND} where r.kind = 'drop' and r.channel = ? and r.closed is null "
            "order by r.opened desc limit 1",
            [channel],
        ).fetchone()
        return _round(*row) if row else None

    def open_cards(
        self, person: PersonId, since: date, here: ChannelId | None
    ) -> frozenset[CardNumber]:
        """Cards open in a channel where a person answered since a day, or here.

        Those of the same name in a deck of the same name count as well: a deck of the
        space may stand in for a shipped one.
        """
        rows = self._db.execute(
            "with standing as (select channel, card from rounds "
            "where kind = 'drop' and closed is null union all "
            "select channel, card from rounds "
            "where kind = 'challenge' and closed is null) "
            "select same.id from standing r join cards c on c.id = r.card "
            "join decks d on d.id = c.deck join decks alike on alike.slug = d.slug "
            "join cards same on same.deck = alike.id and same.slug = c.slug "
            "where r.channel = ? "
            "or r.channel in (select t.channel from tallies t join members m "
            "on m.id = t.member where m.person = ? and t.day >= ?)",
            [here, person, since.isoformat()],
        )
        return frozenset(CardNumber(row[0]) for row in rows)

    def asked(self, channel: ChannelId) -> dict[CardNumber, int]:
        """When each card was last the channel's drop: a count that grows with time.

        A drop that could not be posted asked nobody.
        """
        rows = self._db.execute(
            "select r.card, max(r.opened) from drops d join rounds r on r.id = d.round "
            "where d.channel = ? and d.state <> 'skipped' group by r.card",
            [channel],
        )
        return {CardNumber(card): opened for card, opened in rows}

    def drops_between(
        self, channels: Iterable[ChannelId], since: datetime, until: datetime
    ) -> list[tuple[RoundId, ChannelId, datetime, datetime]]:
        """Drops that were open at some time in the span: id, channel, from, to."""
        wanted = list(channels)
        marks = ",".join("?" * len(wanted))
        rows = self._db.execute(
            "select id, channel, opened, coalesce(closed, closes) from rounds "
            f"where kind = 'drop' and channel in ({marks}) and opened < ? "
            "and coalesce(closed, closes) > ? order by opened",
            [*wanted, to_ms(until), to_ms(since)],
        )
        return [
            (RoundId(number), ChannelId(channel), from_ms(opened), from_ms(closed))
            for number, channel, opened, closed in rows
        ]

    def checks_asked(self, person: PersonId, card: CardNumber) -> dict[str, int]:
        """How often each check of a card was asked of a person privately."""
        rows = self._db.execute(
            'select r."check", count(*) from rounds r '
            "join members m on m.id = r.member "
            "where m.person = ? and r.card = ? and r.\"check\" <> '' group by 1",
            [person, card],
        )
        return dict(rows.fetchall())

    def asked_of(self, person: PersonId) -> list[str]:
        """What a person was asked privately, answered or not, each as JSON."""
        rows = self._db.execute(
            "select json_object('deck', d.slug, 'card', c.slug, 'asked as', r.kind, "
            f"'at', {iso_of('r.opened')}) from rounds r "
            "join members m on m.id = r.member join cards c on c.id = r.card "
            "join decks d on d.id = c.deck where m.person = ? order by r.id",
            [person],
        )
        return [line for (line,) in rows]

    def forget(self, person: PersonId) -> None:
        """Take a person's private rounds away; their attempts must be gone.

        One that somebody else answered, who was linked with them then, is theirs now.
        """
        theirs = "member in (select id from members where person = ?)"
        self._db.execute(
            "update rounds set member = (select a.member from attempts a "
            f"where a.round = rounds.id) where {theirs} "
            "and exists (select 1 from attempts a where a.round = rounds.id)",
            [person],
        )
        self._db.execute(f"delete from rounds where {theirs}", [person])


def _round(
    id: int,
    kind: str,
    channel: str | None,
    member: str | None,
    version: int,
    card: int,
    opened: int,
    closes: int | None,
    closed: int | None,
    check: str,
    order: str,
    local: str | None,
    asking: str,
) -> Round:
    return Round(
        id=RoundId(id),
        kind=RoundKind(kind),
        channel=ChannelId(channel) if channel else None,
        member=MemberId(member) if member else None,
        version=VersionId(version),
        card=CardNumber(card),
        opened=from_ms(opened),
        closes=moment(closes),
        closed=moment(closed),
        check=check,
        order=tuple(map(int, order)),
        day=day(local),
        asking=_asking(asking),
    )


@lru_cache(256)
def _asking(text: str) -> Asking:
    return Asking(**json.loads(text)) if text else Asking()

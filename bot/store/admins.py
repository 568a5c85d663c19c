"""Whom those who manage a space have named to set up cards there, and until when."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from bot.callers import Caller, Somebody
from bot.ids import ChannelId, MemberId, SpaceId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.store.times import moment

_NAMING = (
    "select a.member, coalesce(m.name, a.name), a.by, coalesce(n.name, a.by_name), "
    "a.since, a.ended, a.ended_by, coalesce(e.name, a.ended_by_name) from admins a "
    "left join members m on m.id = a.member left join members n on n.id = a.by "
    "left join members e on e.id = a.ended_by"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """Somebody was named; `ended` is when it was taken back. Names are the last seen.

    `by` and `ended_by` are None once who did it has had their data deleted.
    """

    member: MemberId
    name: str
    by: MemberId | None
    by_name: str
    since: datetime
    ended: datetime | None
    ended_by: MemberId | None
    ended_by_name: str


class Admins:
    def __init__(self, db: Database) -> None:
        self._db = db

    def named(self, space: SpaceId, member: MemberId) -> bool:
        """Whether a member is named in a space."""
        row = self._db.execute(
            "select 1 from admins where space = ? and member = ? and ended is null",
            [space, member],
        ).fetchone()
        return row is not None

    def name(self, space: SpaceId, who: Somebody, by: Caller, now: datetime) -> None:
        """From now on they are; who is named already must not be named again."""
        self._db.execute(
            "insert into admins (space, member, name, by, by_name, since) "
            "values (?, ?, ?, ?, ?, ?)",
            [space, who.member, who.name, by.member, by.name, to_ms(now)],
        )

    def end(self, space: SpaceId, member: MemberId, by: Caller, now: datetime) -> bool:
        """No longer; False where they were not named."""
        return bool(
            self._db.execute(
                "update admins set ended = ?, ended_by = ?, ended_by_name = ? "
                "where space = ? and member = ? and ended is null",
                [to_ms(now), by.member, by.name, space, member],
            ).rowcount
        )

    def of_space(self, space: SpaceId) -> list[Naming]:
        """Those who are named, the first one first."""
        rows = self._db.execute(
            f"{_NAMING} where a.space = ? and a.ended is null order by a.id", [space]
        )
        return [_naming(*row) for row in rows]

    def past(self, space: SpaceId, limit: int) -> list[Naming]:
        """Those who are no longer, the latest first."""
        rows = self._db.execute(
            f"{_NAMING} where a.space = ? and a.ended is not null "
            "order by a.ended desc, a.id desc limit ?",
            [space, limit],
        )
        return [_naming(*row) for row in rows]

    def of_person(self, person: PersonId) -> list[Naming]:
        """Every naming that a person's accounts had a part in."""
        theirs = "(select id from members where person = ?)"
        rows = self._db.execute(
            f"{_NAMING} where a.member in {theirs} or a.by in {theirs} "
            f"or a.ended_by in {theirs} order by a.id",
            [person, person, person],
        )
        return [_naming(*row) for row in rows]

    def forget(self, member: MemberId) -> None:
        """They are nobody's admin any more, and nobody knows whom they named."""
        self._db.execute("delete from admins where member = ?", [member])
        for column in ("by", "ended_by"):
            self._db.execute(
                f"update admins set {column} = null, {column}_name = '' "
                f"where {column} = ?",
                [member],
            )

    def forget_with(self, channel: ChannelId, left: datetime) -> None:
        """Those of a channel's space, if the bot left all of its channels before."""
        self._db.execute(
            "delete from admins where space = "
            "(select space from channels where id = ?) and not exists "
            "(select 1 from channels c where c.space = admins.space "
            "and (c.gone is null or c.gone > ?))",
            [channel, to_ms(left)],
        )


def _naming(
    member: str,
    name: str,
    by: str | None,
    by_name: str,
    since: int,
    ended: int | None,
    ended_by: str | None,
    ended_by_name: str,
) -> Naming:
    return Naming(
        member=MemberId(member),
        name=name,
        by=MemberId(by) if by else None,
        by_name=by_name,
        since=from_ms(since),
        ended=moment(ended),
        ended_by=MemberId(ended_by) if ended_by else None,
        ended_by_name=ended_by_name,
    )

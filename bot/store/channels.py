"""Channels, their schedules and decks, and what became of their drops."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlite_utils import Database

from bot.channels import Channel, Drop, DropState
from bot.ids import ChannelId, MemberId, SpaceId
from bot.members import PersonId
from bot.rounds import RoundId
from bot.store.times import day, iso, minutes, moment, ms, time_of

_CHANNEL = (
    "select id, space, name, zone, at, days, paused, paused_until, due, due_day, last, "
    "suspended, author, "
    "coalesce((select m.name from members m where m.id = author), author_name), "
    "changed, thread, pin, role, twice from channels"
)
"""The author's name is the one last seen."""


class Channels:
    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, channel: ChannelId) -> Channel | None:
        row = self._db.execute(f"{_CHANNEL} where id = ?", [channel]).fetchone()
        return _channel(*row) if row else None

    def zone(self, channel: ChannelId) -> str | None:
        """A channel's zone alone, which every press asks for."""
        row = self._db.execute(
            "select zone from channels where id = ?", [channel]
        ).fetchone()
        return row[0] if row else None

    def join(self, channel: ChannelId, space: SpaceId, name: str, zone: str) -> None:
        """The bot is in this channel; coming back restores what was set.

        Whoever brings it back lets it post again.
        """
        self._db.execute(
            "insert into channels (id, space, name, zone) values (?, ?, ?, ?) "
            "on conflict (id) do update set space = excluded.space, "
            "name = excluded.name, gone = null, "
            "suspended = case when gone is null then suspended else '' end",
            [channel, space, name, zone],
        )

    def leave(self, channel: ChannelId, now: datetime) -> None:
        """The bot is no longer in this channel: nothing is due here."""
        self._db.execute(
            "update channels set gone = coalesce(gone, ?), due = null where id = ?",
            [ms(now), channel],
        )

    def gone_since(self, moment: datetime) -> list[ChannelId]:
        """Channels that the bot left before a moment, and that still have settings."""
        rows = self._db.execute(
            "select id from channels where gone <= ? "
            "and (at is not null or changed is not null or name <> '')",
            [ms(moment)],
        )
        return [ChannelId(row[0]) for row in rows]

    def forget(self, channel: ChannelId) -> None:
        """Take away all that was set here; what members did stays theirs."""
        for table in ("skips", "channel_decks", "drops", "messages"):
            self._db.execute(f"delete from {table} where channel = ?", [channel])
        self._db.execute(
            "update channels set name = '', at = null, days = 127, paused = 0, "
            "paused_until = null, due = null, due_day = null, last = null, "
            "suspended = '', author = null, author_name = '', changed = null, "
            "thread = 0, pin = 0, role = '', twice = 0 where id = ?",
            [channel],
        )

    def save(self, channel: Channel) -> Channel:
        """Write everything that admins set, and when the next drop is due."""
        self._db.execute(
            "update channels set zone = ?, at = ?, days = ?, paused = ?, "
            "paused_until = ?, due = ?, due_day = ?, last = ?, suspended = ?, "
            "author = ?, author_name = ?, changed = ?, thread = ?, pin = ?, role = ?, "
            "twice = ? where id = ?",
            [
                channel.zone,
                minutes(channel.at),
                sum(1 << one for one in channel.days),
                channel.paused,
                iso(channel.paused_until),
                ms(channel.due),
                iso(channel.due_day),
                iso(channel.last),
                channel.suspended,
                channel.author,
                channel.author_name,
                ms(channel.changed),
                channel.thread,
                channel.pin,
                channel.role,
                channel.twice,
                channel.id,
            ],
        )
        return channel

    def claim(self, channel: Channel, last: date) -> Channel | None:
        """Take a due drop: nobody else may. None where it was taken already."""
        taken = self._db.execute(
            "update channels set due = null, due_day = null, last = ? "
            "where id = ? and due = ?",
            [iso(last), channel.id, ms(channel.due)],
        ).rowcount
        if not taken:
            return None
        return replace(channel, due=None, due_day=None, last=last)

    def put_off(self, channel: ChannelId, until: datetime) -> None:
        """Its drop falls due later than it should."""
        self._db.execute(
            "update channels set due = ? where id = ?", [ms(until), channel]
        )

    def due(self, now: datetime, limit: int) -> list[Channel]:
        """Channels whose drop is due, the most overdue first.

        Of many at the same moment those of one space do not come in a row, as their
        ids would: each space has its own limits, and all are to begin at once.
        """
        rows = self._db.execute(
            f"{_CHANNEL} where id in (select id from channels where due <= ? "
            "order by due, substr(id, -6) limit ?) order by due, substr(id, -6)",
            [ms(now), limit],
        ).fetchall()
        return [_channel(*row) for row in rows]

    def next_due(self) -> datetime | None:
        row = self._db.execute(
            "select min(due) from channels where due is not null"
        ).fetchone()
        return moment(row[0])

    def of_space(self, space: SpaceId) -> list[ChannelId]:
        rows = self._db.execute("select id from channels where space = ?", [space])
        return [ChannelId(row[0]) for row in rows]

    def set_up(self, space: SpaceId) -> list[Channel]:
        """Channels of a space where cards are set up and the bot still is, by name."""
        rows = self._db.execute(
            f"{_CHANNEL} where space = ? and at is not null and gone is null "
            "order by name, id",
            [space],
        ).fetchall()
        return [_channel(*row) for row in rows]

    def spaces(self) -> list[SpaceId]:
        """Where the bot is in any channel."""
        rows = self._db.execute(
            "select distinct space from channels where gone is null"
        )
        return [SpaceId(row[0]) for row in rows]

    def skips(self, channel: ChannelId) -> frozenset[date]:
        """The dates an admin left out."""
        rows = self._db.execute("select day from skips where channel = ?", [channel])
        return frozenset(date.fromisoformat(row[0]) for row in rows)

    def skip(self, channel: ChannelId, skipped: date, reason: str) -> None:
        """A date is left out."""
        self.record(channel, skipped, DropState.SKIPPED, reason, None)
        self._db.execute(
            "insert or ignore into skips (channel, day) values (?, ?)",
            [channel, iso(skipped)],
        )

    def unskip(self, channel: ChannelId, since: date) -> None:
        """The dates left out from a day on are not left out any more."""
        self._db.execute(
            "delete from drops where channel = ? and state = 'skipped' and day in "
            "(select day from skips where channel = ? and day >= ?)",
            [channel, channel, iso(since)],
        )
        self._db.execute(
            "delete from skips where channel = ? and day >= ?", [channel, iso(since)]
        )

    def decks(self, channel: ChannelId) -> list[int]:
        """The channel's decks, in the order they are studied."""
        rows = self._db.execute(
            "select deck from channel_decks where channel = ? order by position",
            [channel],
        )
        return [row[0] for row in rows]

    def set_decks(self, channel: ChannelId, decks: Sequence[int]) -> None:
        self._db.execute("delete from channel_decks where channel = ?", [channel])
        for position, deck in enumerate(decks):
            self._db.execute(
                "insert into channel_decks (channel, position, deck) values (?, ?, ?)",
                [channel, position, deck],
            )

    def drop(self, channel: ChannelId, on: date) -> Drop | None:
        """What became of the drop of a date; None: nothing yet."""
        row = self._db.execute(
            "select day, state, reason, round from drops where channel = ? and day = ?",
            [channel, iso(on)],
        ).fetchone()
        return _drop(*row) if row else None

    def drops(self, channel: ChannelId, until: date, limit: int) -> list[Drop]:
        """The latest drops up to a day, newest first."""
        rows = self._db.execute(
            "select day, state, reason, round from drops where channel = ? "
            "and day <= ? order by day desc limit ?",
            [channel, iso(until), limit],
        ).fetchall()
        return [_drop(*row) for row in rows]

    def asked_last(self, channel: ChannelId, until: date) -> date | None:
        """The newest date up to a day whose card was opened."""
        row = self._db.execute(
            "select max(day) from drops where channel = ? and day <= ? "
            "and state <> 'skipped'",
            [channel, iso(until)],
        ).fetchone()
        return day(row[0])

    def skipped(self, channel: ChannelId, until: date) -> int:
        """How many drops were missed or left out, up to a day."""
        return int(
            self._db.execute(
                "select count(*) from drops where channel = ? and state = 'skipped' "
                "and day <= ?",
                [channel, iso(until)],
            ).fetchone()[0]
        )

    def record(
        self,
        channel: ChannelId,
        on: date,
        state: DropState,
        reason: str,
        round: RoundId | None,
    ) -> None:
        """What became of a date's drop; a skipped one may still be opened by hand."""
        self._db.execute(
            "insert into drops (channel, day, state, reason, round) "
            "values (?, ?, ?, ?, ?) on conflict (channel, day) do update set "
            "state = excluded.state, reason = excluded.reason, round = excluded.round "
            "where drops.state = 'skipped'",
            [channel, iso(on), state, reason, round],
        )

    def void(self, round: RoundId, reason: str) -> None:
        """A drop that could not be posted: its date went without one."""
        self._db.execute(
            "update drops set state = 'skipped', reason = ? where round = ?",
            [reason, round],
        )

    def switch_deck(self, space: SpaceId, old: int, new: int) -> None:
        """The channels of a space that study one deck study another in its place."""
        self._db.execute(
            "update channel_decks set deck = ? where deck = ? and channel in "
            "(select id from channels where space = ?) and channel not in "
            "(select channel from channel_decks where deck = ?)",
            [new, old, space, new],
        )

    def set_up_by(self, person: PersonId) -> list[tuple[ChannelId, datetime | None]]:
        """The channels that a person was the last to change, and when."""
        rows = self._db.execute(
            "select id, changed from channels where author in "
            "(select id from members where person = ?) order by id",
            [person],
        )
        return [(ChannelId(id), moment(changed)) for id, changed in rows]

    def forget_author(self, member: MemberId) -> None:
        """Whose change was the last is no longer known."""
        self._db.execute(
            "update channels set author = null, author_name = '' where author = ?",
            [member],
        )

    def close_drop(self, round: RoundId) -> None:
        self._db.execute(
            "update drops set state = 'closed' where round = ? and state = 'open'",
            [round],
        )


def _channel(
    id: str,
    space: str,
    name: str,
    zone: str,
    at: int | None,
    days: int,
    paused: int,
    paused_until: str | None,
    due: int | None,
    due_day: str | None,
    last: str | None,
    suspended: str,
    author: str | None,
    author_name: str,
    changed: int | None,
    thread: int,
    pin: int,
    role: str,
    twice: int,
) -> Channel:
    return Channel(
        id=ChannelId(id),
        space=SpaceId(space),
        name=name,
        zone=zone,
        at=time_of(at),
        days=frozenset(one for one in range(7) if days >> one & 1),
        paused=bool(paused),
        paused_until=day(paused_until),
        due=moment(due),
        due_day=day(due_day),
        last=day(last),
        suspended=suspended,
        author=MemberId(author) if author else None,
        author_name=author_name,
        changed=moment(changed),
        thread=bool(thread),
        pin=bool(pin),
        role=role,
        twice=bool(twice),
    )


def _drop(on: str, state: str, reason: str, round: int | None) -> Drop:
    return Drop(date.fromisoformat(on), DropState(state), reason, round)

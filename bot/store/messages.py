"""Messages that live on: what they should show, and what they are known to show.

Planned ones are claimed, sent, and confirmed with a reference. A claim that was never
confirmed lapses, and the next one says so: the adapter looks before it sends again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlite_utils import Database

from bot.ids import ChannelId, MemberId, MessageId, SpaceId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import RoundId
from bot.store.ids import unspent
from bot.store.times import moment

LEASE = timedelta(seconds=90)
"""How long a claim holds; longer than an adapter may take to send."""

_LIVE = "kind in ('lobby', 'question', 'answer', 'podium')"
"""Those of a challenge: a group waits for them. An index has the same words."""

_THERE = (
    "not exists (select 1 from channels "
    "where channels.id = messages.channel and gone is not null)"
)
"""That its channel is not gone."""

_MESSAGE = (
    "select id, kind, channel, member, round, payload, mark, wanted, claimed, shown, "
    "shown_at, state, ref, made, lease, doubts, next from messages"
)


class MessageState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"  # it may stand
    SENT = "sent"
    LATE = "late"  # its time was over before it was sent
    UNKNOWN = "unknown"
    FORBIDDEN = "forbidden"
    GONE = "gone"


_ALIVE = (MessageState.PLANNED, MessageState.SENDING, MessageState.SENT)


@dataclass(frozen=True, slots=True)
class Message:
    """A row. `mark` is unguessable and travels with the message, to be found by.

    `lease` is when the claim under which it is being sent lapses; None: no claim.
    `next` is when it is to be sent or brought up to date; None: nothing is planned.
    `doubts` counts how often it was sent again, not knowing whether it stood already.
    What was said to somebody stays out of `repr`, and so out of the log.
    """

    id: MessageId
    kind: str
    channel: ChannelId | None
    member: MemberId | None
    round: RoundId | None
    payload: str = field(repr=False)
    mark: str = field(repr=False)
    wanted: int
    claimed: int
    shown: int
    shown_at: datetime | None
    state: MessageState
    ref: str | None
    made: datetime
    lease: datetime | None
    doubts: int
    next: datetime | None

    @property
    def alive(self) -> bool:
        """Whether it stands, or is still to be sent."""
        return self.state in _ALIVE


class Messages:
    def __init__(self, db: Database) -> None:
        self._db = db

    def plan(
        self,
        kind: str,
        mark: str,
        now: datetime,
        channel: ChannelId | None = None,
        member: MemberId | None = None,
        round: RoundId | None = None,
        payload: str = "",
        about: MemberId | None = None,
    ) -> MessageId:
        """A message that is to be sent as soon as may be; `about` is named in it."""
        row = self._db.execute(
            "insert into messages (id, kind, channel, member, round, payload, mark, "
            f"next, made, about) values ({unspent('messages')}, "
            "?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                kind,
                channel,
                member,
                round,
                payload,
                mark,
                to_ms(now),
                to_ms(now),
                about,
            ],
        )
        return MessageId(int(row.lastrowid or 0))

    def get(self, message: MessageId) -> Message | None:
        row = self._db.execute(f"{_MESSAGE} where id = ?", [message]).fetchone()
        return _message(*row) if row else None

    def greeted(self, space: SpaceId) -> bool:
        """Whether a greeting was ever planned for a space."""
        row = self._db.execute(
            "select 1 from messages where kind = 'hello' and payload = ? limit 1",
            [space],
        ).fetchone()
        return row is not None

    def of_round(self, round: RoundId, kind: str) -> Message | None:
        row = self._db.execute(
            f"{_MESSAGE} where round = ? and kind = ?", [round, kind]
        ).fetchone()
        return _message(*row) if row else None

    def of(self, channel: ChannelId, kind: str, payload: str) -> Message | None:
        row = self._db.execute(
            f"{_MESSAGE} where channel = ? and kind = ? and payload = ?",
            [channel, kind, payload],
        ).fetchone()
        return _message(*row) if row else None

    def pace(
        self, round: RoundId, kind: str
    ) -> tuple[MessageId, datetime, datetime | None] | None:
        """Its id, when it was made, and last shown; None while it is on its way."""
        row = self._db.execute(
            "select id, made, case when lease is null then shown_at end "
            "from messages where round = ? and kind = ?",
            [round, kind],
        ).fetchone()
        return (MessageId(row[0]), from_ms(row[1]), moment(row[2])) if row else None

    def touch(self, message: MessageId, at: datetime) -> None:
        """It should show something newer, from `at` on; an earlier moment stays.

        Where the channel is gone, once it is back; where it is thought not to stand,
        once it is known to.
        """
        self._db.execute(
            "update messages set wanted = wanted + 1, next = case "
            "when state not in ('planned', 'sending', 'sent') then next "
            f"when {_THERE} then min(coalesce(next, ?1), ?1) end where id = ?2",
            [to_ms(at), message],
        )

    def behind(self, now: datetime, limit: int, live: bool = False) -> list[Message]:
        """Messages to send or to bring up to date now, the longest waiting first.

        One that is claimed waits for its report, or for the claim to lapse. `live`:
        none but those of challenges.
        """
        rows = self._db.execute(
            f"{_MESSAGE} where coalesce(lease, next) <= ? {_only(live)} "
            "order by coalesce(lease, next) limit ?",
            [to_ms(now), limit],
        ).fetchall()
        return [_message(*row) for row in rows]

    def claim(self, message: Message, now: datetime) -> None:
        """Take it for one sending; the claim lapses after `LEASE`."""
        self._db.execute(
            "update messages set claimed = wanted, lease = ?, next = null, "
            "state = case when ref is null then 'sending' else state end where id = ?",
            [to_ms(now + LEASE), message.id],
        )

    def sent(
        self, message: Message, ref: str, now: datetime, rest: timedelta = timedelta()
    ) -> None:
        """It stands as claimed; what came since keeps its own moment, but for a rest.

        Whoever asked for that could not know when this would stand.
        """
        self._db.execute(
            "update messages set state = 'sent', ref = ?, shown = claimed, "
            "shown_at = ?, lease = null, next = case when claimed < wanted and "
            f"{_THERE} then max(coalesce(next, 0), ?) end where id = ?",
            [ref, to_ms(now), to_ms(now + rest), message.id],
        )

    def later(self, message: Message, at: datetime, unsure: bool = False) -> None:
        """Try again at `at`. Nothing was shown, or, if `unsure`, who knows."""
        first = MessageState.SENDING if unsure else MessageState.PLANNED
        self._db.execute(
            "update messages set next = ?, lease = null, "
            "state = case when ref is null then ? else state end where id = ?",
            [to_ms(at), first, message.id],
        )

    def again(self, message: Message, at: datetime) -> None:
        """Send it at `at` as if it had never been sent, although nobody knows."""
        self._db.execute(
            "update messages set next = ?, lease = null, state = 'planned', "
            "doubts = doubts + 1 where id = ?",
            [to_ms(at), message.id],
        )

    def end(self, message: Message, state: MessageState) -> None:
        """Nothing more will be sent."""
        self._db.execute(
            "update messages set state = ?, next = null, lease = null where id = ?",
            [state, message.id],
        )

    def give_up_claims(self, until: datetime) -> None:
        """No claim lasts beyond this: nobody is left who could report on it."""
        self._db.execute(
            "update messages set lease = ?1 where coalesce(lease, next) > ?1 "
            "and lease is not null",
            [to_ms(until)],
        )

    def next_due(self, live: bool = False) -> datetime | None:
        row = self._db.execute(
            "select coalesce(lease, next) from messages "
            f"where coalesce(lease, next) > 0 {_only(live)} order by 1 limit 1"
        ).fetchone()
        return moment(row[0]) if row else None

    def standing(
        self, channel: ChannelId, members: Iterable[MemberId], limit: int
    ) -> list[Message]:
        """What stands in a channel and was sent to these accounts, oldest first."""
        accounts = list(members)
        marks = ",".join("?" * len(accounts))
        rows = self._db.execute(
            f"select * from ({_MESSAGE} where state = 'sent' and ref is not null "
            f"and (channel = ? or member in ({marks})) order by id desc limit ?) "
            "order by id",
            [channel, *accounts, limit],
        ).fetchall()
        return [_message(*row) for row in rows]

    def rest(self, channel: ChannelId) -> None:
        """The channel is gone: nothing is shown there, until it should be back."""
        self._db.execute(
            "update messages set next = null, lease = null, "
            "state = case when ref is null then 'gone' else state end "
            "where channel = ? and coalesce(lease, next) is not null",
            [channel],
        )

    def go_on(self, channel: ChannelId, now: datetime) -> None:
        """The channel is back: what stands there is brought up to date.

        An index has the same words.
        """
        self._db.execute(
            "update messages set next = ? where channel = ? and state = 'sent' "
            "and shown < wanted and next is null and lease is null",
            [to_ms(now), channel],
        )

    def told(self, person: PersonId) -> list[tuple[datetime, str]]:
        """What was said to a person directly, and when."""
        rows = self._db.execute(
            "select made, payload from messages where kind in ('notice', 'reminder') "
            "and member in (select id from members where person = ?) order by id",
            [person],
        )
        return [(from_ms(made), payload) for made, payload in rows]

    def forget(self, member: MemberId) -> None:
        """Whatever was said to somebody, or about them to others.

        That a space was greeted stays, and not by whom: it is done once for ever.
        """
        self._db.execute(
            "update messages set member = null, ref = null, next = null, lease = null, "
            "state = 'gone' where member = ? and kind = 'hello'",
            [member],
        )
        for column in ("member", "about"):
            self._db.execute(f"delete from messages where {column} = ?", [member])


def _only(live: bool) -> str:
    return f"and {_LIVE}" if live else ""


def _message(
    id: int,
    kind: str,
    channel: str | None,
    member: str | None,
    round: int | None,
    payload: str,
    mark: str,
    wanted: int,
    claimed: int,
    shown: int,
    shown_at: int | None,
    state: str,
    ref: str | None,
    made: int,
    lease: int | None,
    doubts: int,
    next: int | None,
) -> Message:
    return Message(
        id=MessageId(id),
        kind=kind,
        channel=ChannelId(channel) if channel else None,
        member=MemberId(member) if member else None,
        round=RoundId(round) if round else None,
        payload=payload,
        mark=mark,
        wanted=wanted,
        claimed=claimed,
        shown=shown,
        shown_at=moment(shown_at),
        state=MessageState(state),
        ref=ref,
        made=from_ms(made),
        lease=moment(lease),
        doubts=doubts,
        next=moment(next),
    )

"""Messages that live on: what they show, their claim, and what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot import drops as rules
from bot import wording
from bot.flows import (
    departure,
    drop_message,
    drops,
    edits,
    newcomer,
    notices,
    reminders,
    wishes,
)
from bot.flows.challenge import course, ending, lobby, mishaps, question, reveal
from bot.flows.turn import Turn
from bot.panels import (
    Absent,
    Direct,
    Forbidden,
    Gone,
    Later,
    Outcome,
    Panel,
    Post,
    Public,
    Sent,
    Unknown,
)
from bot.store import Message, MessageState

PANELS: dict[str, Callable[[Turn, Message], Panel]] = {
    drop_message.MESSAGE: drop_message.panel,
    drop_message.RECAP: drop_message.panel,
    ending.MESSAGE: ending.panel,
    lobby.MESSAGE: lobby.panel,
    question.MESSAGE: reveal.panel,
    reveal.RECAP: reveal.panel,
    newcomer.MESSAGE: newcomer.panel,
    notices.MESSAGE: notices.panel,
    reminders.MESSAGE: reminders.panel,
}
"""How each kind of message reads now."""

_ENDS = {
    Unknown: MessageState.UNKNOWN,
    Forbidden: MessageState.FORBIDDEN,
    Gone: MessageState.GONE,
}

AGAIN = timedelta(minutes=1)
"""When to try once more where it is not known whether the last try arrived."""

ON_ITS_WAY = timedelta(minutes=10)
"""So long a card that was opened on its day may take to be sent, over midnight too."""

TOO_LONG = timedelta(hours=1)
"""Beyond which the answer of a closed drop does not wait for its message's edit."""

WAIT = (1.0, 86_400.0)
"""Seconds that a platform can ask us to wait: the least and the most."""


def claimed(turn: Turn, message: Message) -> Post | None:
    """The post to show now; None where its time is over."""
    if message.state is MessageState.PLANNED and _too_late(turn, message):
        _given_up(turn, message)
        return None
    turn.store.messages.claim(message, turn.now)
    return post(turn, message)


def _given_up(turn: Turn, message: Message) -> None:
    turn.store.messages.end(message, MessageState.LATE)
    drops.void(turn, message, wording.drops.MISSED)


def _too_late(turn: Turn, message: Message) -> bool:
    """Whether a drop or reminder has waited too long to be sent."""
    waited = turn.now - message.made
    if message.kind == reminders.MESSAGE:
        return waited > rules.CATCH_UP
    if message.kind != drop_message.MESSAGE or message.channel is None:
        return False
    if waited <= ON_ITS_WAY:
        return False
    channel = turn.store.channels.get(message.channel)
    assert channel is not None, "channels are never deleted"
    return rules.missed(message.made, turn.now, channel.zone)


def post(turn: Turn, message: Message) -> Post:
    """The message as it should read now, and where it goes."""
    panel = PANELS[message.kind](turn, message)
    unsure = message.state is MessageState.SENDING
    late = unsure and _too_late(turn, message)
    if message.channel is not None:
        to = Public(
            message.channel,
            message.id,
            message.mark,
            message.ref,
            unsure,
            late,
            over=_over(turn, message),
            made=message.made,
        )
        return Post(panel, _wished(turn, message, to))
    assert message.member is not None, "a message goes somewhere"
    return Post(
        panel,
        Direct(
            message.member,
            message.id,
            message.mark,
            message.ref,
            unsure,
            late,
            made=message.made,
        ),
    )


def _over(turn: Turn, message: Message) -> bool:
    round = message.round and turn.store.rounds.get(message.round)
    return bool(round and round.closed)


def _wished(turn: Turn, message: Message, to: Public) -> Public:
    """With the channel's wishes, where the message is a card."""
    channel = turn.store.channels.get(to.channel)
    if channel is None or message.kind != drop_message.MESSAGE:
        return to
    if message.ref is not None:
        # Whoever wants no pins any more may have wanted one when this was posted.
        changed = channel.changed is not None and channel.changed > message.made
        pinned = channel.pin or changed
        return replace(to, unpin=pinned and drop_message.closed(turn, message))
    thread = drop_message.thread(turn, message) if channel.thread else ""
    return replace(to, thread=thread, pin=channel.pin, role=channel.role)


def report(turn: Turn, message: Message, outcome: Outcome) -> None:
    """What became of a post. Of one that nobody holds a claim on, only good news."""
    messages = turn.store.messages
    if isinstance(outcome, Sent):
        messages.sent(message, outcome.ref, turn.now, edits.REST)
        if outcome.denied and message.channel:
            wishes.give_up(turn, message.channel, outcome.denied)
        course.shown(turn, message, outcome.at)
    elif message.lease is None:
        return
    elif isinstance(outcome, Later):
        least, most = WAIT
        wait = timedelta(seconds=min(most, max(least, outcome.seconds)))
        if (
            message.ref is not None
            and wait > TOO_LONG
            and drop_message.closed(turn, message)
        ):
            _ended(turn, message, Forbidden(""))
        else:
            messages.later(message, turn.now + wait, outcome.unsure)
    elif message.ref is not None and isinstance(outcome, Unknown):
        messages.later(message, turn.now + AGAIN)
    elif isinstance(outcome, Absent):
        _given_up(turn, message)
    elif isinstance(outcome, Unknown) and _rather_twice(turn, message):
        messages.again(message, turn.now + AGAIN)
    else:
        _ended(turn, message, outcome)


def _rather_twice(turn: Turn, message: Message) -> bool:
    """Whether to post once more what may stand: where the channel wants it, once."""
    channel = message.channel and turn.store.channels.get(message.channel)
    return bool(channel and channel.twice) and message.doubts == 0


def _ended(turn: Turn, message: Message, outcome: Unknown | Forbidden | Gone) -> None:
    """It will never be shown: fall back, rest, and tell whom it concerns."""
    turn.store.messages.end(message, _ENDS[type(outcome)])
    if message.kind == reminders.MESSAGE and not isinstance(outcome, Unknown):
        reminders.undeliverable(turn, message)
    mishaps.unshown(turn, message, outcome)
    if message.ref is not None:
        drop_message.fall_back(turn, message)
        return
    channel = message.channel and turn.store.channels.get(message.channel)
    if not channel:
        return
    match outcome:
        case Unknown(why) if message.kind == drop_message.MESSAGE:
            drop_message.fall_back(turn, message)
            notices.tell(turn, channel, wording.drops.unknown(channel.name, why))
        case Forbidden(why):
            drops.void(turn, message, wording.drops.NOT_POSTED)
            drops.suspend(turn, channel, why)
        case Gone():
            drops.void(turn, message, wording.drops.NOT_POSTED)
            departure.leave(turn, channel)
            notices.tell(turn, channel, wording.drops.channel_gone(channel.name))

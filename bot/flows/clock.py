"""What the clock does: each thing that is due on its own, so that one that fails
stops no other.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from bot.flows import delivery, drops, reminders
from bot.flows.challenge import course
from bot.flows.turn import Turn
from bot.panels import Post
from bot.store import MessageState

log = logging.getLogger(__name__)

T = TypeVar("T")

KEPT = timedelta(days=90)
"""How long the settings of a channel are kept that the bot is no longer in."""

CHALLENGES = 5
"""Challenges that move in one call: each may count a hundred answers."""

REST = timedelta(minutes=10)
"""How long something rests that failed, before it is tried again."""


def due(turn: Turn, limit: int, live: int) -> list[Post]:
    """Do what is due, and claim what is to be shown, up to `limit` of each.

    Where that does not reach, up to `live` messages of challenges more. The clock of a
    challenge goes on even where nothing more can be shown.
    """
    _cards(turn, limit)
    _challenges(turn)
    _forget(turn)
    _reminders(turn, limit)
    return [*_shown(turn, limit, False), *_shown(turn, live, True)]


def _cards(turn: Turn, limit: int) -> None:
    """Cards of the day: those whose time is up close before others come."""
    store = turn.store
    _each(
        turn,
        store.rounds.to_close(turn.now, limit),
        lambda round: drops.close(turn, round),
        lambda round, until: store.rounds.put_off(round.id, until),
    )
    _each(
        turn,
        store.channels.due(turn.now, limit),
        lambda channel: drops.caught_up(turn, channel),
        lambda channel, until: store.channels.put_off(channel.id, until),
    )


def _challenges(turn: Turn) -> None:
    store = turn.store
    _each(
        turn,
        store.challenges.due(turn.now, CHALLENGES),
        lambda challenge: course.fall_due(turn, challenge),
        lambda challenge, until: store.challenges.put_off(challenge.id, until),
    )


def _forget(turn: Turn) -> None:
    """What was set in channels that the bot left long ago."""
    long_ago = turn.now - KEPT
    for left in turn.store.channels.gone_since(long_ago):
        turn.store.channels.forget(left)
        turn.store.admins.forget_with(left, long_ago)


def _reminders(turn: Turn, limit: int) -> None:
    store = turn.store
    _each(
        turn,
        store.members.to_remind(turn.now, limit),
        lambda due: reminders.fall_due(turn, *due),
        lambda due, until: store.members.remind_at(due[0].id, until),
    )


def _shown(turn: Turn, room: int, live: bool) -> list[Post]:
    """Messages to send or to bring up to date, claimed; `live`: of challenges alone."""
    store = turn.store
    posts: list[Post | None] = []
    _each(
        turn,
        store.messages.behind(turn.now, room, live) if room else (),
        lambda message: posts.append(delivery.claimed(turn, message)),
        lambda message, until: store.messages.later(
            message, until, unsure=message.state is MessageState.SENDING
        ),
    )
    return [post for post in posts if post is not None]


def _each(
    turn: Turn,
    things: Iterable[T],
    does: Callable[[T], object],
    put_off: Callable[[T, datetime], None],
) -> None:
    """A fault of ours undoes the one thing, is logged, and puts it off."""
    for thing in things:
        try:
            with turn.store.savepoint():
                does(thing)
        except turn.store.FAULTS:
            raise  # a full disk, say: the whole call is undone, and tried again
        except Exception:
            log.exception("This fell due and failed; it rests for a while: %r", thing)
            put_off(thing, turn.now + REST)

"""Edits of a message that stands: gathered, so that a crowd costs few of them."""

from datetime import timedelta

from bot.flows.turn import Turn
from bot.store import Message

REST = timedelta(seconds=2)
"""The least time between two showings of a message."""


def follow(turn: Turn, message: Message, gap: timedelta = REST) -> None:
    """It should show something newer, `gap` after its last showing at the earliest."""
    under_way = message.lease is not None or message.shown_at is None
    shown = turn.now if under_way else message.shown_at
    assert shown is not None, "what is not under way was shown"
    at = max(turn.now, shown + gap)
    soon = message.next is not None and message.next <= at
    if not (soon and message.wanted > message.claimed):  # of a crowd, the first asks
        turn.store.messages.touch(message.id, at)

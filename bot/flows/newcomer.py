"""The first minute: a card that stands there before anybody has set anything."""

from dataclasses import replace

from bot.channels import Channel
from bot.days import local_day
from bot.flows import drops
from bot.flows.editor import DEFAULT_AT
from bot.flows.turn import Turn


def first_card(turn: Turn, channel: Channel) -> None:
    """For a channel of its own: cards from the first deck, and one today, at once.

    Once an admin has changed anything, the schedule is theirs alone.
    """
    if channel.author is not None:
        return
    channel = drops.caught_up(turn, channel)
    if channel.at is None:
        editions = turn.store.decks.of_space(channel.space)
        if not editions:
            return
        turn.store.channels.set_decks(channel.id, [editions[0].number])
        channel = drops.reschedule(turn, replace(channel, at=DEFAULT_AT))
    today = local_day(turn.now, channel.zone)
    before = turn.store.channels.drop(channel.id, today)
    fresh = before is None and not turn.store.rounds.open_drop(channel.id)
    missed = before is not None and before.state == "skipped"
    if (fresh or missed) and (channel.last is None or channel.last <= today):
        drops.open(turn, channel, today)
        drops.reschedule(turn, replace(channel, last=today))

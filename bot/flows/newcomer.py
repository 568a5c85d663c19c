"""The first minute: a greeting, or a card that stands there before anything is set."""

from dataclasses import replace

from bot import wording
from bot.actions import token
from bot.channels import Channel, DropState
from bot.days import local_day
from bot.flows import drops
from bot.flows.blocks import say
from bot.flows.editor import DEFAULT_AT
from bot.flows.turn import Turn
from bot.ids import ChannelId, MemberId, SpaceId
from bot.panels import Button, Look, Panel
from bot.store import Message

MESSAGE = "hello"


def greet(
    turn: Turn, space: SpaceId, channel: ChannelId | None, owner: MemberId
) -> None:
    """Say hello in a space, once for ever: in a channel, else to its owner."""
    if turn.store.messages.greeted(space):
        return
    turn.store.messages.plan(
        MESSAGE,
        turn.mark(),
        turn.now,
        channel=channel,
        member=None if channel else owner,
        payload=space,
    )


def panel(turn: Turn, message: Message) -> Panel:
    """What to do first; the button works where there is a channel to set up."""
    start = Button(wording.labels.SET_UP, token("schedule"), Look.PRIMARY)
    return Panel(
        (say(wording.drops.HELLO), say(wording.drops.HELLO_START)),
        title=wording.drops.HELLO_TITLE,
        buttons=(start,) if message.channel else (),
    )


def first_card(turn: Turn, channel: Channel) -> None:
    """For a channel of its own: cards from the first deck, and one today, at once.

    Once an admin has changed anything, the schedule is theirs alone.
    """
    if channel.changed is not None:
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
    missed = before is not None and before.state is DropState.SKIPPED
    newest = drops.newest(turn, channel)
    if (fresh or missed) and (newest is None or newest <= today):
        drops.open(turn, channel, today)
        drops.reschedule(turn, replace(channel, last=today))

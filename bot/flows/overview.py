"""How a member stands in a space, outside of its channels: what is due, and where."""

from dataclasses import dataclass

from bot import wording
from bot.channels import Channel
from bot.flows.blocks import say
from bot.flows.reminders import cards_due
from bot.flows.turn import Visit
from bot.ids import ChannelId
from bot.panels import Block, Bold, Moment, MomentStyle

MOST = 8
"""Channels shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel that concerns a member. `open`: a card is open that can be answered."""

    channel: ChannelId
    name: str
    open: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """`places` are in the order of the lines that tell of them.

    `manages`: the member may set up the cards that come there.
    """

    blocks: tuple[Block, ...]
    places: tuple[Place, ...]
    manages: bool


def overview(visit: Visit) -> Overview:
    """What is due, and the channels where the member studies: all, for an admin."""
    manages = visit.manages
    blocks: list[Block] = [
        say(wording.streaks.cards_due(cards_due(visit, visit.person)))
    ]
    places = []
    for channel in _channels(visit, manages):
        round = visit.store.rounds.open_drop(channel.id)
        places.append(Place(channel.id, channel.name, round is not None))
        if round is not None and round.closes is not None:
            blocks.append(
                say(
                    Bold(channel.name),
                    wording.streaks.CARD_OPEN_UNTIL,
                    Moment(round.closes, MomentStyle.RELATIVE),
                    ".",
                )
            )
        elif channel.due is not None:
            blocks.append(
                say(
                    Bold(channel.name),
                    wording.streaks.CARD_COMES,
                    Moment(channel.due),
                    ".",
                )
            )
        else:
            blocks.append(say(Bold(channel.name), wording.streaks.NO_CARD_COMES))
    return Overview(tuple(blocks), tuple(places), manages)


def _channels(visit: Visit, manages: bool) -> list[Channel]:
    if visit.caller.space is None:
        return []
    theirs = visit.channels()
    here = visit.store.channels.set_up(visit.caller.space)
    mine = [one for one in here if one.id in theirs]
    others = [one for one in here if manages and one.id not in theirs]
    return [*mine, *others][:MOST]

"""What a channel wants with each card, where its platform has such things."""

from collections.abc import Collection
from dataclasses import replace

from bot import wording
from bot.actions import token
from bot.channels import Channel
from bot.commands import BY_NAME
from bot.flows import notices
from bot.flows.turn import Turn, Visit
from bot.ids import ChannelId
from bot.panels import Choice, Select
from bot.wishes import Denied, Wish


def menu(visit: Visit, channel: Channel) -> tuple[Select, ...]:
    """What there is to wish here. A role is named with the command, and let go here."""
    offered = {one.name for one in BY_NAME["drop set"].offered(visit.platform)}
    has = _has(channel)
    there = [w for w in Wish if w in offered and (w in has or w is not Wish.ROLE)]
    if not there:
        return ()
    choices = tuple(Choice(wording.drops.WISHES[w], w, chosen=w in has) for w in there)
    menu = Select(
        wording.drops.WITH_EACH_CARD, token("set.wishes"), choices, many=True, least=0
    )
    return (menu,)


def kept(channel: Channel, wishes: Collection[str]) -> Channel:
    """The channel with these wishes and no others; a new role is none of them."""
    return replace(
        channel,
        thread=Wish.THREAD in wishes,
        pin=Wish.PIN in wishes,
        role=channel.role if Wish.ROLE in wishes else "",
    )


def give_up(turn: Turn, id: ChannelId, denied: Collection[Denied]) -> None:
    """What was not granted is wished no more, and an admin hears why; once."""
    channel = turn.store.channels.get(id)
    assert channel is not None, "channels are never deleted"
    has = _has(channel)
    news = [one for one in denied if one.wish in has]
    if news:
        turn.store.channels.save(kept(channel, has - {one.wish for one in news}))
        said = wording.drops.denied(channel.name, [(one.wish, one.why) for one in news])
        notices.tell(turn, channel, said)


def _has(channel: Channel) -> set[Wish]:
    wished = (channel.thread, channel.pin, bool(channel.role))
    return {wish for wish, wanted in zip(Wish, wished, strict=True) if wanted}

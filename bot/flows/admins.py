"""`/drop admins`: whom those who manage a space have named to set up cards there.

For platforms without roles of their own. Only those who manage the space by the
platform's own word can name others: who is named cannot hand it on.
"""

from bot import wording
from bot.callers import Options, Somebody
from bot.days import local_day
from bot.errors import NotAllowed, Refusal
from bot.flows import notices
from bot.flows.blocks import say
from bot.flows.turn import Visit, privately
from bot.ids import SpaceId
from bot.panels import Block, Bullets, Panel, Post, Text

MOST = 25
"""Members named in one space."""

PAST = 5
"""Of those who are named no longer, how many are shown."""


def admins(visit: Visit, options: Options) -> list[Post]:
    """Who was named, by whom and when; first, whoever is to be named or taken out."""
    done = [
        does(visit, who)
        for option, does in (("add", _name), ("remove", _take_out))
        if isinstance(who := options.get(option), Somebody)
    ]
    said: tuple[Block, ...] = tuple(say(line) for line in done)
    return privately(Panel((*said, *_listed(visit)), title=wording.admins.ADMINS))


def _name(visit: Visit, who: Somebody) -> str:
    space = _managed(visit)
    there = visit.store.admins.of_space(space)
    if any(one.member == who.member for one in there):
        return wording.admins.named_already(who.name)
    if len(there) >= MOST:
        raise Refusal(wording.admins.too_many_named(MOST))
    visit.store.admins.name(space, who, visit.caller, visit.now)
    told = wording.admins.you_were_named(visit.caller.name, visit.platform)
    notices.send(visit, who.member, told, visit.caller.member)
    return wording.admins.now_named(who.name)


def _take_out(visit: Visit, who: Somebody) -> str:
    """By one who manages the space, or by themselves."""
    own = who.member == visit.caller.member
    space = visit.channel().space if own else _managed(visit)
    if not visit.store.admins.end(space, who.member, visit.caller, visit.now):
        raise Refusal(wording.admins.not_named(who.name))
    if own:
        return wording.admins.STEPPED_DOWN
    told = wording.admins.you_were_taken_out(visit.caller.name)
    notices.send(visit, who.member, told, visit.caller.member)
    return wording.admins.now_taken_out(who.name)


def _managed(visit: Visit) -> SpaceId:
    """The space; NotAllowed unless the platform itself says that they manage it."""
    if not visit.caller.manages:
        raise NotAllowed(wording.admins.only_admins_name(visit.platform))
    return visit.channel().space


def _listed(visit: Visit) -> list[Block]:
    channel, admins = visit.channel(), visit.store.admins
    lines = [
        wording.admins.named(one.name, one.by_name, local_day(one.since, channel.zone))
        for one in admins.of_space(channel.space)
    ]
    lines += [
        wording.admins.no_longer_named(
            one.name, one.ended_by_name, local_day(one.ended, channel.zone)
        )
        for one in admins.past(channel.space, PAST)
        if one.ended is not None
    ]
    items = tuple((Text(line),) for line in lines)
    return [
        Bullets(items) if items else say(wording.admins.NOBODY_NAMED),
        say(wording.admins.admins_rule(visit.platform)),
    ]

"""Who visits, and in which time zone they live."""

from datetime import timedelta

from bot.callers import Caller
from bot.errors import BadInput
from bot.flows import accounts
from bot.flows.accounts import Place
from bot.flows.turn import Turn
from bot.members import Person, PersonId, ZoneBy
from bot.zones import parse_zone

SEEN_EVERY = timedelta(hours=1)
"""How often it is written down that a member was seen."""

NOWHERE = "UTC"
"""The zone of one who is known from direct messages only."""


def visitor(turn: Turn, caller: Caller) -> Person:
    """The person behind the caller, made known where new, with the name last seen."""
    members = turn.store.members
    known = members.known(caller.member)
    if known is None:
        zone, by, home = _told(caller) or _of_channel(turn, caller)
        return members.add(caller.member, caller.name, zone, by, home, turn.now)
    person = known.person
    if known.name != caller.name or turn.now - known.seen > SEEN_EVERY:
        members.saw(caller.member, caller.name, turn.now)
    own = person if known.own == person.id else turn.store.links.own(known.own)
    place = _moved(turn, own, caller)
    return accounts.moved(turn, person, own, place) if place else person


def nobody() -> Person:
    """One who has never done anything yet."""
    return Person(PersonId(0), NOWHERE, ZoneBy.CHANNEL)


def _moved(turn: Turn, own: Person, caller: Caller) -> Place | None:
    """Where an account is now, if it is somewhere else than before.

    One who chose a zone keeps it; others follow their platform, else a channel. That
    channel is the first one they were seen in: who studies in two of different zones
    would else change days with every answer.
    """
    settled = own.zone_by is ZoneBy.PLATFORM and caller.zone == own.zone
    if settled or own.zone_by is ZoneBy.MEMBER:
        return None
    place = _told(caller)
    if place is None:
        if own.zone_by is ZoneBy.PLATFORM or own.home not in (None, caller.channel):
            return None
        place = _of_channel(turn, caller)
    return None if place == (own.zone, own.zone_by, own.home) else place


def _told(caller: Caller) -> Place | None:
    """The zone that the platform tells."""
    if not caller.zone:
        return None
    try:
        return parse_zone(caller.zone), ZoneBy.PLATFORM, None
    except BadInput:  # a platform may name a zone that nobody knows
        return None


def _of_channel(turn: Turn, caller: Caller) -> Place:
    zone = caller.channel and turn.store.channels.zone(caller.channel)
    if not zone:
        return NOWHERE, ZoneBy.CHANNEL, None
    return zone, ZoneBy.CHANNEL, caller.channel

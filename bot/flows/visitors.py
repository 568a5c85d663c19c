"""Who visits, and in which time zone they live."""

from dataclasses import replace
from datetime import timedelta

from bot.errors import BadInput
from bot.flows.settings import remind_in
from bot.flows.turn import Turn
from bot.members import Person, PersonId
from bot.panels import Caller, ChannelId
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
    person, name, seen = known
    if name != caller.name or turn.now - seen > SEEN_EVERY:
        members.saw(caller.member, caller.name, turn.now)
    return _moved(turn, person, caller)


def nobody() -> Person:
    """One who has never done anything yet."""
    return Person(PersonId(0), NOWHERE, "channel")


def _moved(turn: Turn, person: Person, caller: Caller) -> Person:
    """One who chose a zone keeps it; others follow their platform, else a channel.

    That channel is the first one they were seen in: who studies in two of different
    zones would else change days with every answer.
    """
    settled = person.zone_by == "platform" and caller.zone == person.zone
    if settled or person.zone_by == "member":
        return person
    place = _told(caller)
    if place is None:
        if person.zone_by == "platform" or person.home not in (None, caller.channel):
            return person
        place = _of_channel(turn, caller)
    if place == (person.zone, person.zone_by, person.home):
        return person
    zone, by, home = place
    turn.store.members.move(person.id, zone, by, home, turn.now)
    return remind_in(turn, replace(person, zone=zone, zone_by=by, home=home))


_Place = tuple[str, str, ChannelId | None]


def _told(caller: Caller) -> _Place | None:
    """The zone that the platform tells."""
    if not caller.zone:
        return None
    try:
        return parse_zone(caller.zone), "platform", None
    except BadInput:  # a platform may name a zone that nobody knows
        return None


def _of_channel(turn: Turn, caller: Caller) -> _Place:
    zone = caller.channel and turn.store.channels.zone(caller.channel)
    if not zone:
        return NOWHERE, "channel", None
    return zone, "channel", caller.channel

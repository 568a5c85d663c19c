"""Several accounts of one person: made one, and parted again.

The log keeps the account, so what is derived of it is computed anew each time.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.days import study_day
from bot.flows import recount
from bot.flows.alarm import remind_in
from bot.flows.scoring import recounted
from bot.flows.turn import Turn
from bot.ids import ChannelId, MemberId
from bot.members import Person, PersonId, ZoneBy, shared
from bot.store.links import Account
from bot.streaks import Streak

Place = tuple[str, ZoneBy, ChannelId | None]
"""A zone, by whom it is known, and the channel whose zone it is."""

FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""When an account that nobody joined came to itself."""


def join(turn: Turn, first: PersonId, second: PersonId) -> Person:
    """From now on these two are one person; the first one's settings come first."""
    return _derived(turn, _joined(turn, first, second))


def preview(turn: Turn, first: PersonId, second: PersonId) -> Streak:
    """The streak there would be: they are made one, and it is undone."""
    found = Streak()
    try:
        with turn.store.savepoint():
            person = _joined(turn, first, second)
            found = recounted(turn, person.id, study_day(turn.now, person.zone))
            raise _Undone
    except _Undone:
        return found


class _Undone(Exception):
    """Ends what was only tried."""


def part(turn: Turn, person: PersonId, account: MemberId) -> Person:
    """The account stands alone again, with what its own log says; so do the others."""
    accounts = turn.store.links.accounts(person)
    rest = [one for one in accounts if one.member != account]
    (alone,) = (one for one in accounts if one.member == account)
    gone, stay = _grouped(turn, [alone]), _grouped(turn, rest)
    turn.store.links.end(person)
    _derived(turn, stay)
    return _derived(turn, gone)


def _joined(turn: Turn, first: PersonId, second: PersonId) -> Person:
    links = turn.store.links
    came = [replace(one, joined=turn.now) for one in links.accounts(second)]
    together = [*links.accounts(first), *came]
    person = _grouped(turn, together)
    for before in {first, second} - {account.own.id for account in together}:
        links.end(before)
    return person


def _derived(turn: Turn, person: Person) -> Person:
    """With the memory and streak that the log says, and the next reminder."""
    recount.mend(turn, person)
    return remind_in(turn, person)


def _grouped(turn: Turn, group: Sequence[Account]) -> Person:
    """The accounts are one person from now on, for whom nothing is derived yet."""
    links = turn.store.links
    if len(group) == 1:
        account = group[0]
        links.put(account.member, account.own.id, FIRST)
        links.live(account.own.id, account.own.zone, turn.now)
        return account.own
    settings = shared([account.own for account in group])
    person = replace(settings, id=links.make(settings))
    links.set(person)
    for account in group:
        links.put(account.member, person.id, account.joined)
        links.rest(account.own.id)
        links.live(account.own.id, person.zone, turn.now)
    return person


# Where one lives who has several accounts.


def moved(turn: Turn, person: Person, own: Person, place: Place) -> Person:
    """An account is somewhere else; the person, if it is this one's zone they go by."""
    zone, by, home = place
    there = replace(own, zone=zone, zone_by=by, home=home)
    if own.id == person.id:
        turn.store.members.move(person.id, zone, by, home, turn.now)
        return remind_in(turn, there)
    turn.store.links.set(there)
    accounts = turn.store.links.accounts(person.id)
    known = shared([account.own for account in accounts])
    return _settled(turn, person, accounts, known)


def settle(turn: Turn, person: Person, zone: str) -> Person:
    """The member chose a zone, for all of their accounts."""
    accounts = turn.store.links.accounts(person.id)
    chosen = replace(person, zone=zone, zone_by=ZoneBy.MEMBER, home=None)
    if len(accounts) == 1:
        if chosen != person:
            turn.store.members.move(person.id, zone, ZoneBy.MEMBER, None, turn.now)
        return chosen
    for account in accounts:
        turn.store.links.set(
            replace(account.own, zone=zone, zone_by=ZoneBy.MEMBER, home=None)
        )
    return _settled(turn, person, accounts, chosen)


def _settled(
    turn: Turn, person: Person, accounts: Sequence[Account], place: Person
) -> Person:
    """The person lives at `place`, and so do their accounts."""
    there = replace(person, zone=place.zone, zone_by=place.zone_by, home=place.home)
    if there == person:
        return person
    turn.store.links.set(there)
    for account in accounts:
        turn.store.links.live(account.own.id, there.zone, turn.now)
    return remind_in(turn, there)

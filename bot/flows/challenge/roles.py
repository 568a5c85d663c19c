"""The challenge that a button belongs to, and who may do what with it."""

from bot import wording
from bot.actions import Pressed
from bot.challenges import ABSENT, Challenge, Phase
from bot.errors import NotAllowed, Stale
from bot.flows.turn import Turn, Visit
from bot.ids import MemberId


def found(visit: Visit, pressed: Pressed) -> Challenge:
    """The challenge of a button; Stale or NotAllowed where it is none of those here."""
    challenge = visit.store.challenges.get(pressed.number(0))
    if challenge is None:
        raise Stale(wording.refusals.OLD_BUTTON)
    if challenge.channel != visit.caller.channel:
        raise NotAllowed(wording.challenges.OTHER_CHALLENGE)
    return challenge


def going(visit: Visit, pressed: Pressed) -> Challenge:
    """The same, as long as it goes on."""
    challenge = found(visit, pressed)
    if challenge.phase is Phase.ENDED:
        raise Stale(wording.challenges.CHALLENGE_OVER)
    return challenge


def hosts(visit: Visit, challenge: Challenge) -> bool:
    """Whether this is the host, by whichever account."""
    if visit.caller.member == challenge.host:
        return True
    accounts = visit.store.members.accounts(visit.person.id)
    return any(id == challenge.host for id, _ in accounts)


def must_lead(visit: Visit, challenge: Challenge) -> None:
    """NotAllowed unless it is the host, or a player while the host is away."""
    if hosts(visit, challenge):
        return
    player = visit.store.challenges.player(challenge.id, visit.person.id)
    away = visit.now - challenge.changed >= ABSENT
    if not (away and player and player.gone is None):
        raise NotAllowed(wording.challenges.only_host(name(visit, challenge.host)))


def may_end(visit: Visit, challenge: Challenge) -> bool:
    """Whether this member may stop it for everybody."""
    return visit.manages or hosts(visit, challenge)


def must_end(visit: Visit, challenge: Challenge) -> None:
    """NotAllowed unless it is the host or one who manages the space."""
    if not may_end(visit, challenge):
        host = name(visit, challenge.host)
        raise NotAllowed(wording.challenges.only_host_ends(host, visit.platform))


def name(turn: Turn, member: MemberId) -> str:
    """The name last seen; a stand-in for one whose data is gone."""
    known = turn.store.members.known(member)
    return known.name if known and known.name else wording.boards.SOMEBODY

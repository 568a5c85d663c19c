"""The round that a button belongs to, and whether it may still be answered."""

from datetime import timedelta
from typing import NamedTuple

from bot import wording
from bot.actions import Pressed
from bot.cards import Card
from bot.errors import NotAllowed, Stale
from bot.flows.turn import Visit
from bot.rounds import Attempt, Phase, Round, RoundKind, Step
from bot.store import Edition

PRIVATE_FOR = timedelta(hours=24)
"""How long a private question can be answered."""


class Asked(NamedTuple):
    """A round that was pressed, with all that belongs to it."""

    round: Round
    edition: Edition
    card: Card
    done: dict[Step, Attempt]

    @property
    def saved(self) -> Attempt | None:
        """The attempt that counted."""
        return self.done.get(Step.TICK) or self.done.get(Step.CHOICE)

    @property
    def typed(self) -> str:
        """What the member wrote, if anything."""
        commit = self.done.get(Step.COMMIT)
        return (commit.text or "") if commit else ""


def asked(visit: Visit, pressed: Pressed) -> Asked:
    """The round of a button, to be shown.

    Stale or NotAllowed where it is not for this member, in this place, now: what was
    asked before waits while its card is asked anew.
    """
    round = own_round(visit, pressed)
    before = round.member is not None or round.closed is not None
    if before and round.card in visit.hidden():
        raise Stale(wording.refusals.NOW_CARD_OF_THE_DAY)
    done = visit.store.attempts.of(round.id, visit.person.id)
    return Asked(round, *visit.card(round), done)


def asked_card(visit: Visit, pressed: Pressed) -> Asked:
    """The same, for an open card; Stale for a check: it is answered by choosing."""
    this = asked(visit, pressed)
    if this.round.check:
        raise Stale(wording.refusals.OLD_BUTTON)
    return this


def own_round(visit: Visit, pressed: Pressed) -> Round:
    """The round alone: one of this channel, or a private one of this member."""
    round = visit.store.rounds.get(pressed.number(0))
    if round is None:
        raise Stale(wording.refusals.OLD_BUTTON)
    if round.member is None:
        if round.channel != visit.caller.channel:
            raise NotAllowed(wording.refusals.OTHER_CHANNEL)
    elif round.member != visit.caller.member:
        accounts = {id for id, _ in visit.store.members.accounts(visit.person.id)}
        if round.member not in accounts:
            raise NotAllowed(wording.refusals.NOT_YOURS)
    return round


def over(visit: Visit, round: Round) -> bool:
    """Whether the round's time is up, although nobody may have closed it yet."""
    if round.kind is RoundKind.CHALLENGE:
        late = False  # it closes a little after its time
    elif round.kind is RoundKind.DROP:
        late = round.closes is not None and visit.now >= round.closes
    else:
        late = visit.now - round.opened > PRIVATE_FOR
    return late or round.phase is Phase.CLOSED


def must_be_open(visit: Visit, this: Asked) -> None:
    """Stale once the time is up."""
    if over(visit, this.round):
        raise Stale(wording.refusals.closed(this.round.kind))


def must_have_seen(visit: Visit, this: Asked) -> None:
    """The answer is for those who have answered, or once the round is closed."""
    together = this.round.kind is RoundKind.CHALLENGE
    seen = bool(this.done) and not together
    if not seen and not over(visit, this.round):
        raise NotAllowed(
            wording.challenges.STILL_OPEN if together else wording.refusals.ANSWER_FIRST
        )

"""A letter is pressed: kept, told to nobody else, and changed once at most."""

from datetime import timedelta

from bot import paces, wording
from bot.actions import Pressed
from bot.challenges import GRACE, Challenge, Phase, Player, Question
from bot.errors import Stale
from bot.flows import edits, verdicts
from bot.flows.asked import Asked, asked
from bot.flows.blocks import word
from bot.flows.challenge import joining, question
from bot.flows.turn import Visit, privately
from bot.panels import Post
from bot.questions import LETTERS
from bot.rounds import Attempt, Round, RoundKind, Step, allowed
from bot.standings import POINTS


def lock(visit: Visit, pressed: Pressed) -> list[Post]:
    """A letter of the open question; of one that is over, what came of it."""
    this = asked(visit, pressed)
    round, place = this.round, pressed.number(1)
    if round.kind is not RoundKind.CHALLENGE or place >= len(round.order):
        raise Stale(wording.refusals.OLD_BUTTON)
    challenge, asking = visit.store.challenges.of_round(round.id)
    if _over(visit, challenge, round):
        return _late(visit, this, challenge, asking)
    return _locked(visit, this, challenge, place)


def _over(visit: Visit, challenge: Challenge, round: Round) -> bool:
    """Whether it was pressed too late, by the platform's word where it has one."""
    if challenge.phase is not Phase.OPEN or round.closed is not None:
        return True
    stamp = visit.stamp
    return stamp is not None and round.closes is not None and stamp > round.closes


def _late(
    visit: Visit, this: Asked, challenge: Challenge, asked: Question
) -> list[Post]:
    """One who had answered sees how it went, once it is counted."""
    if this.saved:
        return privately(verdicts.again(visit, this, this.saved))
    kept = _last(this)
    if kept is not None:
        raise Stale(wording.challenges.being_counted(_letter(this.round, kept)))
    if asked.void:
        raise Stale(wording.challenges.TOO_LATE_VOID)
    if challenge.phase is Phase.ENDED:
        raise Stale(wording.challenges.TOO_LATE_OVER)
    here = challenge.place == asked.place
    counting = here and challenge.phase in (Phase.OPEN, Phase.COUNTING)
    more = not here or question.left(visit, challenge)
    raise Stale(wording.challenges.too_late(counting, more))


def _last(this: Asked) -> Attempt | None:
    return this.done.get(Step.CHANGE) or this.done.get(Step.LOCK)


def _letter(round: Round, kept: Attempt) -> str:
    assert kept.choice is not None, "a press was stored with its option"
    return LETTERS[round.order.index(kept.choice)]


def _locked(visit: Visit, this: Asked, challenge: Challenge, place: int) -> list[Post]:
    """Who had not joined joins with it."""
    player = visit.store.challenges.player(challenge.id, visit.person.id)
    if player is not None and player.gone is None:
        return word(_kept(visit, this, challenge, place, player))
    player = joining.enter(visit, challenge, player)
    said = _kept(visit, this, challenge, place, player)
    return word(wording.challenges.joined_with_it(said, player.team))


def _kept(
    visit: Visit, this: Asked, challenge: Challenge, place: int, player: Player
) -> str:
    """Keep the letter, and say so. The same again changes nothing."""
    round, kept = this.round, _last(this)
    if kept is not None and kept.choice == round.order[place]:
        return wording.challenges.stands(LETTERS[place], Step.CHANGE in this.done)
    step = Step.CHANGE if kept else Step.LOCK
    if not allowed(step, round.phase, frozenset(this.done)):
        assert kept is not None, "only a change can be one too many"
        raise Stale(wording.challenges.changed_before(_letter(round, kept)))
    attempt = Attempt(
        round.id,
        player.member,
        step,
        visit.now,
        visit.day,
        choice=round.order[place],
        points=_bonus(visit, this, challenge),
    )
    added = visit.store.attempts.add(attempt)
    assert added, "the member had not taken this step"
    message = visit.store.messages.of_round(round.id, question.MESSAGE)
    if message is not None:
        edits.follow(visit, message)
    # Once nobody is missing it closes, when what was pressed by then has arrived.
    visit.store.challenges.look(challenge.id, visit.now + GRACE)
    return wording.challenges.locked(LETTERS[place], step is Step.CHANGE)


def _bonus(visit: Visit, this: Asked, challenge: Challenge) -> int:
    """What the speed of this press adds; all of it before the time began."""
    if not challenge.terms.bonus:
        return 0
    time = question.limit(visit, challenge, this.round)
    closes = this.round.closes
    left = closes - (visit.stamp or visit.now) if closes else time
    return paces.bonus(POINTS[this.card.level], left or timedelta(), time)

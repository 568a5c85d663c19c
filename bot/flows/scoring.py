"""What an attempt is worth: the log, memory, streak and tallies, in one place."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, partial
from typing import NamedTuple

from bot.cards import Card
from bot.days import began, study_day
from bot.flows.turn import RECENT, Turn, Visit
from bot.members import Person, PersonId, platform
from bot.rounds import Attempt, CardNumber, Round, RoundKind, Step
from bot.spacing import Rating, review
from bot.standings import check_points
from bot.streaks import OpenDrop, Streak, asked_day, recount, settle


class Scored(NamedTuple):
    """What came of a counted attempt."""

    points: int
    streak: Streak


def note(visit: Visit, round: Round, step: Step, text: str | None = None) -> bool:
    """Log a step that does not count by itself; False where it was taken before."""
    return visit.store.attempts.add(
        Attempt(round.id, visit.caller.member, step, visit.now, visit.day, text=text)
    )


def count(
    visit: Visit,
    round: Round,
    step: Step,
    rating: Rating,
    choice: int | None = None,
    picks: tuple[int, ...] | None = None,
    points: int = 0,
) -> Scored:
    """Log an attempt that counts; the caller has seen that none did before."""
    attempt = Attempt(
        round.id,
        visit.caller.member,
        step,
        visit.now,
        visit.day,
        choice=choice,
        picks=picks,
        rating=int(rating),
        points=points,
    )
    added = visit.store.attempts.add(attempt)
    assert added, "one attempt counts per member and round"
    memories = visit.store.memories
    memory = review(memories.get(visit.person.id, round.card), rating, visit.now)
    memories.put(visit.person.id, round.card, memory)
    # What a challenge gives on the boards is known, and added, once all are counted.
    visit.store.tallies.add(
        round.channel,
        visit.caller.member,
        visit.day,
        0 if round.kind is RoundKind.CHALLENGE else points,
        round.member is not None and step is Step.CHOICE,
    )
    return Scored(points, credit(visit))


def points_for(visit: Visit, round: Round, card: Card) -> int:
    """Points for a private check answered right, within the day's limits."""
    log = visit.store.attempts
    if log.points_today(visit.person.id, round.card, visit.day):
        return 0
    return check_points(
        card.level, visit.store.tallies.checks(visit.person.id, visit.day)
    )


def credit(visit: Visit) -> Streak:
    """Today counts: the streak, brought up to date and kept."""
    person, day = visit.person.id, visit.day
    kept = visit.store.streaks.get(person) or Streak()
    if kept.counted == day:
        return kept
    # Whoever answers shows that the bot is up: a recount must come to the same.
    visit.store.uptime.beat(visit.now)
    asked = asked_days(visit, person, kept.last or day)
    streak = settle(kept, day, asked).studied(day)
    if streak is None:
        streak = recounted(visit, person, day)
    visit.store.streaks.put(person, streak)
    return streak


def current(turn: Turn, person: Person, day: date) -> Streak:
    """The streak on a day of theirs, judged up to the day before; writes nothing."""
    kept = turn.store.streaks.get(person.id) or Streak()
    if kept.last is None or kept.last >= day:
        return kept
    return settle(kept, day, asked_days(turn, person.id, kept.last))


def recounted(turn: Turn, person: PersonId, today: date) -> Streak:
    """The streak from the log alone."""
    days = turn.store.attempts.days(person)
    first = days[0] if days else today
    return recount(days, today, asked_days(turn, person, first))


def asked_days(turn: Turn, person: PersonId, since: date) -> Callable[[date], bool]:
    """Whether a day after `since` asked something of a person.

    Read once for the whole span: drops of the channels where they answered in the
    thirty days before, while the bot was up, and not answered by then.
    """
    kept: frozenset[date] | None = None

    def asked(day: date) -> bool:
        nonlocal kept
        if kept is None:
            kept = _asked_days(turn, person, since)
        return day in kept

    return asked


def _asked_days(turn: Turn, person: PersonId, since: date) -> frozenset[date]:
    """By the clock of each account: it says on which days its drops were answered."""
    accounts = turn.store.links.accounts(person)
    found = (_asked_of(turn, person, one.own.id, since) for one in accounts)
    return frozenset[date]().union(*found)


def _asked_of(
    turn: Turn, person: PersonId, own: PersonId, since: date
) -> frozenset[date]:
    store = turn.store
    moves = store.members.zones(own)
    start = began(since, moves) - timedelta(days=2)
    answered_on = store.tallies.channels_of(own, since - RECENT)
    answered = store.attempts.answered_drops(person, since - timedelta(days=2))
    up = cache(partial(store.uptime.between, start, turn.now))
    found: set[date] = set()
    for id, channel, opened, closed in store.rounds.drops_between(
        answered_on, start, turn.now
    ):
        drop = OpenDrop(opened, min(closed, turn.now), answered.get(id))
        day = asked_day(drop, up(platform(channel)), moves)
        if day is not None and _theirs(answered_on[channel], day):
            found.add(day)
    return frozenset(found)


def _theirs(days: list[date], day: date) -> bool:
    """Whether the member had answered there in the month before that day."""
    return any(day - RECENT <= one < day for one in days)


def returns_in(visit: Visit, card: CardNumber) -> int | None:
    """Days until a card returns, 0 where it is due; None where it never does.

    Messages of weeks ago are pressed as well: by then it may be due, or have left.
    """
    memory = visit.store.memories.get(visit.person.id, card)
    if memory is None or not visit.store.decks.asked_still([card]):
        return None
    return max(0, (study_day(memory.due, visit.person.zone) - visit.day).days)

"""When a channel's next drop is due, and which card it asks."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from bot.days import instant, local_day
from bot.spacing import UNSEEN

CATCH_UP = timedelta(hours=6)
"""A drop later than this is skipped, not posted."""

OPEN_FOR = timedelta(hours=24)
"""A drop closes after this, or at the next drop if that comes first."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Schedule:
    """A channel's own time, on its days (0 is Monday), in its zone.

    `paused` rests until somebody resumes; `paused_until` is the first day on which
    drops come again; `skips` are single days left out.
    """

    zone: str
    at: time
    days: frozenset[int]
    paused_until: date | None = None
    paused: bool = False
    skips: frozenset[date] = frozenset()

    def allows(self, day: date) -> bool:
        """Whether a drop belongs to this local date."""
        return (
            not self.paused
            and day.weekday() in self.days
            and day not in self.skips
            and (self.paused_until is None or day >= self.paused_until)
        )


def occurrence(schedule: Schedule, day: date) -> datetime | None:
    """When the drop of this local date is due, in UTC; None where it has none.

    Where the clocks skip the time of the drop, even over midnight, it comes at the
    first moment after and stays that date's. A date that a zone left out altogether
    (Samoa had no 30 December 2011) has no drop.
    """
    if not schedule.allows(day):
        return None
    due = instant(day, schedule.at, schedule.zone)
    if local_day(due, schedule.zone) != day:
        midnight = instant(day, time(0), schedule.zone)
        if local_day(midnight, schedule.zone) != day:
            return None
    return due


def next_drop(
    schedule: Schedule, after: date | None, now: datetime
) -> tuple[date, datetime] | None:
    """The first occurrence due at `now` or later, of a local date later than `after`.

    None while the schedule rests. Pass the last date that had its drop as `after`: then
    dates only move forward, whatever becomes of the zone.
    """
    if schedule.paused or not schedule.days:
        return None
    # A skipped wall time may fall due on the day after its own.
    day = local_day(now, schedule.zone) - timedelta(days=1)
    if after is not None:
        day = max(day, after + timedelta(days=1))
    if schedule.paused_until is not None:
        day = max(day, schedule.paused_until)
    while True:
        due = occurrence(schedule, day)
        if due is not None and due >= now:
            return day, due
        day += timedelta(days=1)


def missed(due: datetime, now: datetime, zone: str) -> bool:
    """Whether it is too late to post: over `CATCH_UP` late, or another local date."""
    if now <= due:
        return False
    return now - due > CATCH_UP or local_day(now, zone) != local_day(due, zone)


class Why(StrEnum):
    """Why a card is asked."""

    FIRST_PASS = "first pass"
    FORGOTTEN = "forgotten"
    ONLY = "only"


@dataclass(frozen=True, slots=True)
class Choice(Generic[K]):
    """The card to ask; `unseen` are left that were never asked here."""

    key: K
    why: Why
    unseen: int


def pick(
    order: Sequence[K], asked: Mapping[K, int], forgetting: Mapping[K, float]
) -> Choice[K] | None:
    """Which of the cards in `order` to ask; None if there are none.

    `asked` gives the place in the channel's history at which a card was last asked (a
    greater number is more recent), `forgetting` the group's probability of having
    forgotten it; one that nobody answered when it was asked is half forgotten. The most
    recently asked third rests, and always the last one unless it is the only one.
    """
    unseen = [key for key in order if key not in asked]
    if unseen:
        return Choice(unseen[0], Why.FIRST_PASS, len(unseen) - 1)
    if len(order) < 2:
        return Choice(order[0], Why.ONLY, 0) if order else None
    by_age = sorted(order, key=asked.__getitem__)
    rested = by_age[: len(order) - -(-len(order) // 3)]
    # sorted() and max() both keep the first of equals: by age, then by the order.
    key = max(rested, key=lambda key: forgetting.get(key, 1 - UNSEEN))
    return Choice(key, Why.FORGOTTEN, 0)

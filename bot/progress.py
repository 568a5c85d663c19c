"""What a member's progress is: plain numbers, before anything is drawn of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 26
"""Weeks that are looked back on, the running one included."""

DUE_DAYS = 14
"""Days that are looked ahead to, today included."""

TAGS = 8
"""Tags that are shown, the first of those given; what is left out is counted."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How well the cards of one level or tag are held.

    `recall` is the mean probability of recalling one of the `seen` cards, 0 to 1.
    """

    label: str
    recall: float
    seen: int
    total: int


@dataclass(frozen=True, slots=True)
class Progress:
    """`days` counts attempts by local date; `due` counts cards due today (overdue ones
    too) and on each of the days after it.
    """

    today: date
    days: Mapping[date, int]
    frozen: frozenset[date]
    streak: int
    best: int
    levels: tuple[Strength, ...]
    tags: tuple[Strength, ...]
    due: tuple[int, ...]

    @property
    def first_day(self) -> date:
        """The Monday with which the weeks begin."""
        return self.today - timedelta(days=self.today.weekday(), weeks=WEEKS - 1)

    @property
    def studied(self) -> list[date]:
        """The days of these weeks on which anything was answered, in order."""
        return self._within(day for day, count in self.days.items() if count > 0)

    @property
    def saved(self) -> list[date]:
        """The days of these weeks that a freeze saved, in order."""
        return self._within(self.frozen)

    @property
    def coming(self) -> list[int]:
        """What is due on each of the days ahead, one number for each of them."""
        return [*self.due[:DUE_DAYS], *[0] * (DUE_DAYS - len(self.due))]

    def _within(self, days: Iterable[date]) -> list[date]:
        first = self.first_day
        return sorted(day for day in days if first <= day <= self.today)

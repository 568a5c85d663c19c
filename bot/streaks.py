"""Which local days count: streaks, and the freezes that save them.

A day is studied, or else it is judged once it is over. A judged day breaks the streak
only if it was asked for; a freeze, where one is held, is used up instead. Days that
nothing asked for are neutral, so weekends, pauses and outages cost nothing.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.days import Moves, Span, began, lived

FREEZE_EVERY = 7
"""Streak days that earn a freeze."""

FREEZES = 2
"""Freezes that can be held."""

ASKING = timedelta(hours=6)
"""How long a drop must be open on a day, with the bot up, to ask for that day."""

_DAY = timedelta(days=1)


class Streak(NamedTuple):
    """A member's streak, as of `last`, the latest day settled: studied or judged.

    `counted` is the latest day studied; `used` are the days that a freeze saved, which
    neither count nor break. A cache of the log: `recount` has the final word.
    """

    days: int = 0
    best: int = 0
    freezes: int = 0
    last: date | None = None
    counted: date | None = None
    used: frozenset[date] = frozenset()

    def studied(self, day: date) -> "Streak | None":
        """The streak after studying on `day`; a second time that day changes nothing.

        None where it cannot be known from here and the log must be recounted: when the
        day was settled already (the member flew west), or days before it were not.
        """
        if day == self.counted:
            return self
        if self.last is not None and day != self.last + _DAY:
            return None
        days = self.days + 1
        earned = 1 if days % FREEZE_EVERY == 0 else 0
        freezes = min(FREEZES, self.freezes + earned)
        return Streak(days, max(self.best, days), freezes, day, day, self.used)

    def missed(self, day: date) -> "Streak":
        """The streak after a day that was asked for and not studied.

        A day settled before changes nothing. A freeze is used only where there is a
        streak to save.
        """
        if self.last is not None and day <= self.last:
            return self
        if self.days and self.freezes:
            used = self.used | {day}
            return self._replace(freezes=self.freezes - 1, last=day, used=used)
        return self._replace(days=0, last=day)

    def rested(self, day: date) -> "Streak":
        """The streak after a day that nothing asked for."""
        if self.last is not None and day <= self.last:
            return self
        return self._replace(last=day)


def settle(streak: Streak, today: date, asked: Callable[[date], bool]) -> Streak:
    """Judge each day after the last settled one, up to yesterday."""
    while streak.last is not None and streak.last + _DAY < today:
        if not streak.days:
            return streak.rested(today - _DAY)
        day = streak.last + _DAY
        streak = streak.missed(day) if asked(day) else streak.rested(day)
    return streak


def recount(days: Iterable[date], today: date, asked: Callable[[date], bool]) -> Streak:
    """The streak from the log: `days` are the local dates stored with attempts."""
    streak = Streak()
    for day in sorted(set(days)):
        grown = settle(streak, day, asked).studied(day)
        assert grown is not None, "every day before was just settled"
        streak = grown
    return settle(streak, today, asked)


@dataclass(frozen=True, slots=True)
class OpenDrop:
    """A drop of one of the member's channels.

    `closed` is when it will close where it is still open; `answered` the study day that
    the member's answer to it was stored with.
    """

    opened: datetime
    closed: datetime
    answered: date | None = None


def asked_day(drop: OpenDrop, up: Sequence[Span], moves: Moves) -> date | None:
    """The one study day of a member that this drop asks for.

    It is the first on which the drop was open, and the bot up, for `ASKING` in all, as
    the member lived it; none where they had answered on a day before. `up` is sorted
    and does not overlap.
    """
    # Two days back is before any zone's own date.
    day = drop.opened.date() - 2 * _DAY
    while began(day, moves) < drop.closed:
        hours = (
            _up_for(up, max(start, drop.opened), min(end, drop.closed))
            for start, end in lived(day, moves)
        )
        if sum(hours, timedelta()) >= ASKING:
            early = drop.answered is not None and drop.answered < day
            return None if early else day
        day += _DAY
    return None


def _up_for(up: Sequence[Span], start: datetime, end: datetime) -> timedelta:
    """How long the bot was up between two moments."""
    total = timedelta()
    first = max(0, bisect_right(up, start, key=lambda span: span[0]) - 1)
    for index in range(first, len(up)):
        since, until = up[index]
        if since >= end:
            break
        total += max(timedelta(), min(until, end) - max(since, start))
    return total

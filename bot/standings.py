"""Who stands where over a span of days, and what an answer is worth."""

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.cards import Level
from bot.places import Place, ranked

POINTS: Mapping[Level | None, int] = {
    Level.BEGINNER: 10,
    Level.INTERMEDIATE: 20,
    Level.ADVANCED: 30,
    Level.EXPERT: 40,
    Level.STAFF: 50,
    None: 20,
}
"""What a right answer is worth by level; a card without one counts as intermediate."""

DAILY_CHECKS = 10
"""Private checks that give points in a member's day."""


class Period(StrEnum):
    """How far back a board looks."""

    WEEK = "week"
    MONTH = "month"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a member gathered: `points`, and `days` with at least one attempt."""

    member: str
    name: str
    points: int
    days: int


def rank(tallies: Iterable[Tally]) -> list[Place[Tally]]:
    """The board: by points, or by study days where nobody has points."""
    ordered = sorted(tallies, key=lambda t: (-t.days, t.name.casefold()))
    if any(tally.points for tally in ordered):
        return ranked(ordered, lambda tally: tally.points)
    return ranked(ordered, lambda tally: tally.days)


def check_points(level: Level | None, counted_today: int) -> int:
    """Points for a right private check after so many that counted today."""
    return POINTS[level] if counted_today < DAILY_CHECKS else 0


def span(period: Period, today: date) -> tuple[date, date]:
    """The first and the last day of the period that `today` is in, both included."""
    match period:
        case Period.WEEK:
            monday = today - timedelta(days=today.weekday())
            return monday, monday + timedelta(days=6)
        case Period.MONTH:
            last = calendar.monthrange(today.year, today.month)[1]
            return today.replace(day=1), today.replace(day=last)
        case Period.ALL:
            return date.min, date.max

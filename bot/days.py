"""Local days, and what they are in UTC."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_STARTS = time(3)
"""Before this time on the wall, whoever still studies is living yesterday."""


_DAY = timedelta(days=1)


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment in UTC when the wall clock of `zone` shows this day and time.

    A time that the clocks skip is the first moment after the gap; one that they show
    twice is the first of the two.
    """
    wall = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    early, late = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    assert early is not None
    assert late is not None
    found = (wall.replace(tzinfo=None) - early).replace(tzinfo=UTC)
    if late <= early:
        return found
    return _change(found - (late - early), found, wall.tzinfo)


def local_day(now: datetime, zone: str) -> date:
    """The calendar date on the wall of `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


@lru_cache(4096)
def study_day(now: datetime, zone: str) -> date:
    """The date that studying at `now` counts for: it begins at `DAY_STARTS`.

    Where clocks are set back over 03:00 the day begins the first time and stays begun.
    """
    day = local_day(now, zone)
    return day if now >= instant(day, DAY_STARTS, zone) else day - _DAY


def study_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """A study day in UTC, from its first moment to the next day's; 23 to 25 hours."""
    return instant(day, DAY_STARTS, zone), instant(day + _DAY, DAY_STARTS, zone)


def _change(before: datetime, after: datetime, zone: object) -> datetime:
    """The moment at which the clocks change, after `before` and not after `after`."""
    assert isinstance(zone, ZoneInfo)
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        seconds = (after - before) // timedelta(seconds=2)
        middle = before + timedelta(seconds=seconds)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)

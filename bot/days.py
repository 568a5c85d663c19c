"""Local days, and what they are in UTC."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_STARTS = time(3)
"""Before this time on the wall, whoever still studies is living yesterday."""

_DAY = timedelta(days=1)

Span = tuple[datetime, datetime]
"""Two moments in UTC, the second after the first."""

Moves = Sequence[tuple[datetime, str]]
"""The zones somebody lived in, each with the moment they came there, oldest first; the
first counts for all time before as well. Never empty."""


def instant(day: date, at: time, zone: str) -> datetime:
    """The moment in UTC when the wall clock of `zone` shows this day and time.

    A time that the clocks skip is the first moment after the gap; one that they show
    twice is the first of the two.
    """
    place = ZoneInfo(zone)
    wall = datetime.combine(day, at, tzinfo=place)
    early, late = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    assert early is not None
    assert late is not None
    found = (wall.replace(tzinfo=None) - early).replace(tzinfo=UTC)
    if late <= early:
        return found
    return _change(found - (late - early), found, place)


def local_day(now: datetime, zone: str) -> date:
    """The calendar date on the wall of `zone`."""
    return now.astimezone(ZoneInfo(zone)).date()


@lru_cache(4096)
def _start(day: date, zone: str) -> datetime:
    """When a study day begins."""
    return instant(day, DAY_STARTS, zone)


@lru_cache(4096)
def study_day(now: datetime, zone: str) -> date:
    """The date that studying at `now` counts for: it begins at `DAY_STARTS`.

    Where clocks are set back over 03:00 the day begins the first time and stays begun.
    """
    day = local_day(now, zone)
    return day if now >= _start(day, zone) else day - _DAY


def study_span(day: date, zone: str) -> Span:
    """A study day in UTC, from its first moment to the next day's; 23 to 25 hours."""
    return _start(day, zone), _start(day + _DAY, zone)


def began(day: date, moves: Moves) -> datetime:
    """When this study day, or a later one, first began for somebody who moved."""
    start = _start(day, moves[0][1])
    for since, zone in moves[1:]:
        if start < since:
            break
        start = max(since, _start(day, zone))
    return start


def lived(day: date, moves: Moves) -> Iterator[Span]:
    """When it was this study day where somebody was, up to the next one's beginning.

    After a flight west a day that was over comes again: those hours are no day's.
    """
    over = began(day + _DAY, moves)
    ends = (*(since for since, _ in moves[1:]), over)
    for (since, zone), left in zip(moves, ends, strict=True):
        start, end = study_span(day, zone)
        start = start if since == moves[0][0] else max(start, since)
        end = min(end, left, over)
        if start < end:
            yield start, end


def without(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """What is left of the spans; both oldest first, and neither overlapping itself."""
    left: list[Span] = []
    for start, end in spans:
        for out, back in holes:
            if start < out < end:
                left.append((start, out))
            if out < end and back > start:
                start = back
        if start < end:
            left.append((start, end))
    return left


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks change, after `before` and not after `after`."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        seconds = (after - before) // timedelta(seconds=2)
        middle = before + timedelta(seconds=seconds)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)

"""A member's progress, and its picture."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from bot.typeset import LOCK, Drawn, Theme

VERSION = 1
"""Counts up with every change to what is drawn, so that kept pictures go stale."""

WEEKS = 26
"""Weeks of the calendar, the running one included."""

DUE_DAYS = 14
"""Days for which the picture shows what is due, today included."""


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
    """What the progress picture shows.

    `days` counts attempts by local date; `due` counts cards due today (overdue ones
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


def draw(progress: Progress, theme: Theme, width: int = 900) -> Drawn:
    """The progress picture, `width` pixels wide; the same progress, the same bytes."""
    from bot.chart_sheet import paint

    with LOCK:
        png, height = paint(progress, theme, width)
    return Drawn(png, alt(progress), width, height)


def key(progress: Progress, theme: Theme, width: int = 900) -> str:
    """A name for what `draw` would give: equal exactly where the pictures are."""
    content = [
        VERSION,
        progress.today.isoformat(),
        sorted((day.isoformat(), count) for day, count in progress.days.items()),
        sorted(day.isoformat() for day in progress.frozen),
        [progress.streak, progress.best, progress.due],
        [asdict(one) for one in (*progress.levels, *progress.tags)],
        [len(progress.levels), theme, width],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:40]


def alt(progress: Progress) -> str:
    """The picture in words; 1,000 characters at most."""
    from bot.typeset.reading import joined

    start = first_day(progress.today)
    studied = sum(
        count > 0 and start <= day <= progress.today
        for day, count in progress.days.items()
    )
    frozen = sum(start <= day <= progress.today for day in progress.frozen)
    parts = [
        "Progress",
        f"Streak: {_counted(progress.streak, 'day')}, best {progress.best}",
        f"Studied on {_counted(studied, 'day')} of the last {WEEKS} weeks",
        f"Freezes used: {frozen}" if frozen else "",
        _strengths("By level", progress.levels),
        _strengths("By tag", progress.tags),
        _due(progress.due),
    ]
    return joined(parts)


def first_day(today: date) -> date:
    """The Monday with which the calendar begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def _counted(number: int, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _strengths(title: str, strengths: Sequence[Strength]) -> str:
    said = [
        f"{one.label} {round(one.recall * 100)} % ({one.seen} of {one.total} seen)"
        for one in strengths
        if one.seen
    ]
    return f"{title}: {', '.join(said)}" if said else ""


def _due(due: Sequence[int]) -> str:
    if not any(due):
        return "Nothing is due"
    days = due[:DUE_DAYS]
    return f"Due: {days[0]} today, {sum(days)} within {_counted(len(days), 'day')}"

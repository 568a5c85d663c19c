"""A member's progress, in words and for its picture."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from bot.wording.counting import plural

MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PROGRESS = "Progress"
CALENDAR = "Study days"
COUNTED = "answers a day"
FIRST = "Answer one card to fill today's square."
FROZEN = "freeze"
DUE = "Coming back"
NOW = "now"
NOTHING_DUE = ("Nothing is due", "in the next two weeks.")
LATER = "What comes next"
LATER_LINES = (
    "After a few answers you see here what you",
    "hold well, and when each card comes back.",
)
LEVELS = "By level"
TAGS = "By tag"
COLUMNS = ("recall", "seen")


def title(name: str) -> str:
    return f"Progress of {name}"


def page(number: int, count: int) -> str:
    return f"{number} of {count}"


def captions(streak: int, studied: int, weeks: int) -> tuple[tuple[str, str], ...]:
    """What the four numbers of the picture count, in two short lines each."""
    return (
        ("day in" if streak == 1 else "days in", "a row"),
        ("best", "streak"),
        ("day in" if studied == 1 else "days in", f"{weeks} weeks"),
        ("due", "today"),
    )


def numbers(streak: int, best: int, studied: int, weeks: int, due: int) -> str:
    return (
        f"Streak: {plural(streak, 'day')}, best {best:,}. "
        f"Studied on {plural(studied, 'day')} in {weeks} weeks. "
        f"Due today: {due:,}"
    )


def calendar(months: Sequence[tuple[str, int]], today: int, frozen: int) -> str:
    by_month = ", ".join(f"{days} in {name}" for name, days in months)
    parts = [f"Study days: {by_month}"]
    parts += [f"Answered today: {today:,}"] if today else ["Nothing answered today"]
    parts += [f"{plural(frozen, 'day')} saved by a freeze"] if frozen else []
    return ". ".join(parts)


def due(days: Sequence[tuple[str, int]], rest: int, last: datetime.date) -> str:
    said = [f"{count:,} {name}" for name, count in days if count]
    said += [later(f"{rest:,}", last)] if rest else []
    return f"{DUE}: {', '.join(said)}"


def later(count: str, last: datetime.date) -> str:
    return f"{count} more by {last.day} {MONTHS[last.month - 1]}"


def strengths(head: str, rows: Sequence[str], hidden: int) -> str:
    others = [more(hidden)] if hidden else []
    return f"{head}: {', '.join([*rows, *others])}"


def strength(name: str, recall: int | None, seen: int, total: int) -> str:
    if recall is None:
        return f"{name} not seen ({total:,})"
    return f"{name} {recall} % ({seen:,} of {total:,} seen)"


def more(tags: int) -> str:
    return f"and {plural(tags, 'more tag')}"

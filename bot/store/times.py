"""Dates and times of day as they are stored."""

from datetime import date, datetime, time

from bot.moments import from_ms, to_ms


def minutes(at: time | None) -> int | None:
    """Minutes after midnight."""
    return None if at is None else at.hour * 60 + at.minute


def time_of(minutes: int | None) -> time | None:
    return None if minutes is None else time(*divmod(minutes, 60))


def ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def moment(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)


def iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def iso_of(column: str) -> str:
    """A column of milliseconds as an expression that reads like `isoformat`."""
    return f"strftime('%Y-%m-%dT%H:%M:%f+00:00', {column} / 1000.0, 'unixepoch')"

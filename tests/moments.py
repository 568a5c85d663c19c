"""Moments and zones that tests of the calendar name."""

from datetime import UTC, datetime
from zoneinfo import available_timezones

ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)

"""What was typed as a zone, time, day or date, and cannot be one."""

from __future__ import annotations

import datetime

from bot.wording.counting import listing


def zone_is_offset(typed: str, places: list[str]) -> str:
    example = listing(places[:3] or ["Europe/Berlin", "Asia/Kolkata"], "or")
    return (
        f"“{typed}” would be an hour off whenever the clocks change. "
        f"Name a city instead, such as {example}."
    )


def zone_is_short(typed: str, zones: tuple[str, ...]) -> str:
    return (
        f"“{typed}” can mean different clocks. "
        f"Name a city instead, such as {listing(zones, 'or')}."
    )


def zone_is_unclear(typed: str, zones: tuple[str, ...]) -> str:
    return f"There is more than one “{typed}”. Type {listing(zones, 'or')}."


def no_such_zone(typed: str, similar: list[str]) -> str:
    if similar:
        return (
            f"I know no time zone called “{typed}”. "
            f"Did you mean {listing(similar, 'or')}?"
        )
    return (
        f"I know no time zone called “{typed}”. "
        "Type the nearest large city, such as Berlin or Europe/Berlin."
    )


def not_a_time(text: str) -> str:
    return f"“{text[:40]}” is not a time I can read. Type it like 09:00, 9am or 21:30."


def not_days(text: str) -> str:
    return (
        f"“{text[:40]}” is not a set of days I can read. "
        "Type them like mon-fri, or mon, wed, fri, or every day."
    )


def not_a_date(text: str, today: datetime.date) -> str:
    return (
        f"“{text[:40]}” is not a date I can read. "
        f"Type it like {today + datetime.timedelta(days=7)}, tomorrow, "
        "in 3 days or Friday."
    )


def date_too_far(today: datetime.date) -> str:
    return (
        "That is more than ten years away. "
        f"Type a nearer date, such as {today + datetime.timedelta(days=7)}."
    )

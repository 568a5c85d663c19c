"""Times, days of the week and dates as people type them."""

import re
from calendar import isleap
from datetime import date, time, timedelta

from bot import wording
from bot.errors import BadInput

HORIZON = timedelta(days=3660)
"""How far from today a typed date may lie."""

WEEK = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

_DAY = timedelta(days=1)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2})|h)? ?([ap]m)?", re.ASCII)
_ISO = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_IN = re.compile(r"in (a|an|one|two|three|\d{1,4}) (day|week)s?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+),?(?: (\d{4}))?", re.ASCII)
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?", re.ASCII)


def parse_time(text: str) -> time:
    """A time of day from 9, 09:00, 9am, 9.30 pm, 21h or noon; BadInput otherwise."""
    typed = " ".join(text.casefold().split())
    if typed in ("noon", "midday"):
        return time(12)
    if typed == "midnight":
        return time(0)
    found = _CLOCK.fullmatch(typed.replace("a.m.", "am").replace("p.m.", "pm"))
    if not found:
        raise BadInput(wording.typed.not_a_time(text))
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half:
        if not 1 <= hour <= 12:
            raise BadInput(wording.typed.not_a_time(text))
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise BadInput(wording.typed.not_a_time(text))
    return time(hour, minute)


def parse_days(text: str) -> frozenset[int]:
    """Days of the week (0 is Monday) from words, lists and ranges; BadInput otherwise.

    A range may go round the week's end: fri-mon is four days.
    """
    typed = " ".join(text.casefold().split())
    typed = re.sub(r"\s*(?:-|–|—|\bto\b|\btill\b|\buntil\b|\bthrough\b)\s*", "-", typed)
    if re.fullmatch(r"every day|everyday|daily|all|all days|all week", typed):
        return frozenset(range(7))
    found: set[int] = set()
    for part in re.split(r"[,;&+/ ]|\band\b|\bon\b|\bevery\b", typed):
        if part:
            found |= _days_named(part, text)
    if not found:
        raise BadInput(wording.typed.not_days(text))
    return frozenset(found)


def days_text(days: frozenset[int]) -> str:
    """Days of the week in words: "Monday to Friday"; `parse_days` reads it back."""
    if len(days) == 7:
        return "every day"
    parts: list[str] = []
    for run in _runs(days):
        if len(run) > 2:
            parts.append(f"{WEEK[run[0]]} to {WEEK[run[-1]]}")
        else:
            parts.extend(WEEK[day] for day in run)
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def parse_date(text: str, today: date) -> date:
    """A date from 2027-01-07, tomorrow, in 3 days, friday or 7 January.

    A weekday is the next one after `today`, a date without a year the next one from
    `today` on. BadInput for anything else, and beyond `HORIZON`.
    """
    typed = " ".join(text.casefold().split()).removeprefix("on ")
    try:
        found = _date(typed, today)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise BadInput(wording.typed.not_a_date(text, today))
    if abs(found - today) > HORIZON:
        raise BadInput(wording.typed.date_too_far(today))
    return found


def _days_named(part: str, text: str) -> set[int]:
    if part in ("weekdays", "weekday", "workdays", "workday"):
        return set(range(5))
    if part in ("weekends", "weekend"):
        return {5, 6}
    first, dash, last = part.partition("-")
    start = _weekday(first)
    end = _weekday(last) if dash else start
    if start is None or end is None:
        raise BadInput(wording.typed.not_days(text))
    return {(start + n) % 7 for n in range((end - start) % 7 + 1)}


def _weekday(word: str) -> int | None:
    """The day that a name or the beginning of one means, "tues" and "mondays" too."""
    word = word.rstrip(".").removesuffix("s") if len(word) > 5 else word.rstrip(".")
    if word == "weds":
        return 2
    for day, name in enumerate(WEEK):
        if len(word) > 1 and name.casefold().startswith(word):
            return day
    return None


def _runs(days: frozenset[int]) -> list[list[int]]:
    """Days that follow each other, a run over Sunday night kept together."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == 6:
        joined = runs.pop() + runs[0]
        # Two single days read better in the week's order.
        runs = [*runs[1:], joined] if len(joined) > 2 else [[0], *runs[1:], [6]]
    return runs


def _date(typed: str, today: date) -> date | None:
    """ValueError or OverflowError where the calendar has no such day."""
    words = {"today": 0, "tomorrow": 1, "next week": 7}
    if typed in words:
        return today + words[typed] * _DAY
    if _ISO.fullmatch(typed):
        return date.fromisoformat(typed)
    if found := _IN.fullmatch(typed):
        counts = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
        count = counts.get(found[1]) or int(found[1])
        return today + count * (7 if found[2] == "week" else 1) * _DAY
    if (weekday := _weekday(typed)) is not None:
        return today + ((weekday - today.weekday() - 1) % 7 + 1) * _DAY
    if found := _DAY_MONTH.fullmatch(typed):
        return _month_day(found[2], int(found[1]), found[3], today)
    if found := _MONTH_DAY.fullmatch(typed):
        return _month_day(found[1], int(found[2]), found[3], today)
    return None


def _month_day(name: str, day: int, year: str | None, today: date) -> date | None:
    months = [n for n, full in enumerate(_MONTHS, 1) if full.startswith(name)]
    if len(name) < 3 or not months:
        return None
    month = months[0]
    if year:
        return date(int(year), month, day)
    if (month, day) == (2, 29):
        years = (y for y in range(today.year, today.year + 9) if isleap(y))
        return next(d for y in years if (d := date(y, 2, 29)) >= today)
    found = date(today.year, month, day)
    return found if found >= today else found.replace(year=today.year + 1)

"""Local days, around every clock change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.days import instant, lived, local_day, study_day, study_span, without
from tests.moments import ZONES, utc


def _moment_of(day: str, at: str, zone: str) -> str:
    found = instant(date.fromisoformat(day), time.fromisoformat(at), zone)
    return found.strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        ("2026-01-15", "09:00", "Europe/Berlin", "2026-01-15 08:00:00"),
        ("2026-07-15", "09:00", "Europe/Berlin", "2026-07-15 07:00:00"),
        # Skipped times: the first moment after the gap.
        ("2026-03-29", "02:00", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-29", "02:59", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-03-29", "03:00", "Europe/Berlin", "2026-03-29 01:00:00"),
        ("2026-04-24", "00:00", "Africa/Cairo", "2026-04-23 22:00:00"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03 15:30:00"),
        ("2025-03-29", "23:30", "America/Scoresbysund", "2025-03-30 01:00:00"),
        # Times shown twice: the first of the two.
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25 00:30:00"),
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01 05:30:00"),
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04 14:45:00"),
    ],
)
def test_an_instant_is_the_wall_time_even_where_clocks_change(
    day: str, at: str, zone: str, moment: str
) -> None:
    assert _moment_of(day, at, zone) == moment


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        ("2026-11-23 01:59:59", "Europe/Berlin", date(2026, 11, 22)),
        ("2026-11-23 02:00:00", "Europe/Berlin", date(2026, 11, 23)),
        ("2026-11-23 07:59:59", "America/New_York", date(2026, 11, 22)),
        ("2026-11-23 08:00:00", "America/New_York", date(2026, 11, 23)),
        # 02:00 springs to 03:00, and the day begins at once.
        ("2026-03-29 00:59:59", "Europe/Berlin", date(2026, 3, 28)),
        ("2026-03-29 01:00:00", "Europe/Berlin", date(2026, 3, 29)),
        # 02:59 is shown twice, 03:00 once.
        ("2026-10-25 01:59:59", "Europe/Berlin", date(2026, 10, 24)),
        ("2026-10-25 02:00:00", "Europe/Berlin", date(2026, 10, 25)),
        # 03:00 springs to 04:00.
        ("2026-03-29 00:59:59", "Europe/Helsinki", date(2026, 3, 28)),
        ("2026-03-29 01:00:00", "Europe/Helsinki", date(2026, 3, 29)),
        # 03:45 falls back to 02:45: the day has begun and stays begun.
        ("2026-04-04 13:14:59", "Pacific/Chatham", date(2026, 4, 4)),
        ("2026-04-04 13:15:00", "Pacific/Chatham", date(2026, 4, 5)),
        ("2026-04-04 14:05:00", "Pacific/Chatham", date(2026, 4, 5)),
    ],
)
def test_a_study_day_begins_at_three_by_the_wall(
    now: str, zone: str, day: date
) -> None:
    assert study_day(utc(now), zone) == day


def test_a_study_day_lasts_23_to_25_hours_where_clocks_change() -> None:
    def hours(day: date) -> float:
        start, end = study_span(day, "Europe/Berlin")
        return (end - start) / timedelta(hours=1)

    assert hours(date(2026, 3, 28)) == 23
    assert hours(date(2026, 3, 29)) == 24
    assert hours(date(2026, 10, 24)) == 25


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.integers(0, 7 * 365 * 24 * 3600),
)
def test_every_moment_lies_in_the_span_of_its_study_day(
    zone: str, seconds: int
) -> None:
    now = utc("2024-01-01 00:00:00") + timedelta(seconds=seconds)

    start, end = study_span(study_day(now, zone), zone)

    assert start <= now < end


@pytest.mark.parametrize("zone", ZONES[::12])
def test_study_days_follow_each_other_without_gap_or_overlap(zone: str) -> None:
    days = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    spans = [study_span(day, zone) for day in days]

    assert all(a[1] == b[0] and a[0] < a[1] for a, b in pairwise(spans))
    assert [study_day(start, zone) for start, _ in spans] == days


@settings(deadline=None)
@given(
    st.sampled_from(ZONES),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.times(),
)
def test_an_instant_shows_its_time_or_the_time_was_skipped(
    zone: str, day: date, at: time
) -> None:
    found = instant(day, at, zone)
    shown = found.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    before = (found - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
    wanted = datetime.combine(day, at)

    assert shown == wanted or before.replace(tzinfo=None) < wanted < shown


def test_the_local_day_is_the_calendars_even_at_night() -> None:
    assert local_day(utc("2026-11-22 23:30:00"), "Europe/Berlin") == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "spans"),
    [
        ("2026-03-08", [("03-08 03", "03-09 03")]),
        ("2026-03-10", [("03-10 03", "03-10 12"), ("03-10 12", "03-10 18")]),
        ("2026-03-12", [("03-11 18", "03-12 18")]),
    ],
)
def test_a_day_is_lived_where_one_was_at_its_hours(
    day: str, spans: list[tuple[str, str]]
) -> None:
    """At noon on the tenth, in UTC, somebody arrives in Tokyo."""
    moves = [
        (utc("2026-01-01 00:00:00"), "UTC"),
        (utc("2026-03-10 12:00:00"), "Asia/Tokyo"),
    ]

    found = list(lived(date.fromisoformat(day), moves))

    assert [(f"{a:%m-%d %H}", f"{b:%m-%d %H}") for a, b in found] == spans


@pytest.mark.parametrize(
    ("holes", "left"),
    [
        ([], [(1, 5), (7, 9)]),
        ([(0, 1), (9, 12)], [(1, 5), (7, 9)]),
        ([(0, 2)], [(2, 5), (7, 9)]),
        ([(4, 8)], [(1, 4), (8, 9)]),
        ([(2, 3), (3, 4)], [(1, 2), (4, 5), (7, 9)]),
        ([(1, 5)], [(7, 9)]),
        ([(0, 12)], []),
    ],
)
def test_spans_without_holes_are_what_is_left(
    holes: list[tuple[int, int]], left: list[tuple[int, int]]
) -> None:
    def at(hours: list[tuple[int, int]]) -> list[tuple[datetime, datetime]]:
        day = datetime(2026, 11, 23, tzinfo=UTC)
        return [(day.replace(hour=a), day.replace(hour=b)) for a, b in hours]

    assert without(at([(1, 5), (7, 9)]), at(holes)) == at(left)

"""Streaks: which days count, which break, and which a freeze saves."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.days import study_day
from bot.streaks import OpenDrop, Streak, asked_day, recount, settle
from tests.effort import at_most
from tests.moments import utc

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MONDAY = date(2026, 1, 5)
BERLIN = "Europe/Berlin"


def always(day: date) -> bool:
    return True


def never(day: date) -> bool:
    return False


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def week(picture: str, asked: Callable[[date], bool] = always) -> Streak:
    """The streak after days from Monday on: x studied, . not; today comes after."""
    days = [MONDAY + n * DAY for n, mark in enumerate(picture) if mark == "x"]
    return recount(days, MONDAY + len(picture) * DAY, asked)


@pytest.mark.parametrize(
    ("picture", "days", "best", "freezes"),
    [
        ("", 0, 0, 0),
        ("x", 1, 1, 0),
        ("xxx", 3, 3, 0),
        ("xxx.", 0, 3, 0),
        ("xxx.x", 1, 3, 0),
        ("....x", 1, 1, 0),
        ("xxxxxx", 6, 6, 0),
        ("xxxxxxx", 7, 7, 1),
        ("xxxxxxx.", 7, 7, 0),
        ("xxxxxxx.x", 8, 8, 0),
        ("xxxxxxx..", 0, 7, 0),
        ("x" * 14, 14, 14, 2),
        ("x" * 28, 28, 28, 2),
        ("x" * 28 + "..", 28, 28, 0),
        ("x" * 28 + "...", 0, 28, 0),
        ("xxxxxxx.xxxxxxx", 14, 14, 1),
        ("xxxxxxx..xxxxxxx", 7, 7, 1),
    ],
)
def test_a_streak_where_every_day_is_asked_for(
    picture: str, days: int, best: int, freezes: int
) -> None:
    streak = week(picture)

    assert (streak.days, streak.best, streak.freezes) == (days, best, freezes)


def test_days_that_nothing_asked_for_are_neutral() -> None:
    assert week("xxxxx..xxx", weekdays).days == 8
    assert week("xxxxx..xxx", weekdays).freezes == 1
    assert week("x" + "." * 300, never).days == 1


def test_studying_on_a_day_off_counts_too() -> None:
    assert week("xxxxxxx", weekdays).days == 7


def test_today_is_not_judged_before_it_is_over() -> None:
    days = [MONDAY, MONDAY + DAY]

    assert recount(days, MONDAY + 2 * DAY, always).days == 2
    assert recount(days, MONDAY + 3 * DAY, always).days == 0


def test_a_freeze_remembers_the_day_it_saved() -> None:
    assert week("xxxxxxx.x").used == {MONDAY + 7 * DAY}


def test_a_freeze_is_used_only_where_there_is_a_streak_to_save() -> None:
    idle = Streak(days=0, best=9, freezes=1, last=MONDAY)

    assert idle.missed(MONDAY + DAY).freezes == 1


def test_the_same_day_twice_changes_nothing() -> None:
    streak = Streak().studied(MONDAY)
    assert streak == Streak(1, 1, 0, MONDAY, MONDAY)

    assert streak.studied(MONDAY) == streak
    missed = streak.missed(MONDAY + DAY)
    assert missed.missed(MONDAY + DAY) == missed
    assert missed.missed(MONDAY) == missed
    assert missed.rested(MONDAY) == missed
    assert settle(missed, MONDAY + 2 * DAY, always) == missed


def test_a_second_attempt_counts_once_even_after_the_night_was_judged() -> None:
    """Late on Monday, a neutral Tuesday is settled, Monday's attempt comes again."""
    streak = Streak().studied(MONDAY)
    assert streak is not None

    rested = settle(streak, MONDAY + 2 * DAY, never)

    assert rested.last == MONDAY + DAY
    assert rested.studied(MONDAY) == rested


def test_a_day_settled_already_asks_for_a_recount() -> None:
    """Tuesday was judged in Tokyo; in Los Angeles it is Tuesday again."""
    streak = recount([MONDAY], MONDAY + 2 * DAY, always)
    assert streak.days == 0

    assert streak.studied(MONDAY + DAY) is None
    assert recount([MONDAY, MONDAY + DAY], MONDAY + DAY, always).days == 2


def test_days_not_yet_judged_ask_for_a_recount() -> None:
    streak = Streak().studied(MONDAY)
    assert streak is not None

    assert streak.studied(MONDAY + 2 * DAY) is None


def test_settling_looks_at_no_day_once_there_is_nothing_to_lose() -> None:
    looked: list[date] = []

    def asked(day: date) -> bool:
        looked.append(day)
        return True

    settle(Streak(1, 1, 0, MONDAY, MONDAY), MONDAY + 900 * DAY, asked)

    assert looked == [MONDAY + DAY]


def naive(days: set[date], today: date, asked: set[date]) -> tuple[int, int, int, int]:
    """A second reading of the rules: walk the calendar, keep four numbers."""
    length = best = held = saved = 0
    day = min(days, default=today)
    while day < today or day in days:
        if day in days:
            length += 1
            best = max(best, length)
            held = min(2, held + (length % 7 == 0))
        elif day in asked and length > 0:
            if held:
                held, saved = held - 1, saved + 1
            else:
                length = 0
        day += DAY
    return length, best, held, saved


def figures(streak: Streak) -> tuple[int, int, int, int]:
    return streak.days, streak.best, streak.freezes, len(streak.used)


MARKS = st.lists(st.sampled_from("xxxx.a"), max_size=60)
"""x is studied, a is asked for and not studied, . is neither."""


@settings(deadline=None, max_examples=300)
@given(MARKS, st.booleans())
def test_the_log_recounted_equals_a_naive_walk(marks: list[str], late: bool) -> None:
    days = {MONDAY + n * DAY for n, mark in enumerate(marks) if mark == "x"}
    asked = {MONDAY + n * DAY for n, mark in enumerate(marks) if mark == "a"}
    today = MONDAY + (len(marks) - (0 if late else 1)) * DAY

    streak = recount(days, today, asked.__contains__)

    assert figures(streak) == naive(days, today, asked)


@settings(deadline=None, max_examples=300)
@given(MARKS, st.data())
def test_day_by_day_equals_the_log_recounted(
    marks: list[str], data: st.DataObject
) -> None:
    asked = {MONDAY + n * DAY for n, mark in enumerate(marks) if mark != "."}
    days, streak, today = set[date](), Streak(), MONDAY
    for n, mark in enumerate(marks):
        today = MONDAY + n * DAY
        if mark == "x" or data.draw(st.booleans(), "looked at the streak"):
            streak = settle(streak, today, asked.__contains__)
        if mark == "x":
            days.add(today)
            grown = streak.studied(today)
            assert grown is not None
            streak = grown

    assert settle(streak, today, asked.__contains__) == recount(
        days, today, asked.__contains__
    )


@settings(deadline=None, max_examples=300)
@given(MARKS, st.data())
def test_one_more_day_studied_never_shortens_a_streak_by_itself(
    marks: list[str], data: st.DataObject
) -> None:
    """What travel can do to a log is add a date to it out of turn."""
    days = {MONDAY + n * DAY for n, mark in enumerate(marks) if mark == "x"}
    asked = {MONDAY + n * DAY for n, mark in enumerate(marks) if mark == "a"}
    today = MONDAY + len(marks) * DAY
    extra = MONDAY + data.draw(st.integers(0, len(marks))) * DAY

    before = recount(days, today, asked.__contains__)
    after = recount(days | {extra}, today, asked.__contains__)

    assert after.days >= before.days


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(10, 40),
            st.sampled_from(
                ["Pacific/Kiritimati", "Asia/Tokyo", BERLIN, "America/Los_Angeles"]
            ),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_a_change_of_zone_takes_no_day_away(steps: list[tuple[int, str]]) -> None:
    """Each attempt's date is stored as it was lived; the streak goes through them all
    unless a day in between was asked for and missed.
    """
    now, stored, streak = utc("2026-03-20 12:00"), set[date](), Streak()
    for hours, zone in steps:
        now += hours * HOUR
        today = study_day(now, zone)
        stored.add(today)
        settled = settle(streak, today, never)
        streak = settled.studied(today) or recount(stored, today, never)
        assert streak.days == len(stored)
        assert streak == recount(stored, today, never)


# Which day a drop asks for.

UP = [(utc("2020-01-01"), utc("2030-01-01"))]


def living_in(zone: str, *moves: tuple[str, str]) -> list[tuple[datetime, str]]:
    """In one zone at first, then in others, each from a moment in UTC on."""
    first = (utc("2020-01-01"), zone)
    return [first, *((utc(since), to) for since, to in moves)]


IN_BERLIN = living_in(BERLIN)


def drop(opened: str, closed: str, answered: str = "") -> OpenDrop:
    """`answered` is the day that was stored with the answer."""
    day = date.fromisoformat(answered) if answered else None
    return OpenDrop(utc(opened), utc(closed), day)


def test_a_morning_drop_asks_for_its_own_day_only() -> None:
    friday = drop("2026-11-27 08:00", "2026-11-28 08:00")

    assert asked_day(friday, UP, IN_BERLIN) == date(2026, 11, 27)


def test_a_friday_drop_left_open_over_the_weekend_asks_for_friday_only() -> None:
    friday = drop("2026-11-27 08:00", "2026-11-30 08:00")

    assert asked_day(friday, UP, IN_BERLIN) == date(2026, 11, 27)


def test_a_late_drop_asks_for_the_day_on_which_it_is_open_long_enough() -> None:
    late = drop("2026-11-23 21:00", "2026-11-24 21:00")

    assert asked_day(late, UP, IN_BERLIN) == date(2026, 11, 24)


def test_a_drop_answered_on_the_evening_before_does_not_ask_for_the_next_day() -> None:
    late = drop("2026-11-23 21:00", "2026-11-24 21:00", answered="2026-11-23")
    same = drop("2026-11-23 21:00", "2026-11-24 21:00", answered="2026-11-24")

    assert asked_day(late, UP, IN_BERLIN) is None
    assert asked_day(same, UP, IN_BERLIN) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("closed", "day"),
    [("2026-11-23 13:59:59", None), ("2026-11-23 14:00", date(2026, 11, 23))],
)
def test_less_than_six_hours_ask_for_nothing(closed: str, day: date | None) -> None:
    assert asked_day(drop("2026-11-23 08:00", closed), UP, IN_BERLIN) == day


def test_an_outage_costs_nobody_a_day() -> None:
    """Up for five hours on Monday in two pieces, and again from Tuesday morning."""
    monday = drop("2026-11-23 08:00", "2026-11-24 08:00")
    up = [
        (utc("2026-11-22 00:00"), utc("2026-11-23 10:00")),
        (utc("2026-11-23 15:00"), utc("2026-11-23 18:00")),
        (utc("2026-11-24 06:00"), utc("2026-11-25 00:00")),
    ]
    mended = [*up[:1], (utc("2026-11-23 14:00"), utc("2026-11-23 18:00")), *up[2:]]

    assert asked_day(monday, up, IN_BERLIN) is None
    assert asked_day(monday, mended, IN_BERLIN) == date(2026, 11, 23)
    assert asked_day(monday, [], IN_BERLIN) is None


def test_a_drop_asks_by_the_members_own_days() -> None:
    """09:00 in Berlin is midnight in Los Angeles and 22:00 on Line Islands clocks."""
    berlin = drop("2026-11-23 08:00", "2026-11-24 08:00")

    def asked_in(zone: str) -> date | None:
        return asked_day(berlin, UP, living_in(zone))

    assert asked_in("America/Los_Angeles") == date(2026, 11, 23)
    assert asked_in("Pacific/Honolulu") == date(2026, 11, 23)
    assert asked_in("Pacific/Kiritimati") == date(2026, 11, 24)


def test_hours_are_those_of_the_zone_one_was_in() -> None:
    """In Berlin until noon, then in Auckland, whose Monday ends at 14:00 UTC."""
    moves = living_in(BERLIN, ("2026-11-23 11:00", "Pacific/Auckland"))
    morning = drop("2026-11-23 08:30", "2026-11-24 08:30")
    dawn = drop("2026-11-23 04:00", "2026-11-23 14:00")

    assert asked_day(morning, UP, moves) == date(2026, 11, 24)
    assert asked_day(dawn, UP, moves) == date(2026, 11, 23)


def test_the_first_zone_holds_for_all_time_before_as_well() -> None:
    """One who was made known while the clock ran ahead has had days all the same."""
    monday = drop("2026-11-23 08:00", "2026-11-24 08:00")

    assert asked_day(monday, UP, [(utc("2027-01-01"), BERLIN)]) == date(2026, 11, 23)


def test_a_day_cut_short_by_a_flight_east_is_not_asked_for() -> None:
    """Monday in Honolulu ends after five hours: over the date line it is Tuesday."""
    monday = drop("2026-11-23 09:00", "2026-11-24 09:00")
    east = living_in("Pacific/Honolulu", ("2026-11-23 18:00", "Pacific/Kiritimati"))

    assert asked_day(monday, UP, living_in("Pacific/Honolulu")) == date(2026, 11, 23)
    assert asked_day(monday, UP, east) == date(2026, 11, 24)


def test_a_day_that_comes_twice_asks_once_for_the_later_date() -> None:
    """Tuesday had begun in Kiritimati before it was Monday again in Honolulu."""
    monday = drop("2026-11-23 09:00", "2026-11-24 09:00")
    west = living_in("Pacific/Kiritimati", ("2026-11-23 20:00", "Pacific/Honolulu"))
    answered = drop("2026-11-23 09:00", "2026-11-24 09:00", answered="2026-11-23")

    assert asked_day(monday, UP, west) == date(2026, 11, 24)
    assert asked_day(answered, UP, west) is None


@settings(deadline=None)
@given(
    st.sampled_from(
        [BERLIN, "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata"]
    ),
    st.integers(0, 24 * 365),
    st.integers(0, 72),
)
def test_the_day_asked_for_is_the_first_with_six_hours_of_it(
    zone: str, start: int, hours: int
) -> None:
    """Counted a second way: by looking at the clock every quarter of an hour."""
    opened = utc("2026-01-01 00:00") + start * HOUR
    counts: dict[date, int] = {}
    for quarter in range(hours * 4):
        day = study_day(opened + quarter * HOUR / 4, zone)
        counts[day] = counts.get(day, 0) + 1
    expected = min((day for day, n in counts.items() if n >= 24), default=None)

    found = asked_day(OpenDrop(opened, opened + hours * HOUR), UP, living_in(zone))

    assert found == expected


@settings(deadline=None, max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 200),
            st.sampled_from(
                [BERLIN, "Pacific/Kiritimati", "Pacific/Honolulu", "Asia/Kolkata"]
            ),
        ),
        max_size=8,
    ),
    st.integers(0, 24 * 10),
    st.integers(0, 72),
)
def test_a_day_asked_for_had_six_hours_of_it_wherever_one_was(
    flights: list[tuple[int, str]], start: int, hours: int
) -> None:
    """Counted by looking at the clock on the wall every quarter of an hour; where its
    date has gone back, it is not counted.
    """
    first, opened = utc("2026-03-01 00:00"), utc("2026-03-02 00:00") + start * HOUR
    moves, now = [(first, BERLIN)], first
    for wait, zone in flights:
        now += wait * HOUR
        moves.append((now, zone))
    counts: dict[date, int] = {}
    today, moment = date.min, first
    while moment < opened + hours * HOUR:
        zone = [zone for since, zone in moves if since <= moment][-1]
        today = max(today, day := study_day(moment, zone))
        if moment >= opened and day == today:
            counts[day] = counts.get(day, 0) + 1
        moment += HOUR / 4
    expected = min((day for day, n in counts.items() if n >= 24), default=None)

    assert asked_day(OpenDrop(opened, opened + hours * HOUR), UP, moves) == expected


def test_a_year_of_drops_and_restarts_is_read_in_a_blink() -> None:
    first = utc("2026-01-01 08:00")
    drops = [OpenDrop(first + n * DAY, first + (n + 1) * DAY) for n in range(365)]
    up = [(first + n * HOUR, first + n * HOUR + 0.9 * HOUR) for n in range(365 * 24)]

    with at_most(100_000):
        days = {asked_day(drop, up, IN_BERLIN) for drop in drops}

    assert len(days) == 365

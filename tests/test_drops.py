"""Drops: exactly one for each allowed local date, and the card that it asks."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.drops import Choice, Schedule, Why, missed, next_drop, occurrence, pick
from tests.effort import at_most
from tests.moments import ZONES, utc

ALL = frozenset(range(7))
WEEKDAYS = frozenset(range(5))
BERLIN = "Europe/Berlin"
FIRST, LAST = date(2024, 1, 1), date(2030, 12, 31)


NINE = Schedule(BERLIN, time(9), ALL)


def test_the_next_drop_is_today_until_its_moment_has_passed() -> None:
    schedule = NINE

    assert next_drop(schedule, None, utc("2026-11-23 07:59")) == (
        date(2026, 11, 23),
        utc("2026-11-23 08:00"),
    )
    assert next_drop(schedule, None, utc("2026-11-23 08:00")) == (
        date(2026, 11, 23),
        utc("2026-11-23 08:00"),
    )
    assert next_drop(schedule, None, utc("2026-11-23 08:00:01")) == (
        date(2026, 11, 24),
        utc("2026-11-24 08:00"),
    )


def test_a_date_that_had_its_drop_has_no_second() -> None:
    found = next_drop(NINE, date(2026, 11, 23), utc("2026-11-23 07:00"))

    assert found == (date(2026, 11, 24), utc("2026-11-24 08:00"))


def test_weekends_off_are_off() -> None:
    found = next_drop(replace(NINE, days=WEEKDAYS), None, utc("2026-11-27 12:00"))

    assert found == (date(2026, 11, 30), utc("2026-11-30 08:00"))


def test_skipped_days_and_a_pause_are_passed_over() -> None:
    skips = frozenset({date(2026, 11, 24), date(2026, 11, 26)})
    schedule = replace(NINE, skips=skips, paused_until=date(2026, 11, 26))

    found = next_drop(schedule, None, utc("2026-11-23 12:00"))

    assert found == (date(2026, 11, 27), utc("2026-11-27 08:00"))


def test_a_year_of_skips_ends() -> None:
    skips = frozenset(date(2027, 1, 1) + timedelta(n) for n in range(365))

    found = next_drop(
        replace(NINE, skips=skips), date(2026, 12, 31), utc("2026-12-31 12:00")
    )

    assert found == (date(2028, 1, 1), utc("2028-01-01 08:00"))


def test_a_channel_at_rest_has_no_next_drop() -> None:
    assert next_drop(replace(NINE, paused=True), None, utc("2026-11-23 07:00")) is None
    assert (
        next_drop(replace(NINE, days=frozenset()), None, utc("2026-11-23 07:00"))
        is None
    )
    assert occurrence(replace(NINE, paused=True), date(2026, 11, 23)) is None


def test_dates_only_move_forward_after_a_change_of_zone() -> None:
    """Auckland had its 24th; Los Angeles, where it is the 23rd, waits for the 25th."""
    schedule = replace(NINE, zone="America/Los_Angeles")

    found = next_drop(schedule, date(2026, 11, 24), utc("2026-11-23 21:00"))

    assert found == (date(2026, 11, 25), utc("2026-11-25 17:00"))


def test_a_drop_keeps_its_wall_time_over_a_clock_change() -> None:
    assert occurrence(NINE, date(2026, 3, 28)) == utc("2026-03-28 08:00")
    assert occurrence(NINE, date(2026, 3, 29)) == utc("2026-03-29 07:00")


def test_a_time_skipped_over_midnight_stays_that_dates_drop() -> None:
    schedule = Schedule("America/Scoresbysund", time(23, 30), ALL)
    due = utc("2025-03-30 01:00")  # Sunday 00:00 by the wall

    assert next_drop(schedule, date(2025, 3, 28), due) == (date(2025, 3, 29), due)
    assert next_drop(schedule, date(2025, 3, 29), due) == (
        date(2025, 3, 30),
        utc("2025-03-31 00:30"),
    )


def test_a_date_that_a_zone_left_out_has_no_drop() -> None:
    schedule = replace(NINE, zone="Pacific/Apia")

    assert occurrence(schedule, date(2011, 12, 30)) is None
    assert next_drop(schedule, date(2011, 12, 29), utc("2011-12-29 20:00")) == (
        date(2011, 12, 31),
        utc("2011-12-30 19:00"),
    )


@pytest.mark.parametrize(
    ("due", "now", "late"),
    [
        ("2026-11-23 08:00", "2026-11-23 07:00", False),
        # Before its time, even the day before: a clock may have been set back.
        ("2026-11-24 08:00", "2026-11-23 22:00", False),
        ("2026-11-23 08:00", "2026-11-23 08:00", False),
        ("2026-11-23 08:00", "2026-11-23 14:00:00", False),
        ("2026-11-23 08:00", "2026-11-23 14:00:01", True),
        # 22:00 by the wall: two hours to midnight.
        ("2026-11-23 21:00", "2026-11-23 22:59:59", False),
        ("2026-11-23 21:00", "2026-11-23 23:00:00", True),
        ("2026-11-23 08:00", "2026-11-24 08:00", True),
    ],
)
def test_a_drop_is_caught_up_within_six_hours_of_the_same_day(
    due: str, now: str, late: bool
) -> None:
    assert missed(utc(due), utc(now), BERLIN) is late


def _transitions(zone: str) -> list[date]:
    """The local dates on which a zone changes its clocks, by looking at each day."""
    info, noon = ZoneInfo(zone), datetime(2024, 1, 1, 12)  # noqa: DTZ001 - wall time
    days = [noon + timedelta(n) for n in range((LAST - FIRST).days + 1)]
    offsets = [day.replace(tzinfo=info).utcoffset() for day in days]
    changed = zip(days, offsets, [offsets[0], *offsets], strict=False)
    return [day.date() for day, new, old in changed if new != old]


def _walk(zone: str, clock: time) -> None:
    """Each date around each clock change has one drop, due when the wall first shows
    its time; each is found from the one before, and they come in order.
    """
    schedule = Schedule(zone, clock, ALL)
    for change in _transitions(zone) or [date(2026, 3, 29)]:
        dates = [change + timedelta(n) for n in range(-3, 4)]
        now = _plain(dates[0], clock, zone) - timedelta(minutes=1)
        after, seen = dates[0] - timedelta(days=1), []
        for _ in dates:
            found = next_drop(schedule, after, now)
            assert found is not None
            after, due = found
            seen.append(after)
            assert due == _plain(after, clock, zone), (zone, clock, after)
            now = due + timedelta(seconds=1)
        assert seen == dates, (zone, clock)


def _plain(day: date, clock: time, zone: str) -> datetime:
    """The first minute of UTC at which the wall shows this time or a later one."""
    info, wanted = ZoneInfo(zone), datetime.combine(day, clock)
    guess = wanted.replace(tzinfo=info).astimezone(UTC) - timedelta(hours=3)
    guess = guess.replace(second=0)
    while guess.astimezone(info).replace(tzinfo=None) < wanted:
        guess += timedelta(minutes=1)
    return guess


CLOCKS = [time(h, m) for h in (0, 1, 2, 3, 9, 23) for m in (0, 30)]


@pytest.mark.parametrize(
    "zone",
    [
        "Africa/Cairo",
        "Africa/Casablanca",
        "America/New_York",
        "America/Scoresbysund",
        "Antarctica/Troll",
        "Asia/Beirut",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/Berlin",
        "Pacific/Chatham",
    ],
)
def test_each_date_has_one_drop_in_the_zones_with_the_oddest_changes(zone: str) -> None:
    for clock in (time(0), time(2, 30), time(9), time(23, 30)):
        _walk(zone, clock)


@pytest.mark.soak
@pytest.mark.skipif(
    os.environ.get("STUDYBOT_SOAK") != "1",
    reason="every zone at every change takes minutes; set STUDYBOT_SOAK=1",
)
def test_each_date_has_one_drop_in_every_zone() -> None:
    for zone in ZONES:
        for clock in CLOCKS:
            _walk(zone, clock)


def test_the_first_pass_follows_the_decks_order() -> None:
    assert pick("abc", {}, {}) == Choice("a", Why.FIRST_PASS, 2)
    assert pick("abc", {"a": 1}, {"a": 0.9}) == Choice("b", Why.FIRST_PASS, 1)
    assert pick("abc", {"a": 1, "b": 2}, {}) == Choice("c", Why.FIRST_PASS, 0)


def test_a_card_added_later_is_asked_before_any_repeat() -> None:
    assert pick("xab", {"a": 1, "b": 2}, {"a": 1.0}) == Choice("x", Why.FIRST_PASS, 0)


def test_after_the_first_pass_comes_what_is_most_forgotten() -> None:
    asked = {"a": 1, "b": 2, "c": 3}

    assert pick("abc", asked, {"a": 0.2, "b": 0.6, "c": 0.1}) == Choice(
        "b", Why.FORGOTTEN, 0
    )


def test_a_card_that_nobody_answered_is_taken_as_half_forgotten() -> None:
    asked = {"a": 1, "b": 2, "c": 3, "d": 4}

    assert pick("abcd", asked, {"a": 0.4, "d": 0.1}) == Choice("b", Why.FORGOTTEN, 0)
    assert pick("abcd", asked, {"a": 0.6, "d": 0.1}) == Choice("a", Why.FORGOTTEN, 0)


def test_the_most_recently_asked_third_rests() -> None:
    asked = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
    forgetting = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4, "e": 0.9, "f": 0.9}

    assert pick("abcdef", asked, forgetting) == Choice("d", Why.FORGOTTEN, 0)


def test_equally_forgotten_cards_come_by_age_and_then_by_order() -> None:
    assert pick("abc", {"a": 2, "b": 1, "c": 3}, {}) == Choice("b", Why.FORGOTTEN, 0)
    assert pick("abcd", {"a": 2, "b": 1, "c": 1, "d": 9}, {}) == Choice(
        "b", Why.FORGOTTEN, 0
    )


def test_of_two_cards_the_last_one_is_not_asked_twice_running() -> None:
    assert pick("ab", {"a": 1, "b": 2}, {"b": 0.9}) == Choice("a", Why.FORGOTTEN, 0)


def test_the_only_card_is_asked_again_and_no_card_is_none() -> None:
    assert pick("a", {"a": 1}, {}) == Choice("a", Why.ONLY, 0)
    assert pick("", {"a": 1}, {}) is None


@settings(deadline=None, max_examples=30)
@given(st.integers(2, 12), st.data())
def test_no_card_returns_before_a_third_of_the_others(
    count: int, data: st.DataObject
) -> None:
    order, asked, history = range(count), dict[int, int](), [-1] * count
    for turn in range(count * 3):
        forgetting = {n: data.draw(st.floats(0, 1)) for n in order}
        choice = pick(order, asked, forgetting)
        assert choice is not None
        assert choice.key not in history[len(history) - (count + 2) // 3 :]
        asked[choice.key] = turn
        history.append(choice.key)
    assert history[count : 2 * count] == list(order)


def test_one_of_five_hundred_cards_is_picked_at_once() -> None:
    order = [f"card-{n}" for n in range(500)]
    asked = {key: n * 7919 % 500 for n, key in enumerate(order)}
    forgetting = {key: n * 104729 % 97 / 97 for n, key in enumerate(order)}

    with at_most(1000):
        pick(order, asked, forgetting)

"""Times, days and dates as people type them."""

from datetime import date, time

import pytest

from bot.errors import BadInput
from bot.typed import days_text, parse_date, parse_days, parse_time

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("9", time(9)),
        ("09:00", time(9)),
        ("9am", time(9)),
        ("9 a.m.", time(9)),
        ("9.30 pm", time(21, 30)),
        ("21h", time(21)),
        ("21h30", time(21, 30)),
        ("0730", time(7, 30)),
        ("0:05", time(0, 5)),
        ("1am", time(1)),
        ("11 pm", time(23)),
        ("12am", time(0)),
        ("12 PM", time(12)),
        ("noon", time(12)),
        ("midnight", time(0)),
    ],
)
def test_a_time_is_read_the_way_people_write_it(typed: str, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["", "24:00", "9:60", "13pm", "0am", "soon", "9:5", "-1", "٩", "9:00:00"]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadInput, match=r"Type it like 09:00, 9am or 21:30\."):
        parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Monday to Friday", {0, 1, 2, 3, 4}),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("every weekday", {0, 1, 2, 3, 4}),
        ("every day", {0, 1, 2, 3, 4, 5, 6}),
        ("Daily", {0, 1, 2, 3, 4, 5, 6}),
        ("mon, wed, fri", {0, 2, 4}),
        ("mon wed fri", {0, 2, 4}),
        ("tu+th", {1, 3}),
        ("tues & thurs", {1, 3}),
        ("weds", {2}),
        ("Tuesdays and Thursdays", {1, 3}),
        ("sat-sun", {5, 6}),
        ("weekends", {5, 6}),
        ("fri-mon", {4, 5, 6, 0}),
        ("fri – mon, wed", {4, 5, 6, 0, 2}),
        ("sun-sun", {6}),
        ("mon-wed and sat", {0, 1, 2, 5}),
    ],
)
def test_days_are_read_as_words_lists_and_ranges(typed: str, days: set[int]) -> None:
    assert parse_days(typed) == days


@pytest.mark.parametrize(
    "typed", ["", "m", "mon-", "-fri", "funday", "mon-wed-fri", "1"]
)
def test_what_is_no_set_of_days_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(BadInput, match="Type them like mon-fri"):
        parse_days(typed)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ({0, 1, 2, 3, 4, 5, 6}, "every day"),
        ({0, 1, 2, 3, 4}, "Monday to Friday"),
        ({5, 6}, "Saturday and Sunday"),
        ({0, 2, 4}, "Monday, Wednesday and Friday"),
        ({4, 5, 6, 0}, "Friday to Monday"),
        ({0, 1, 2, 5}, "Monday to Wednesday and Saturday"),
        ({0, 6}, "Monday and Sunday"),
        ({3}, "Thursday"),
    ],
)
def test_days_are_said_in_words(days: set[int], text: str) -> None:
    assert days_text(frozenset(days)) == text


def test_every_set_of_days_is_read_back_from_its_words() -> None:
    for bits in range(1, 128):
        days = frozenset(day for day in range(7) if bits >> day & 1)
        assert parse_days(days_text(days)) == days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-01-07", date(2027, 1, 7)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 24)),
        ("in 3 days", date(2026, 11, 26)),
        ("in a week", date(2026, 11, 30)),
        ("in two weeks", date(2026, 12, 7)),
        ("friday", date(2026, 11, 27)),
        ("on Fri", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("7 January", date(2027, 1, 7)),
        ("7th jan 2028", date(2028, 1, 7)),
        ("Dec 1", date(2026, 12, 1)),
        ("23 november", TODAY),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_the_way_people_write_it(typed: str, day: date) -> None:
    assert parse_date(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "day"), [("tuesday", 1), ("wed", 2), ("thursday", 26), ("fri", 27)]
)
def test_a_weekday_is_the_next_one_of_its_name(typed: str, day: int) -> None:
    wednesday = date(2026, 11, 25)
    month = 11 if day > 25 else 12

    assert parse_date(typed, wednesday) == date(2026, month, day)


@pytest.mark.parametrize(
    "typed",
    ["", "2027-02-30", "7/1", "31 feb", "7 j", "in 0x3 days", "never", "20270107"],
)
def test_what_is_no_date_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(BadInput, match=r"Type it like 2026-11-30, tomorrow, in 3 days"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize("typed", ["9999-12-31", "0001-01-01", "in 9999 days"])
def test_a_date_beyond_ten_years_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="more than ten years away"):
        parse_date(typed, TODAY)

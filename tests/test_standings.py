"""Standings: ranks, ties, points and spans."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import Level
from bot.commands import COMMANDS
from bot.standings import POINTS, Period, Tally, check_points, rank, span


def board(*tallies: tuple[str, int, int]) -> list[tuple[int, str]]:
    places = rank(Tally(f"web:{name}", name, points, d) for name, points, d in tallies)
    return [(place.rank, place.score.name) for place in places]


def test_points_rank_before_days() -> None:
    assert board(("ada", 10, 9), ("bob", 30, 1), ("cy", 20, 5)) == [
        (1, "bob"),
        (2, "cy"),
        (3, "ada"),
    ]


def test_equal_points_share_a_rank_and_stand_by_days_then_name() -> None:
    assert board(("cy", 10, 2), ("Bob", 10, 3), ("ada", 10, 2), ("dan", 5, 7)) == [
        (1, "Bob"),
        (1, "ada"),
        (1, "cy"),
        (4, "dan"),
    ]


def test_one_after_two_equal_ones_is_third() -> None:
    assert board(("ada", 10, 1), ("bob", 10, 1), ("cy", 5, 1)) == [
        (1, "ada"),
        (1, "bob"),
        (3, "cy"),
    ]


def test_study_days_rank_where_nobody_has_points() -> None:
    assert board(("ada", 0, 2), ("bob", 0, 5), ("cy", 0, 2)) == [
        (1, "bob"),
        (2, "ada"),
        (2, "cy"),
    ]


def test_those_without_points_share_the_last_rank_where_somebody_has_some() -> None:
    assert board(("ada", 0, 9), ("bob", 10, 1), ("cy", 0, 2)) == [
        (1, "bob"),
        (2, "ada"),
        (2, "cy"),
    ]


def test_namesakes_keep_the_order_in_which_they_came() -> None:
    places = rank([Tally("b", "sam", 5, 1), Tally("a", "sam", 5, 1)])

    assert [place.score.member for place in places] == ["b", "a"]


def test_an_empty_board_is_empty() -> None:
    assert rank([]) == []


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=12))
def test_a_rank_is_one_more_than_how_many_have_more(points: list[int]) -> None:
    places = rank(Tally(str(n), str(n), p, 1) for n, p in enumerate(points))

    for place in places:
        assert place.rank == 1 + sum(p > place.score.points for p in points)


def test_harder_checks_are_worth_more_and_an_unknown_level_is_the_middle() -> None:
    assert [POINTS[level] for level in Level] == [10, 20, 30, 40, 50]
    assert POINTS[None] == POINTS[Level.INTERMEDIATE]


@pytest.mark.parametrize(("before", "points"), [(0, 30), (9, 30), (10, 0), (11, 0)])
def test_ten_private_checks_a_day_give_points(before: int, points: int) -> None:
    assert check_points(Level.ADVANCED, before) == points


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        (Period.WEEK, date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 29)),
        (Period.WEEK, date(2026, 11, 29), date(2026, 11, 23), date(2026, 11, 29)),
        (Period.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (Period.MONTH, date(2026, 11, 23), date(2026, 11, 1), date(2026, 11, 30)),
        (Period.MONTH, date(2028, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
        (Period.ALL, date(2026, 11, 23), date.min, date.max),
    ],
)
def test_a_span_holds_its_first_and_its_last_day(
    period: Period, today: date, first: date, last: date
) -> None:
    assert span(period, today) == (first, last)


def test_the_leaderboard_command_offers_every_period() -> None:
    command = next(c for c in COMMANDS if c.name == "leaderboard")

    assert command.options[0].choices == tuple(Period)

"""Questions and verdicts."""

import random

import pytest

from bot.cards import Check, Option
from bot.questions import (
    CheckVerdict,
    judge_check,
    order,
    ticks_rating,
)
from bot.spacing import Rating

CHECK = Check(
    "x",
    "?",
    (
        Option("one", "too small"),
        Option("two", "as it says", right=True),
        Option("three", "too large"),
        Option("four", "far too large"),
    ),
)


def test_the_options_come_in_every_order_and_each_once() -> None:
    rng = random.Random(7)

    orders = {order(rng, 4) for _ in range(500)}

    assert len(orders) == 24
    assert all(sorted(shown) == [0, 1, 2, 3] for shown in orders)
    assert order(random.Random(3), 4) == order(random.Random(3), 4)


@pytest.mark.parametrize(
    ("ticked", "total", "rating"),
    [
        (0, 0, Rating.Good),
        (0, 1, Rating.Again),
        (1, 1, Rating.Good),
        (1, 2, Rating.Hard),
        (1, 3, Rating.Again),
        (2, 4, Rating.Hard),
        (3, 4, Rating.Hard),
        (4, 4, Rating.Good),
    ],
)
def test_ticks_are_rated_by_their_share(
    ticked: int, total: int, rating: Rating
) -> None:
    assert ticks_rating(ticked, total) is rating


def test_a_wrong_choice_is_told_why_and_what_is_right() -> None:
    assert judge_check(CHECK, 2) == CheckVerdict(
        False, 2, 1, "too large", "as it says", Rating.Again
    )


def test_the_right_choice_is_good() -> None:
    assert judge_check(CHECK, 1) == CheckVerdict(
        True, 1, 1, "as it says", "as it says", Rating.Good
    )


@pytest.mark.parametrize("chosen", [-1, 4])
def test_a_choice_that_does_not_exist_is_a_fault(chosen: int) -> None:
    with pytest.raises(ValueError, match="not an option"):
        judge_check(CHECK, chosen)

from datetime import timedelta

import pytest

from bot import paces
from bot.challenges import Pace

SHORT = ("Which?", "one", "two", "three", "four")
USUAL = ("word " * 20, *["word " * 10] * 4)
LONG = ("word " * 400,)


def seconds(span: timedelta | None) -> float:
    assert span is not None
    return span.total_seconds()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("How does it differ?", 4),
        ("Let $x$ be given.", 2 + 3 + 1),
        (r"Then $\sum_{i=1}^n x_i = 0$ holds.", 1 + 5 + 1),
        (r"$$\frac{a}{b}$$", 3),
        (r"$$\sum_{i=1}^n x_i = 0$$", 5),
    ],
)
def test_a_formula_counts_as_several_words(text: str, words: int) -> None:
    assert paces.words(text) == words


def test_a_question_stands_by_what_there_is_to_read() -> None:
    # 60 words at 119 a minute, and a quarter of a minute to think.
    assert seconds(paces.limit(Pace.STEADY, USUAL)) == 45
    assert seconds(paces.limit(Pace.STEADY, SHORT)) == 20
    assert seconds(paces.limit(Pace.STEADY, LONG)) == 120


def test_quick_is_half_of_steady_and_relaxed_has_no_limit() -> None:
    assert seconds(paces.limit(Pace.QUICK, USUAL)) == 23
    assert seconds(paces.limit(Pace.QUICK, SHORT)) == 10
    assert paces.limit(Pace.RELAXED, USUAL) is None


def test_an_answer_stands_long_enough_to_read_its_reasons() -> None:
    assert seconds(paces.pause(Pace.STEADY, ("word " * 40,))) == 20
    assert seconds(paces.pause(Pace.STEADY, ("So.",))) == 8
    assert seconds(paces.pause(Pace.STEADY, LONG)) == 40
    assert seconds(paces.pause(Pace.QUICK, ("word " * 40,))) == 10
    assert paces.pause(Pace.RELAXED, ("So.",)) is None


@pytest.mark.parametrize(
    ("left", "bonus"), [(60, 10), (30, 5), (29, 4), (0, 0), (-20, 0), (80, 10)]
)
def test_speed_adds_a_fifth_at_most(left: float, bonus: int) -> None:
    limit = timedelta(seconds=60)

    assert paces.bonus(50, timedelta(seconds=left), limit) == bonus


def test_without_a_limit_speed_adds_nothing() -> None:
    assert paces.bonus(50, timedelta(), None) == 0

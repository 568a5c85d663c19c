"""Spacing: FSRS memories, in whole days, from history alone."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import fsrs
import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.spacing import PARAMETERS, Memory, Rating, recall, replay, review
from tests.effort import at_most

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = Rating.Again, Rating.Hard, Rating.Good, Rating.Easy

HISTORIES = st.lists(
    st.tuples(st.floats(0, 400), st.sampled_from(list(Rating))), max_size=20
)


def intervals(*ratings: Rating) -> list[int]:
    """Days to the next review, each review made on the day it is due."""
    memory, found, at = None, list[int](), START
    for rating in ratings:
        memory = review(memory, rating, at)
        found.append((memory.due - at).days)
        at = memory.due
    return found


def dated(history: list[tuple[float, Rating]]) -> list[tuple[datetime, Rating]]:
    at, found = START, []
    for days, rating in history:
        at += timedelta(days=days)
        found.append((at, rating))
    return found


@pytest.mark.parametrize(
    ("ratings", "days"),
    [
        ((GOOD, GOOD, GOOD, GOOD, GOOD), [2, 11, 46, 163, 497]),
        ((AGAIN, GOOD, GOOD), [1, 2, 6]),
        ((HARD, HARD), [1, 3]),
        ((GOOD, GOOD, AGAIN, GOOD), [2, 11, 2, 5]),
    ],
)
def test_intervals_grow_with_success_and_shrink_with_failure(
    ratings: tuple[Rating, ...], days: list[int]
) -> None:
    assert intervals(*ratings) == days


def test_no_review_is_due_on_the_day_it_was_made() -> None:
    assert all(intervals(rating) >= [1] for rating in Rating)


def test_the_parameters_are_still_the_published_ones() -> None:
    assert PARAMETERS == DEFAULT_PARAMETERS


def test_recall_starts_certain_and_reaches_nine_tenths_after_stability_days() -> None:
    memory = Memory(10.0, 5.0, START + timedelta(days=10), START)

    assert recall(memory, START) == 1.0
    assert recall(memory, START + timedelta(days=10)) == pytest.approx(0.9)
    assert recall(memory, START - timedelta(days=3)) == 1.0


@settings(deadline=None)
@given(st.floats(0.001, 36500), st.floats(-10, 4000))
def test_recall_is_py_fsrss_own(stability: float, days: float) -> None:
    memory = Memory(stability, 5.0, START, START)
    card = fsrs.Card(1, fsrs.State.Review, None, stability, 5.0, START, START)
    now = START + timedelta(days=days)

    theirs = fsrs.Scheduler().get_card_retrievability(card, now)

    assert recall(memory, now) == pytest.approx(theirs, abs=1e-9)


@settings(deadline=None)
@given(HISTORIES)
def test_a_replay_equals_py_fsrs_on_the_same_history(
    history: list[tuple[float, Rating]],
) -> None:
    scheduler = fsrs.Scheduler(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    card = fsrs.Card(card_id=1, due=START)
    for at, rating in dated(history):
        card, _ = scheduler.review_card(card, rating, at)

    memory = replay(dated(history))

    if memory is None:
        assert card.last_review is None
    else:
        assert (memory.stability, memory.difficulty, memory.due, memory.last) == (
            card.stability,
            card.difficulty,
            card.due,
            card.last_review,
        )


@settings(deadline=None)
@given(HISTORIES)
def test_a_replay_equals_the_reviews_one_by_one(
    history: list[tuple[float, Rating]],
) -> None:
    memory = None
    for at, rating in dated(history):
        memory = review(memory, rating, at)

    assert replay(dated(history)) == memory


def test_nothing_reviewed_is_nothing_remembered() -> None:
    assert replay([]) is None


@pytest.mark.parametrize(
    "zone", [ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-5))]
)
def test_a_moment_may_be_written_in_any_zone(zone: ZoneInfo | timezone) -> None:
    there = START.astimezone(zone)

    assert review(None, GOOD, there) == review(None, GOOD, START)
    assert review(None, GOOD, there).last.tzinfo is UTC


# Both run for each of a channel's cards and members when a card is chosen: what they
# cost is counted in calls, which are the same on any machine.


@pytest.mark.parametrize("count", [20, 200])
def test_a_review_is_at_most_sixty_calls_however_long_the_history(count: int) -> None:
    history = [(START + timedelta(days=n), GOOD) for n in range(count)]

    with at_most(60 * count):
        replay(history)


def test_a_recall_is_at_most_ten_calls() -> None:
    memory = review(None, GOOD, START)
    now = START + timedelta(days=40)

    with at_most(10):
        recall(memory, now)

"""What a member has probably forgotten: FSRS by py-fsrs, in whole days.

There is no fuzz and no step of minutes, so a memory follows from its history alone and
can be recomputed from the log.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from fsrs import Card, Rating, Scheduler, State

__all__ = ["Memory", "Rating", "recall", "recall_after", "replay", "review"]

PARAMETERS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194),
    *(0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629),
    *(1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""FSRS-6's published defaults, written out so that an upgrade cannot change them."""

RETENTION = 0.9
"""A card is due when its probability of recall has fallen to this."""

UNSEEN = 0.5
"""The recall that is taken of a card nobody has a memory of: half forgotten."""

_SCHEDULER = Scheduler(
    parameters=PARAMETERS,
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    enable_fuzzing=False,
)
_DECAY = -PARAMETERS[20]
_FACTOR = 0.9 ** (1 / _DECAY) - 1

_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Memory(NamedTuple):
    """The FSRS state of one member and one card.

    `stability` is in days, `difficulty` from 1 to 10; `last` is the latest review.
    """

    stability: float
    difficulty: float
    due: datetime
    last: datetime


def review(memory: Memory | None, rating: Rating, at: datetime) -> Memory:
    """The memory after a review at `at`; None is a card never seen."""
    at = at.astimezone(UTC)
    held = memory and (memory.stability, memory.difficulty, (at - memory.last).days)
    stability, difficulty, days = _reviewed(held, rating)
    return Memory(stability, difficulty, at + timedelta(days), at)


@lru_cache(4096)
def _reviewed(
    held: tuple[float, float, int] | None, rating: Rating
) -> tuple[float, float, int]:
    """Stability, difficulty and days until due, from the same and days since the last.

    Kept, because people who answer the card of the day alike hold the same memory.
    """
    # The id is given because py-fsrs sleeps a millisecond to make one up.
    card = Card(card_id=0, due=_SOME_DAY)
    if held is not None:
        card.state, card.step = State.Review, None
        card.stability, card.difficulty, since = held
        card.last_review = _SOME_DAY - timedelta(since)
    card, _ = _SCHEDULER.review_card(card, rating, _SOME_DAY)
    assert card.stability is not None
    assert card.difficulty is not None
    return card.stability, card.difficulty, (card.due - _SOME_DAY).days


def recall(memory: Memory, now: datetime) -> float:
    """The probability, 0 to 1, of recalling the card now; elapsed time in whole days.

    The same formula as py-fsrs's `get_card_retrievability`, without its objects.
    """
    return recall_after(max(0, (now - memory.last).days), memory.stability)


def recall_after(days: int, stability: float) -> float:
    """The same from plain numbers: whole days since the last review, and stability."""
    return float((1 + _FACTOR * days / stability) ** _DECAY)


def replay(history: Iterable[tuple[datetime, Rating]]) -> Memory | None:
    """The memory that a history leaves, in the log's order; None if it is empty."""
    memory: Memory | None = None
    for at, rating in history:
        memory = review(memory, rating, at)
    return memory

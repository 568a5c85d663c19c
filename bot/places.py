"""Who stands on which place: on boards, and in challenges."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

T = TypeVar("T")
W = TypeVar("W", int, tuple[int, int], Fraction)


@dataclass(frozen=True, slots=True)
class Place(Generic[T]):
    """A line of a board; equal ones share a rank, and the next rank is left out."""

    rank: int
    score: T


def ranked(scores: Iterable[T], worth: Callable[[T], W]) -> list[Place[T]]:
    """The best first; those of equal worth share a rank, and stand as they were."""
    places: list[Place[T]] = []
    for position, score in enumerate(sorted(scores, key=worth, reverse=True), 1):
        above = places[-1] if places else None
        level = above is not None and worth(above.score) == worth(score)
        places.append(Place(above.rank if above and level else position, score))
    return places


def tied(places: Iterable[Place[T]]) -> bool:
    """Whether any rank is shared."""
    ranks = [place.rank for place in places]
    return len(set(ranks)) < len(ranks)

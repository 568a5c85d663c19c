"""A card and dice -> a question to ask; a reply -> a verdict."""

import random
from collections.abc import Iterable
from dataclasses import dataclass

from bot.cards import Card, Check
from bot.spacing import Rating

LETTERS = "ABCD"
"""What a check's options are called, in the order they are shown."""


@dataclass(frozen=True, slots=True)
class TickVerdict:
    """What ticking came to: the labels of the key points said, and of those missing."""

    said: tuple[str, ...]
    missing: tuple[str, ...]
    rating: Rating

    @property
    def total(self) -> int:
        """How many key points the card has."""
        return len(self.said) + len(self.missing)


@dataclass(frozen=True, slots=True)
class CheckVerdict:
    """What a choice came to; both options are indices into the check's own.

    `chosen_reason` says why the chosen option is right or wrong, `right_reason` why the
    right one is right.
    """

    right: bool
    chosen_option: int
    right_option: int
    chosen_reason: str
    right_reason: str
    rating: Rating


def order(rng: random.Random, count: int) -> tuple[int, ...]:
    """The order in which to show so many options: shown place -> own index."""
    return tuple(rng.sample(range(count), count))


def ticks_rating(ticked: int, total: int) -> Rating:
    """Again for fewer than half, Hard for some missing, else Good."""
    if ticked * 2 < total:
        return Rating.Again
    return Rating.Hard if ticked < total else Rating.Good


def judge_ticks(card: Card, ticked: Iterable[int]) -> TickVerdict:
    """The verdict on the ticked key points; ValueError if the card has no such one."""
    chosen = set(ticked)
    if not chosen <= set(range(len(card.key_points))):
        raise ValueError(f"not key points of {card.id}: {sorted(chosen)}")
    labels = [point.label for point in card.key_points]
    return TickVerdict(
        said=tuple(label for i, label in enumerate(labels) if i in chosen),
        missing=tuple(label for i, label in enumerate(labels) if i not in chosen),
        rating=ticks_rating(len(chosen), len(labels)),
    )


def judge_check(check: Check, chosen: int) -> CheckVerdict:
    """The verdict on an option by its own index; ValueError if there is no such one."""
    if not 0 <= chosen < len(check.options):
        raise ValueError(f"not an option of {check.id}: {chosen}")
    option = check.options[chosen]
    return CheckVerdict(
        right=option.right,
        chosen_option=chosen,
        right_option=check.right,
        chosen_reason=option.reason,
        right_reason=check.options[check.right].reason,
        rating=Rating.Good if option.right else Rating.Again,
    )

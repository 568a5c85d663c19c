"""A card and dice -> a question to ask; a reply -> a verdict."""

import random
from dataclasses import dataclass

from bot.cards import Check
from bot.spacing import Rating

LETTERS = "ABCD"
"""What a check's options are called, in the order they are shown."""


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


def judge_check(check: Check, chosen: int) -> CheckVerdict:
    """The verdict on an option by its own index; ValueError if there is no such one."""
    if not 0 <= chosen < len(check.options):
        raise ValueError(f"not an option of {check.id}: {chosen}")
    option, right = check.options[chosen], check.right
    return CheckVerdict(
        right=option.right,
        chosen_option=chosen,
        right_option=right,
        chosen_reason=option.reason,
        right_reason=check.options[right].reason,
        rating=Rating.Good if option.right else Rating.Again,
    )

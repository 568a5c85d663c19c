"""What gives a check's right option away, or makes its options hard to compare."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.cards import Check, Option
from bot.decks.words import shown, unspaced
from bot.questions import LETTERS

_FEW = 6
"""Checks from which it is told that the right option always has the same letter."""

_MANY = 24
"""Checks from which letters and lengths are counted: chance has evened out by then."""

_MOST = 0.4
_LEAST = 0.1
"""The share of right options that a letter has at most and at least: chance gives a
quarter."""

_BY_LENGTH = 0.5
"""How often the longest option may be the right one; chance gives a quarter."""

_UNLIKE = 3
_UNLIKE_BY = 30
"""How many times longer than the shortest the longest option may be, and by how many
characters at least to count."""

_PLACES = re.compile(
    r"\b(?i:all|none|both|any|each|some) of (?i:the|these|those) (?i:above|below)\b"
    r"|\b(?i:all|none|both|any|each|some) of the (?i:others|other options)\b"
    r"|\bthe options? (?:above|below)\b"
    r"|\b(?i:both|either|neither) [A-D] (?:and|or|nor) [A-D]\b"
    r"|\b(?i:options?) [A-D]\b"
    r"|\A(?i:all|none|both|neither) of (?:them|these|those)\W*\Z"
)
_ABSOLUTE = re.compile(r"\b(?:always|never|in every case|under no circumstances)\b")


def among(checks: Sequence[Check]) -> Iterator[str]:
    """What a deck's checks give away together to somebody who knows nothing."""
    rights = Counter(LETTERS[check.right] for check in checks)
    if len(checks) >= _FEW and len(rights) == 1:
        yield f"the right option of every check is {next(iter(rights))}"
    elif len(checks) >= _MANY:
        yield from _letters(rights, len(checks))
    longest = sum(map(_right_is_longest, checks))
    if len(checks) >= _MANY and longest > _BY_LENGTH * len(checks):
        yield (
            f"the right option is the longest in {longest:,} of {len(checks):,} "
            "checks: guessing by length would pay"
        )


def _letters(rights: Counter[str], count: int) -> Iterator[str]:
    for letter in LETTERS:
        share = rights[letter] / count
        if not _LEAST <= share <= _MOST:
            yield (
                f"the right option is {letter} in {rights[letter]:,} of {count:,} "
                "checks: spread it over the letters"
            )


def within(check: Check) -> Iterator[str]:
    """What is odd about one check's options."""
    texts = [option.text for option in check.options]
    alike = [" ".join(text.split()) for text in texts]
    if len(set(alike)) < len(alike):
        yield "two options are the same"
    elif len(set(map(unspaced, texts))) < len(texts):
        yield "two options differ by spaces only"
    lengths = sorted(map(_length, texts), reverse=True)
    right = _length(texts[check.right])
    if right == lengths[0] and right > 1.5 * lengths[1] and right > 60:
        yield "the right option stands out by its length"
    elif lengths[0] > max(_UNLIKE * lengths[-1], lengths[-1] + _UNLIKE_BY):
        yield (
            f"the options have from {lengths[-1]} to {lengths[0]} characters: alike, "
            "they give less away"
        )
    for option in check.options:
        yield from _words(option, check)


def _words(option: Option, check: Check) -> Iterator[str]:
    for text in (option.text, option.reason):
        if found := _PLACES.search(text):
            yield f'"{found[0]}" points at nothing: options are shown in any order'
    rest = (other.text for other in check.options if other is not option)
    if found := _ABSOLUTE.search(option.text.casefold()):
        if option.right or any(_ABSOLUTE.search(text.casefold()) for text in rest):
            return
        yield f'"{found[0]}" gives a wrong option away'


def _length(text: str) -> int:
    return len(shown(" ".join(text.split())))


def _right_is_longest(check: Check) -> bool:
    lengths = [_length(option.text) for option in check.options]
    right = lengths.pop(check.right)
    return right > max(lengths)

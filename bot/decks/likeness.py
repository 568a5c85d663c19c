"""Cards and checks of a deck that ask the same as an earlier one, or nearly."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.fuzz import token_sort_ratio

from bot.cards import Card, Deck
from bot.decks.faults import Note
from bot.decks.words import telling, unspaced

_ALIKE = 0.8
"""The share of telling words that two questions have in common to be alike."""

_ANSWERS = 80
"""How alike, of 100, their answers are then: cards made from one pattern ask for
different things in the same words."""

_RAREST = 3
"""A question's words by which it is looked for: a copy shares at least one of them."""

_CROWD = 50
"""Cards with a word in common above which it tells nothing."""


def notes(deck: Deck) -> Iterator[Note]:
    yield from _same_cards(deck.cards)
    yield from _like_cards(deck.cards)
    yield from _same_checks(deck.cards)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _same_cards(cards: Sequence[Card]) -> Iterator[Note]:
    seen: dict[str, str] = {}
    for card in cards:
        first = seen.setdefault(_plain(card.question), card.id)
        if first != card.id:
            yield Note(f"asks the same as {first}", card=card.id)


def _like_cards(cards: Sequence[Card]) -> Iterator[Note]:
    asked = [telling(card.question) for card in cards]
    counts = Counter(word for words in asked for word in words)
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for at, card in enumerate(cards):
        rare = sorted(asked[at], key=lambda word: (counts[word], word))[:_RAREST]
        near = {other for word in rare for other in holders[word]}
        for other in sorted(near):
            if _alike(card, asked[at], cards[other], asked[other]):
                message = f"asks nearly the same as {cards[other].id}"
                yield Note(message, card=card.id)
                break
        for word in asked[at]:
            if counts[word] <= _CROWD:
                holders[word].append(at)


def _alike(
    one: Card, words: frozenset[str], other: Card, others: frozenset[str]
) -> bool:
    if _plain(one.question) == _plain(other.question):
        return False  # told already, and in other words
    if len(words & others) < _ALIKE * len(words | others):
        return False
    answers = _plain(one.answer), _plain(other.answer)
    return token_sort_ratio(*answers, score_cutoff=_ANSWERS) > 0


def _same_checks(cards: Sequence[Card]) -> Iterator[Note]:
    """Checks with one question and one right option, at whatever cards they hang."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for card in cards:
        for check in card.checks:
            right = check.options[check.right].text
            here = card.id, check.id
            first = seen.setdefault((unspaced(check.question), unspaced(right)), here)
            if first != here:
                where = first[1] if first[0] == card.id else f"{first[1]} of {first[0]}"
                message = f"check {check.id}: asks the same as check {where}"
                yield Note(message, card=card.id)

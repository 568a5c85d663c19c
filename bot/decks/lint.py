"""What looks odd in a deck without being wrong."""

import re
from collections.abc import Iterator

from bot import typeset
from bot.cards import Card, Check, Deck
from bot.decks.faults import Note

_MARKUP = re.compile(r"\$|`|\*\*|\\[a-zA-Z]")
_LONG_ANSWER = 3_000
_FEW = 6
"""Checks from which it is told that the right option always has the same letter."""


def check(deck: Deck) -> tuple[Note, ...]:
    """What somebody who works on this deck may want to look at."""
    notes = [note for card in deck.cards for note in _card(card)]
    return (*_whole(deck), *notes)


def _whole(deck: Deck) -> Iterator[Note]:
    seen: dict[str, str] = {}
    for card in deck.cards:
        plain = " ".join(card.question.casefold().split())
        if plain in seen:
            yield Note(f"asks the same as {seen[plain]}", card=card.id)
        seen.setdefault(plain, card.id)
    checks = [check for card in deck.cards for check in card.checks]
    places = {check.right for check in checks}
    if len(checks) >= _FEW and len(places) == 1:
        letter = "ABCD"[places.pop()]
        yield Note(f"the right option of every check is {letter}")


def _card(card: Card) -> Iterator[Note]:
    for message in _messages(card):
        yield Note(message, card=card.id)
    for check in card.checks:
        for message in _check(check):
            yield Note(f"check {check.id}: {message}", card=card.id)


def _messages(card: Card) -> Iterator[str]:
    if card.level is None:
        yield "no level"
    if not card.kind:
        yield "no kind"
    if not card.tags:
        yield "no tags"
    if not card.key_points:
        yield "no key points: nobody can tick what they said"
    if not card.checks:
        yield "no checks: it cannot be asked with options or in a challenge"
    if len(card.answer) > _LONG_ANSWER:
        yield f"the answer is long ({len(card.answer):,} characters)"
    labels = [point.label.casefold() for point in card.key_points]
    if len(set(labels)) < len(labels):
        yield "two key points have the same label"
    yield from _in_pictures(card)
    for point in card.key_points:
        if _MARKUP.search(point.label):
            yield f'the label "{point.label}" is shown as it stands: no math, no markup'


def _in_pictures(card: Card) -> Iterator[str]:
    """What the pictures of a card would lose."""
    for name, text in (("question", card.question), ("answer", card.answer)):
        for fault in typeset.faults(text):
            yield f"{name}: {fault}"


def _check(check: Check) -> Iterator[str]:
    for text in (check.question, *(option.text for option in check.options)):
        yield from typeset.faults(text)
    texts = [" ".join(option.text.split()) for option in check.options]
    if len(set(texts)) < len(texts):
        yield "two options are the same"
    lengths = sorted((len(text) for text in texts), reverse=True)
    right = len(texts[check.right])
    if right == lengths[0] and right > 1.5 * lengths[1] and right > 60:
        yield "the right option stands out by its length"

"""What looks odd in a deck without being wrong."""

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from bot import faces, phrases, typeset
from bot.cards import Card, Deck, KeyPoint
from bot.decks import likeness, options
from bot.decks.faults import Note
from bot.decks.words import nearest, telling
from bot.typeset import Face, Theme

_MARKUP = re.compile(r"\$|`|\*\*|\\[a-zA-Z]")
_LONG_ANSWER = 3_000

_LONG_FACE = 600
_LINES_FACE = 10
"""Characters and lines from which it is worth drawing a face to see how tall it is."""

_SAID = 0.5
"""The share of a key point's telling words that an answer has if it makes the point."""

_PREFIX = 5
"""Letters by which a word is known in another form: deriv-e, deriv-ation."""

_SLIP_LENGTH = 5
"""The shortest tag in which one other letter is a slip: "gan" is no slip for "can"."""


def check(deck: Deck) -> tuple[Note, ...]:
    """What somebody who works on this deck may want to look at."""
    notes = [note for card in deck.cards for note in _card(card)]
    return (*_whole(deck), *notes)


def _whole(deck: Deck) -> Iterator[Note]:
    for message in options.among([each for card in deck.cards for each in card.checks]):
        yield Note(message)
    yield from likeness.notes(deck)
    yield from _tags(deck)


def _tags(deck: Deck) -> Iterator[Note]:
    """Tags that the deck does not name, or that may be slips of another one."""
    counts = Counter(tag for card in deck.cards for tag in card.tags)
    for card in deck.cards:
        for tag in card.tags:
            if deck.tags and tag not in deck.tags:
                guess = nearest(tag, deck.tags)
                message = f'the tag "{tag}" is not among the tags of the deck{guess}'
                yield Note(message, card=card.id)
            elif not deck.tags and (meant := _slip(tag, counts)):
                message = f'the tag "{tag}" stands here alone; did you mean "{meant}"?'
                yield Note(message, card=card.id)
    for tag in deck.tags:
        if tag not in counts:
            yield Note(f'no card bears the tag "{tag}" of the deck')


def _slip(tag: str, counts: Counter[str]) -> str:
    """A tag of several cards that this one, which has a single card, is a letter off
    or written otherwise; empty if there is none."""
    if counts[tag] > 1:
        return ""
    for other, count in counts.items():
        if count > 1 and _spelt(other) == _spelt(tag):
            return other
        letters = len(tag) >= _SLIP_LENGTH and not re.search(r"\d", tag + other)
        if count > 1 and letters and OSA.distance(tag, other, score_cutoff=1) == 1:
            return other
    return ""


def _spelt(tag: str) -> str:
    return re.sub(r"[\s_-]", "", tag.casefold())


def _card(card: Card) -> Iterator[Note]:
    for message in _messages(card):
        yield Note(message, card=card.id)
    for each in card.checks:
        for message in options.within(each):
            yield Note(f"check {each.id}: {message}", card=card.id)


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
    yield from _points(card)
    for name, text in _texts(card):
        if text.isascii() and "$" not in text:
            continue  # nothing that a picture could lose
        for fault in typeset.faults(text):
            yield f"{name}: {fault}"
    yield from _tall(card)


def _points(card: Card) -> Iterator[str]:
    labels = [point.label.casefold() for point in card.key_points]
    if len(set(labels)) < len(labels):
        yield "two key points have the same label"
    said = _prefixes(card.answer)
    for point in card.key_points:
        if _MARKUP.search(point.label):
            yield f'the label "{point.label}" is shown as it stands: no math, no markup'
        if not _says(card.answer, said, point):
            yield f'the answer does not seem to say "{point.label}"'


def _says(answer: str, said: frozenset[str], point: KeyPoint) -> bool:
    """Whether an answer makes a key point in its own words or in those of a synonym."""
    if phrases.covered(answer, point):
        return True
    for phrase in (point.label, *point.synonyms):
        words = _prefixes(phrase)
        if not words or len(words & said) >= _SAID * len(words):
            return True
    return False


def _prefixes(text: str) -> frozenset[str]:
    return frozenset(word[:_PREFIX] for word in telling(text))


def _texts(card: Card) -> Iterator[tuple[str, str]]:
    """Every text of a card that may be drawn, with a name for it."""
    yield from (("question", card.question), ("answer", card.answer))
    yield "hint", card.hint
    for point in card.key_points:
        yield f'key point "{point.label}"', point.text
    for each in card.checks:
        yield f"check {each.id}", each.question
        for option in each.options:
            yield f"check {each.id}", option.text
            yield f"check {each.id}", option.reason
    for follow_up in card.follow_ups:
        yield "follow-up", follow_up.question
        yield "follow-up", follow_up.answer


def _tall(card: Card) -> Iterator[str]:
    """The question, and each check, should be seen whole while one thinks."""
    if _pages(faces.question(card, "")) > 1:
        yield "the question is too tall for one picture"
    for each in card.checks:
        if _pages(faces.check(card, each, range(len(each.options)), "")) > 1:
            yield f"check {each.id}: too tall for one picture"


def _pages(face: Face) -> int:
    """How many pictures a face takes; short ones are known to take one."""
    texts = (face.body, *face.options)
    short = sum(map(len, texts)) < _LONG_FACE
    if short and sum(text.count("\n") for text in texts) < _LINES_FACE:
        return 1
    return len(typeset.draw(face, Theme.LIGHT))

"""How much there is in a deck: in all, and by level, kind and tag."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.cards import Card, Deck, Level

_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]+`", re.DOTALL)
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$]+\$", re.DOTALL)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Counts:
    """Of some cards: checks, key points, words and formulas in all their texts, and
    the words of their answers alone."""

    cards: int
    checks: int
    key_points: int
    words: int
    answer_words: int
    formulas: int


@dataclass(frozen=True, slots=True)
class Group:
    """The cards that share a level, kind or tag; `name` is empty for those without."""

    name: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Stats:
    """A card with several tags counts under each of them."""

    whole: Counts
    levels: tuple[Group, ...]
    kinds: tuple[Group, ...]
    tags: tuple[Group, ...]


def stats(deck: Deck) -> Stats:
    """Levels in their order; tags in that of the deck's own list, if it has one."""
    tags = dict.fromkeys(
        (*deck.tags, *(tag for card in deck.cards for tag in card.tags))
    )
    kinds = dict.fromkeys(card.kind for card in deck.cards)
    return Stats(
        whole=_counts(deck.cards),
        levels=tuple(_groups(deck, (*Level, ""), lambda card: (card.level or "",))),
        kinds=tuple(_groups(deck, kinds, lambda card: (card.kind,))),
        tags=tuple(_groups(deck, (*tags, ""), lambda card: card.tags or ("",))),
    )


def _groups(
    deck: Deck, names: Iterable[str], of: Callable[[Card], Sequence[str]]
) -> Iterator[Group]:
    for name in names:
        cards = [card for card in deck.cards if name in of(card)]
        if cards:
            yield Group(name, _counts(cards))


def words(text: str) -> int:
    """Words that are read: no formulas, no code."""
    return len(_WORD.findall(_FORMULA.sub(" ", _without_code(text))))


def formulas(text: str) -> int:
    """Formulas, those of a line of their own included."""
    return len(_FORMULA.findall(_without_code(text)))


def _without_code(text: str) -> str:
    """A text without code, and without the dollars that are money."""
    return _CODE.sub(" ", text).replace("\\$", " ")


def _counts(cards: Sequence[Card]) -> Counts:
    texts = [text for card in cards for text in _texts(card)]
    return Counts(
        cards=len(cards),
        checks=sum(len(card.checks) for card in cards),
        key_points=sum(len(card.key_points) for card in cards),
        words=sum(map(words, texts)),
        answer_words=sum(words(card.answer) for card in cards),
        formulas=sum(map(formulas, texts)),
    )


def _texts(card: Card) -> Iterator[str]:
    """What a learner gets to read of a card; synonyms are for the machine."""
    yield from (card.question, card.answer, card.hint)
    for point in card.key_points:
        yield from (point.label, point.text)
    for check in card.checks:
        yield check.question
        for option in check.options:
            yield from (option.text, option.reason)
    for follow_up in card.follow_ups:
        yield from (follow_up.question, follow_up.answer)

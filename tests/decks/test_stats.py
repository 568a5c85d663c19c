"""What `studybot deck stats` counts."""

import pytest

from bot.cards import Card, Check, Deck, KeyPoint, Level, Option
from bot.decks import Counts, Group, stats
from bot.decks.stats import formulas, words


def _card(id: str, level: Level | None, kind: str, *tags: str) -> Card:
    options = tuple(Option("yes", "so it is", at == 0) for at in range(4))
    return Card(
        id,
        "What is it?",
        "It is $x$.",
        level,
        kind,
        tags,
        (KeyPoint("It is", "It is $x$."),),
        (Check("c", "Is it?", options),),
    )


DECK = Deck(
    "d",
    "D",
    (
        _card("a", Level.EXPERT, "concept", "tcp", "udp"),
        _card("b", Level.BEGINNER, "concept", "udp"),
        _card("c", None, ""),
    ),
    tags=("udp", "tcp"),
)


def _counts(cards: int) -> Counts:
    """Of so many of these cards, which are all alike."""
    return Counts(cards, cards, cards, cards * 27, cards * 2, cards * 2)


def test_a_deck_is_counted_in_all_and_by_level_kind_and_tag() -> None:
    found = stats(DECK)

    assert found.whole == _counts(3)
    assert found.levels == (
        Group("beginner", _counts(1)),
        Group("expert", _counts(1)),
        Group("", _counts(1)),
    )
    assert found.kinds == (Group("concept", _counts(2)), Group("", _counts(1)))
    assert found.tags == (
        Group("udp", _counts(2)),
        Group("tcp", _counts(1)),
        Group("", _counts(1)),
    )


@pytest.mark.parametrize(
    ("text", "read", "set_"),
    [
        ("Two words.", 2, 0),
        ("A model's well-known $x$, or $$y$$", 4, 2),
        ("It costs \\$5, or \\$6.", 3, 0),
        ("```\nfor x in y: $z$\n```\nAnd `a b` so", 2, 0),
        ("$20$ per cent of 30", 3, 1),
        ("", 0, 0),
    ],
)
def test_words_are_what_is_read_and_formulas_what_is_set(
    text: str, read: int, set_: int
) -> None:
    assert (words(text), formulas(text)) == (read, set_)

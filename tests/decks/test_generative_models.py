"""The deck that ships: what it promises to whoever studies it.

That its formulas are right is computed in tests/deck_math.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

import seeds
from bot import faces
from bot.cards import Card, Deck
from bot.decks import check, read
from bot.decks.stats import words
from bot.decks.words import shown
from bot.typeset import Theme, draw

FILE = Path(seeds.__file__).with_name("generative-models.toml")

IDS = [
    "ddpm-forward-reverse",
    "vae-versus-gan",
    "classifier-free-guidance",
    "latent-diffusion",
    "clip-contrastive-training",
    "vision-language-connector",
    "cert-product-images",
    "ddpm-simple-loss",
    "gan-mode-collapse",
    "fid-and-inception-score",
    "ddim-and-score-view",
    "ddpm-pseudo-code",
    "autoregressive-and-tokenizers",
    "vae-elbo",
    "over-guidance",
    "tweedie-and-score-matching",
    "epsilon-prediction",
    "ddim-eta",
    "score-sde",
]

KINDS = {"concept", "math", "code", "system-design", "cert"}

_SIGNS = re.compile(r"\\[a-zA-Z]+|\w+|[^\s\w${}]")
"""What a reader takes in at once: a command of LaTeX, a word, any other sign."""

PHONE = 386
"""The narrowest picture that is drawn."""


def _deck() -> Deck:
    reading = read(FILE.read_bytes(), FILE.name)
    assert (reading.faults, reading.notes) == ((), ())
    assert reading.deck
    return reading.deck


DECK = _deck()
CHECKS = [(card, each) for card in DECK.cards for each in card.checks]

each_card = pytest.mark.parametrize("card", DECK.cards, ids=lambda card: card.id)


def test_its_cards_are_those_that_everyones_memory_hangs_on() -> None:
    assert [card.id for card in DECK.cards] == IDS


def test_deck_check_has_nothing_to_say() -> None:
    assert check(DECK) == ()


def test_there_are_four_checks_to_a_card_and_eighty_in_all() -> None:
    assert min(len(card.checks) for card in DECK.cards) >= 4
    assert len(CHECKS) >= 80


def test_the_right_options_are_spread_evenly_over_the_letters() -> None:
    counts = Counter(each.right for _, each in CHECKS)
    assert max(counts.values()) - min(counts.values()) <= 1


@pytest.mark.parametrize("place", range(4))
def test_the_right_option_is_as_often_the_shortest_as_the_longest(place: int) -> None:
    """By length: 0 is the shortest. Options of one length share their places."""
    found = 0.0
    for _, each in CHECKS:
        lengths = [len(shown(option.text)) for option in each.options]
        right = lengths[each.right]
        first, alike = sum(n < right for n in lengths), lengths.count(right)
        found += (first <= place < first + alike) / alike
    assert 0.18 <= found / len(CHECKS) <= 0.32


def test_the_right_option_is_seldom_the_one_most_like_the_others() -> None:
    """Wrong ones that are the right one with a slip in it would give it away."""
    found = 0.0
    for _, each in CHECKS:
        cut = [_SIGNS.findall(option.text) for option in each.options]
        far = [sum(Levenshtein.distance(one, other) for other in cut) for one in cut]
        found += (far[each.right] == min(far)) / far.count(min(far))
    assert found / len(CHECKS) <= 0.35


@each_card
def test_an_answer_has_90_to_180_words(card: Card) -> None:
    assert 90 <= words(card.answer) <= 180


@each_card
def test_a_card_is_complete(card: Card) -> None:
    assert 3 <= len(card.key_points) <= 6
    assert all(point.text and len(point.synonyms) >= 3 for point in card.key_points)
    assert card.hint
    assert "\n" not in card.hint
    assert len(card.follow_ups) == 2
    assert card.level
    assert card.kind in KINDS
    assert set(card.tags) <= set(DECK.tags)
    assert all(source.authors and source.year for source in card.sources)
    assert card.sources


@each_card
def test_question_and_checks_fit_one_picture_on_a_phone(card: Card) -> None:
    sides = [faces.question(card, DECK.title)]
    sides += [faces.check(card, each, range(4), DECK.title) for each in card.checks]

    assert [len(draw(side, Theme.DARK, PHONE)) for side in sides] == [1] * len(sides)

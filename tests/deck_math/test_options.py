"""Right options that hold and wrong ones that differ, worked out with NumPy."""

from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import seeds
from bot.cards import Check, Deck
from bot.decks import read
from tests.deck_math import counting, densities, diffusion, scores
from tests.deck_math.claims import Claim, Formula, Values, flat
from tests.deck_math.worded import WORDED

FILE = Path(seeds.__file__).with_name("generative-models.toml")

CLAIMS = (*diffusion.CLAIMS, *scores.CLAIMS, *densities.CLAIMS, *counting.CLAIMS)

TRIALS = 12
"""Draws of random values; each is seeded by its number."""

APART = 1e-3
"""What a wrong option is off by, at the least, of the larger of the two."""


def _deck() -> Deck:
    deck = read(FILE.read_bytes(), FILE.name).deck
    assert deck
    return deck


DECK = _deck()


def _check(claim: Claim) -> Check:
    return DECK.card(claim.card).check(claim.check)


def _name(claim: Claim) -> str:
    return f"{claim.card}/{claim.check}"


def _trials(claim: Claim) -> list[Values]:
    return [claim.values(np.random.default_rng(seed)) for seed in range(TRIALS)]


def _gap(formula: Formula, truth: Formula, v: Values) -> float:
    """How far apart two results are, as a share of the larger one."""
    said, true = flat(formula(v)), flat(truth(v))
    if said.shape != true.shape:
        return 1.0
    size = max(np.max(np.abs(said)), np.max(np.abs(true)))
    return float(np.max(np.abs(said - true)) / size) if size else 0.0


@pytest.mark.parametrize("claim", CLAIMS, ids=_name)
def test_the_right_option_holds(claim: Claim) -> None:
    check = _check(claim)
    formula = claim.options[check.options[check.right].text]

    gaps = [_gap(formula, claim.truth, v) for v in _trials(claim)]
    assert max(gaps) < claim.tolerance


@pytest.mark.parametrize("claim", CLAIMS, ids=_name)
def test_each_wrong_option_differs(claim: Claim) -> None:
    wrong = [option.text for option in _check(claim).options if not option.right]

    equal = {
        text: seed
        for text in wrong
        for seed, v in enumerate(_trials(claim))
        if _gap(claim.options[text], claim.truth, v) < APART
    }
    assert equal == {}


@pytest.mark.parametrize("claim", CLAIMS, ids=_name)
def test_what_is_computed_is_what_the_check_says_letter_by_letter(claim: Claim) -> None:
    assert set(claim.options) == {option.text for option in _check(claim).options}


def test_each_option_with_a_formula_is_computed_or_says_why_not() -> None:
    computed = {(c.card, c.check, text) for c in CLAIMS for text in c.options}
    worded = {(*check, text) for check, (_, texts) in WORDED.items() for text in texts}
    formulas = {
        (card.id, check.id, option.text)
        for card in DECK.cards
        for check in card.checks
        for option in check.options
        if "$" in option.text
    }

    assert formulas - computed - worded == set()
    assert computed & worded == set()
    assert worded - formulas == set()
    assert all(len(reason) > 20 for reason, _ in WORDED.values())


def test_each_check_is_computed_once() -> None:
    assert max(Counter(map(_name, CLAIMS)).values()) == 1


def test_at_least_thirty_checks_have_formulas_for_options() -> None:
    formulas = [
        claim
        for claim in CLAIMS
        if all(option.text.count("$") >= 2 for option in _check(claim).options)
    ]
    assert len(formulas) >= 30

"""Whether a typed answer makes a point."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards import KeyPoint
from bot.phrases import covered, pretick
from tests.effort import at_most


def test_any_synonym_makes_the_point_and_the_sentence_behind_it_does_not() -> None:
    point = KeyPoint("Scale by root d", "Dot products grow", ("unit variance logits",))

    assert covered("so that logits have unit variance", point)
    assert not covered("dot products grow", point)


def test_preticking_names_the_points_by_their_index() -> None:
    points = (
        KeyPoint("Softmax saturates"),
        KeyPoint("Bigger batches"),
        KeyPoint("Gradients vanish"),
    )

    text = "The softmax saturates, so gradients vanish."

    assert pretick(text, points) == frozenset({0, 2})


def says(text: str, phrase: str) -> bool:
    return covered(text, KeyPoint(label=phrase))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Softmax saturates for large logits.", "softmax saturates"),
        ("the gradients are vanishing", "vanishing gradients"),
        ("Gradient vanishes once the softmax is saturated", "vanishing gradient"),
        ("we normalise the activations", "normalize activation"),
        ("we normalize each activation", "normalising activations"),
        ("it keeps the varience at one", "variance"),
        ("GANs train two networks", "GAN"),
        ("it maps noise to images", "mapping noise"),
        ("a biased estimate", "bias"),
        ("we stopped early", "early stop"),
        ("stop it early", "early stopping"),
        ("the covarinace matrix", "covariance matrix"),
        ("BatchNorm; LAYERNORM!", "layernorm"),
        ("KL divergence to the prior", "KL divergence"),
        ("uses self attention", "self-attention"),
        ("uses self-attention", "self attention"),
        ("a nonlinear map", "non-linear map"),
        ("k means on the features", "k-means"),
        ("then use t-SNE", "t-SNE"),
        ("attention costs O(n^2) memory", "O(n^2)"),
        ("attention costs O(n²) memory", "O(n^2)"),
        ("attention costs $O( n^2 )$ memory", "O(n^2)"),
        ("divide by 1/sqrt(d)", "1 / sqrt(d)"),
        ("low bias, high variance", "high variance"),
        ("it reduces bias and variance", "reduces variance"),
        ("it needs no labels", "without labels"),
        ("it does not need labels", "no labels"),
        ("it doesn’t converge", "fails to converge"),
        ("not only reduces variance, it is cheap", "reduces variance"),
        ("it is not biased. It lowers variance.", "lower variance"),
        ("this is not about bias, the variance shrinks", "variance shrinks"),
        ("you need more data", "more data"),
        ("dropout helps", "dropout"),
        ("dropout is why", "dropout"),
        ("it maximises an evidence lower bound", "Evidence lower bound (ELBO)"),
        ("a trade off of bias and variance", "bias/variance trade-off"),
        ("it scales as 1/n", "1/n"),
        ("it takes 100 steps", "100"),
        ("it is not slow. It takes 100 steps.", "100"),
        ("softmax, as it is used here, saturates", "softmax saturates"),
        ("it is not slow because dropout helps", "dropout"),
        # Six words before are too many for a negation, and six between two are not.
        ("not " + "very " * 5 + "overfitting", "overfitting"),
        ("softmax " + "very " * 6 + "saturates", "softmax saturates"),
        (
            "after many steps the data have become almost pure noise",
            "After T steps data become almost pure noise",
        ),
    ],
)
def test_a_point_clearly_made_is_ticked(text: str, phrase: str) -> None:
    assert says(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("", "softmax saturates"),
        ("softmax is smooth", "softmax saturates"),
        ("the softmax does not saturate", "softmax saturates"),
        ("no vanishing gradients", "vanishing gradients"),
        ("never any vanishing gradients", "vanishing gradients"),
        ("it trains without residual connections", "residual connections"),
        ("It isn't overfitting", "overfitting"),
        ("It isn’t overfitting", "overfitting"),
        ("it isnt overfitting", "overfitting"),
        ("dropout does not help", "dropout"),
        ("dropout isn't needed", "dropout"),
        ("attention instead of recurrence", "recurrence"),
        ("high variance, low bias", "high bias"),
        ("high variance, low bias", "low variance"),
        ("low bias and variance is high", "low variance"),
        ("it reduces bias and increases variance", "reduces variance"),
        ("it reduces bias, variance grows", "reduces variance"),
        ("minimise the loss", "maximise the loss"),
        ("an unbiased estimator", "biased estimator"),
        ("underfitting", "overfitting"),
        ("a non-linear map", "linear map"),
        ("a later choice", "layer choice"),
        ("an app for the mask", "apply the mask"),
        ("decoder stack", "encoder stack"),
        ("attention costs O(n^2) memory", "O(n)"),
        ("it takes 100 steps", "10 steps"),
        ("top-p sampling", "top-k sampling"),
        ("it samples p(x|z)", "p(z|x)"),
        ("the data and the model", "data"),
        ("the model", "a model"),
        ("it is the", "it is"),
        ("anything at all", "x"),
        ("it needs labels", "no labels"),
        ("it is not without labels", "without labels"),
        ("softmax is used. Then the unit saturates.", "softmax saturates"),
        ("it is slow, not dropout", "dropout"),
        ("not " + "very " * 4 + "overfitting", "overfitting"),
        ("softmax " + "very " * 7 + "saturates", "softmax saturates"),
        (
            "softmax comes first and then after a great many other layers and steps "
            "the very last unit saturates",
            "softmax saturates",
        ),
    ],
)
def test_what_is_unsaid_unclear_or_negated_is_not_ticked(
    text: str, phrase: str
) -> None:
    assert not says(text, phrase)


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=200), st.text(max_size=40))
def test_no_text_and_no_phrase_is_too_odd_to_read(text: str, phrase: str) -> None:
    assert says(text, phrase) in (True, False)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(["softmax", "entropy", "kernel"]), min_size=1))
def test_a_negation_before_a_mention_always_unticks_it(words: list[str]) -> None:
    text = ". ".join(f"it is not {word}" for word in words)
    assert not any(says(text, word) for word in words)
    assert all(says(text.replace("not ", ""), word) for word in words)


def test_a_full_card_is_preticked_at_once() -> None:
    rng = random.Random(5)
    pairs = itertools.permutations("aeioulmnrst", 2)
    words = ["convolv" + first + second for first, second in pairs]
    text = " ".join(rng.choice(words) for _ in range(200))[:1500]
    points = [
        KeyPoint(
            " ".join(rng.choices(words, k=4)),
            synonyms=tuple(" ".join(rng.choices(words, k=3)) for _ in range(6)),
        )
        for _ in range(10)
    ]

    with at_most(9000):
        pretick(text, points)


@pytest.mark.parametrize("text", ["t" + " " * 1499, "t " * 750, "t-" * 750, "(" * 1500])
def test_no_text_takes_long(text: str) -> None:
    points = [KeyPoint("t-SNE of x y z"), KeyPoint("f(x)")]
    pretick("", points)  # phrases are taken apart once, and kept

    with at_most(9000):
        pretick(text, points)

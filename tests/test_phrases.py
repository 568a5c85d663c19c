"""Whether a typed answer makes a point."""

from bot.cards import KeyPoint
from bot.phrases import covered, pretick


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

"""The rungs: our front end, mathtext itself, the source as code. None loses a card."""

from collections.abc import Iterator

import pytest
from matplotlib import _mathtext

from bot.typeset import Face, FaceKind, Theme, draw, formulas
from bot.typeset.speech import spoken

GOOD, WIDE, BAD = r"\frac{a}{b}", r"\hspace{13}", r"\nosuch{x}"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Nothing kept from before, nor for after."""
    kept = (formulas.sound, formulas.reading, formulas.formula)
    for one in kept:
        one.cache_clear()
    yield
    for one in kept:
        one.cache_clear()


def test_the_front_end_finds_mathtext_as_it_knows_it() -> None:
    assert formulas.sound()
    assert formulas.reading(GOOD, False).boxes is not None


def test_what_no_rung_can_set_is_shown_as_its_source() -> None:
    found = formulas.reading(BAD, False)

    assert found.boxes is None
    assert found.reason == r"\nosuch is not known"
    assert formulas.formula(BAD, 30.0, False) is None


@pytest.mark.parametrize("broken", ["raises", "draws nothing"])
def test_where_mathtext_has_changed_inside_it_sets_formulas_itself(
    broken: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ours = formulas.formula(GOOD, 30.0, False)
    formulas.sound.cache_clear()
    formulas.reading.cache_clear()
    formulas.formula.cache_clear()

    def ship(*_: object) -> object:
        if broken == "raises":
            raise TypeError("ship() takes other arguments now")
        return _mathtext.Output(_mathtext.Box(0.0, 0.0, 0.0))

    with monkeypatch.context() as patched:
        patched.setattr("bot.typeset.math.boxes.mt.ship", ship)
        assert not formulas.sound()
    ink = formulas.formula(GOOD, 30.0, False)

    assert ours is not None
    assert ink is not None
    assert ink.pixels.any()
    assert formulas.reading(GOOD, False).boxes is None
    assert "mathtext" in caplog.text


def test_a_card_with_a_formula_of_each_kind_is_drawn_and_read() -> None:
    body = f"One ${GOOD}$, two ${WIDE}$, three ${BAD}$ and *words*.\n\n$${BAD}$$"

    (drawn,) = draw(Face(FaceKind.ANSWER, body), Theme.DARK)

    assert drawn.alt.startswith("Answer. One a over b, two")
    assert "nosuch x" in drawn.alt
    assert spoken(BAD) == "nosuch x"

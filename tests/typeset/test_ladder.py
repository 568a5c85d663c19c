"""The rungs: our front end, mathtext itself, the source as code. None loses a card."""

import re
from collections.abc import Iterator

import pytest
from matplotlib._mathtext_data import tex2uni
from matplotlib.ft2font import FT2Font

from bot.typeset import Face, FaceKind, Theme, draw, families, formulas, glyphs
from bot.typeset.speech import spoken

ACCENT = re.compile("^combining|^textascii|accent$|^(macron|ring|ocirc)$")
"""What stands over another sign; TeX has other commands for it."""

GOOD, WIDE, BAD = r"\frac{a}{b}", r"\hspace{13}", r"\nosuch{x}"


@pytest.fixture(autouse=True)
def anew() -> Iterator[None]:
    """Nothing kept from before, nor for after."""
    forget()
    yield
    forget()


def forget() -> None:
    formulas.sound.cache_clear()
    formulas.reading.cache_clear()
    formulas.formula.cache_clear()
    formulas.parts.cache_clear()
    families._open.clear()
    glyphs.sign.cache_clear()


class Raising:
    """A font of matplotlib's as it might be some day."""

    def __init__(self, path: str) -> None:
        self.font = FT2Font(path)

    def __getattr__(self, name: str) -> object:
        return getattr(self.font, name)

    def draw_glyph_to_bitmap(self, *_: object) -> None:
        raise TypeError("it takes other arguments now")


class Blank(Raising):
    """Another."""

    def draw_glyph_to_bitmap(self, *_: object) -> None:
        return None


def test_the_front_end_finds_the_fonts_as_it_knows_them() -> None:
    assert formulas.sound()
    assert formulas.reading(GOOD, False).boxes is not None


def test_what_mathtext_has_a_name_for_is_set_but_accents_over_nothing() -> None:
    names = [name for name in tex2uni if name.isalpha() and len(name) > 1]

    refused = {
        name
        for name in names
        if not ACCENT.search(name)
        and formulas.reading(f"\\{name} x", False).boxes is None
    }

    assert refused == {"candra", "lasp", "rasp"}


def test_what_no_rung_can_set_is_shown_as_its_source() -> None:
    found = formulas.reading(BAD, False)

    assert found.boxes is None
    assert found.reason == r"\nosuch is not known"
    assert formulas.formula(BAD, 30.0, False) is None


@pytest.mark.parametrize("changed", [Raising, Blank])
def test_where_fonts_have_changed_mathtext_sets_formulas_itself(
    changed: type[Raising],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr("bot.typeset.families.FT2Font", changed)

    ink = formulas.formula(GOOD, 30.0, False)

    assert not formulas.sound()
    assert formulas.reading(GOOD, False).boxes is None
    assert ink is not None
    assert ink.pixels.any()
    assert "matplotlib's fonts" in caplog.text


def test_a_card_with_a_formula_of_each_kind_is_drawn_and_read() -> None:
    body = f"One ${GOOD}$, two ${WIDE}$, three ${BAD}$ and *words*.\n\n$${BAD}$$"

    (drawn,) = draw(Face(FaceKind.ANSWER, body), Theme.DARK)

    assert drawn.alt.startswith("Answer. One a over b, two")
    assert "nosuch x" in drawn.alt
    assert spoken(BAD) == "nosuch x"

"""Text in other scripts: its order, its letters, and where its lines may end."""

from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
import pytest

from bot.typeset import Face, FaceKind, Mark, Theme, draw, families, faults, fonts
from bot.typeset.bidi import visual
from bot.typeset.fonts import Style
from bot.typeset.lines import Line, set_lines
from bot.typeset.markdown import Math, Words, blocks
from bot.typeset.math import set_formula
from bot.typeset.math.boxes import Glyph, ship
from bot.typeset.math.stix import Stix
from bot.typeset.pieces import Type
from bot.typeset.units import Setting, unit
from tests.typeset.pixels import indices

BODY = Type(30.0)


def line(text: str) -> Line:
    """The text on one line."""
    (only,) = set_lines((Words(text),), BODY, 2000)
    return only


ORDERS = [
    ([True, True], True, [0, 1]),
    ([True, False, None, False, True], True, [0, 3, 2, 1, 4]),
    ([False, None, True, None, True, None, False], False, [6, 5, 2, 3, 4, 1, 0]),
    ([None, False, None], True, [0, 1, 2]),
    ([None, False, None], False, [2, 1, 0]),
    ([False, None, None, None, False], True, [4, 3, 2, 1, 0]),
]


@pytest.mark.parametrize(("parts", "base", "order"), ORDERS)
def test_parts_stand_in_the_order_of_their_directions(
    parts: list[bool | None], base: bool, order: list[int]
) -> None:
    assert visual(parts, base) == order


def test_a_hebrew_sentence_begins_at_the_right_and_its_stop_is_at_the_left() -> None:
    made = line("שלום עולם.")
    first, stop = (
        fonts.word("שלום", Style.REGULAR, 30.0),
        fonts.word(".", Style.REGULAR, 30.0),
    )

    assert made.leftward
    assert made.marks[-1].ink is first
    assert made.marks[0].ink is stop


def test_in_an_english_sentence_the_stop_behind_hebrew_stays_at_the_right() -> None:
    made = line("say שלום עולם, then")
    inks = [mark.ink for mark in made.marks]

    assert not made.leftward
    assert inks[1] is fonts.word("עולם", Style.REGULAR, 30.0)
    assert inks[2] is fonts.word("שלום", Style.REGULAR, 30.0)
    assert inks[3] is fonts.word(",", Style.REGULAR, 30.0)


def test_a_formula_keeps_its_place_in_the_order_of_a_hebrew_sentence() -> None:
    (made,) = set_lines((Words("אם "), Math("x"), Words(" אז")), BODY, 2000)

    assert made.marks[0].ink is fonts.word("אז", Style.REGULAR, 30.0)
    assert made.marks[-1].ink is fonts.word("אם", Style.REGULAR, 30.0)


def test_a_paragraph_from_right_to_left_ends_at_the_right_margin() -> None:
    (block,) = blocks("שלום")
    (mark,) = unit(block, Setting(500, 30.0)).lines[0].marks

    assert mark.x + mark.ink.advance == 500


def test_arabic_letters_join() -> None:
    word = fonts.word("بيت", Style.REGULAR, 40.0)
    columns = word.pixels.any(axis=0)

    assert columns.all()
    assert word.advance < sum(fonts.width(char, Style.REGULAR, 40.0) for char in "بيت")


def test_an_emoji_of_several_parts_is_one_picture() -> None:
    whole = fonts.width("👩‍💻", Style.REGULAR, 30.0)

    assert whole == fonts.width("👩", Style.REGULAR, 30.0)


def test_chinese_breaks_between_characters_but_not_before_a_stop() -> None:
    lines = set_lines((Words("扩散模型逐步去除噪声。" * 3),), BODY, 330)
    stop = fonts.word("。", Style.REGULAR, 30.0)

    assert len(lines) > 2
    assert all(made.width <= 330 for made in lines)
    assert all(made.marks[0].ink is not stop for made in lines)


SCRIPTS = ["漢字", "かな", "한국어", "हिन्दी", "ไทย", "עברית", "العربية", "Ελλάδα", "🎉"]


@pytest.mark.parametrize("text", SCRIPTS)
def test_letters_of_many_scripts_have_a_font(text: str) -> None:
    assert faults(text) == []
    assert fonts.word(text, Style.REGULAR, 30.0).pixels.any()


def test_a_sign_without_a_font_is_a_box_and_is_reported() -> None:
    assert families.having("𐎀", Style.REGULAR.value) == families.LAST_RESORT
    assert faults("see 𐎀") == ["no font has 𐎀: a box is shown instead"]
    assert np.any(fonts.word("𐎀", Style.REGULAR, 30.0).pixels)


OPTIONAL = ("noto_cjk_sans_jp_regular", "manimgx_fonts")
"""Packages of fonts that all works without."""


@pytest.fixture
def fewer_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without those packages."""
    kept = (families._folder, families.path, families._there, families.having)
    monkeypatch.setattr(
        "bot.typeset.families.find_spec",
        lambda name: None if name in OPTIONAL else find_spec(name),
    )
    for one in (*kept, fonts.word):
        one.cache_clear()
    yield
    for one in (*kept, fonts.word):
        one.cache_clear()


@pytest.mark.usefixtures("fewer_fonts")
def test_without_the_optional_fonts_their_letters_are_boxes_and_are_reported() -> None:
    told = "no font has ह 字: a box is shown instead"
    assert faults("plain, 字 and $x_{字}$ and ह") == [told]
    assert faults("words, $x^2$, Ελλάδα, עברית and →") == []

    (drawn,) = draw(Face(FaceKind.ANSWER, "字 of $x_{字}$ हिन्दी 🎉"), Theme.DARK)
    box = fonts.word("字", Style.REGULAR, 30.0)

    assert box.pixels.any()
    assert drawn.alt == "Answer. 字 of x sub 字 हिन्दी 🎉."


def signs(source: str) -> str:
    """What a formula shows, from left to right."""
    shipped = ship(set_formula(source, Stix(), False).lines[0])
    return "".join(chr(item.code) for _, _, item in shipped if isinstance(item, Glyph))


FORMULAS = {
    r"x\text{שלום עולם}y": "xםלוע םולשy",
    r"\text{שלום (עולם) 42, abc}": "abc ,42 (םלוע) םולש",
    r"\text{if שלום then}": "if םולש then",
    r"\text{לא $x>0$}": "x>0 אל",
    r"\text{سلام}": "ﻡﻼﺳ",
    r"\text{plain (words)}": "plain (words)",
}


@pytest.mark.parametrize("source", FORMULAS)
def test_words_in_a_formula_stand_in_the_order_they_are_read(source: str) -> None:
    assert signs(source) == FORMULAS[source].replace(" ", "")


def test_spaces_around_such_words_stay_where_they_are() -> None:
    shipped = ship(set_formula(r"\text{אם }x", Stix(), False).lines[0])
    (_, _, first), (at, _, last), (then, _, _) = shipped

    assert isinstance(first, Glyph)
    assert isinstance(last, Glyph)
    assert then > at + last.width + 0.2


def inked(face: Face, width: int = 900) -> list[tuple[int, int]]:
    """From the first column with ink to the last, in each run of rows below the bar."""
    (drawn,) = draw(face, Theme.DARK, width)
    pixels = indices(drawn.png)[10:]
    rows = pixels.any(axis=1)
    starts = np.flatnonzero(np.diff(np.r_[False, rows, False]))
    found = []
    for first, last in zip(starts[::2], starts[1::2], strict=True):
        columns = np.flatnonzero(pixels[first:last].any(axis=0))
        found.append((int(columns[0]), int(columns[-1])))
    return found


def test_title_badges_and_footer_of_a_hebrew_card_stand_at_the_right() -> None:
    face = Face(FaceKind.QUESTION, "שלום", "כותרת", ("חפיסה", "קל"), footer="ספר")
    for left, right in inked(face):
        assert left > 450
        assert 900 - 44 - 12 <= right <= 900 - 44


def test_the_number_of_a_picture_stands_at_the_other_side_of_such_a_title() -> None:
    text = "\n\n".join(["שלום לכולם"] * 40)
    first, *_ = draw(Face(FaceKind.ANSWER, text, "כותרת"), Theme.DARK)
    top = np.flatnonzero(indices(first.png)[12:76].any(axis=0))
    assert 44 <= top[0] < 52
    assert top[-1] > 840


OPTIONS = ("ראשון", "$x$", "BERT")


@pytest.mark.parametrize("marks", [(), (Mark.RIGHT, Mark.WRONG, Mark.NONE)])
def test_options_in_hebrew_have_their_letters_at_the_right(
    marks: tuple[Mark, ...],
) -> None:
    kind = FaceKind.RECAP if marks else FaceKind.CHECK
    (drawn,) = draw(Face(kind, "", "t", (), OPTIONS, marks), Theme.DARK)
    (other,) = draw(Face(kind, "", "t", (), ("one", *OPTIONS[1:]), marks), Theme.DARK)
    mine, theirs = indices(drawn.png), indices(other.png)
    # The letters' columns: the one has ink where the other's panels are bare.
    right, left = slice(900 - 44 - 40, 900 - 44 - 16), slice(44 + 16, 44 + 40)
    rows = slice(-80, -50)
    assert len(np.unique(mine[rows, right])) > 2
    assert len(np.unique(mine[rows, left])) == 1
    assert len(np.unique(theirs[rows, left])) > 2


def test_a_table_in_arabic_runs_from_right_to_left() -> None:
    (table,) = blocks("| النموذج | ب |\n|---|---|\n| خطي | 1 |\n| BERT | 2 |")
    made = unit(table, Setting(800, 30.0))
    room = 800 - made.x - 2 * made.padding
    for line in made.lines[:1] + made.lines[2:]:
        first, second = line.marks[0], line.marks[-1]
        assert first.x + first.ink.advance == room
        assert second.x < first.x


def test_a_quotation_in_hebrew_has_its_bar_at_the_right() -> None:
    (quoted,) = blocks("> שלום")
    (bar,) = unit(quoted, Setting(800, 30.0)).bars
    assert 760 < bar < 800


def test_the_number_of_an_item_in_hebrew_has_its_stop_at_the_left() -> None:
    (item,) = blocks("3. שלום")
    marker = unit(item, Setting(800, 30.0)).lines[0].marks[0]
    assert marker.ink is fonts.word(".3", Style.REGULAR, 30.0)
    assert marker.x > 700


def test_a_figure_on_a_key_is_one_emoji() -> None:
    alone, behind = (fonts.word(t, Style.REGULAR, 30.0) for t in ("1️⃣", "1️⃣,"))
    assert 1.0 * 30 < alone.advance < 1.5 * 30
    assert alone.advance < behind.advance < alone.advance + 15


def test_slanted_cyrillic_is_slanted() -> None:
    name = families.having("к", Style.ITALIC)
    assert name == "DejaVuSans-Oblique.ttf"
    upright = fonts.word("кто", Style.REGULAR, 30.0).pixels.shape[0]
    assert abs(fonts.word("кто", Style.ITALIC, 30.0).pixels.shape[0] - upright) <= 2

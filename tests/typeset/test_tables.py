"""Tables: how wide they are, and what becomes of one that is too wide for its page."""

from collections.abc import Iterator
from itertools import pairwise

import pytest

from bot.typeset import Face, FaceKind, Theme, draw, fonts
from bot.typeset.fonts import Style
from bot.typeset.formulas import formula
from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import Line
from bot.typeset.markdown import Table, blocks
from bot.typeset.tables import Laid, laid
from bot.typeset.units import Setting, Unit, unit

EM = 30.0

DRUGS = """\
| Drug | Class | Indication | Contraindication |
|---|---|---|---|
| Atorvastatin | Reductase inhibitor | Hypercholesterolaemia | Pregnancy |
| Warfarin | Vitamin K antagonist | Atrial fibrillation | Haemorrhagic stroke |
"""
LETTERS = "| IPA | as in |\n|--|--|\n| a | hat |\n| e | bed |"


def table(text: str) -> Table:
    (block,) = blocks(text)
    assert isinstance(block, Table)
    return block


def on_page(text: str, width: int = 800) -> Unit:
    return unit(table(text), Setting(width, EM))


def set_in(text: str, room: int) -> Laid:
    return laid(table(text), EM, room)


def shown(source: str) -> Ink:
    found = formula(source, EM, False)
    assert found is not None
    return found


def words(line: Line) -> Iterator[str]:
    """Which of the table's words stand on the line."""
    known = DRUGS.replace("|", " ").split()
    for mark in line.marks:
        for word in known:
            for size in (30.0, 27.0, 24.0, 21.6):
                for style in (Style.REGULAR, Style.BOLD):
                    if mark.ink is fonts.word(word, style, size):
                        yield word


def test_the_panel_of_a_small_table_is_as_wide_as_its_columns() -> None:
    made = on_page(LETTERS)
    end = max(mark.x + mark.ink.advance for line in made.lines for mark in line.marks)

    assert made.x == 0
    assert 800 - made.short == end + 2 * made.padding < 300


def test_that_of_one_read_from_right_to_left_stands_at_the_right() -> None:
    made = on_page("| حرف | كلمة |\n|--|--|\n| ا | اب |")

    assert made.short == 0
    assert made.x > 500
    assert min(mark.x for line in made.lines for mark in line.marks) >= 0


def test_one_that_is_nearly_as_wide_as_the_column_is_as_wide() -> None:
    cell = "words " * 12
    made = on_page(f"| a | b |\n|--|--|\n| {cell} | {cell} |", 1400)

    assert (made.x, made.short) == (0, 0)


def test_what_it_is_wider_for_that_stands_between_all_its_columns() -> None:
    wide = set_in("| 10 | 20 | 30 | 40 |\n|--|--|--|--|", 800).width
    (line, _), *_ = set_in("| 10 | 20 | 30 | 40 |\n|--|--|--|--|", wide + 20).rows
    starts = [mark.x for mark in line.marks]

    apart = [b - a for a, b in pairwise(starts)]
    assert max(apart) - min(apart) <= 1
    assert starts[-1] == 203


@pytest.mark.parametrize("room", [480, 500, 540, 580])
def test_no_word_is_cut_where_a_row_may_stand_line_by_line(room: int) -> None:
    head, *rows = set_in(DRUGS, room).rows
    said = [word for row in rows for line in row for word in words(line)]

    assert head == []
    assert {"Hypercholesterolaemia", "Haemorrhagic", "Atorvastatin"} <= set(said)
    assert said.count("Contraindication") == 2


def test_what_stands_line_by_line_has_its_head_before_it_and_dimmer() -> None:
    _, (name, first, *_), *_ = set_in(DRUGS, 500).rows
    head, *cell = first.marks

    assert list(words(name)) == ["Atorvastatin"]
    assert list(words(first)) == ["Class", "Reductase", "inhibitor"]
    assert head.colour is Colour.DIM
    assert {mark.colour for mark in cell} == {Colour.TEXT}


def test_a_row_stands_line_by_line_before_its_formulas_are_broken() -> None:
    long = r"$x\arctan x - \frac12\ln(1 + x^2) + C$"
    text = (
        f"| $f$ | in | out | of |\n|--|--|--|--|\n| $\\arctan x$ | $y$ | {long} | $n$ |"
    )
    for room in range(420, 820, 20):
        *_, row = set_in(text, room).rows
        widths = {mark.ink.advance for line in row for mark in line.marks}
        sizes = [EM * share for share in (1.0, 0.9, 0.8, 0.72)]
        source = rf"\displaystyle {long.strip('$')}"
        whole = [formula(source, round(size, 2), False) for size in sizes]
        assert widths & {ink.advance for ink in whole if ink is not None}


def test_no_room_is_left_at_the_head_of_a_page_that_begins_with_a_row() -> None:
    made = on_page(DRUGS + DRUGS.splitlines()[-1] + "\n", 500)
    parts = made.split(made.height * 2 // 3)

    assert parts is not None
    assert parts[1].lines[0].above == made.lines[0].above
    assert parts[1].lines[0] != made.lines[sum(parts[0].rows)]


def test_a_fraction_alone_in_its_cell_is_as_large_as_on_a_line_of_its_own() -> None:
    text = "| $x$ | b |\n|--|--|\n| $\\frac12$ | so $\\frac12$ |"
    _, (line,) = set_in(text, 800).rows
    alone, *_, within = line.marks

    assert alone.ink.pixels.shape == shown(r"\dfrac12").pixels.shape
    assert within.ink.pixels.shape == shown(r"\tfrac12").pixels.shape


def test_beside_a_fraction_all_formulas_alone_are_as_large() -> None:
    text = "| $\\sum_i x$ | b |\n|--|--|\n| $\\sum_i x$ | so $\\sum_i x$ |\n"
    for last, meant in (
        ("| $\\frac12$ |", r"\displaystyle\sum_i x"),
        ("", r"\sum_i x"),
    ):
        head, (line, *_), *_ = set_in(text + last, 800).rows
        alone, *_, within = line.marks

        assert alone.ink.pixels.shape == shown(meant).pixels.shape
        assert head[0].marks[0].ink.pixels.shape == shown(meant).pixels.shape
        assert within.ink.pixels.shape == shown(r"\sum_i x").pixels.shape


TALL = r"$\begin{cases}1\\2\\3\end{cases}$"


def test_what_is_tall_in_a_cell_moves_no_lines_of_another_apart() -> None:
    _, row, _ = set_in(
        f"| a | b |\n|--|--|\n| x<br>y<br>z | {TALL} |\n| x | y |", 400
    ).rows
    _, plain, _ = set_in("| a | b |\n|--|--|\n| x<br>y<br>z | w |\n| x | y |", 400).rows

    apart = [first.below + then.above for first, then in pairwise(row)]
    assert apart == [first.below + then.above for first, then in pairwise(plain)]
    assert row[0].above > plain[0].above


def test_a_row_is_as_tall_as_what_is_tallest_in_it() -> None:
    _, (line,), _ = set_in(f"| a | b |\n|--|--|\n| x | {TALL} |\n| x | y |", 400).rows
    _, row, _ = set_in(f"| a | b |\n|--|--|\n| x<br>y | {TALL} |\n| x | y |", 400).rows

    assert sum(each.above + each.below for each in row) == line.above + line.below


def test_lines_of_a_cell_are_as_far_apart_as_they_are_tall() -> None:
    tall = set_in(f"| a |\n|--|\n| {TALL}<br>{TALL} |\n", 400).rows[1]
    (line,) = set_in(f"| a |\n|--|\n| {TALL} |\n", 400).rows[1]

    ink = line.marks[0].ink
    assert tall[0].below + tall[1].above >= ink.above + ink.below


def test_no_table_is_wider_than_its_room_or_far_narrower_than_it_could_be() -> None:
    whole = set_in(DRUGS, 2000).width
    for room in range(whole - 40, whole + 40, 3):
        assert set_in(DRUGS, room).width <= room
    assert set_in(DRUGS, whole).width == whole


def test_a_table_of_two_columns_keeps_them() -> None:
    head, *_ = set_in("| one | other |\n|--|--|\n| " + "w" * 40 + " | x |", 300).rows

    assert head


def test_a_word_stays_with_the_formula_behind_it() -> None:
    _, (line,) = set_in("| a | b |\n|--|--|\n| Poisson$(x)$ | y |", 260).rows

    assert len(line.marks) == 3


def test_each_picture_of_a_long_table_says_what_it_shows() -> None:
    rows = "".join(f"| word{number} | {number * 7} |\n" for number in range(22))
    face = Face(FaceKind.ANSWER, f"| n | words |\n|--|--|\n{rows}", "Answer")
    first, second = (drawn.alt for drawn in draw(face, Theme.DARK))

    last = max(number for number in range(22) if f"word{number}," in first)
    said = [f"word{number}, {number * 7}" for number in range(22)]
    for alt, part in ((first, said[: last + 1]), (second, said[last + 1 :])):
        assert alt.endswith(f"Table: n, words; {'; '.join(part)}.")


def test_one_that_would_take_too_many_pictures_keeps_its_columns() -> None:
    row = "| Hypercholesterolaemia | Haemorrhagic | Contraindication |\n"
    few, many = (
        set_in(f"| a | b | c |\n|--|--|--|\n{row * count}", 400).rows
        for count in (20, 40)
    )

    assert few[0] == []
    assert len(few) == 21
    assert many[0]
    assert len(many) == 41


def test_the_lines_of_a_cell_stand_below_each_other() -> None:
    _, row = set_in("| a | b |\n|--|--|\n| x<br>yy | z |", 400).rows

    said = [[mark for mark in line.marks if mark.ink.advance] for line in row]
    assert [len(marks) for marks in said] == [2, 1]
    assert said[0][0].x == said[1][0].x == 0


@pytest.mark.parametrize("text", ["类囊体膜的场所", "words that need a line"])
def test_a_table_shrinks_a_little_rather_than_breaks_a_line(text: str) -> None:
    source = f"| a | b |\n|--|--|\n| {text} | {text} |"
    whole = set_in(source, 2000).width
    little, much = (
        len(set_in(source, int(share * whole)).rows[1]) for share in (0.95, 0.6)
    )

    assert little == 1
    assert much > 1


def test_no_column_is_as_narrow_as_a_character() -> None:
    text = (
        "| 阶段 | 场所 | 产物 |\n|--|--|--|\n| 光反应之后 | 叶绿体基质 | NADPH、ATP |"
    )
    _, row = set_in(text, 330).rows
    first = [line for line in row if any(mark.x == 0 for mark in line.marks)]

    assert len(first) == 2

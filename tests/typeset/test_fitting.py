"""What is wider than its line: formulas, options, code."""

import json
from collections import Counter
from collections.abc import Iterable
from math import ceil
from pathlib import Path

import pytest

from bot.typeset import faults, fonts, formulas, options, pages
from bot.typeset.equations import equations
from bot.typeset.faces import Mark
from bot.typeset.fitting import broken
from bot.typeset.fonts import Style
from bot.typeset.formulas import formula
from bot.typeset.ink import Colour, Ink
from bot.typeset.lines import set_lines
from bot.typeset.listings import wrapped
from bot.typeset.markdown import Display, Math, Prose, Words
from bot.typeset.math import set_formula
from bot.typeset.math.boxes import Glyph, Row, ship
from bot.typeset.math.stix import Stix
from bot.typeset.measures import Measures
from bot.typeset.pieces import Type
from bot.typeset.stacking import stacked
from bot.typeset.units import Setting, unit

EM = 30.0
NARROW = Measures(386)


def rows(source: str, width: int) -> list[Ink]:
    """A formula on lines of its own, in a column so wide."""
    made = unit(Display(source), Setting(width, EM))
    for line in made.lines:
        (x, ink, _) = line.marks[0]
        assert x + ink.left >= 0
        assert x + ink.left + ink.pixels.shape[1] <= width
    return [line.marks[0].ink for line in made.lines]


def whole(source: str, display: bool = True) -> Ink:
    ink = formula(source, EM, display)
    assert ink is not None
    return ink


RELATED = r"p(x) = \int p(x \mid z)\,p(z)\,dz = \frac{p(x, z)}{p(z \mid x)}"
UNRELATED = r"a_1 b_1 + a_2 b_2 + a_3 b_3 + a_4 b_4 + a_5 b_5"
FENCED = r"\left(a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9\right)^2"


def test_formulas_a_quad_apart_are_rather_parted_than_broken() -> None:
    first, second = "x=1", r"y=\frac{a+b+c+d+e+f+g+h}{f}=z"
    advances = [rows(source, 900)[0].advance for source in (first, second)]
    found = rows(rf"{first} \qquad {second}", advances[1] + 60)
    assert [row.advance for row in found] == pytest.approx(advances, abs=2)


def test_two_conditions_that_stand_apart_are_parted_behind_their_comma() -> None:
    first, second = r"g_i(x^*) \le 0,", r"h_j(x^*) = 0"
    alone = [whole(source, display=False).advance for source in (first, second)]
    found = set_lines((Math(rf"{first}\; {second}"),), Type(EM), alone[0] + 40)

    assert [line.width for line in found] == pytest.approx(alone, abs=3)


def test_conditions_go_below_where_cases_would_be_too_small_to_read() -> None:
    source = (
        r"f=\begin{cases}a&\text{if there is a very long condition}\\"
        r"b\text{ \& c}&\text{otherwise}\end{cases}"
    )
    wide, narrow = (rows(source, width)[0] for width in (900, 400))
    assert narrow.above + narrow.below > 1.2 * (wide.above + wide.below)
    assert narrow.advance > 300


def test_premises_go_below_each_other_where_a_rule_would_be_too_small_to_read() -> None:
    rule = (
        r"\frac{\Gamma\vdash M:A\to B\qquad\Gamma\vdash N:A\qquad A\leq\{B\}}"
        r"{\Gamma\vdash MN:B}"
    )
    (wide,), (narrow,) = rows(rule, 900), rows(rule, 280)

    assert narrow.above > 2 * wide.above
    assert narrow.below == wide.below
    assert 200 < narrow.advance <= 280


@pytest.mark.parametrize(
    "source",
    [
        r"\frac{a}{b\quad c}",
        r"\frac{{a\quad b}}{c}",
        r"\frac{\text{if }\begin{array}{c}a\quad b\end{array}}{c}",
        r"\frac12\quad x",
        r"\frac{a\quad",
    ],
)
def test_what_has_no_premises_is_left_as_it_is(source: str) -> None:
    assert stacked(source) == source


def test_a_sign_of_two_relations_is_not_parted() -> None:
    parts = [part.after for part in formulas.parts(r"a:=b+c", False)]
    assert len(parts) == 3


def test_a_formula_that_is_hardly_too_wide_is_set_smaller() -> None:
    (row,) = rows(RELATED, round(0.95 * whole(RELATED).advance))

    assert row.advance > 0.9 * whole(RELATED).advance


def test_one_with_a_relation_is_rather_broken_after_it_and_keeps_its_size() -> None:
    first, second = rows(RELATED, round(0.85 * whole(RELATED).advance))

    assert first.advance + second.advance > 0.95 * whole(RELATED).advance


def test_one_without_is_rather_set_smaller_to_four_fifths_and_then_broken() -> None:
    assert len(rows(UNRELATED, round(0.85 * whole(UNRELATED).advance))) == 1
    assert len(rows(UNRELATED, round(0.7 * whole(UNRELATED).advance))) == 2


def test_brackets_are_broken_inside_only_where_all_would_be_too_small() -> None:
    assert len(rows(FENCED, round(0.72 * whole(FENCED).advance))) == 1
    assert len(rows(FENCED, round(0.6 * whole(FENCED).advance))) == 2


def test_brackets_in_a_sentence_are_broken_inside_at_last() -> None:
    wide = whole(FENCED, display=False).advance

    assert len(set_lines((Math(FENCED),), Type(EM), round(0.85 * wide))) == 1
    assert len(set_lines((Math(FENCED),), Type(EM), round(0.6 * wide))) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [(r"\big(", r"\big)"), (r"\Big[", r"\Big]^2"), (r"\big|", r"\big|")],
)
def test_brackets_of_a_size_of_their_own_are_brackets(left: str, right: str) -> None:
    head, inside = "a_1 + a_2 + a_3 =", "b_1 + b_2 + b_3 + b_4 + b_5 + b_6"
    source = f"{head}{left}{inside}{right}"
    width = round(0.85 * whole(source).advance)

    above, below = rows(source, width)

    assert below.advance > whole(f"{left}{inside}{right}").advance
    assert above.advance < whole(head).advance


def test_several_formulas_in_one_are_parted_between_them() -> None:
    first, second = r"a_1 = b_1 + c_1 + d_1,", "e_1 = f_1 + g_1 + h_1 + i_1"
    width = round(0.75 * whole(rf"{first}\quad {second}").advance)

    above, below = rows(rf"{first}\quad {second}", width)

    assert above.advance == whole(first).advance
    assert below.advance == whole(second).advance


@pytest.mark.parametrize("space", ["", r"\ ", r"\;", r"\quad ", r"\quad\; "])
def test_a_row_of_a_formula_does_not_begin_with_room(space: str) -> None:
    source = rf"(a_1 + a_2 + a_3,{space}b_1 + b_2 + b_3 + b_4)"
    width = round(0.6 * whole(source, display=False).advance)

    _, second = set_lines((Math(source),), Type(EM), width)

    assert second.marks[0].ink.left <= 3


@pytest.mark.parametrize("stop", ["?", ".", "),", "”"])
def test_no_stop_is_alone_behind_a_formula_as_wide_as_its_line(stop: str) -> None:
    source = r"\frac{a+b+c+d+e+f}{g+h+i+j+k}"
    width = whole(source, display=False).advance + 1

    lines = set_lines((Math(source), Words(stop)), Type(EM), width)

    assert len(lines) == 1
    assert lines[0].width <= width


LONG = r"$D_{KL}(q_\phi(z \mid x) \,\|\, p_\theta(z \mid x))$"
SHORT = "$D(q)$"


def option_heights(*options: str) -> list[int]:
    marks = ((Mark.NONE, ""),) * len(options)
    return [piece.height for piece in pages._options(options, marks, NARROW, 4)]


def noted(option: str, note: str) -> list[int]:
    """Heights of an option without and with a note, on a page of 900 pixels."""
    return [
        pages._options((option,), ((Mark.NONE, said),), Measures(900), 8)[0].height
        for said in ("", note)
    ]


FULL = "The bound drops modes and keeps the typical images"


def test_a_note_stands_beside_the_last_line_if_it_has_room_and_else_below() -> None:
    one_line, two_lines = noted("w", "")[0], noted("w\n\nw", "")[0]
    plain, below = noted(FULL, "44 %")

    assert noted("Words", "44 %") == [one_line, one_line]
    assert plain == one_line
    assert one_line < below < two_lines


@pytest.mark.parametrize("option", [FULL, FULL + " only, whatever they are", "$x$"])
def test_an_option_ends_its_lines_where_it_did_before_it_had_a_mark(
    option: str,
) -> None:
    (asked,) = options.units([option], [(Mark.NONE, "")], NARROW)
    (marked,) = options.units([option], [(Mark.WRONG, "your answer")], NARROW)

    for line, same in zip(asked.lines, marked.lines, strict=False):
        assert same.marks[: len(line.marks)] == line.marks


def test_code_in_an_option_begins_where_words_do() -> None:
    code, plain = options.units(["`a`", "a"], [(Mark.NONE, "")] * 2, NARROW)

    assert code.lines[0].marks[1].x == plain.lines[0].marks[1].x == 0


def test_options_that_are_formulas_have_one_size() -> None:
    heights = option_heights(LONG, SHORT)

    assert heights[0] == heights[1]
    assert heights[0] < option_heights(SHORT)[0]


def test_options_of_words_keep_theirs_beside_a_long_formula() -> None:
    assert option_heights("Words", LONG)[0] == option_heights("Words")[0]


CODE = {
    "short(x)": ["short(x)"],
    "def loss(model, x0, noise, t):": ["def loss(model, x0,", "    noise, t):"],
    "a = torch.nn.functional.relu": ["a = torch.nn.", "    functional.relu"],
    "    x = f(first,second)": ["    x = f(first,", "        second)"],
    "abcdefghijklmnopqrstuvwxyz": ["abcdefghijklmnopqrst", "    uvwxyz"],
}


@pytest.mark.parametrize("line", CODE)
def test_code_is_broken_at_spaces_and_signs_before_it_is_broken_in_a_word(
    line: str,
) -> None:
    assert wrapped(line, 20) == CODE[line]


def test_a_long_word_is_cut_at_a_sign() -> None:
    width = fonts.width("torch.nn.functional.cross", Style.MONO, 27.6)

    lines = set_lines(
        (Words("torch.nn.functional.cross_entropy", code=True),), Type(EM), width
    )

    ends = [line.marks[-2 if line is lines[-1] else -1].ink for line in lines]
    assert ends[0] is fonts.word("torch.nn.functional.", Style.MONO, 27.6)
    assert ends[1] is fonts.word("cross_entropy", Style.MONO, 27.6)


ALIGNED = (
    r"\begin{aligned} f(x, y) &= g(x) + h(x, y) + k(x, y) && \text{by (2)} \\"
    r" &\le g(x) + h(x, y) \\[1em] u &= v \end{aligned}"
)


def test_equations_stand_one_by_one_where_they_would_be_too_small_side_by_side() -> (
    None
):
    (together,) = rows(ALIGNED, round(0.75 * whole(ALIGNED).advance))
    made = unit(Display(ALIGNED), Setting(round(0.5 * whole(ALIGNED).advance), EM))
    apart = [line.marks[0] for line in made.lines]
    first, *middle, last = [mark.x for mark in apart]

    assert together.advance < 0.8 * whole(ALIGNED).advance
    # The first goes on below; the second goes on with it; the third is another.
    assert first == last
    assert len(middle) >= 2
    assert set(middle) == {first + round(1.5 * EM)}
    assert apart[-1].ink.advance == whole("u = v").advance


ACROSS = r"\begin{split} a &= \left[b + c + d \\ + e + f\right] \end{split}"


def test_a_bracket_that_is_open_at_a_lines_end_does_not_cost_the_formula() -> None:
    assert len(rows(ACROSS, round(0.4 * whole(ACROSS).advance))) == 4


def test_an_alignment_of_one_line_is_broken_in_a_sentence_as_without() -> None:
    def lines(source: str) -> list[int]:
        made = unit(Prose((Math(source),)), Setting(300, EM))
        return [sum(mark.ink.advance for mark in line.marks) for line in made.lines]

    plain = "a_1 b_1 + a_2 b_2 = a_3 b_3 + a_4 b_4"
    assert lines(rf"\begin{{aligned}}{plain}\end{{aligned}}") == lines(plain)
    assert len(lines(plain)) == 2


EQUATIONS = {
    r"\begin{aligned}a&=b\\&=c\end{aligned}": ["a =b", "=c"],
    r"\begin{align*}a&=b&c&=d\\[1em]&\quad+e\end{align*}": [r"a =b\qquad c =d", "+e"],
    r"\begin{equation}\begin{split}a&=\begin{matrix}1&2\\3&4\end{matrix}\\&=c"
    r"\end{split}\end{equation}": [r"a =\begin{matrix}1&2\\3&4\end{matrix}", "=c"],
    r"\begin{eqnarray}a&=&b\\&=&c\end{eqnarray}": ["a = b", "= c"],
    r"\begin{gathered}[t]a\\b\\\end{gathered}\text{,}": ["a", r"b\text{,}"],
    r"\begin{alignedat}{2}a_{\color{red}1}&=b\end{alignedat}": [r"a_{\color{red}1} =b"],
    r"\begin{align}\color{red}{a}&=b\\&=c\end{align}": [r"\color{red}{a} =b", "=c"],
    r"\begin{align}\color{red} a&=b\\&=c\end{align}": [],
    r"\begin{aligned}a\\[0,1]&=b\end{aligned}": ["a", "[0,1] =b"],
    r"a\\b": ["a", "b"],
    r"a=b": [],
    r"{a\\b}": [],
    r"\begin{cases}a&b\\c&d\end{cases}": [],
    r"\begin{aligned}a\end{aligned}+\begin{aligned}b\end{aligned}": [],
    r"\begin{align}a&=b\tag{1}\\c&=d\end{align}": [r"a =b\tag{1}", "c =d"],
    r"\begin{aligned}a\\b\end{aligned} \tag{2} ": ["a", r"b\tag{2}"],
    r"\begin{align}a&=b\intertext{so}c&=d\end{align}": [],
    r"\begin{aligned}\bf a&=b\\c&=d\end{aligned}": [],
    r"\begin{split}a&=\left[b\\+c\right]\\&=d\end{split}": [
        r"a =\left[b\\+c\right]",
        "=d",
    ],
    "a % so\n\\\\b": [],
}


MEASURED = [
    json.loads(line)["tex"]
    for line in Path(__file__).with_name("katex.jsonl").read_text("utf-8").splitlines()
]


def signs(rows: Iterable[Row]) -> Counter[int]:
    shipped = (item for row in rows for _, _, item in ship(row))
    return Counter(item.code for item in shipped if isinstance(item, Glyph))


@pytest.mark.parametrize("source", dict.fromkeys(MEASURED))
def test_no_sign_is_lost_or_doubled_where_a_formula_is_broken(source: str) -> None:
    em, whole = EM * formulas.scale(), set_formula(source, Stix(), True)
    wide = max(row.width for row in whole.lines) * em

    for depth in (0, 1, 2):
        parts = broken(source, EM, ceil(wide), True, (depth,))
        assert not parts or signs(part.row for part in parts) == signs(whole.lines)
    apart = [
        row for one in equations(source) for row in set_formula(one, Stix(), True).lines
    ]
    assert not apart or signs(apart) == signs(whole.lines)


@pytest.mark.parametrize(("source", "found"), EQUATIONS.items())
def test_an_alignment_is_taken_apart_where_nothing_holds_for_a_part_of_it(
    source: str, found: list[str]
) -> None:
    assert equations(source) == found


MATRIX = r"\begin{pmatrix}" + "&".join(["a_{111}"] * 12) + r"\end{pmatrix}"


@pytest.mark.parametrize("formula", [f"$${MATRIX}$$", f"is ${MATRIX}$ here"])
def test_a_formula_that_is_small_on_a_phone_is_told(formula: str) -> None:
    (told,) = faults(formula)
    head, at, share = told.partition(" is small on a phone, at ")

    assert head.startswith(r"the formula \begin{pmatrix}a_{111}&")
    assert at
    assert 30 < int(share.split(" %")[0]) < 60
    assert share.endswith("write it in parts, or on several lines")


def test_one_that_can_be_broken_is_not() -> None:
    assert faults(f"$${ALIGNED}$$ and ${RELATED}={RELATED}$") == []


def test_nor_is_one_that_can_be_stacked() -> None:
    wide = r"\Gamma, x_1: A, x_2: B, x_3: C \vdash M: D"
    rule = rf"$$\frac{{{wide}\qquad {wide}\qquad {wide}}}{{\Gamma\vdash N: E}}$$"

    assert faults(rule) == []


def test_a_formula_of_words_is_broken_at_their_spaces() -> None:
    source = r"P(\text{it rains today} \mid \text{it was dry for all of a week})"

    found = rows(source, round(0.55 * whole(source).advance))

    assert len(found) == 2
    assert sum(row.advance for row in found) > 0.9 * whole(source).advance


@pytest.mark.parametrize("display", [True, False])
def test_a_broken_formula_keeps_its_colour(display: bool) -> None:
    source = (
        r"x = \color{red} a_1 b_1 + a_2 b_2 = a_3 b_3 + a_4 b_4 = \color{blue}{y} + z"
    )
    block = Display(source) if display else Prose((Math(source),))

    made = unit(block, Setting(200, EM))

    used = [
        {colour for mark in line.marks for colour, _ in mark.ink.layers}
        for line in made.lines
    ]
    assert used[0] <= {Colour.RED}
    assert used[1:-1] == [{Colour.RED}] * (len(used) - 2)
    assert used[-1] == {Colour.RED, Colour.BLUE}


def test_a_row_begins_with_a_relation_rather_than_with_a_sign() -> None:
    one, other = r"E = F - \frac{RT}{zF}\ln Q", r"= F - \frac{0.0592\,V}{z}\log_{10} Q"
    made = unit(Display(rf"{one} {other} \quad (25^\circ C)"), Setting(540, EM))
    whole = unit(Display(one), Setting(540, EM))

    assert made.lines[0].marks[0].ink.advance == whole.lines[0].marks[0].ink.advance


def test_an_equation_in_braces_is_broken_before_it_is_too_small() -> None:
    reaction = r"C_6H_4(OH)COOH + (CH_3CO)_2O \rightarrow C_9H_8O_4 + CH_3COOH"
    for source in (rf"\mathrm{{{reaction}}}", f"{{{reaction}}}"):
        made = unit(Display(source), Setting(400, EM))
        first = unit(Display(source.replace(" + C_9H_8O_4", "")), Setting(900, EM))

        assert len(made.lines) > 1
        assert max(line.width for line in made.lines) <= 400
        assert (
            made.lines[0].marks[0].ink.above >= 0.9 * first.lines[0].marks[0].ink.above
        )


def test_braces_around_a_sign_are_no_place_to_break() -> None:
    (line,) = unit(Display("abcdefgh{=}abcdefgh{+}abcdefgh"), Setting(200, EM)).lines

    assert line.width <= 200


def test_a_name_in_humps_is_cut_between_them() -> None:
    width = fonts.width("BeanGeneratorConfigur", Style.REGULAR, EM)

    first, second = set_lines((Words("BeanGeneratorConfiguration"),), Type(EM), width)

    assert first.marks[0].ink is fonts.word("BeanGenerator-", Style.REGULAR, EM)
    assert second.marks[0].ink is fonts.word("Configuration", Style.REGULAR, EM)


def test_the_rows_of_a_broken_formula_stand_further_apart_than_it_from_words() -> None:
    made = unit(Display(RELATED), Setting(420, EM))
    first, *others = [line.above - line.marks[0].ink.above for line in made.lines]

    assert others
    assert all(other > first for other in others)


STOPPED = "Donaudampfschifffahrt,"


@pytest.mark.parametrize("width", range(60, 320, 10))
def test_neither_a_stop_nor_a_letter_of_a_cut_word_is_left_alone(width: int) -> None:
    *heads, tail = set_lines((Words(STOPPED),), Type(EM), width)
    ends = [STOPPED[-count:] for count in range(4, len(STOPPED) + 1)]

    assert all(head.width <= width for head in heads)
    assert any(tail.marks[0].ink is fonts.word(end, Style.REGULAR, EM) for end in ends)

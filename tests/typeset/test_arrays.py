"""Rows and columns: alignments that nobody named, wide cells, lines between rows."""

import pytest

from bot.typeset.equations import equations
from bot.typeset.math import CannotSet, TooMuch, set_formula
from bot.typeset.math.boxes import Glyph, Rule, Stroke, ship
from bot.typeset.math.cm import ComputerModern
from bot.typeset.speech import spoken

FONTS = ComputerModern()


def extents(source: str) -> tuple[float, float, float]:
    made = set_formula(source, FONTS, True)
    return round(made.width, 4), round(made.height, 4), round(made.depth, 4)


def rules(source: str) -> list[tuple[float, float, float, float]]:
    """The left, top, right and bottom of each line in it, in order."""
    shipped = ship(set_formula(source, FONTS, True).lines[0])
    return sorted(
        (
            round(x, 3),
            round(y - item.height, 3),
            round(x + item.width, 3),
            round(y, 3),
        )
        for x, y, item in shipped
        if isinstance(item, Rule)
    )


def glyph(source: str, char: str) -> tuple[float, float]:
    """From where to where a letter stands."""
    shipped = ship(set_formula(source, FONTS, True).lines[0])
    return next(
        (round(x, 3), round(x + item.width, 3))
        for x, _, item in shipped
        if isinstance(item, Glyph) and chr(item.code) == char
    )


SAME = {
    r"\begin{flalign}a&=b&c&=d\\e&=f\end{flalign}": (
        r"\begin{align}a&=b&c&=d\\e&=f\end{align}"
    ),
    r"\begin{flalign*}x^2&=1&\end{flalign*}": r"\begin{align}x^2&=1\end{align}",
    r"\begin{flalign*}&&a&=b&&\\&&c&=d&&\end{flalign*}": (
        r"\begin{align}a&=b\\c&=d\end{align}"
    ),
    r"\begin{subequations}\begin{align}a&=b\end{align}\end{subequations}": (
        r"\begin{align}a&=b\end{align}"
    ),
    r"a&=b\\&=c": r"\begin{aligned}a&=b\\&=c\end{aligned}",
    r"a&=b": r"\begin{aligned}a&=b\end{aligned}",
    r"a+{b\over c}&\le d\\e": r"\begin{aligned}a+{b\over c}&\le d\\e\end{aligned}",
    r"\begin{cases*}1&if $x>0$ \\0&otherwise\end{cases*}": (
        r"\begin{cases}1&\text{if $x>0$}\\0&\text{otherwise}\end{cases}"
    ),
    r"\begin{numcases}{f=}1&if $x$\\0&else\end{numcases}": (
        r"f=\begin{dcases}1&\text{if $x$}\\0&\text{else}\end{dcases}"
    ),
    r"\begin{array}{c}\toprule a\\\midrule b\\\bottomrule\end{array}": (
        r"\begin{array}{c}\hline a\\\hline b\\\hline\end{array}"
    ),
    r"\begin{array}{cc}a&b\\\cmidrule(lr){1-2}c&d\end{array}": (
        r"\begin{array}{cc}a&b\\\cline{1-2}c&d\end{array}"
    ),
    r"\begin{array}{cc}\multicolumn{1}{r}{a}&b\\ccc&d\end{array}": (
        r"\begin{array}{cc}\hfill a&b\\ccc&d\end{array}"
    ),
}


@pytest.mark.parametrize(("typed", "meant"), SAME.items())
def test_it_is_set_as_what_it_is_another_word_for(typed: str, meant: str) -> None:
    assert extents(typed) == extents(meant)


@pytest.mark.parametrize("source", ["a & b", r"{a&=b}\\", r"a&=b}\\c"])
def test_an_ampersand_that_aligns_nothing_is_told(source: str) -> None:
    with pytest.raises(CannotSet):
        set_formula(source, FONTS, True)


def test_on_a_narrow_page_a_forgotten_alignment_is_parted_as_any() -> None:
    assert equations(r"a&=b\\&=c") == ["a =b", "=c"]
    assert equations(r"\begin{flalign}&&a&=b&&\\&&c&=d\end{flalign}") == [
        "a =b",
        "c =d",
    ]


WIDE = r"\begin{array}{|c|c|c|}\multicolumn{2}{|c|}{A}&B\\x&y&z\end{array}"


def test_a_wide_cell_stands_in_the_middle_of_its_columns() -> None:
    (left, _), (_, right) = glyph(WIDE, "x"), glyph(WIDE, "y")
    assert sum(glyph(WIDE, "A")) == pytest.approx(left + right, abs=0.01)


@pytest.mark.parametrize("before", ["", "w&", "v&w&"])
def test_what_stands_beside_a_wide_cell_is_in_its_own_column(before: str) -> None:
    wide = rf"{before}\multicolumn{{2}}{{c}}{{A}}&B\\{before}x&y&z"
    source = rf"\begin{{array}}{{ccccc}}{wide}\end{{array}}"
    shipped = ship(set_formula(source, FONTS, True).lines[0])
    heights = {
        chr(item.code): round(y, 3) for _, y, item in shipped if isinstance(item, Glyph)
    }

    assert sum(glyph(source, "B")) == pytest.approx(sum(glyph(source, "z")), abs=0.002)
    assert heights["A"] == heights["B"] < heights["x"]


def test_no_line_goes_through_a_wide_cell() -> None:
    tall = {top for _, top, _, _ in rules(WIDE)}
    outer, inner = min(tall), max(tall)
    assert [top for _, top, _, _ in rules(WIDE)] == [outer, inner, outer, outer]
    assert inner - outer == pytest.approx(1.2)


def test_columns_below_a_wide_cell_have_room_for_all_of_it() -> None:
    wide = r"\begin{array}{cc}\multicolumn{2}{l}{ABCDEFG}\\x&y\end{array}"
    alone = r"\begin{array}{c}ABCDEFG\\x\end{array}"
    assert extents(wide) == extents(alone)
    assert glyph(wide, "x")[0] < glyph(wide, "C")[0]


def test_a_line_goes_below_the_columns_that_it_names() -> None:
    source = r"\begin{array}{ccc}a&b&c\\\cline{2-3}d&e&f\end{array}"
    ((left, top, right, bottom),) = rules(source)
    assert left < glyph(source, "b")[0] < glyph(source, "c")[1] < right
    assert left > glyph(source, "a")[1]
    assert bottom - top == pytest.approx(0.04)


def test_two_lines_below_some_columns_are_at_one_height() -> None:
    source = r"\begin{array}{ccc}a&b&c\\\cline{1-1}\cline{3-3}d&e&f\end{array}"
    first, second = rules(source)
    assert first[1] == second[1]
    assert first[2] < second[0]
    assert extents(source) == extents(source.replace(r"\cline{3-3}", ""))


def test_a_line_below_columns_that_are_not_there_ends_with_the_last() -> None:
    source = r"\begin{array}{cc}a&b\\\cline{2-9}c&d\end{array}"
    assert rules(source) == rules(source.replace("2-9", "2-2"))


REFUSED = [
    r"\begin{array}{c}\multicolumn{0}{c}{x}\end{array}",
    r"\begin{array}{c}\multicolumn{2}{cc}{x}\end{array}",
    r"\begin{array}{c}a\\\cline{2}b\end{array}",
    r"\begin{array}{c}a\\\cline{3-2}b\end{array}",
]


@pytest.mark.parametrize("source", REFUSED)
def test_what_a_wide_cell_or_a_line_cannot_be_is_told(source: str) -> None:
    with pytest.raises(CannotSet, match=r"cannot be|has one column"):
        set_formula(source, FONTS, True)


def test_wide_cells_count_as_all_that_they_stand_over() -> None:
    row = "&".join([r"\multicolumn{100}{c}{x}"] * 21)
    with pytest.raises(TooMuch, match="more than 2000 cells"):
        set_formula(rf"\begin{{array}}{{c}}{row}\end{{array}}", FONTS, True)


def test_a_wide_cell_is_said_once() -> None:
    assert spoken(WIDE) == "the matrix (A, B; x, y, z)"
    assert spoken(r"a&=b\\&=c") == "a equals b; equals c"
    assert spoken(r"\begin{numcases}{f=}1&if $x$\\0&else\end{numcases}") == (
        "f equals one of: 1, if x; 0, else;"
    )


def middle(source: str) -> float:
    """How far above the baseline the middle of the formula is."""
    made = set_formula(source, FONTS, True)
    return (made.height - made.depth) / 2


AXIS = 0.25


@pytest.mark.parametrize(
    "sign", [r"\uparrow", r"\Downarrow", r"\updownarrow", "|", r"\|"]
)
def test_a_tall_sign_stands_in_the_middle_of_its_row(sign: str) -> None:
    source = rf"\left{sign}\rule[-1em]{{0pt}}{{3em}}\right."
    assert middle(source) == pytest.approx(AXIS, abs=0.001)


@pytest.mark.parametrize(("sign", "count"), [("|", 1), (r"\|", 2)])
def test_tall_bars_stand_in_the_middle_of_their_room(sign: str, count: int) -> None:
    source = rf"\left{sign}\rule[-1em]{{0pt}}{{3em}}\right."
    bars = [bar for bar in rules(source) if bar[2] - bar[0] > 0]
    left, right = bars[0][0], bars[-1][2]
    wide = (
        set_formula(source, FONTS, True).width - 0.12
    )  # what is not there at the right

    assert len(bars) == count
    assert left == pytest.approx(wide - right, abs=0.002)
    assert left > 0.1


def test_arrows_with_two_shafts_have_them_as_far_left_as_right() -> None:
    source = r"\left\Updownarrow\rule[-1em]{0pt}{3em}\right."
    shipped = ship(set_formula(source, FONTS, True).lines[0])
    shafts = [
        x + item.points[0][0]
        for x, _, item in shipped
        if isinstance(item, Stroke) and len(item.points) == 2
    ]
    wide = set_formula(source, FONTS, True).width - 0.12

    assert len(shafts) == 2
    assert shafts[1] - shafts[0] == pytest.approx(0.18)
    assert sum(shafts) == pytest.approx(wide)


def test_rows_stand_in_the_middle_of_the_words_between_them() -> None:
    words = "abcdefgh" * 3
    source = rf"\begin{{aligned}}x&=y\\\intertext{{{words}}}x&=y\end{{aligned}}"
    (left, _), (_, right) = glyph(source, "x"), glyph(source, "y")

    assert left > 1
    assert left + right == pytest.approx(extents(source)[0], abs=0.01)

"""Formulas as TeX would set them: geometry, spacing, limits and macros."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.typeset.math import CannotSet, Class, TooMuch, set_formula, set_parts
from bot.typeset.math.boxes import Colour, Glyph, Kern, Rule, ship
from bot.typeset.math.cm import ComputerModern
from bot.typeset.math.stix import Stix
from tests.effort import at_most

CM, STIX = ComputerModern(), Stix()

MEASURED = [
    json.loads(line)
    for line in Path(__file__).with_name("katex.jsonl").read_text("utf-8").splitlines()
]
"""Formulas of ours, with the size in em that KaTeX 0.19.1 gives them in Chromium."""

NAMES = [f"{one['kind']} {one['tex']}" for one in MEASURED]


def size(source: str, display: bool = False) -> tuple[float, float, float]:
    made = set_formula(source, CM, display)
    return made.width, made.height, made.depth


def width(source: str, display: bool = False) -> float:
    return size(source, display)[0]


def glyphs(source: str, display: bool = False) -> list[tuple[str, float, float]]:
    """Each character with the place of its pen, from left to right."""
    made = set_formula(source, STIX, display)
    shipped = ship(made.lines[0])
    placed = [(chr(g.code), x, y) for x, y, g in shipped if isinstance(g, Glyph)]
    return sorted(placed, key=lambda one: one[1])


OTHERWISE = frozenset(
    (
        r"50\% \& \# \_ \$",
        r"\ldots \cdots x_1,\dots,x_n \quad x_1+\dots+x_n \vdots \ddots",
        r"\begin{array}{|r|l||c}\hline a&b&c\\\hline\hline d&e&f\end{array}",
        r"\overset{!}{=}\underset{x}{\to}",
        r"\utilde{ABC}+\underbar{x}",
        "a ≔ b ≠ c ∉ D",
        r"\text{na\"ive caf\'e, \v{c}\c{c}\~n \aa\ss\o}",
    )
)
"""Signs and rules that KaTeX draws by itself, a little larger or further apart."""


@pytest.mark.parametrize("formula", MEASURED, ids=NAMES)
def test_a_formula_is_as_large_as_katex_sets_it(formula: dict[str, Any]) -> None:
    found = size(formula["tex"], formula["kind"] == "display")
    more = 0.13 if formula["tex"] in OTHERWISE else 0.0

    assert found[0] == pytest.approx(formula["width_em"], rel=0.003 + more, abs=0.005)
    assert found[1] == pytest.approx(formula["height_em"], abs=0.005 + more)
    assert found[2] == pytest.approx(formula["depth_em"], abs=0.005 + more)


@pytest.mark.parametrize("formula", MEASURED, ids=NAMES)
def test_what_is_measured_is_drawn_in_stix_too(formula: dict[str, Any]) -> None:
    made = set_formula(formula["tex"], STIX, formula["kind"] == "display")

    assert any(isinstance(item, Glyph | Rule) for _, _, item in ship(made.lines[0]))


SPACED = {
    "a+b": 2 * 4,
    "a=b": 2 * 5,
    "-b": 0,
    "a=-b": 2 * 5,
    "(-b)": 0,
    "a,b": 3,
    r"\log x": 3,
    r"\log(x)": 0,
    r"a\log b": 2 * 3,
    r"a\left(b\right)": 3,
    r"a\mathrel{R}b": 2 * 5,
    r"a\mathbin{R}b": 2 * 4,
    r"x_{a+b}": 0,
    r"x_{\log b}": 3 * 0.7,
    r"a\,b": 3,
    r"a\!b": -3,
    r"a\;b": 5,
    "a{+}b": 0,
}
"""Formulas, and the room between their signs in math units; 18 make an em."""


def room(row: Any) -> float:
    """All the kerns in it, and in the rows in it."""
    inside = getattr(row, "children", ())
    kerns = sum(float(one.width) for one in inside if isinstance(one, Kern))
    return kerns + sum(room(one) for one in inside)


@pytest.mark.parametrize(("source", "units"), SPACED.items())
def test_atoms_stand_as_far_apart_as_the_texbook_says(
    source: str, units: float
) -> None:
    found = room(set_formula(source, CM, False).lines[0])
    after_scripts = 0.05 if "_" in source else 0.0
    quad = 1.171 if "_" in source else 1.0

    assert found - after_scripts == pytest.approx(units / 18 * quad, abs=0.002)


def test_epsilon_is_the_lunate_one_of_latex_and_varepsilon_is_not() -> None:
    assert glyphs(r"\epsilon\varepsilon")[0][0] == "ϵ"
    assert glyphs(r"\epsilon\varepsilon")[1][0] == "ε"


SHORT = {
    r"\norm{x}": r"\left\|x\right\|",
    r"\dv[2]{f}{x}": r"\frac{\mathrm{d}^2f}{\mathrm{d}x^2}",
    r"\pdv{f}{x}{y}": r"\frac{\partial^2f}{\partial x\partial y}",
    "x′+x″": "x'+x''",
    r"\text{a\small b}": r"\text{a}\small\text{b}",
    r"\dv{x}": r"\frac{\mathrm{d}}{\mathrm{d}x}",
    r"\root 3 \of x": r"\sqrt[3]x",
    r"\buildrel a\over=": r"\stackrel{a}{=}",
    r"\pmatrix{a & b \cr c & d}": r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}",
    r"\underbracket[1pt]{x}": r"\underbracket{x}",
    r"\begin{eqnarray}x&=&1\end{eqnarray}": r"\begin{aligned}x&=1\end{aligned}",
    r"x^{\overbrace{a}}": r"x^{\scriptstyle\overbrace{a}}",
    r"\not\!p": r"\not p",
}


@pytest.mark.parametrize(("short", "long"), SHORT.items())
def test_a_command_is_as_wide_as_what_it_is_short_for(short: str, long: str) -> None:
    fonts = ComputerModern()
    made, meant = (set_formula(each, fonts, True) for each in (short, long))
    assert made.width == pytest.approx(meant.width, abs=0.01)


def test_limits_stand_beside_in_text_and_below_in_displays() -> None:
    beside, below = glyphs(r"\sum_n", False), glyphs(r"\sum_n", True)

    assert [char for char, _, _ in beside] == ["∑", "n"]
    assert beside[1][1] > below[1][1]
    assert below[1][2] > 1 > beside[1][2]


@pytest.mark.parametrize(
    "thick", [r"{a\above 0.2em b}", r"\genfrac{}{}{0.2em}{}{a}{b}", r"\genfrac..2{}ab"]
)
def test_a_fractions_bar_is_as_thick_as_its_unit_says(thick: str) -> None:
    assert size(thick) == size(r"\genfrac{}{}{2pt}{}{a}{b}")
    assert size(thick)[1] > size(r"\frac ab")[1]


def test_a_subscript_tucks_in_under_a_slanted_letter() -> None:
    assert width("V_i") < width("V") + width("x_i") - width("x")


def test_delimiters_grow_with_what_they_enclose_and_stay_on_the_axis() -> None:
    heights = [size(rf"\{big}(") for big in ("big", "Big", "bigg", "Bigg")]

    assert [round(h + d, 1) for _, h, d in heights] == [1.2, 1.8, 2.4, 3.0]
    assert all((h - d) / 2 == pytest.approx(0.25, abs=0.01) for _, h, d in heights)


def baselines(source: str, char: str) -> list[float]:
    """How far below the formula's each of the character stands in a display."""
    return [y for found, _, y in glyphs(source, True) if found == char]


@pytest.mark.parametrize(
    "nucleus", [r"\int", r"\sum\nolimits", r"\big)", r"\Bigg]", r"\bigl\|"]
)
def test_scripts_stand_at_the_corners_of_what_is_centred_on_the_axis(
    nucleus: str,
) -> None:
    found = set_formula(nucleus, STIX, True)
    (above,), (below,) = (baselines(rf"{nucleus}_a^b", char) for char in "ba")

    # TeX's distances for scripts of text; a long bar has its ends where it says.
    assert -above == pytest.approx(found.height - 0.353 * 0.7, abs=0.01)
    assert below == pytest.approx(found.depth + 0.071 * 0.7, abs=0.01)


@pytest.mark.parametrize("sign", "=∼→≤")
def test_a_relation_stays_on_the_axis_below_what_is_written_over_it(sign: str) -> None:
    noted = rf"a\stackrel{{x}}{{{sign}}}b"

    assert baselines(noted, sign) == baselines(rf"a{sign}b", sign)


@pytest.mark.parametrize("brackets", ["pmatrix", "bmatrix", "Bmatrix", "vmatrix"])
@pytest.mark.parametrize("count", [3, 4, 5, 8])
def test_brackets_of_a_tall_matrix_reach_from_its_first_row_to_its_last(
    brackets: str, count: int
) -> None:
    rows = r"\\".join("x" * count)
    shipped = ship(
        set_formula(rf"\begin{{{brackets}}}{rows}\end{{{brackets}}}", STIX, True).lines[
            0
        ]
    )
    signs = [(y, one) for _, y, one in shipped if chr(getattr(one, "code", 0)) != "x"]
    high = max(one.height - y for y, one in signs)

    assert high == pytest.approx(0.6 * count + 0.25, abs=0.01)


def test_columns_of_an_alignment_line_up() -> None:
    found = glyphs(r"\begin{aligned} aaa &= b \\ &= c \end{aligned}", True)
    equals = [x for char, x, _ in found if char == "="]

    assert equals[0] == pytest.approx(equals[1])


def test_the_rows_of_a_matrix_are_centred_on_the_axis() -> None:
    _, height, depth = size(r"\begin{matrix} a \\ b \\ c \end{matrix}")

    assert (height - depth) / 2 == pytest.approx(0.25)


def test_braces_may_be_left_out_as_in_tex() -> None:
    assert size(r"\frac12") == size(r"\frac{1}{2}")
    assert size(r"x_\mathrm ab") == size(r"x_{\mathrm{a}}b")
    assert size(r"\sqrt2") == size(r"\sqrt{2}")


def test_unicode_is_what_its_command_is() -> None:
    assert size("α≤β∈ℝ") == size(r"\alpha\leq\beta\in\mathbb{R}")
    assert size("x²+y₁") == size("x^2+y_1")
    assert size("x'²") == size("x'^2")
    assert size("x′+y″_1") == size("x'+y''_1")
    assert size("x^{′}+y^′") == size(r"x^{\prime}+y^\prime")
    assert glyphs("∑")[0][0] == "∑"


def test_macros_of_the_writer_last_until_their_group_ends() -> None:
    assert size(r"\newcommand{\E}[1]{\mathbb{E}[#1]}\E{x}") == size(r"\mathbb{E}[x]")
    assert size(r"\def\a#1{#1#1}\a{xy}") == size("xyxy")
    assert size(r"\newcommand\p[2][0]{#1+#2}\p{x}\p[1]{y}") == size("0+x1+y")
    assert size(r"\let\a=b \a") == size("b")
    assert size(r"\providecommand\alpha{x}\alpha") == size(r"\alpha")
    named = r"\DeclareMathOperator{\tr}{tr}\DeclareMathOperator*{\m}{m}\tr A+\m_x B"
    assert size(named, True) == size(r"\operatorname{tr}A+\operatorname*{m}_x B", True)
    with pytest.raises(CannotSet, match="not known"):
        set_formula(r"{\def\a{x}\a}\a", CM, False)


def test_let_keeps_the_meaning_that_was() -> None:
    source = r"\let\old\frac \renewcommand{\frac}[2]{(\old{#1}{#2})}\frac12"

    assert size(source) == size(r"(\frac12)")


@pytest.mark.parametrize("source", [r"{\color{red}x}y", r"\color{red}{x}y"])
def test_colours_end_with_their_group(source: str) -> None:
    shipped = ship(set_formula(source, STIX, False).lines[0])
    order = [
        item.colour if isinstance(item, Colour) else chr(item.code)
        for _, _, item in shipped
        if isinstance(item, Colour | Glyph)
    ]

    assert order == ["red", "x", "", "y"]


LINES = {
    r"a \\ bc \newline d": ["a", "bc", "d"],
    r"a \\[1em] [1,2] \\[3,4]": ["a", "[1,2]", "[3,4]"],
    r"\displaystyle a \\ bc": ["a", "bc"],
    r"x \large \\ b \color{red} \\ c \\": ["x", "b", "c"],
    r"\textcolor{red}{a \\ b} c": ["a", "bc"],
    r"{a \\ b}": ["ab"],
}


@pytest.mark.parametrize(("source", "lines"), LINES.items())
def test_a_formula_may_have_lines_also_in_another_style(
    source: str, lines: list[str]
) -> None:
    made = [
        "".join(chr(item.code) for _, _, item in ship(line) if isinstance(item, Glyph))
        for line in set_formula(source, STIX, True).lines
    ]

    assert made == lines


def test_each_line_has_its_colour() -> None:
    first, last = set_formula(r"\color{red} a \\ b", STIX, True).lines
    colours = [
        [item.colour for _, _, item in ship(line) if isinstance(item, Colour)]
        for line in (first, last)
    ]

    assert colours == [["red", ""], ["red", ""]]


@pytest.mark.parametrize("name", ["aligned", "split", "gathered", "align", "gather"])
def test_an_interval_that_a_table_begins_with_is_not_where_it_stands(name: str) -> None:
    def table(first: str) -> float:
        return width(rf"\begin{{{name}}}{first}x\end{{{name}}}", True)

    assert table("[0,1)") == pytest.approx(table("") + width("[0,1)"))
    assert table("[t]") == table("[ b ]") == table("")


def test_a_formula_may_be_parted_after_its_relations_and_signs_only_outside() -> None:
    parts = set_parts(r"a=b+f(c=d)\le e_{x=y}", CM, False)

    assert [part.after for part in parts] == [
        Class.REL,
        Class.BIN,
        Class.REL,
        Class.ORD,
    ]


def test_behind_room_at_the_end_there_is_no_part() -> None:
    parts = set_parts(r"a=b \quad c=d \qquad", CM, True)

    assert [len(part.row.children) > 0 for part in parts] == [True] * 4
    assert set_parts(r"a \qquad", CM, True) == ()


@pytest.mark.parametrize(
    "source",
    [r"a\,b", r"a\;b", r"(a \quad b)", r"\|a \quad b\|", r"\lvert a \quad b \rvert"],
)
def test_room_within_a_formula_or_its_brackets_parts_nothing(source: str) -> None:
    assert set_parts(source, CM, True) == ()


NORMS = {
    r"\|a-b\|^2+c": [1, 0],
    r"|a-b|=|c+d|": [1, 0, 1],
    r"\left\|a-b\right\|^2+c": [1, 0],
    r"f(x|y=z)+c": [1, 0],
    r"a|b+c": [0],
}


@pytest.mark.parametrize("source", NORMS)
def test_bars_around_a_norm_are_brackets(source: str) -> None:
    *parts, _ = set_parts(source, CM, True, depth=1)

    assert [part.depth for part in parts] == NORMS[source]


@pytest.mark.parametrize(
    ("source", "depth"),
    [("a=b+c", 0), (r"a=\left(b+\frac{c}{d}\right)^2+e", 1), ("a+f(b,c(d+e))", 2)],
)
def test_parts_and_the_space_between_them_make_the_whole(
    source: str, depth: int
) -> None:
    parts = set_parts(source, CM, True, depth)
    whole = sum(part.row.width + part.space for part in parts)

    assert len(parts) > len(set_parts(source, CM, True, depth - 1))
    assert whole == pytest.approx(set_formula(source, CM, True).width)


def test_script_and_fraktur_are_bold_where_all_is() -> None:
    bold = [char for char, _, _ in glyphs(r"\bm{\mathcal{L}x\mathscr{F}\mathfrak{g}}")]

    assert bold == ["\ue252", "x", "𝓕", "𝖌"]  # STIX has such an L of its own
    assert glyphs(r"\mathbfscr{F}\mathbffrak{g}") == glyphs(
        r"\bm{\mathscr{F}\mathfrak{g}}"
    )


def test_words_between_rows_begin_at_the_left_and_are_in_no_column() -> None:
    rows = r"\begin{aligned} a &= b \\ \intertext{%s} c &= d \end{aligned}"
    narrow, wide = (glyphs(rows % words, True) for words in ("so", "long " * 5))

    def x(found: list[tuple[str, float, float]], char: str) -> float:
        return next(x for each, x, _ in found if each == char)

    assert x(narrow, "s") == 0
    assert x(narrow, "b") - x(narrow, "a") == pytest.approx(x(wide, "b") - x(wide, "a"))
    assert x(wide, "l") == 0
    assert x(wide, "a") > 2  # the rows are in the middle of longer words


def test_signs_that_only_fonts_name_are_spaced_by_what_they_are() -> None:
    equal, asked, pound = (
        glyphs(f"a{sign} b") for sign in ("=", r"\questeq", r"\pounds")
    )

    assert asked[1][0] == "≟"
    assert asked[1][1] == equal[1][1] > pound[1][1]


def test_corners_are_as_wide_as_in_the_fonts_of_the_ams() -> None:
    assert width(r"\ulcorner x\urcorner") == pytest.approx(width("x") + 1)


ENCLOSED = {
    "box": r"\fbox{$ab$}",
    "updiagonalstrike downdiagonalstrike": r"\bcancel{\cancel{ab}}",
    "horizontalstrike": r"\sout{ab}",
    "top,bottom": r"\underline{\overline{ab}}",
    "radical": r"\sqrt{ab}",
    "actuarial": r"\angl{ab}",
}


@pytest.mark.parametrize(("notation", "same"), ENCLOSED.items())
def test_what_encloses_is_what_other_commands_draw(notation: str, same: str) -> None:
    assert size(rf"\enclose{{{notation}}}[mathcolor=red]{{ab}}") == size(same)


def test_an_ellipse_goes_around_all_that_is_in_it() -> None:
    wide, height, depth = size("ab")
    around = size(r"\enclose{circle}{ab}")

    assert around[0] == pytest.approx(2**0.5 * wide + 0.3)
    assert around[1] + around[2] == pytest.approx(2**0.5 * (height + depth) + 0.3)


REFUSED = {
    r"x\middle|y": r"\middle stands outside of \left and \right",
    r"\enclose{longdiv}{x}": r"\enclose knows no longdiv",
    r"\def x{y}": r"\def has no command to define",
    r"\def\a": r"\a is not defined in full",
    r"\newcommand\a[n]{x}": r"\a cannot have n arguments",
    r"\verb|x": r"\verb does not end",
    r"\char55296": r"\char55296 is no character",
    r"\nosuch": r"\nosuch is not known",
    r"\begin{tikz}x\end{tikz}": "there is no environment tikz",
    r"\begin{matrix}x\end{cases}": r"\begin{matrix} is ended by \end{cases}",
    r"\frac{1}": "it ends where an argument should follow",
    "{x": "} is missing at the end",
    "x}": "} is not expected here",
    "x^1^2": "there are two superscripts",
    "x_1_2": "there are two subscripts",
    r"\left(x": r"\right is missing at the end",
    r"\left x\right)": "x cannot be a delimiter",
    r"{a\above 2em b}": "a fraction cannot have a bar of 2em",
    r"\kern 3": "a length like 1.5em should follow",
    r"\kern{3 apples}": "“3 apples” is not a length: write it like 1.5em or 3pt",
    r"x\limits_1": r"\limits does not follow an operator",
    r"x\\[3 apples]y": "“3 apples” is not a length: write it like 1.5em or 3pt",
    "#": r"# stands for an argument of a macro; write \#",
}


@pytest.mark.parametrize(("source", "why"), REFUSED.items())
def test_what_cannot_be_set_says_why(source: str, why: str) -> None:
    with pytest.raises(CannotSet) as refused:
        set_formula(source, CM, False)

    assert str(refused.value) == why


BOMBS = {
    "a space": r"\hspace{400000em}",
    "a rule": r"\rule{1em}{100000em}",
    "a fraction": r"\genfrac{(}{)}{1000pt}{0}{a}{b}",
    "length": "x" * 20_000,
    "braces": "{" * 1_500 + "x" + "}" * 1_500,
    "no braces": r"\sqrt" * 500 + "x",
    "scripts": "x" + "^{x" * 800 + "}" * 800,
    "spaces": r"\qquad" * 600,
    "tables": r"\begin{matrix}" * 100 + "a" + r"\end{matrix}" * 100,
    "cells": r"\begin{matrix}" + "&" * 3_000 + r"\end{matrix}",
    "a macro that calls itself": r"\def\a{\a x}\a",
    "macros that double": "".join(
        rf"\def\m{chr(97 + n)}{{\m{chr(98 + n)}\m{chr(98 + n)}}}" for n in range(24)
    )
    + r"\def\my{x}\ma",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused_at_once(bomb: str) -> None:
    with at_most(calls=200_000), pytest.raises(TooMuch):
        set_formula(bomb, CM, True)


DIAGRAM = r"\begin{CD} A @>f>> B \\ @VgVV @| \\ C @<<h< D \end{CD}"


def test_things_of_a_diagram_stand_in_columns_and_its_arrows_between() -> None:
    places = {char: (x, y) for char, x, y in glyphs(DIAGRAM, True)}

    for above, below in ("AC", "BD"):
        assert places[above][0] == pytest.approx(places[below][0], abs=0.1)
        assert places[above][1] < places[below][1]
    assert places["A"][0] < places["f"][0] < places["B"][0]
    assert places["A"][1] < places["g"][1] < places["C"][1]
    assert places["f"][1] < places["A"][1] < places["h"][1] - 1


def test_notes_beside_upright_arrows_take_no_room() -> None:
    bare, noted = (
        rf"\begin{{CD}} A @>>> B \\ @V{note}VV @VVV \\ C @>>> D \end{{CD}}"
        for note in ("", r"\text{a long note}")
    )
    assert width(bare, True) == width(noted, True)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (r"\begin{CD} A @>f B \end{CD}", "> is missing before \\end"),
        (r"\begin{CD} A @x B \end{CD}", "@ begins an arrow: write @>>>"),
        (r"\begin{CD} \end{CD}", "there is nothing in the diagram"),
        (r"\begin{CD}" + "A @>>> " * 300 + r"\end{CD}", "it has more than 400 things"),
        (r"\def\arraystretch{x}\begin{matrix}a\end{matrix}", "cannot be x"),
        (r"\begin{array}{c@c}a\end{array}", "@ is no column"),
    ],
)
def test_a_diagram_or_table_that_cannot_be_set_says_why(source: str, why: str) -> None:
    with pytest.raises(CannotSet) as refused:
        set_formula(source, CM, True)
    assert why in str(refused.value)


@pytest.mark.parametrize("sign", ["|", r"\|", r"\uparrow", r"\Downarrow"])
@pytest.mark.parametrize(
    ("size_", "tall"), [("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3.0)]
)
def test_a_bar_of_a_given_size_is_as_tall_as_it_says(
    sign: str, size_: str, tall: float
) -> None:
    _, height, depth = size(rf"\{size_}{sign}")
    assert height + depth == pytest.approx(tall, abs=0.01)


SHORT_IN_STIX = {
    r"\qty(\frac{a}{b})": r"\left(\frac{a}{b}\right)",
    r"\qty|x|": r"\left|x\right|",
    r"\eval{x}_0^1": r"\left.x\right|_0^1",
    r"\abs*{x}": r"\left|x\right|",
    r"\ceil{\frac12}": r"\left\lceil\frac12\right\rceil",
    r"\Set{x | \frac12}": r"\left\{\:x\;\middle|\;\frac12\:\right\}",
    r"\set{x|y|z}": r"\{\,x\mid y|z\,\}",
    r"\set{|x| | x}": r"\{\,|x|\mid x\,\}",
    r"\Braket{a | {|b|} | c}": (
        r"\left\langle a\,\middle|\,{|b|}\,\middle|\,c\right\rangle"
    ),
    r"\ketbra{a}{b}": r"\left|a\right\rangle\!\left\langle b\right|",
    r"\fdv{F}{g}": r"\frac{\delta F}{\delta g}",
    r"\pmqty{a & b \\ c & d}": r"\begin{pmatrix}a & b \\ c & d\end{pmatrix}",
    r"\mleft(a\mright)": r"\left(a\right)",
    r"\prescript{a}{b}{X}": "{}^a_b{X}",
    r"\pu{1.2e3 m s-1}": r"1.2\times 10^{3}\,\mathrm{m}\,\mathrm{s}^{-1}",
    r"\pu{kJ//mol}": r"\frac{\mathrm{kJ}}{\mathrm{mol}}",
    r"\numrange{1}{2e3}": r"1\text{ to }2\times 10^{3}",
    r"\qtyrange{1}{2}{\micro m}": r"1\,\mathrm{µm}\text{ to }2\,\mathrm{µm}",
    r"\ce{A ->[450\,^\circ C] B}": (
        r"\mathrm{A}\xrightarrow[]{450\,\,{}^{\circ}\mathrm{C}}\mathrm{B}"
    ),
    r"\ce{Y^{99}+}": r"\mathrm{Y}^{99+}",
    r"\ce{A\bond{3}B}": r"\mathrm{A}{\equiv}\mathrm{B}",
    "x ≠ y ≔ z": r"x \neq y \coloneqq z",
    "xₘₙ + yᵏ": "x_{mn} + y^k",
    r"\begin{array}{@{}*{2}{c}p{3em}@{}}a&b&c\end{array}": (
        r"\kern-1em\begin{array}{ccl}a&b&c\end{array}"
    ),
    r"\operatornamewithlimits{f}_x": r"\operatorname*{f}_x",
    r"\begin{array}{r@{}l}12&.5\end{array}": r"\kern.5em 12.5\kern.5em",
    r"\braket{a}{b}": r"\braket{a|b}",
    "50%": r"50\%",
    r"\text{50% off}": r"\text{50\% off}",
    "5% comment\n+1": "5+1",
    "x % comment": "x",
    "y^2%comment": "y^2",
}


@pytest.mark.parametrize(("short", "long"), SHORT_IN_STIX.items())
def test_in_stix_too_a_command_is_as_wide_as_what_it_is_short_for(
    short: str, long: str
) -> None:
    assert width(short, True) == pytest.approx(width(long, True), abs=0.001)


def test_rows_may_be_stretched() -> None:
    rows = r"\begin{matrix}a\\b\\c\end{matrix}"
    usual, high = size(rows), size(r"\def\arraystretch{1.5}" + rows)
    assert sum(high[1:]) == pytest.approx(1.5 * sum(usual[1:]))


def test_brackets_of_semantics_grow() -> None:
    usual, tall = (
        set_formula(source, STIX, True).height
        for source in (r"⟦x⟧", r"\left⟦\rule{1em}{2em}\right⟧")
    )
    assert tall > 1.9 > 2 * usual


def test_a_small_fraction_and_a_phasor_take_little_room() -> None:
    assert width(r"\nicefrac{1}{2}") < width("1/2")
    assert width(r"\phase{x}") > width("x")
    assert size(r"\phase{x}")[2] > size("x")[2]
    assert width(r"\angl{n}") > width("n") + 0.05


def test_a_circle_stretches_around_what_is_wider_than_it() -> None:
    assert width(r"\textcircled{12}") == pytest.approx(1.0)
    assert width(r"\textcircled{abc}") == pytest.approx(width(r"\text{abc}"))

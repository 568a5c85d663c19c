"""What is set and what is refused; lines and blocks with formulas in them."""

import pytest

from bot.typeset.breaks import Atom, optimal
from bot.typeset.formulas import formula
from bot.typeset.ink import Ink
from bot.typeset.lines import set_lines
from bot.typeset.markdown import Display, Math, Prose, Words, blocks
from bot.typeset.pieces import Type

SET = [
    r"a\le b\ge c\land d\lor e\implies f\iff g",
    r"\big(x\big) \Big[y\Big] \bigg|z\bigg| \Bigg\{w\Bigg\}",
    r"\bigl(x\bigr) \lVert x\rVert \lvert y\rvert \|z\|",
    r"\tfrac12 \dfrac12 \frac12 \frac ab \sqrt2 \sqrt[3]{x+1}",
    r"\text{if } \textbf{bold words} \textit{it} \texttt{tt} \mbox{box}",
    r"\text{where $x^2$ is}",
    r"\operatorname{softmax}(x) \operatorname*{arg\,max}_x \argmin_y",
    r"\mathbf x \mathbf{x} \bm\theta \boldsymbol{\mu} \mathcal L \mathbb{E} \mathrm d",
    r"x_\mathrm{max} x_\frac12 x^\text{new} x''",
    r"{a \over b} {n \choose k} \binom{n}{k} \stackrel{f}{=} \not= \not\in",
    r"\underbrace{a+b}_{\text{sum}} \overbrace{c}^{d} \xrightarrow{f}",
    r"\left(\frac{a}{b}\middle|c\right) \left\{ x \right. \left. y \right)",
    r"\begin{aligned} a &= b \\ &\le c \end{aligned}",
    r"\begin{cases} 0 & x<0 \\ \frac12 & \text{else} \end{cases}",
    r"\begin{pmatrix} a & \begin{matrix} b \end{matrix} \\ c & d \end{pmatrix}^\top",
    r"\begin{array}{c|c} a & b \\ \hline c & d \end{array}",
    r"a = b \\ c = d",
    r"\sum_{\substack{i=1\\i\ne j}}^n x_i \prod\limits_i \int_0^\infty e^{-x}\,dx",
    r"50\% \& \# \_ \$ \text{by many\textdagger\newline and few\textdaggerdbl}",
    r"\color{red}{x} \textcolor{blue}{y} \boxed{z} \tag{1} \label{eq}",
    r"x \bmod 2 \pmod n \hspace{1em} \quad",
]


@pytest.mark.parametrize("source", SET)
@pytest.mark.parametrize("display", [False, True])
def test_math_as_people_write_it_is_set(source: str, display: bool) -> None:
    ink = formula(source, 28.0, display)

    assert ink is not None
    assert ink.pixels.any() or any(layer.any() for _, layer in ink.layers)


@pytest.mark.parametrize(
    "source", [r"\nosuch", r"\begin{tikz}x\end{tikz}", r"\hspace{13}"]
)
def test_what_cannot_be_set_is_refused(source: str) -> None:
    assert formula(source, 28.0, False) is None


def test_a_matrix_is_centred_on_the_axis_and_its_fences_enclose_it() -> None:
    inner = _ink(r"\begin{matrix} a \\ b \\ c \end{matrix}", False)
    outer = _ink(r"\begin{bmatrix} a \\ b \\ c \end{bmatrix}", False)

    assert outer.above >= inner.above
    assert outer.below >= inner.below
    assert 0 < inner.below < inner.above


def test_lines_are_broken_for_the_least_sum_of_squares() -> None:
    atoms = [Atom(3, 1, 0.0), Atom(2, 1, 0.0), Atom(2, 1, 0.0), Atom(5, 1, 0.0)]

    # First fit would give 6, 2, 5 of 6; the better lines are 3, 5, 5.
    assert optimal(atoms, 6) == [(0, 1), (1, 3), (3, 4)]


def test_punctuation_stays_with_the_formula_before_it() -> None:
    words = (Words("word " * 3), Math("x^2"), Words(", and more words to follow it"))

    for width in range(120, 400, 7):
        firsts = [line.marks[0] for line in set_lines(words, Type(28.0), width)]
        comma = set_lines((Words(","),), Type(28.0), 99)[0].marks[0].ink
        assert all(mark.ink is not comma for mark in firsts)


def test_a_tall_formula_opens_its_own_line_only() -> None:
    words = (
        Words("one two three "),
        Math(r"\dfrac{1}{\dfrac{a}{b}}"),
        Words(" four" * 9),
    )

    heights = [line.above + line.below for line in set_lines(words, Type(28.0), 300)]

    assert sum(height > min(heights) for height in heights) == 1


def test_no_line_is_wider_than_its_column() -> None:
    source = "a=" + "b+" * 60 + "c"
    words = (Words("see "), Math(source), Words(" " + "x" * 200))

    for width in (200, 333, 812):
        lines = set_lines(words, Type(28.0), width)
        assert max(line.width for line in lines) <= width + 12


def test_markdown_becomes_blocks() -> None:
    text = "a **b** $x$ $$y$$ c\n\n1. one\n2. two\n\n```\ncode\n```\n\n$$z$$"

    assert blocks(text) == [
        Prose((Words("a "), Words("b", bold=True), Words(" "), Math("x"), Words(" "))),
        Display("y"),
        Prose((Words("c"),), tight=True),
        Prose((Words("one"),), 1, "1."),
        Prose((Words("two"),), 1, "2.", tight=True),
        blocks("```\ncode\n```")[0],
        Display("z"),
    ]


def test_html_is_text() -> None:
    assert blocks("<b>x</b>") == [Prose((Words("<b>x</b>"),))]


def _ink(source: str, display: bool) -> Ink:
    ink = formula(source, 28.0, display)
    assert ink is not None
    return ink


def _width(source: str) -> int:
    return _ink(source, False).advance

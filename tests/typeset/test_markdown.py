"""What a text says, read from Markdown: tables, quotations, LaTeX without dollars."""

import pytest

from bot.typeset import faults
from bot.typeset.markdown import (
    Block,
    Display,
    Listing,
    Math,
    NewLine,
    Prose,
    Rule,
    Table,
    Words,
    blocks,
    inlines,
)
from bot.typeset.parsing import LETTERS
from bot.typeset.references import resolved

SENTENCES = {
    r"so \(x^2\) is": ["so ", Math("x^2"), " is"],
    r"and \[y\] too": ["and ", Display("y"), "too"],
    r"a double \\(x\\)": [r"a double \(x\)"],
    r"left \(open": ["left (open"],
    r"none \(\)": ["none ()"],
    r"\(a\\)b\)": [Math(r"a\\)b")],
    r"`\(x\)`": [r"\(x\)"],
    r"$x\text{ if $y$ and }z$ or $5": [Math(r"x\text{ if $y$ and }z"), " or $5"],
    r"$x\text{ if }y$ and $z$": [Math(r"x\text{ if }y"), " and ", Math("z")],
    r"$\text{open $ and $x$": ["$\\text{open $ and ", Math("x")],
    "$$a$$ and $$b$$": [Display("a"), "and ", Display("b")],
    "$5 million ($x=5$)": ["$5 million (", Math("x=5"), ")"],
    "$1,200/month vs. US$ 30": ["$1,200/month vs. US$ 30"],
    "$20 (A$ 30) at $x=5$": ["$20 (A$ 30) at ", Math("x=5")],
    r"$3 \times C$ 4": [Math(r"3 \times C"), " 4"],
    "$2 A$ is": [Math("2 A"), " is"],
    "$5 and $10, or $f(x)$": ["$5 and $10, or ", Math("f(x)")],
    "$5(x+1)$ or $5 ($6)": [Math("5(x+1)"), " or $5 ($6)"],
}


def _said(text: str) -> list[object]:
    """Its words and formulas, one after another."""
    found: list[object] = []
    for block in blocks(text):
        found += [block] if isinstance(block, Display) else inlines(block)
    return [each.text if isinstance(each, Words) else each for each in found]


@pytest.mark.parametrize(("text", "said"), SENTENCES.items())
def test_math_may_stand_between_backslashed_brackets(
    text: str, said: list[object]
) -> None:
    assert _said(text) == said


LINES = {
    "\\[\na\n- b\n= c\n\\]": Display("a\n- b\n= c"),
    "\\begin{align}\na &= b\n\n\\end{align}": Display(
        "\\begin{align}\na &= b\n\n\\end{align}"
    ),
    "    \\[ x \\]": Listing("\\[ x \\]"),
    "> \\[\n> a\n> \\]": Display("a", depth=1, bars=(0,)),
    "\\begin{align} is never closed": Prose((Words("\\begin{align} is never closed"),)),
}


@pytest.mark.parametrize(("text", "block"), LINES.items())
def test_math_on_lines_of_its_own_needs_no_dollars(
    text: str, block: Display | Listing | Prose
) -> None:
    assert blocks(text) == [block]


def test_what_stands_around_such_lines_is_kept() -> None:
    text = "Before\n\\[\nx\n\\]\nafter \\[ y \\] all."
    before, x, after, y, all_ = blocks(text)
    assert (x, y) == (Display("x"), Display("y"))
    said = [list(inlines(block)) for block in (before, after, all_)]
    assert said == [[Words("Before")], [Words("after ")], [Words("all.")]]


STOPS = {
    "$$x$$, as $y$": [Display(r"x\text{,}"), "as ", Math("y")],
    "($$x$$). Then": ["(", Display(r"x\text{).}"), "Then"],
    "$$x$$.5": [Display("x"), ".5"],
    "$$x$$`,`": [Display("x"), ","],
    "$$x % so$$, y": [Display("x % so"), ", y"],
    r"\[a \\\], y": [Display(r"a \\"), ", y"],
}


@pytest.mark.parametrize(("text", "said"), STOPS.items())
def test_no_line_begins_with_a_stop_that_ends_a_display(
    text: str, said: list[object]
) -> None:
    assert _said(text) == said


def test_a_table_is_rows_of_cells_and_its_columns_have_sides() -> None:
    (table,) = blocks("| a | b |\n|:-:|--:|\n| *c* | $d$ |\n| e |")
    assert table == Table(
        (
            ((Words("a"),), (Words("b"),)),
            ((Words("c", italic=True),), (Math("d"),)),
            ((Words("e"),), ()),
        ),
        ("center", "right"),
    )


def test_a_bar_in_a_formula_ends_no_cell() -> None:
    table, after = blocks("a | b\n-|-\n$|x|$ | \\(P(A|B)\\)\n$5 | $10\n\n$|y|$")
    assert isinstance(table, Table)
    assert table.rows[1:] == (
        ((Math("|x|"),), (Math("P(A|B)"),)),
        ((Words("$5"),), (Words("$10"),)),
    )
    assert list(inlines(after)) == [Math("|y|")]


def test_a_quotation_stands_further_in() -> None:
    assert [block.depth for block in blocks("a\n\n> b\n>\n> > c\n>\n> - d")] == [
        0,
        1,
        2,
        2,
    ]


@pytest.mark.parametrize("end", ["over 3", "in 2026", "$5"])
def test_a_formula_that_begins_a_paragraph_is_one_whatever_ends_it(end: str) -> None:
    (block,) = blocks(f"$x$ stands {end}")
    assert list(inlines(block)) == [Math("x"), Words(f" stands {end}")]


def test_a_task_has_a_box_that_tells_whether_it_is_done() -> None:
    found = blocks("- [ ] read\n- [x] write $x$\n- [y] neither\n- [ ]\n\n[x] no item")
    assert [block.marker for block in found if isinstance(block, Prose)] == [
        "☐",
        "☑",
        "•",
        "•",
        "",
    ]
    assert list(inlines(found[1])) == [Words("write "), Math("x")]


def test_words_and_formulas_may_be_struck_out() -> None:
    (block,) = blocks("now ~~old *words*, $x$ and `code`~~, not ~this~ or $a~~b$")
    assert [one for one in inlines(block) if getattr(one, "struck", False)] == [
        Words("old ", struck=True),
        Words("words", italic=True, struck=True),
        Words(", ", struck=True),
        Math("x", struck=True),
        Words(" and ", struck=True),
        Words("code", code=True, struck=True),
    ]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("# a\n## b\n### c\n## d", [2, 1, 1, 1]),
        ("## b\n### c\n## d", [2, 1, 2]),
        ("### c\n### d", [1, 1]),
        ("a\n\n**b**", [0, 0]),
    ],
)
def test_only_a_heading_that_has_others_below_it_is_large(
    text: str, sizes: list[int]
) -> None:
    found = [block.heading for block in blocks(text) if isinstance(block, Prose)]
    assert found == sizes


def test_a_quotation_tells_where_its_bar_stands() -> None:
    text = "> a\n>\n> > b\n\n- c\n\n  > d\n\ne"
    assert [block.bars for block in blocks(text)] == [(0,), (0, 1), (), (1,), ()]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        (
            "1. $$a$$ and more\n2. text\n   $$b$$\n3. \\[ c \\]",
            [
                (Display, "1."),
                (Prose, ""),
                (Prose, "2."),
                (Display, ""),
                (Display, "3."),
            ],
        ),
        (
            "1. ```\n   x\n   ```\n2. | a |\n   |---|\n3. text\n\n       x",
            [(Listing, "1."), (Table, "2."), (Prose, "3."), (Listing, "")],
        ),
    ],
    ids=["a formula", "code or a table"],
)
def test_an_item_that_begins_with_no_words_has_its_marker_there(
    text: str, markers: list[tuple[type[Block], str]]
) -> None:
    found = blocks(text)
    assert [(type(block), getattr(block, "marker", "")) for block in found] == markers


def test_a_line_of_dashes_is_a_rule() -> None:
    assert blocks("a\n\n---\n\n> ***") == [
        Prose((Words("a"),)),
        Rule(),
        Rule(1, (0,)),
    ]


LABELLED = r"""
By \eqref{two} and \ref{one}, not `\eqref{one}`, nor \eqref{none}:

$$a = b \label{one}$$

\begin{align} c &= d \tag{3*}\label{two} \\ e &= f \label{three} \end{align}

so $\eqref{one}$.
"""


def test_a_labelled_formula_can_be_referred_to() -> None:
    before, first, aligned, after = blocks(LABELLED)
    said = "".join(one.text for one in inlines(before) if isinstance(one, Words))
    assert said == r"By (3∗) and 1, not \eqref{one}, nor \eqref{none}:"
    assert first == Display(r"a = b \tag{1}")
    assert isinstance(aligned, Display)
    assert aligned.source.count("\\tag") == 1
    assert list(inlines(after)) == [Words("so "), Math("(1)"), Words(".")]


def test_a_number_in_brackets_behind_a_formula_is_its_tag() -> None:
    assert blocks("$$x$$ (1)") == [Display(r"x\tag{1}")]
    assert blocks("$$\nx\n$$ (main)\n\nand") == [
        Display(r"x\tag{main}"),
        Prose((Words("and"),)),
    ]


def test_dollars_that_nothing_closes_stand_as_typed_and_those_below_are_read() -> None:
    open_, closed = blocks("> $$a\n\n$$\nx\n$$")

    assert list(inlines(open_)) == [Words("$$a")]
    assert closed == Display("x")


def test_soft_hyphens_are_not_seen() -> None:
    assert list(inlines(blocks("Haupt\u00adwerk")[0])) == [Words("Hauptwerk")]


@pytest.mark.parametrize(
    "text",
    [
        r"\label{a}" * 100_000 + r"\eqref{a}",
        "`" * 900_000 + r"\label{a}\eqref{a}",
        "".join("`" * n + " " for n in range(300)) + r"\label{a}\eqref{a}",
        r"\\" * 400_000 + r"\label{a}\eqref{a}",
        r"\eqref{a}" * 100_000 + r"\label{a}",
    ],
)
def test_references_are_found_in_texts_that_nothing_quadratic_would_end_with(
    text: str,
) -> None:
    assert "ref{a}" not in resolved(text)


def test_a_text_ends_before_it_has_more_letters_than_a_page_can_have_loaded() -> None:
    many = "".join(map(chr, range(0x4E00, 0x4E00 + LETTERS + 100)))

    assert list(inlines(blocks(many)[0])) == [Words(many[:LETTERS])]
    assert list(inlines(blocks(many[:LETTERS] * 2)[0])) == [Words(many[:LETTERS] * 2)]
    assert faults(many[:LETTERS] * 2) == []
    assert faults(many) == [
        "it has more than 2,500 different letters: "
        "it ends before the one that is too many"
    ]


NAMED = {
    "AT&amp;T": "AT&T",
    "caf&eacute; &#233;": "café é",
    "10&nbsp;km": "10\u00a0km",
    "a & b, R&D, &none; &amp": "a & b, R&D, &none; &amp",
    "&#42;a&#42;": "*a*",
    "a&shy;&#x202e;b": "ab",
}


@pytest.mark.parametrize(("text", "said"), NAMED.items())
def test_a_sign_may_be_written_by_its_name(text: str, said: str) -> None:
    (block,) = blocks(text)
    assert list(inlines(block)) == [Words(said)]


@pytest.mark.parametrize("typed", ["a &lt; b", "a<br>b"])
def test_no_name_and_no_tag_is_read_in_code_or_math(typed: str) -> None:
    (block,) = blocks(f"`{typed}` ${typed}$")
    assert list(inlines(block)) == [Words(typed, code=True), Words(" "), Math(typed)]


def test_footnotes_are_numbered_and_stand_at_the_end() -> None:
    text = "In 1648[^b], not[^none] `[^a]`.\n\n[^a]: *A*.\n[^b]: See $x$.\n\nAfter[^a]."
    first, after, line, see, last = blocks(text)

    assert list(inlines(first)) == [
        Words("In 1648"),
        Words("¹"),
        Words(", not[^none] "),
        Words("[^a]", code=True),
        Words("."),
    ]
    assert list(inlines(after)) == [Words("After"), Words("²"), Words(".")]
    assert line == Rule()
    assert [getattr(one, "marker", "") for one in (see, last)] == ["1.", "2."]
    assert list(inlines(see)) == [Words("See "), Math("x"), Words(".")]
    assert list(inlines(last)) == [Words("A", italic=True), Words(".")]


def test_a_few_tags_are_read_and_others_stand_as_typed() -> None:
    (block,) = blocks(
        "H<sub>2</sub>O<br>10<sup>-3</sup>, 1<SUP>st</SUP> x<sub>i</sub> x<sub>bc</sub>"
        " <b>x</b> <sub>"
    )
    assert list(inlines(block)) == [
        Words("H₂O"),
        NewLine(),
        Words("10⁻³, 1ˢᵗ xᵢ xbc <b>x</b> <sub>"),
    ]


def test_a_cell_may_have_several_lines() -> None:
    (table,) = blocks("| a |\n|---|\n| b<br/>c |")
    assert isinstance(table, Table)
    assert table.rows[1] == ((Words("b"), NewLine(), Words("c")),)

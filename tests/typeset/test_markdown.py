"""What a text says, read from Markdown: tables, quotations, LaTeX without dollars."""

import pytest

from bot.typeset.markdown import (
    Display,
    Listing,
    Math,
    Prose,
    Table,
    Words,
    blocks,
    inlines,
)

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
}


@pytest.mark.parametrize(("text", "said"), SENTENCES.items())
def test_math_may_stand_between_backslashed_brackets(
    text: str, said: list[object]
) -> None:
    found: list[object] = []
    for block in blocks(text):
        found += [block] if isinstance(block, Display) else inlines(block)
    assert [each.text if isinstance(each, Words) else each for each in found] == said


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
    table, after = blocks("a | b\n-|-\n$|x|$ | $P(A|B)$\n$5 | $10\n\n$|y|$")
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

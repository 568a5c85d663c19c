"""What a reader sees: colours, tags, arrows, code, badges, and where lines end."""

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.typeset import Face, FaceKind, Theme, draw, fonts, pages
from bot.typeset.breaks import Atom, optimal
from bot.typeset.formulas import formula
from bot.typeset.hues import hue
from bot.typeset.ink import Colour, Ink
from bot.typeset.markdown import blocks
from bot.typeset.math import set_formula
from bot.typeset.math.cm import ComputerModern
from bot.typeset.measures import Measures
from bot.typeset.themes import COLOURS, rgb
from bot.typeset.units import Setting, Unit, unit
from tests.typeset.pixels import indices, palette


def ink(source: str, display: bool = True) -> Ink:
    found = formula(source, 30.0, display)
    assert found is not None
    return found


def shown(text: str, width: int = 800) -> Unit:
    (block,) = blocks(text)
    return unit(block, Setting(width, 30.0))


def colours(face: Face, theme: Theme) -> Iterator[tuple[int, int, int]]:
    """The colours that the face's pictures show."""
    for drawn in draw(face, theme):
        table = palette(drawn.png)
        for number in set(indices(drawn.png).flat):
            yield table[number]


NAMED = {
    "red": Colour.RED,
    "BrickRed": Colour.RED,
    "#0a0": Colour.GREEN,
    "blue!50!black": Colour.BLUE,
    "#ff8800": Colour.ORANGE,
    "darkorchid violet": Colour.PURPLE,
    "gray": Colour.DIM,
    "#808080": Colour.DIM,
    "black": Colour.TEXT,
    "#fff": Colour.TEXT,
    "mycolour": Colour.ACCENT,
}


@pytest.mark.parametrize(("name", "colour"), NAMED.items())
def test_a_colour_is_brought_to_one_that_both_themes_show(
    name: str, colour: Colour
) -> None:
    assert hue(name) is colour


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("kind", [FaceKind.ANSWER, FaceKind.RECAP])
def test_a_coloured_formula_has_its_colours_in_the_picture(
    theme: Theme, kind: FaceKind
) -> None:
    body = r"see $\color{red}{x}$ and $\textcolor{blue}{y}$"
    found = set(colours(Face(kind, body), theme))

    hues = COLOURS[theme].hues
    assert rgb(hues[Colour.RED]) in found
    assert rgb(hues[Colour.BLUE]) in found
    assert rgb(hues[Colour.GREEN]) not in found


SHADES = {
    r"\blueD{x}": Colour.BLUE,
    r"\tealA x": Colour.BLUE,
    r"\maroonE{x}": Colour.RED,
    r"\goldB{x}": Colour.ORANGE,
    r"\mintC{x}": Colour.GREEN,
}


@pytest.mark.parametrize(("source", "colour"), SHADES.items())
def test_a_shade_by_name_is_the_colour_that_it_is_of(
    source: str, colour: Colour
) -> None:
    face = Face(FaceKind.ANSWER, f"${source}$", " ")

    assert rgb(COLOURS[Theme.DARK].hues[colour]) in colours(face, Theme.DARK)


def test_a_formula_all_in_one_colour_is_as_large_as_without() -> None:
    plain, red = ink(r"\frac{x}{y}"), ink(r"\color{red}{\frac{x}{y}}")

    assert (red.above, red.below, red.left) == (plain.above, plain.below, plain.left)
    ((colour, pixels),) = red.layers
    assert colour is Colour.RED
    assert (pixels == plain.pixels).all()


def test_a_tag_stands_at_the_right_margin_on_its_rows_baseline() -> None:
    (line,) = shown(r"$$a=b\tag{3}$$").lines
    made, tag = line.marks

    assert tag.x + tag.ink.advance == 800
    assert tag.ink.above == ink(r"(3)", display=False).above
    assert abs(2 * made.x + made.ink.advance - 800) <= 1


def test_each_row_has_its_own_tag() -> None:
    source = r"\begin{align} a &= b \tag{1}\\ c &= d \tag{2}\end{align}"
    rows, tags = ink(source), ink(source).tag

    assert tags is not None
    assert abs(tags.pixels.shape[0] - rows.pixels.shape[0]) < 12


def test_tags_of_several_rows_end_at_the_margin_together() -> None:
    source = r"\begin{align} a &= b \tag{1}\\ c &= d \tag{2.10}\end{align}"
    tags = ink(source).tag
    assert tags is not None

    first, second = np.array_split(tags.pixels > 0, 2)

    ends = [np.flatnonzero(half.any(axis=0))[-1] for half in (first, second)]
    starts = [np.flatnonzero(half.any(axis=0))[0] for half in (first, second)]
    assert ends[0] == ends[1]
    assert starts[0] > starts[1] + 20


def test_a_tag_takes_no_room_in_the_formula() -> None:
    cm = ComputerModern()
    with_tag, without = (
        set_formula(source, cm, True) for source in (r"a=b\tag{3}", "a=b")
    )

    assert with_tag.width == pytest.approx(without.width)
    assert with_tag.height == without.height


def test_set_minus_is_as_tall_as_letters_and_its_small_form_is_not() -> None:
    usual, small = ink(r"\setminus"), ink(r"\smallsetminus")

    assert usual.pixels.shape[0] > 0.7 * 30 > small.pixels.shape[0]


@pytest.mark.parametrize("arrow", ["uparrow", "downarrow", "Updownarrow"])
def test_a_tall_arrow_has_no_gap(arrow: str) -> None:
    found = ink(
        rf"\left\{arrow}\begin{{matrix}}a\\b\\c\\d\end{{matrix}}\right.", display=False
    )
    shaft = found.pixels[:, : round(0.5 * 30)]

    assert shaft.any(axis=1).all()


@pytest.mark.parametrize("rows", range(2, 8))
@pytest.mark.parametrize("fence", ["(", "[", "\\{", "\\lfloor", "\\uparrow"])
def test_a_tall_delimiter_is_hardly_taller_than_what_it_holds(
    fence: str, rows: int
) -> None:
    body = r"\begin{matrix}" + r"x\\" * (rows - 1) + r"x\end{matrix}"
    fenced, bare = ink(rf"\left{fence}{body}\right."), ink(body)

    assert bare.above - 3 <= fenced.above <= bare.above + 0.8 * 30
    assert bare.below - 3 <= fenced.below <= bare.below + 0.8 * 30


def test_no_word_is_left_alone_on_the_last_line_where_it_can_have_company() -> None:
    words = [Atom(100, 10, 0.0)] * 9

    assert optimal(words, 870) == [(0, 7), (7, 9)]


def test_nor_where_the_line_before_is_left_emptier_for_it() -> None:
    words = [Atom(500, 10, 0.0), Atom(270, 10, 0.0), Atom(100, 10, 0.0)]

    assert optimal(words, 800) == [(0, 1), (1, 3)]


def test_nor_a_long_word_on_a_last_line_that_it_fills_to_a_third() -> None:
    words = [*[Atom(100, 10, 0.0)] * 7, Atom(280, 10, 0.0)]

    assert optimal(words, 800) == [(0, 6), (6, 8)]


def test_a_last_line_of_two_short_words_has_another_where_that_costs_little() -> None:
    words = [Atom(wide, 4, 0.0) for wide in (30, 30, 5, 10, 8, 8, 10)]

    assert optimal(words, 100) == [(0, 4), (4, 7)]


def test_words_that_fit_stand_on_one_line() -> None:
    assert optimal([Atom(100, 10, 0.0)] * 3, 320) == [(0, 3)]
    assert optimal([], 320) == []


def test_a_percent_sign_stays_with_its_number() -> None:
    (line,) = shown("about 10 % of it").lines

    assert len(line.marks) == 4


def test_code_is_set_smaller_before_its_lines_are_broken() -> None:
    code = "x = sigma[t] * normal(shape)  # noise"
    lines = [shown(f"```\n{code}\n```", width).lines for width in (900, 560, 300)]

    assert [len(some) for some in lines] == [1, 1, 3]
    assert lines[1][0].above < lines[0][0].above


def test_a_display_is_broken_rather_than_shrunk_to_what_nobody_reads() -> None:
    source = "$$" + r"a_1+a_2+a_3+a_4 = b_1+b_2+b_3+b_4+b_5+b_6+b_7" + "$$"
    whole = shown(source, 800).lines
    broken = shown(source, 450).lines

    assert (len(whole), len(broken)) == (1, 2)
    assert broken[0].above == whole[0].above


LED = [("=", r"{=}\;", 420), ("<", r"{<}\;", 420), ("+", r"{+}\:", 310)]
"""A sign, the same at the head of a row with its space, and a narrow column."""


@pytest.mark.parametrize(("sign", "head", "width"), LED)
def test_on_lines_of_its_own_a_broken_formula_has_its_sign_at_the_head(
    sign: str, head: str, width: int
) -> None:
    left, right = "a_1 a_2 a_3 a_4 a_5 a_6 a_7 a_8", "b_1 b_2 b_3 b_4 b_5 b_6 b_7"
    first, second = shown(f"$${left}{sign}{right}$$", width).lines

    share = first.above / shown(f"$${left}$$").lines[0].above
    assert first.width == pytest.approx(share * ink(left).advance, abs=3)
    assert second.width == pytest.approx(share * ink(head + right).advance, abs=3)


def test_and_within_a_sentence_at_the_end_of_the_line() -> None:
    source = "a_1 a_2 a_3 a_4 a_5 a_6 a_7 a_8 = b_1 b_2 b_3 b_4 b_5 b_6 b_7"
    first, _ = shown(f"${source}$", 420).lines

    assert first.width > ink(source.split("=")[0], display=False).advance + 15


def test_a_broken_formula_stands_in_the_middle_as_a_whole() -> None:
    source = "a_1 a_2 a_3 a_4 a_5 a_6 a_7 a_8 = b_1 b_2 b_3 b_4 b_5 b_6 b_7"
    lines = shown(f"$${source}$$", 420).lines
    left = min(line.marks[0].x for line in lines)
    right = max(line.marks[0].x + line.width for line in lines)

    assert abs(left - (420 - right)) <= 1
    assert lines[1].marks[0].x > lines[0].marks[0].x


@pytest.mark.parametrize("source", ["x", r"\epsilon_t", "x = 0", "H", r"\alpha", "d"])
def test_beside_a_formula_is_as_much_room_as_beside_a_word(source: str) -> None:
    made = ink(source, display=False)

    assert made.left >= 1
    assert made.advance - made.left - made.pixels.shape[1] >= 1


def test_a_display_has_about_as_much_room_below_as_above() -> None:
    source = r"x = \frac{a}{b}"
    before, display, after = (
        unit(block, Setting(800, 30.0)) for block in blocks(f"So\n\n$${source}$$\n\nso")
    )
    above = before.lines[-1].below + display.gap + display.lines[0].above
    below = display.lines[0].below + after.gap + after.lines[0].above
    x_height = 0.49 * 30

    assert above - ink(source).above == pytest.approx(
        below - ink(source).below - x_height, abs=4
    )


def test_below_a_display_a_paragraph_goes_on_as_another_begins() -> None:
    one, other = (
        draw(Face(FaceKind.ANSWER, text), Theme.DARK)[0].height
        for text in ("So $$x$$ so", "So\n\n$$x$$\n\nso")
    )

    assert one == other


def test_badges_stand_in_one_row_on_the_first_picture_only() -> None:
    few, many = ("Deck",), ("Deck", "expert", "math", *["a long tag"] * 9)
    text = "\n\n".join(["Words."] * 30)

    one, other = (
        draw(Face(FaceKind.ANSWER, text, "Answer", badges), Theme.DARK, 600)
        for badges in (few, many)
    )

    assert [drawn.height for drawn in one] == [drawn.height for drawn in other]
    assert one[1:] == other[1:]
    assert other[0].alt.startswith("Answer (1 of 2). Deck, expert, math, a long tag")
    assert other[1].alt.startswith("Answer (2 of 2). Words.")


def test_a_deck_with_a_long_name_leaves_room_for_the_level() -> None:
    deck = "A deck with a name that never seems to come to an end at all"
    expert, staff = (
        draw(
            Face(FaceKind.QUESTION, "Why?", "Question", (deck, level)), Theme.DARK, 600
        )
        for level in ("expert", "staff")
    )

    assert expert[0].png != staff[0].png


def cells(text: str, width: int) -> list[list[tuple[int, int]]]:
    """Where the ink of each line of a table begins and ends, its rule left out."""
    found = shown(text, width)
    return [
        [(mark.x, mark.x + mark.ink.advance) for mark in line.marks]
        for line in found.lines
        if line.above > 10
    ]


def test_the_cells_of_a_column_stand_below_each_other() -> None:
    head, *rows = cells(
        "| a | middle | b |\n|--|:-:|--:|\n| wide | $x$ | 1 |\n| c | d | 100 |", 800
    )
    assert {row[0][0] for row in (head, *rows)} == {0}
    assert len({(row[1][0] + row[1][1] + 1) // 2 for row in (head, *rows)}) <= 2
    assert len({row[2][1] for row in (head, *rows)}) == 1


@pytest.mark.parametrize("width", [260, 500, 900])
def test_a_table_is_no_wider_than_its_panel(width: int) -> None:
    text = (
        "| Model | What it assumes of the data | Cost |\n|--|--|--|\n"
        "| regression | independence of all errors | $O(nd^2)$ |"
    )
    padding = shown(text, width).padding
    assert all(
        end <= width - 2 * padding for row in cells(text, width) for _, end in row
    )


def test_upright_rules_are_equally_thick_wherever_they_stand() -> None:
    tall = [
        rf"\left|\frac{{{body}}}{{b}}\right|" for body in ("a", "aa", "aaa", "aaaa")
    ]
    top = ink("".join(tall)).pixels[0].tobytes()
    bars = [len(bar) for bar in top.split(b"\0") if bar]
    assert len(bars) == 8
    assert len(set(bars)) == 1


@pytest.mark.parametrize("size", [24.0, 30.0, 48.0])
def test_the_foot_of_an_l_does_not_touch_the_slash_behind_it(size: float) -> None:
    found = formula("L/L", size, True)
    assert found is not None
    foot = found.pixels[-round(0.1 * size) :].any(axis=0).tobytes()
    assert len([run for run in foot.split(b"\0") if run]) == 3


def test_a_prime_is_nearly_as_tall_as_a_letter_and_rises_above_it() -> None:
    letter, prime = ink("x"), ink("{}'")
    assert 0.7 < prime.pixels.shape[0] / letter.pixels.shape[0] < 1.0
    assert prime.above > letter.above > -prime.below


def test_a_marker_stands_beside_the_panel_of_its_item() -> None:
    for text in ("1. ```\n   x\n   ```", "1. | x |\n   |---|\n   | y |"):
        made = shown(text)
        marker = made.lines[0].marks[0]
        assert marker.colour is Colour.ACCENT
        assert marker.x + marker.ink.advance < -made.inset
        assert made.x + made.inset + marker.x >= 0


def test_a_title_that_is_a_display_is_set() -> None:
    one, other = (
        draw(Face(FaceKind.ANSWER, "a", f"{dollars}x^2{dollars}"), Theme.DARK)
        for dollars in ("$", "$$")
    )
    assert one == other


def test_a_title_may_have_math_and_is_shown_to_its_end() -> None:
    face = Face(FaceKind.ANSWER, "a", title=r"Why is $\frac{1}{2}$ half?")
    plain = Face(FaceKind.ANSWER, "a", title="Why is 1/2 half?")
    long = Face(FaceKind.ANSWER, "a", title="a question of several words " * 5)
    (drawn,), (flat,), (tall,) = (
        draw(each, Theme.DARK) for each in (face, plain, long)
    )
    assert drawn.height > flat.height
    assert drawn.alt.startswith("Why is 1 over 2 half?")
    assert tall.height > flat.height + 60


STEMS = ["(", ")", "[", "]", "\\lfloor", "\\rceil", "\\lgroup", "\\lmoustache"]


@pytest.mark.parametrize("size", [20.0, 33.0, 150.0])
@pytest.mark.parametrize("fence", STEMS)
def test_a_tall_bracket_has_no_seam(fence: str, size: float) -> None:
    found = formula(rf"\left{fence}\rule{{0em}}{{3.93em}}\right.", size, True)
    assert found is not None
    tall = found.pixels.shape[0]
    stem = found.pixels[tall // 5 : -(tall // 5)]
    # Of a pointed bracket, the middle has a shape of its own; of these, none has.
    assert stem[0].any()
    assert (stem == stem[0]).all()


def test_a_table_parts_between_rows_and_repeats_its_head() -> None:
    words = "a cell that needs more than one line, for it says so very much " * 2
    rows = "".join(f"| {number} | {words} |\n" for number in range(30))
    made = shown(f"| n | words |\n|--|--|\n{rows}", 600)
    head = made.lines[: made.rows[0]]

    parts, rest = [], made
    while (parted := rest.split(820)) is not None:
        part, rest = parted
        parts.append(part)
    parts.append(rest)

    assert len(parts) > 3
    assert all(part.lines[: len(head)] == head for part in parts)
    assert all(sum(part.rows) == len(part.lines) for part in parts)
    assert sum(len(part.rows) - 1 for part in parts) == 30
    heights = [part.height for part in parts]
    assert max(heights) <= 820
    assert min(heights) > 0.5 * max(heights)


def test_a_row_that_no_page_holds_is_parted_all_the_same() -> None:
    made = shown(f"| n |\n|--|\n| {'words ' * 900} |\n| x |", 600)
    part, rest = made.split(820) or (made, made)
    assert part.height <= 820
    assert len(part.lines) + len(rest.lines) == len(made.lines)


def test_each_part_of_a_table_has_a_picture_of_its_own() -> None:
    rows = "".join(f"| {number} | words |\n" for number in range(22))
    face = Face(FaceKind.ANSWER, f"| n | words |\n|--|--|\n{rows}", "Answer")
    assert len(draw(face, Theme.DARK)) == 2


def test_what_stands_below_a_table_of_several_pages_is_shown() -> None:
    rows = "".join(f"| {number} | words |\n" for number in range(60))
    face = Face(FaceKind.ANSWER, f"| n | words |\n|--|--|\n{rows}\nThe end of it.")
    assert draw(face, Theme.DARK)[-1].alt.endswith("The end of it.")


def test_a_quotations_bar_goes_on_between_its_paragraphs() -> None:
    face = Face(FaceKind.ANSWER, "> a\n>\n> $$b$$\n>\n> - c\n\nd", "Answer")
    (drawn,) = draw(face, Theme.DARK)
    column = indices(drawn.png)[:, 44 + 12]  # the margin, and the bar's place
    runs = [run for run in column[20:].tobytes().split(b"\0") if len(run) > 30]
    assert len(runs) == 1
    assert len(runs[0]) > 150


def test_a_line_goes_through_all_that_is_struck() -> None:
    face = Face(FaceKind.ANSWER, "~~one two $x$~~ on", "t")
    bare = Face(FaceKind.ANSWER, "one two $x$ on", "t")
    struck, plain = (indices(draw(one, Theme.DARK)[0].png) for one in (face, bare))

    def longest(pixels: NDArray[np.uint8]) -> int:
        rows = (row.tobytes().split(b"\0") for row in pixels[20:])
        return max(len(run) for row in rows for run in row)

    assert longest(struck) > 120 > 2 * longest(plain)


def test_a_word_that_is_cut_has_a_hyphen_and_a_name_has_none() -> None:
    for text, end in (("Donaudampfschifffahrt" * 3, "-"), ("abcd_efgh_" * 9, "")):
        (first, *_), *rest = (line.marks for line in shown(text, 300).lines)
        assert rest
        assert any(
            first.ink is fonts.word(text[:cut] + end, fonts.Style.REGULAR, 30.0)
            for cut in range(5, len(text))
        )


@pytest.mark.parametrize("count", range(1, 12))
def test_no_line_begins_with_a_mark_that_french_sets_apart(count: int) -> None:
    text = "mot " * count + "« vrai », dit-elle : quoi ? non !"
    for line in shown(text, 300).lines[1:]:
        for mark in ("»,", ":", "?", "!"):
            word = fonts.word(mark, fonts.Style.REGULAR, 30.0)
            assert line.marks[0].ink is not word


def test_a_formula_of_half_a_line_may_go_on_on_the_next() -> None:
    formula_ = "$a_1 + b_1 = c_1 + d_1 + e_1$"
    first, _ = shown(f"Some words of a sentence {formula_}", 560).lines
    assert first.width > 420


def test_a_formula_in_a_sentence_is_broken_before_it_is_too_small() -> None:
    long = r"$\sqrt{2\cdot6.674\times10^{-11}\cdot5.972\times10^{24}}\approx 11.2+b$"
    made = shown(long, 460)
    assert len(made.lines) == 2


AFTER = {
    "code": "1. a\n   ```\n   b\n   ```\n2. c",
    "a quotation": "1. a\n   > b\n2. c",
    "a table": "1. a\n\n   | b |\n   |--|\n   | b |\n2. c",
    "paragraphs": "1. a\n   - b\n\n     b\n2. c",
}


@pytest.mark.parametrize("text", AFTER.values(), ids=AFTER)
def test_an_item_stands_as_far_below_what_is_no_line_as_that_below_its_own(
    text: str,
) -> None:
    *_, above, below = pages._body(text, Measures(900), 4)

    assert below.gap >= above.gap > 10


def test_items_of_a_line_each_stand_closer() -> None:
    gaps = [piece.gap for piece in pages._body("- a\n  - b\n- c", Measures(900), 4)]

    assert max(gaps[1:]) < 10


@pytest.mark.parametrize("text", ["a 3 × 4", "a § 5", "a 5 %"])
def test_no_line_ends_between_a_sign_and_its_figure(text: str) -> None:
    whole = fonts.width(text, fonts.Style.REGULAR, 30.0)
    first, second = shown(text, whole - 1).lines

    assert first.marks[0].ink is fonts.word("a", fonts.Style.REGULAR, 30.0)
    assert second.width < whole


def test_no_line_ends_with_the_article_that_begins_a_sentence() -> None:
    room = fonts.width("It is so. A", fonts.Style.REGULAR, 30.0)
    first, second = shown("It is so. A few do.", room + 5).lines

    assert first.marks[-1].ink is fonts.word("so.", fonts.Style.REGULAR, 30.0)
    assert second.marks[0].ink is fonts.word("A\u00a0few", fonts.Style.REGULAR, 30.0)


CURVED = {
    "DDPM's models' loss": "DDPM’s models’ loss",
    "l'été, the 'big' one's": "l’été, the 'big' one’s",
    "f'(x) of 5' and צ'ק": "f'(x) of 5' and צ'ק",
    "GPT-2's loss in the '90s": "GPT-2’s loss in the ’90s",
    "5'3 in 'sin 2' style": "5'3 in 'sin 2' style",
    "the value of $x$'s square": "the value of $x$’s square",
    "'s' is a letter": "'s' is a letter",
}


@pytest.mark.parametrize(("text", "curved"), CURVED.items())
def test_an_apostrophe_is_curved_and_a_quotation_mark_is_as_typed(
    text: str, curved: str
) -> None:
    assert shown(text).lines == shown(curved).lines


def test_an_apostrophe_in_code_is_straight() -> None:
    assert shown("`it's`").lines != shown("`it’s`").lines

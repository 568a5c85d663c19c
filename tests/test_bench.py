"""What the bench measures with: its cards, its figures, and its shares."""

from bench import cards, figures, formulas
from bench.answers import changed, of_no_deck, of_the_deck, sources
from bench.formulas import Size
from bot.typeset import Face, FaceKind, Theme, draw, faults


def face(body: str) -> Face:
    return Face(FaceKind.ANSWER, body, "Title")


def test_cards_of_either_sort_lose_nothing_in_a_picture() -> None:
    shown = [*of_the_deck(), *of_no_deck()]

    assert len(shown) == 24
    assert [faults(each.body) for each in shown] == [[]] * 24


def test_no_card_of_no_deck_shares_more_than_letters_with_the_deck() -> None:
    both = {*sources(of_the_deck())} & {*sources(of_no_deck())}

    assert max(len(tex) for tex, _ in both) < 12


def test_formulas_are_found_where_they_stand() -> None:
    assert sources([face("If $x$, $$ y^2 $$ and $x$.")]) == [
        ("x", False),
        ("y^2", True),
    ]


def test_a_changed_card_has_other_formulas_and_looks_the_same() -> None:
    before = face("One $x$.\n\n$$y^2$$")
    after = changed(before, 3)

    assert after.body == "One $x%3$.\n\n$$y^2%3$$"
    assert draw(after, Theme.DARK)[0].png == draw(before, Theme.DARK)[0].png


def test_a_figure_is_given_what_mathtext_knows_and_the_source_of_the_rest() -> None:
    body = r"**Bold** $a \le b$ and $$\lVert x \rVert$$ and $\underbrace{x}_{y}$"

    assert figures.stock(body) == (
        "Bold $a\t\\leq\tb$ and $\\Vert\tx\t\\Vert$ and \\$\\underbrace{x}_{y}\\$"
    )


def test_a_figure_is_a_picture_of_nine_hundred_pixels() -> None:
    png = figures.figure("Title", "Text with $x^2$.")

    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == int.from_bytes(png[20:24]) == 900


def test_what_is_compressed_alone_are_the_picture_s_own_scanlines() -> None:
    drawn = draw(face("Words."), Theme.DARK)[0]
    lines = cards._scanlines(drawn.png)

    assert len(lines) == drawn.height * (1 + 450)
    assert set(lines[:: 1 + 450]) == {0}  # the filters


def test_shares_are_of_all_that_katex_knows() -> None:
    x = Size(0.5715, 0.4306)
    measured = {
        ("x", False): x,
        ("x ", False): x._replace(wide=0.6),
        ("x  ", False): Size(1.0, 1.0),
        (r"\nonsense", False): x,
    }

    assert formulas._beside("these", measured) == (
        "these",
        "4",
        "75.00 %",
        "50.00 %",
        "25.00 %",
        "50.00 %",
    )

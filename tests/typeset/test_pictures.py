"""Properties of finished pictures; no golden pixels, which every font release moves."""

import json
import subprocess
import sys

import numpy as np
import pytest

from bot.typeset import Drawn, Face, FaceKind, Mark, Theme, as_source, draw, fonts, key
from bot.typeset.lines import set_within
from bot.typeset.pieces import Type
from tests.effort import at_most
from tests.typeset.pixels import indices, palette

MARGIN = 44

BODY = r"""
Over $T$ steps, with **bold**, *italics* and `code()`, $5 and $10 stay money.

$$x_t = \sqrt{\bar\alpha_t}\,x_0 + \sqrt{1-\bar\alpha_t}\,\epsilon$$

- a point with $\sum_{i=1}^n \frac{x_i}{n}$
- another

```python
x = step(x)
```
"""

LONG = "\n\n".join(
    f"Paragraph {n} says a little more than one line. " * 3 for n in range(20)
)

OPTIONS = (
    r"$\epsilon$",
    r"$\nabla_x\log p(x)$ and *words*",
    "no math",
    r"$$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$$",
)

FACES = {
    "question": Face(FaceKind.QUESTION, "Why $x^2$?", "Question", ("A deck", "math")),
    "answer": Face(FaceKind.ANSWER, BODY, "Answer", ("A deck",), footer="Ho 2020"),
    "check": Face(FaceKind.CHECK, "Which?", "Choose one", (), OPTIONS),
    "recap": Face(
        FaceKind.RECAP,
        "Which?",
        "The answer",
        ("A deck",),
        OPTIONS,
        (Mark.RIGHT, Mark.WRONG, Mark.NONE, Mark.NONE),
        ("44 %", "your answer", "", ""),
    ),
    "nothing": Face(FaceKind.QUESTION, ""),
    "long": Face(FaceKind.ANSWER, LONG, "Answer"),
    "wide word": Face(FaceKind.ANSWER, "w" * 300 + " `" + "c" * 200 + "`"),
    "wide math": Face(
        FaceKind.ANSWER, "$$" + "a+" * 120 + "b$$ and $" + "c+" * 90 + "d$"
    ),
    "no such glyphs": Face(
        FaceKind.ANSWER, "日本語 🎉 \u202e\x00 $\\text{日本}$", "🎉"
    ),
    "bad math": Face(FaceKind.ANSWER, r"see $\nosuchcommand{x}$ and $\frac{1}{2}$"),
}


@pytest.fixture(params=list(FACES))
def face(request: pytest.FixtureRequest) -> Face:
    return FACES[request.param]


def test_a_picture_is_as_wide_as_asked_and_says_its_own_size(face: Face) -> None:
    for width in (600, 900):
        for drawn in draw(face, Theme.DARK, width):
            pixels = indices(drawn.png)
            assert pixels.shape == (drawn.height, drawn.width)
            assert drawn.width == width


def test_no_ink_stands_in_the_margins(face: Face) -> None:
    for drawn in draw(face, Theme.LIGHT):
        pixels = indices(drawn.png)[8:]  # 0 is the page; the bar is on top
        # A bullet or an italic overhang may reach a few pixels into the margin.
        assert not pixels[:, : MARGIN - 6].any()
        assert not pixels[:, 900 - MARGIN + 6 :].any()
        assert not pixels[-12:].any()


def test_the_same_face_gives_the_same_bytes(face: Face) -> None:
    assert draw(face, Theme.DARK) == draw(face, Theme.DARK)


def test_the_themes_share_their_pixels_and_differ_in_the_palette(face: Face) -> None:
    for dark, light in zip(
        draw(face, Theme.DARK), draw(face, Theme.LIGHT), strict=True
    ):
        assert np.array_equal(indices(dark.png), indices(light.png))
        assert palette(dark.png) != palette(light.png)
        assert dark.alt == light.alt


def test_a_title_of_many_words_is_cut_to_two_lines_with_an_ellipsis() -> None:
    type = Type(33, bold=True)
    (whole,) = set_within("A title", type, 400, 2)
    long = "A title of rather more words than two lines of its width have room for"
    cut = set_within(long, type, 400, 2)

    assert len(whole.marks) == 2
    assert len(cut) == 2
    assert cut[-1].marks[-1].ink is fonts.word("its…", fonts.Style.BOLD, 33)


def test_a_tall_text_goes_on_on_a_second_picture_of_about_the_same_height() -> None:
    drawn = draw(FACES["long"], Theme.DARK)

    assert len(drawn) == 3
    assert all(one.height <= 1.3 * 900 for one in drawn)
    assert min(one.height for one in drawn) > 0.6 * max(one.height for one in drawn)


def test_pages_break_between_paragraphs_and_lose_none() -> None:
    text = "\n\n".join(f"Paragraph {n}." for n in range(45))

    drawn = draw(Face(FaceKind.ANSWER, text, "Answer"), Theme.DARK)

    assert [one.alt[:16] for one in drawn] == [
        "Answer (1 of 3).",
        "Answer (2 of 3).",
        "Answer (3 of 3).",
    ]
    assert " ".join(one.alt[17:] for one in drawn) == text.replace("\n\n", " ")


def test_a_page_does_not_end_with_a_line_that_promises_a_formula() -> None:
    text = "\n\n".join(["Words.", "So it follows:", "$$x=y$$"] * 12)

    pages = draw(Face(FaceKind.ANSWER, text), Theme.DARK)

    assert len(pages) > 1
    assert not any(one.alt.endswith("follows:") for one in pages)


def test_a_page_does_not_begin_with_a_formula_where_it_can_be_helped() -> None:
    words = ["Words."] * 18
    for place in range(6, 13):
        text = "\n\n".join([*words[:place], "$$x=y$$", "$$x=y$$", *words[place:]])
        pages = draw(Face(FaceKind.ANSWER, text), Theme.DARK)

        assert [page.alt[:22] for page in pages] == [
            "Answer (1 of 2). Words",
            "Answer (2 of 2). Words",
        ]


def test_a_display_in_an_option_stands_as_a_formula_in_its_place_would() -> None:
    for option, other in (
        ("$$x^2$$", r"$\displaystyle x^2$"),
        ("1. $$x^2$$\n2. b", "1. $\\displaystyle x^2$\n2. b"),
    ):
        one, two = (
            draw(Face(FaceKind.CHECK, "Which?", "t", (), (text,)), Theme.DARK)
            for text in (option, other)
        )
        assert [drawn.png for drawn in one] == [drawn.png for drawn in two]


def test_a_fraction_that_is_an_option_is_as_large_as_on_a_line_of_its_own() -> None:
    for options, shown in (
        ((r"$\frac12$", "$x$"), (r"$\dfrac12$", "$x$")),
        # All of one check alike.
        ((r"$\frac12$", r"$\sum_i i$"), (r"$\dfrac12$", r"$$\sum_i i$$")),
        # In a sentence it is as sentences have it.
        ((r"It is $\frac12$",), (r"It is $\tfrac12$",)),
    ):
        one, two = (
            draw(Face(FaceKind.CHECK, "Which?", "t", (), given), Theme.DARK)
            for given in (options, shown)
        )
        assert one[0].png == two[0].png


def test_a_sign_in_a_title_a_badge_or_a_footer_may_be_named() -> None:
    one, two = (
        draw(Face(FaceKind.ANSWER, "x", title, (badge,), footer=footer), Theme.DARK)[0]
        for title, badge, footer in (
            ("AT&amp;T, &amp;amp; &d; &lt;3", "R&amp;D", "&#xa9; &copy;"),
            ("AT&T, &amp;amp; &d; <3", "R&D", "© ©"),
        )
    )

    assert one == two
    assert one.alt == "AT&T, &amp; &d; <3. R&D. x. © ©."


@pytest.mark.parametrize("text", ["## Heading", "It promises:", "$$x$$", "> # h"])
def test_a_text_of_nothing_but_what_leads_on_has_pages_too(text: str) -> None:
    for count in (20, 30, 60, 400):
        face = Face(FaceKind.ANSWER, "\n\n".join([text] * count), "Answer")
        assert 1 <= len(draw(face, Theme.DARK)) <= 10


def test_a_field_of_any_length_is_ten_pictures_at_most() -> None:
    assert len(draw(Face(FaceKind.ANSWER, "long " * 8000), Theme.DARK)) == 10


def test_a_bad_formula_shows_its_source_and_costs_nothing_else() -> None:
    good = draw(Face(FaceKind.ANSWER, r"see $\frac{1}{2}$"), Theme.DARK)
    both = draw(FACES["bad math"], Theme.DARK)

    assert _ink(both) > _ink(good)


BOMBS = {
    "a space": r"$\hspace{400000}$",
    "a negative space": r"$\hspace{-400000}$",
    "a rule": r"$\genfrac{(}{)}{1000}{0}{a}{b}$",
    "length": "$" + "x" * 20_000 + "$",
    "braces": "$" + "{" * 10_000 + "x" + "}" * 10_000 + "$",
    "fewer braces": "$" + "{" * 900 + "x" + "}" * 900 + "$",
    "spaces": "$" + r"\qquad" * 280 + "$",
    "roots": "$" + r"\sqrt{" * 300 + "x" + "}" * 300 + "$",
    "tables": "$$" + r"\begin{matrix}" * 60 + "a" + r"\end{matrix}" * 60 + "$$",
    "cells": r"$$\begin{matrix}" + "&" * 900 + r"\\" * 400 + r"\end{matrix}$$",
    "dollars": "$" * 20_000,
    "dollars that open": "$$a\n\n" * 4_000,
    "dollars that open in a list": "- $$a\n" * 3_300,
    "stars": "**a " * 5_000,
    "brackets": "[" * 20_000,
    "quotes": ">" * 20_000,
    "square brackets": "\\[" * 10_000,
    "round brackets": "\\( a " * 4_000,
    "escaped brackets": "\\(" * 9_000 + "\\\\)",
    "beginnings": "\\begin{a}\n" * 1_900 + "\\end{a} x",
    "a wide table": "a|" * 3_000 + "\n" + "-|" * 3_000 + "\n" + "b|" * 3_000,
    "a table of gaps": "a|" * 200 + "\n" + "-|" * 200 + "\n" + "|\n" * 9_000,
    "dollars in words": r"$\text{$" * 2_500,
    "notes without an end": "[^a]: b\n\n" + "[^" * 9_990,
    "notes in notes": "[^a]: " * 3_300,
    "one note again and again": "[^a]: b\n\n" + "[^a]" * 4_990,
    "named signs": "&amp;" * 4_000,
    "tags": "<sub>" * 4_000,
    "new lines": "<br>" * 5_000,
    "no table": "|-\n" * 6_000 + "$" * 2_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_bombs_take_no_more_than_a_long_text_does(bomb: str) -> None:
    with at_most(calls=4_000_000):
        drawn = draw(Face(FaceKind.ANSWER, bomb), Theme.DARK)

    assert all(one.height <= 1.3 * 900 for one in drawn)
    assert sum(len(one.png) for one in drawn) < 2_000_000


def test_a_refused_formula_is_cut_to_three_hundred_characters() -> None:
    drawn = draw(Face(FaceKind.ANSWER, "$" + r"\qquad" * 300 + "$"), Theme.DARK)

    assert len(drawn) == 1
    assert drawn[0].height < 500


def test_the_key_tells_apart_what_is_drawn_apart() -> None:
    keys = {
        key(face, theme, width)
        for face in FACES.values()
        for theme in Theme
        for width in (600, 900)
    }

    assert len(keys) == len(FACES) * 4
    assert all(len(one) == 40 for one in keys)


def test_a_face_as_source_sets_no_formula() -> None:
    face = as_source(Face(FaceKind.CHECK, "Why $x$?\n```\ny\n```", options=("$a$",)))

    assert face.body == "````\nWhy $x$?\n```\ny\n```\n````"
    assert face.options == ("```\n$a$\n```",)


def printed(code: str) -> object:
    """What a program of its own prints, which is JSON."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_importing_the_door_loads_nothing_heavy_and_drawing_starts_no_thread() -> None:
    code = """
import json, sys, threading
import bot.typeset, bot.charts, bot.panels
heavy = sorted({"numpy", "matplotlib", "markdown_it", "PIL"} & sys.modules.keys())
ours = sorted(m for m in sys.modules if m.startswith("bot.typeset."))
from bot.typeset import Face, FaceKind, Theme, draw
draw(Face(FaceKind.QUESTION, "$x^2$"), Theme.DARK)
print(json.dumps([heavy, ours, threading.active_count(), "pyplot" in str(sys.modules)]))
"""
    assert printed(code) == [[], ["bot.typeset.faces"], 1, False]


def test_a_card_is_drawn_without_the_rest_of_matplotlib() -> None:
    code = """
import json, sys
from bot.typeset import Face, FaceKind, Theme, draw
draw(Face(FaceKind.ANSWER, "so $x^2$ and עברית"), Theme.DARK)
print(json.dumps(sorted({"matplotlib", "pyparsing", "PIL"} & sys.modules.keys())))
"""
    assert printed(code) == []


def test_whoever_imports_matplotlib_later_finds_the_extension_that_draws() -> None:
    code = """
import json
from bot.typeset import freetype
from matplotlib import ft2font
from matplotlib.figure import Figure
Figure().text(0, 0, "$x^2$").figure.savefig("/dev/null", format="png")
print(json.dumps(ft2font.FT2Font is freetype.FT2Font))
"""
    assert printed(code) is True


HIDDEN = """
from importlib.machinery import PathFinder
found = PathFinder.find_spec
def hidden(name, *at):
    alone = name == "matplotlib.ft2font" and "matplotlib" not in sys.modules
    return None if alone else found(name, *at)
PathFinder.find_spec = hidden
"""

BROKEN = """
import importlib.util
def broken(spec):
    raise ImportError("a library is not found")
importlib.util.module_from_spec = broken
"""


@pytest.mark.parametrize("alone", [HIDDEN, BROKEN], ids=["hidden", "broken"])
def test_where_the_extension_cannot_be_had_alone_all_of_matplotlib_is(
    alone: str,
) -> None:
    code = f"""
import json, sys
{alone}
from bot.typeset import freetype
print(json.dumps(["matplotlib" in sys.modules, freetype.FT2Font.__name__]))
"""
    assert printed(code) == [True, "FT2Font"]


def _ink(drawn: list[Drawn]) -> int:
    return sum(int((indices(one.png) > 0).sum()) for one in drawn)

"""The podium: places told by number, height and shape, whatever the names are."""

from itertools import combinations

import numpy as np
import pytest

from bot import faces
from bot.typeset import Face, Theme, alt, as_source, draw, fonts, podium
from bot.typeset.fonts import Style
from bot.typeset.measures import Measures
from tests.typeset.pixels import indices, palette

STEPS = [
    (1, "Ada", "80 points"),
    (2, "Ben and Cyd", "60 points"),
    (3, "Dan", "5 points"),
]
LONG = "a name that goes on and on " * 20

PODIUMS = {
    "three": faces.podium("The podium", ["Basics"], STEPS),
    "two": faces.podium("The podium", ["Basics"], STEPS[:2]),
    "one": faces.podium("The podium", ["Basics"], STEPS[:1]),
    "a tie for the first": faces.podium(
        "The podium", [], [(1, "Ada and Ben", "8 points"), (3, "Cyd", "4 points")]
    ),
    "long": faces.podium("The podium", ["D" * 300], [(1, LONG, "9" * 90 + " points")]),
    "one long word": faces.podium(
        "The podium", [], [(n, "w" * 300, "1") for n in (1, 2, 3)]
    ),
    "other scripts": faces.podium(
        "The podium",
        [],
        [(1, "日本語 🎉 \u202e\x00", "1"), (2, "$x^2$ *b*", "1"), (3, "", "")],
    ),
}


@pytest.fixture(params=list(PODIUMS))
def face(request: pytest.FixtureRequest) -> Face:
    return PODIUMS[request.param]


@pytest.mark.parametrize("width", [386, 600, 900])
def test_it_is_one_picture_of_the_width_asked_with_nothing_in_its_margins(
    face: Face, width: int
) -> None:
    (drawn,) = draw(face, Theme.DARK, width)

    pixels = indices(drawn.png)
    assert pixels.shape == (drawn.height, width)
    assert drawn.height <= 1.5 * width
    ink = pixels[8:] % 16  # 0 is the ground; the bar is on top
    margin = round(44 * min(1.0, width / 900)) - 8
    assert not ink[:, :margin].any()
    assert not ink[:, width - margin :].any()
    assert not ink[-12:].any()


def test_the_themes_share_their_pixels_and_differ_in_the_palette(face: Face) -> None:
    (dark,), (light,) = draw(face, Theme.DARK), draw(face, Theme.LIGHT)

    assert np.array_equal(indices(dark.png), indices(light.png))
    assert palette(dark.png) != palette(light.png)
    assert dark.alt == light.alt == alt(face)


def test_the_higher_the_rank_the_higher_the_step() -> None:
    (drawn,) = draw(PODIUMS["three"], Theme.LIGHT)
    pixels = indices(drawn.png)
    panel = pixels[-40, 450]  # the colour of a step, near its floor
    tops = [int(np.flatnonzero(pixels[120:, x] == panel)[0]) for x in (70, 340, 620)]

    second, first, third = tops
    assert first < second < third


def test_what_was_reached_stands_on_the_step() -> None:
    one, other = (
        indices(draw(faces.podium("t", [], [(1, "Ada", reached)]), Theme.DARK)[0].png)
        for reached in ("80 points", "90 points")
    )

    rows, columns = np.nonzero(one != other)
    step = one[-40, 450]  # its colour, near its floor
    assert rows.size
    assert (one[rows.min() : rows.max(), columns.min() - 40] == step).all()


def test_the_medals_have_a_shape_of_their_own() -> None:
    """Without any colour: what stands before the number is of another outline."""
    shapes = []
    for rank in (1, 2, 3):
        (drawn,) = draw(faces.podium("", [], [(rank, "Ada", "")]), Theme.LIGHT)
        pixels = indices(drawn.png)
        panel = pixels[-40, 450]
        top = int(np.flatnonzero(pixels[:, 320] == panel)[0])
        medal = pixels[top + 20 : top + 75, 380:440] != panel
        assert medal.any()
        shapes.append(tuple(medal.sum(axis=1)))

    for one, other in combinations(shapes, 2):
        assert sum(a != b for a, b in zip(one, other, strict=True)) > 20


@pytest.mark.parametrize("room", range(60, 300, 8))
def test_a_long_name_is_cut_to_three_lines_none_of_them_dots_alone(room: int) -> None:
    name = "Christopher Bartholomew Featherstonehaugh the Third"
    lines = podium._name(name, 22.0, room)

    assert len(lines) <= 3
    assert all(line.width <= room for line in lines)
    assert lines[-1].width > fonts.width("…", Style.BOLD, 22.0)


@pytest.mark.parametrize("width", [600, 900])
def test_names_have_one_size_that_can_be_read_and_do_not_touch(width: int) -> None:
    m, column = Measures(width), width // 3
    sizes = [podium._name_size(name, m, column) for name in ("Ada", "w" * 32)]
    room = podium._name_room(m, column)
    (line, *_) = podium._name("w" * 32, min(sizes), room)

    assert sizes[0] == 26
    assert min(sizes) * 386 / width > 9
    assert line.width <= column - 8


def test_it_is_read_aloud_from_the_first_place_on() -> None:
    assert alt(PODIUMS["three"]) == (
        "The podium. Basics. Place 1: Ada, 80 points. "
        "Place 2: Ben and Cyd, 60 points. Place 3: Dan, 5 points."
    )


@pytest.mark.parametrize("name", ["", " ", "\u200b", "\u200b \u202e", "\x00"])
def test_a_name_of_which_nothing_is_seen_is_a_dash(name: str) -> None:
    unseen, dash = (faces.podium("t", [], [(1, one, "1")]) for one in (name, "–"))

    assert draw(unseen, Theme.DARK, 900) == draw(dash, Theme.DARK, 900)
    assert alt(unseen) == "t. Place 1: –, 1."


def test_names_are_no_markdown_and_stay_themselves_as_source() -> None:
    face = PODIUMS["other scripts"]

    assert "$x^2$ *b*" in alt(face)
    assert as_source(face) == face


@pytest.mark.parametrize("count", [0, 4])
def test_a_podium_of_none_or_of_four_is_refused(count: int) -> None:
    names = ("Ada", "Ben", "Cyd", "Dan")[:count]
    face = faces.podium("The podium", [], [(1, name, "3 of 5") for name in names])

    with pytest.raises(ValueError, match="1 to 3 steps"):
        draw(face, Theme.DARK)

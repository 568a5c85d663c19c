"""The podium: places told by number, height and shape, whatever the names are."""

from itertools import combinations

import numpy as np
import pytest

from bot import faces
from bot.typeset import Face, Theme, alt, as_source, draw
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
def podium(request: pytest.FixtureRequest) -> Face:
    return PODIUMS[request.param]


@pytest.mark.parametrize("width", [386, 600, 900])
def test_it_is_one_picture_of_the_width_asked_with_nothing_in_its_margins(
    podium: Face, width: int
) -> None:
    (drawn,) = draw(podium, Theme.DARK, width)

    pixels = indices(drawn.png)
    assert pixels.shape == (drawn.height, width)
    assert drawn.height <= 1.5 * width
    ink = pixels[8:] % 16  # 0 is the ground; the bar is on top
    margin = round(44 * min(1.0, width / 900)) - 8
    assert not ink[:, :margin].any()
    assert not ink[:, width - margin :].any()
    assert not ink[-12:].any()


def test_the_themes_share_their_pixels_and_differ_in_the_palette(podium: Face) -> None:
    (dark,), (light,) = draw(podium, Theme.DARK), draw(podium, Theme.LIGHT)

    assert np.array_equal(indices(dark.png), indices(light.png))
    assert palette(dark.png) != palette(light.png)
    assert dark.alt == light.alt == alt(podium)


def test_the_higher_the_rank_the_higher_the_step() -> None:
    (drawn,) = draw(PODIUMS["three"], Theme.LIGHT)
    pixels = indices(drawn.png)
    panel = pixels[-40, 450]  # the colour of a step, near its floor
    tops = [int(np.flatnonzero(pixels[120:, x] == panel)[0]) for x in (70, 340, 620)]

    second, first, third = tops
    assert first < second < third


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


def test_it_is_read_aloud_from_the_first_place_on() -> None:
    assert alt(PODIUMS["three"]) == (
        "The podium. Basics. Place 1: Ada, 80 points. "
        "Place 2: Ben and Cyd, 60 points. Place 3: Dan, 5 points."
    )


def test_names_are_no_markdown_and_stay_themselves_as_source() -> None:
    face = PODIUMS["other scripts"]

    assert "$x^2$ *b*" in alt(face)
    assert as_source(face) == face

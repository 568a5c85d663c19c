import pytest

from bot.typeset import FaceKind, Theme
from bot.typeset.ink import Colour
from bot.typeset.themes import (
    COLOURS,
    LEAN,
    RAMPS,
    RICH,
    Sheet,
    Surface,
    ink_colour,
    palette,
    rgb,
)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)]
    lin = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * lin[0] + 0.7152 * lin[1] + 0.0722 * lin[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.2's contrast ratio, 1 to 21."""
    dim, bright = sorted((_luminance(one), _luminance(other)))
    return (bright + 0.05) / (dim + 0.05)


def test_the_ratio_itself_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


def test_every_ink_has_double_a_contrast_on_every_surface_it_stands_on() -> None:
    low = [
        (theme, kind, surface, ink)
        for theme in Theme
        for kind in FaceKind
        for surface, ink in RAMPS
        if isinstance(ink, Colour)
        and contrast(
            getattr(COLOURS[theme], surface), ink_colour(theme, kind, surface, ink)
        )
        < 4.5
    ]

    assert low == []


def test_a_palette_has_a_colour_for_each_number_of_its_sheet() -> None:
    assert len(palette(Theme.DARK, FaceKind.CHECK, 8)) == 3 * 256
    assert len(palette(Theme.DARK, FaceKind.ANSWER, 4)) == 3 * 16


def test_full_ink_on_a_sheet_is_the_inks_own_colour() -> None:
    colours = palette(Theme.DARK, FaceKind.ANSWER, 4)
    full = int(LEAN.numbers(Surface.PAGE, Colour.TEXT)[255])

    assert colours[3 * full : 3 * full + 3] == bytes(rgb(COLOURS[Theme.DARK].text))


@pytest.mark.parametrize("sheet", [LEAN, RICH])
def test_more_ink_has_a_greater_number_and_any_a_greater_one_than_its_ground(
    sheet: Sheet,
) -> None:
    for surface, ink in RAMPS:
        if surface in sheet.grounds and (
            isinstance(ink, Colour) or ink in sheet.grounds
        ):
            numbers = sheet.numbers(surface, ink).tolist()
            assert numbers[0] == 0
            assert numbers == sorted(numbers)
            assert all(n == 0 or n > sheet.grounds[surface] for n in numbers)

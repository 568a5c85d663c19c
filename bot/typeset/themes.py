"""Colours, and the ramps from surface to ink that make a palette of them.

Every pair that carries words is checked against WCAG AA by a test.
"""

from dataclasses import dataclass
from enum import StrEnum

from bot.typeset.faces import FaceKind, Theme
from bot.typeset.lines import Colour

LEVELS = 16
"""Steps of a ramp; more are not seen at twice the size."""


class Surface(StrEnum):
    PAGE = "page"
    PANEL = "panel"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme: surfaces, and the inks that stand on them, as `#rrggbb`."""

    page: str
    panel: str
    right: str
    wrong: str
    text: str
    dim: str
    good: str
    bad: str
    accents: dict[FaceKind, str]
    gamma: float
    """Light letters on dark look bolder than they are, and this takes it back."""


COLOURS = {
    Theme.DARK: Colours(
        page="#171b26",
        panel="#242a39",
        right="#15382e",
        wrong="#43222b",
        text="#eceff6",
        dim="#aab3c7",
        good="#6fe0b0",
        bad="#ffa3ab",
        accents={
            FaceKind.QUESTION: "#84b6ff",
            FaceKind.CHECK: "#c6adff",
            FaceKind.ANSWER: "#62d6c0",
            FaceKind.RECAP: "#f3c45b",
            FaceKind.PODIUM: "#ffab8a",
        },
        gamma=0.95,
    ),
    Theme.LIGHT: Colours(
        page="#fdfdfb",
        panel="#eff2f7",
        right="#dff4e9",
        wrong="#fde8ea",
        text="#1b2130",
        dim="#525c70",
        good="#0a6443",
        bad="#a81f30",
        accents={
            FaceKind.QUESTION: "#1c5bbf",
            FaceKind.CHECK: "#6738b8",
            FaceKind.ANSWER: "#0a6e61",
            FaceKind.RECAP: "#845200",
            FaceKind.PODIUM: "#9a3412",
        },
        gamma=0.8,
    ),
}

RAMPS: tuple[tuple[Surface, Colour | Surface], ...] = (
    (Surface.PAGE, Colour.TEXT),
    (Surface.PAGE, Colour.DIM),
    (Surface.PAGE, Colour.ACCENT),
    (Surface.PAGE, Surface.PANEL),
    (Surface.PAGE, Surface.RIGHT),
    (Surface.PAGE, Surface.WRONG),
    (Surface.PANEL, Colour.TEXT),
    (Surface.PANEL, Colour.DIM),
    (Surface.PANEL, Colour.ACCENT),
    (Surface.RIGHT, Colour.TEXT),
    (Surface.RIGHT, Colour.ACCENT),
    (Surface.WRONG, Colour.TEXT),
    (Surface.WRONG, Colour.ACCENT),
)
"""Which ink on which surface; the order is that of the palette."""


def base(surface: Surface, ink: Colour | Surface) -> int:
    """The palette index of a ramp's first step."""
    if ink is Colour.CODE:
        ink = Colour.TEXT
    if ink is Colour.DIM and surface in (Surface.RIGHT, Surface.WRONG):
        ink = Colour.TEXT
    return RAMPS.index((surface, ink)) * LEVELS


def ink_colour(
    theme: Theme, kind: FaceKind, surface: Surface, ink: Colour | Surface
) -> str:
    """The colour at a ramp's far end."""
    colours = COLOURS[theme]
    if isinstance(ink, Surface):
        return str(getattr(colours, ink))
    if ink is Colour.ACCENT:
        marked = {Surface.RIGHT: colours.good, Surface.WRONG: colours.bad}
        return marked.get(surface, colours.accents[kind])
    return colours.dim if ink is Colour.DIM else colours.text


def palette(theme: Theme, kind: FaceKind) -> bytes:
    """All ramps, three bytes a colour."""
    colours = COLOURS[theme]
    table = bytearray()
    for surface, ink in RAMPS:
        low = rgb(str(getattr(colours, surface)))
        high = rgb(ink_colour(theme, kind, surface, ink))
        for level in range(LEVELS):
            share = (level / (LEVELS - 1)) ** colours.gamma
            table += bytes(
                round(a + (b - a) * share) for a, b in zip(low, high, strict=True)
            )
    return bytes(table)


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

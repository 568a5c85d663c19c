"""Colours, and the ramps from surface to ink that make a palette of them.

Every pair that carries words is checked against WCAG AA by a test.
"""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bot.typeset.faces import FaceKind, Theme
from bot.typeset.ink import Colour, Pixels

LEVELS = 16
"""Steps of a ramp; more are not seen at twice the size."""

_HUED_STEPS = 6
"""Those of a formula's colours: what 256 colours leave them."""


class Surface(StrEnum):
    PAGE = "page"
    PANEL = "panel"
    RIGHT = "right"
    WRONG = "wrong"


class Colours(NamedTuple):
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
    hues: dict[Colour, str]
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
        hues={
            Colour.RED: "#ff9292",
            Colour.ORANGE: "#f2b463",
            Colour.GREEN: "#7fd88f",
            Colour.BLUE: "#84b6ff",
            Colour.PURPLE: "#d3a6ff",
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
        hues={
            Colour.RED: "#b3202c",
            Colour.ORANGE: "#8a5000",
            Colour.GREEN: "#1c6b2c",
            Colour.BLUE: "#1c5bbf",
            Colour.PURPLE: "#7a35b5",
        },
        gamma=0.8,
    ),
}

Ramp = tuple[Surface, Colour | Surface]
"""An ink, and the surface that it stands on."""

RAMPS: tuple[Ramp, ...] = (
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
"""Which ink may stand on which surface."""

HUES = (Colour.RED, Colour.ORANGE, Colour.GREEN, Colour.BLUE, Colour.PURPLE)

HUED: tuple[Ramp, ...] = tuple(
    (surface, hue) for surface in (Surface.PAGE, Surface.PANEL) for hue in HUES
)
"""Inks of a formula that has colours, of fewer steps."""


class Sheet(NamedTuple):
    """How the colours of a picture are numbered: `bits` a pixel.

    Each ramp goes from its surface, number `grounds[surface]`, over its steps, numbered
    from `first` on, to the full ink.
    """

    bits: int
    grounds: dict[Surface, int]
    steps: dict[Ramp, tuple[int, int]]
    """First number of a ramp, and how many steps it has."""
    alike: dict[Ramp, tuple[Ramp, float]]
    """Ramps that are another's, up to a share of its ink."""

    def numbers(self, surface: Surface, ink: Colour | Surface) -> Pixels:
        """The number for each coverage from 0 to 255; 0 where nothing is painted.

        More ink has a greater number, and any ink a greater one than its surface.
        """
        ramp, share = self._own(surface, ink)
        first, steps = self.steps[ramp]
        level = np.round(np.arange(256) / 255 * share * steps).astype(int)
        table = np.where(level > 0, first + level - 1, 0)
        return table.astype(np.uint8)

    def _own(self, surface: Surface, ink: Colour | Surface) -> tuple[Ramp, float]:
        if ink is Colour.STRUCK:
            ink = Colour.DIM
        if ink is Colour.CODE or (
            ink is Colour.DIM and surface in (Surface.RIGHT, Surface.WRONG)
        ):
            ink = Colour.TEXT
        if ink in HUES and (surface, ink) not in self.steps:
            ink = Colour.ACCENT
        return self.alike.get((surface, ink), ((surface, ink), 1.0))

    def palette(self, theme: Theme, kind: FaceKind) -> bytes:
        """The colours in order, three bytes each."""
        colours = COLOURS[theme]
        table = [(0, 0, 0)] * (1 << self.bits)
        for surface, number in self.grounds.items():
            table[number] = rgb(str(getattr(colours, surface)))
        for (surface, ink), (first, steps) in self.steps.items():
            low = rgb(str(getattr(colours, surface)))
            high = rgb(ink_colour(theme, kind, surface, ink))
            for step in range(1, steps + 1):
                share = (step / steps) ** colours.gamma
                table[first + step - 1] = mixed(low, high, share)
        return bytes(part for colour in table for part in colour)


def _rich() -> Sheet:
    """Every ramp: what is marked right and wrong needs them, and formulas in colour."""
    steps, grounds = {}, {Surface.PAGE: 0}
    first = 1
    for ramp in RAMPS:
        steps[ramp] = (first, LEVELS - 1)
        first += LEVELS - 1
        if isinstance(ramp[1], Surface):
            grounds[ramp[1]] = first - 1
    for ramp in HUED:
        steps[ramp] = (first, _HUED_STEPS)
        first += _HUED_STEPS
    return Sheet(8, grounds, steps, {})


def _lean() -> Sheet:
    """Sixteen colours, for text with a few panels: half the bytes to compress.

    Dim ink is a share of the text's: what that looks like is the same. Five steps of
    grey are as smooth to the eye as fifteen, on letters that are shown at half size.
    """
    page, panel = Surface.PAGE, Surface.PANEL
    text, on_panel = (page, Colour.TEXT), (panel, Colour.TEXT)
    return Sheet(
        4,
        {page: 0, panel: 10},
        {
            text: (1, 5),
            (page, Colour.ACCENT): (6, 3),
            (page, panel): (9, 2),
            on_panel: (11, 3),
        },
        {
            (page, Colour.DIM): (text, 0.72),
            (panel, Colour.DIM): (on_panel, 0.67),
            (panel, Colour.ACCENT): (on_panel, 1.0),
        },
    )


RICH, LEAN = _rich(), _lean()

SHEETS = {
    FaceKind.QUESTION: LEAN,
    FaceKind.ANSWER: LEAN,
    FaceKind.CHECK: RICH,
    FaceKind.RECAP: RICH,
    FaceKind.PODIUM: RICH,
}


@lru_cache(maxsize=64)
def numbers(bits: int, surface: Surface, ink: Colour | Surface) -> Pixels:
    """`Sheet.numbers` for the sheet of so many bits, kept."""
    return sheet(bits).numbers(surface, ink)


@lru_cache(maxsize=32)
def palette(theme: Theme, kind: FaceKind, bits: int) -> bytes:
    """The colours of a face in a theme, three bytes each."""
    return sheet(bits).palette(theme, kind)


def sheet(bits: int) -> Sheet:
    """The sheet of so many bits a pixel."""
    return LEAN if bits == LEAN.bits else RICH


def ink_colour(
    theme: Theme, kind: FaceKind, surface: Surface, ink: Colour | Surface
) -> str:
    """The colour at a ramp's far end."""
    colours = COLOURS[theme]
    if isinstance(ink, Surface):
        return str(getattr(colours, ink))
    if ink in colours.hues:
        return colours.hues[ink]
    if ink is Colour.ACCENT:
        marked = {Surface.RIGHT: colours.good, Surface.WRONG: colours.bad}
        return marked.get(surface, colours.accents[kind])
    return colours.dim if ink is Colour.DIM else colours.text


def mixed(
    low: tuple[int, int, int], high: tuple[int, int, int], share: float
) -> tuple[int, int, int]:
    """A colour between two."""
    red, green, blue = (
        round(a + (b - a) * share) for a, b in zip(low, high, strict=True)
    )
    return red, green, blue


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

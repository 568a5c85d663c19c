"""A strip's canvas: ink on ink."""

import numpy as np
import pytest

from bot.typeset.canvas import Canvas
from bot.typeset.ink import Colour, Ink
from bot.typeset.themes import LEAN, Surface


def square(strength: int) -> Ink:
    """Four pixels wide and high, on the baseline."""
    return Ink(np.full((4, 4), strength, np.uint8), 0, 4, 4)


@pytest.mark.parametrize("second", [0, 2, 4, 6, 7])
def test_a_line_written_at_once_is_as_if_pasted_ink_by_ink(second: int) -> None:
    """Also where one reaches into the other, or over the edge."""
    inks = [(0, square(255), Colour.TEXT), (second, square(90), Colour.TEXT)]
    written, pasted = Canvas(9, 6, LEAN), Canvas(9, 6, LEAN)

    written.write(inks, 0, 5, Surface.PAGE, Surface.PANEL)
    for x, ink, colour in inks:
        pasted.paste(ink, x, 5, Surface.PAGE, colour)

    assert written.strip().deflated() == pasted.strip().deflated()

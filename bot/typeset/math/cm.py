"""Computer Modern by its figures alone: to measure with, and to compare with others.

`cm.txt` holds the metrics that come with the fonts of TeX (Computer Modern, and those
of the American Mathematical Society), in em: width, height, depth, italic correction,
skew, then the characters that have them.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.typeset.math.boxes import Glyph

Figures = tuple[float, float, float, float, float]

_MISSING, _FOREIGN = 0.25, 0.74
"""Width of what stands for a character that is not in the font (`.notdef`), and that of
an average capital, for alphabets that a reader's own fonts have."""

_ASIA = 0x0900
"""Where the alphabets of Europe and the near East end in Unicode."""

_FONTS = {"bb": "ams", "": "rm", "bfcal": "cal", "bfscr": "scr", "bffrak": "frak"}


class ComputerModern:
    """The fonts, each character looked up once for each size."""

    name = "cm"
    x_height = 0.431
    overlapping = False
    marks: Mapping[str, str] = {}

    def __init__(self) -> None:
        self._figures = _figures()
        self._made: dict[tuple[str, str, float], Glyph | None] = {}

    def glyph(self, char: str, font: str, scale: float) -> Glyph | None:
        """A character in a font; None where that font has none."""
        key = (char, font, scale)
        try:
            return self._made[key]
        except KeyError:
            return self._made.setdefault(key, self._make(char, font, scale))

    def sized(self, char: str, step: int, scale: float) -> Glyph | None:
        """A delimiter or large operator, one to four steps larger than text."""
        return self.glyph(char, f"size{step}", scale)

    def piece(self, char: str, step: int, scale: float) -> Glyph | None:
        """What a tall delimiter is pieced together from."""
        return self.sized(char, step, scale)

    def operator(self, char: str, large: bool, scale: float) -> Glyph | None:
        """A large operator, as in the text or as in a display."""
        char = {"∯": "∬", "∰": "∭"}.get(char, char)
        return self.sized(char, 2 if large else 1, scale)

    def whatever(self, char: str, scale: float) -> Glyph:
        """A character that TeX's fonts lack: as wide as the mark they have for it."""
        foreign = char.isalpha() and ord(char) < _ASIA
        width = _FOREIGN if foreign else _MISSING
        return Glyph("", ord(char), scale, width * scale, 0.683 * scale, 0.0)

    def _make(self, char: str, font: str, scale: float) -> Glyph | None:
        found = self._figures.get(_FONTS.get(font, font), {}).get(char)
        if found is None:
            return None
        width, height, depth, italic, skew = (each * scale for each in found)
        width += italic
        return Glyph(font, ord(char), scale, width, height, depth, italic, skew)


@lru_cache(maxsize=1)
def _figures() -> dict[str, dict[str, Figures]]:
    fonts: dict[str, dict[str, Figures]] = {}
    chars: dict[str, Figures] = {}
    for line in Path(__file__).with_suffix(".txt").read_text("ascii").splitlines():
        if not line.startswith(" "):
            chars = fonts.setdefault(line, {})
            continue
        figures, codes = line.split(":")
        width, height, depth, italic, skew = map(float, figures.split())
        for run in codes.split():
            first, _, last = run.partition("-")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                chars[chr(code)] = (width, height, depth, italic, skew)
    return fonts

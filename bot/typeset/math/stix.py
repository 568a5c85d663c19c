"""STIX, as it ships with matplotlib: the fonts that formulas are drawn in.

Figures come from the fonts' own outlines. What they lack is looked for in other
families, and shown as a box with the character's number where nobody has it.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.typeset import families
from bot.typeset.freetype import LoadFlags
from bot.typeset.math.boxes import Glyph

_REGULAR, _ITALIC = "STIXGeneral.ttf", "STIXGeneralItalic.ttf"
_BOLD, _BOLD_ITALIC = "STIXGeneralBol.ttf", "STIXGeneralBolIta.ttf"
_MORE, _MORE_ITALIC = "STIXNonUni.ttf", "STIXNonUniIta.ttf"
_MORE_BOLD_ITALIC = "STIXNonUniBolIta.ttf"

_FILES = {
    "": _REGULAR,
    "rm": _REGULAR,
    "it": _ITALIC,
    "mathit": _ITALIC,
    "bf": _BOLD,
    "bfit": _BOLD_ITALIC,
}

_SIZED = (
    _REGULAR,
    "STIXSizOneSymReg.ttf",
    "STIXSizTwoSymReg.ttf",
    "STIXSizThreeSymReg.ttf",
    "STIXSizFourSymReg.ttf",
)

_OWN = (_REGULAR, _MORE, _ITALIC)


class _Alphabet(NamedTuple):
    """Where Unicode (or STIX, in its private area) keeps letters of a style."""

    capital: int = 0
    small: int = 0
    digit: int = 0
    file: str = _REGULAR


_ALPHABETS = {
    "bb": _Alphabet(0x1D538, 0x1D552, 0x1D7D8),
    "cal": _Alphabet(0xE22D, file=_MORE_ITALIC),
    "scr": _Alphabet(0x1D49C, 0x1D4B6, file=_ITALIC),
    "frak": _Alphabet(0x1D504, 0x1D51E),
    "bfcal": _Alphabet(0xE247, file=_MORE_BOLD_ITALIC),
    "bfscr": _Alphabet(0x1D4D0, 0x1D4EA, file=_BOLD_ITALIC),
    "bffrak": _Alphabet(0x1D56C, 0x1D586, file=_BOLD),
    "sf": _Alphabet(0x1D5A0, 0x1D5BA, 0x1D7E2),
    "sfbf": _Alphabet(0x1D5D4, 0x1D5EE, 0x1D7EC),
    "sfit": _Alphabet(0x1D608, 0x1D622, file=_ITALIC),
    "tt": _Alphabet(0x1D670, 0x1D68A, 0x1D7F6),
}

_MOVED = {
    **dict(zip("𝔺𝔿𝕅𝕇𝕈𝕉𝕑", "ℂℍℕℙℚℝℤ", strict=True)),
    **dict(zip("𝒝𝒠𝒡𝒣𝒤𝒧𝒨𝒭", "ℬℰℱℋℐℒℳℛ", strict=True)),
    **dict(zip("𝒺𝒼𝓄", "ℯℊℴ", strict=True)),
    **dict(zip("𝔆𝔋𝔌𝔕𝔝", "ℭℌℑℜℨ", strict=True)),
}
"""Letters that were in Unicode before their alphabet was."""

_INTEGRALS = frozenset("∫∬∭⨌∮∯∰⨍⨖")

_PRIME, _PRIME_DROP, _PRIME_LEFT, _PRIME_WIDE = 1.9, -0.72, -0.09, 0.34
"""How much larger than STIX has it TeX has a prime, how much lower, and its sides."""

_SIDES = {
    **dict.fromkeys("⎛⎜⎝", (0.1, 0.14)),
    **dict.fromkeys("⎞⎟⎠", (0.04, 0.14)),
    **dict.fromkeys("⎡⎢⎣", (0.12, 0.12)),
    **dict.fromkeys("⎤⎥⎦", (0.0, 0.12)),
    **dict.fromkeys("⎧⎨⎩⎪⎫⎬⎭", (0.04, 0.08)),
}
"""Room that the pieces of a tall delimiter lack on the left, and in all: it is to be as
far from what is beside it as one that is cast whole."""

_FOOT = 0.12
"""How far the top of an ℓ hangs over its foot, where an index belongs."""

_BESIDE = 0.04
"""Room at either side of a slash, which STIX has none of: an L would touch it."""

_SET_MINUS = "⧵"
"""As tall as TeX's; what Unicode calls so is \\smallsetminus."""

_LEANS = 0.29
"""How far right a slanted letter's top is for each em of its height."""

_OVERLAP = 0.05
"""How far a letter may reach back over what stands before it."""


KEPT = 20_000
"""Characters, times sizes, that are kept: formulas of a script of Asia have many."""


class Stix:
    """The fonts, each character looked up once for each size."""

    name = "stix"
    x_height = 0.441
    overlapping = True
    marks: Mapping[str, str] = {"^": "ˆ", "~": "˜", "ˊ": "´", "ˋ": "`", "ˉ": "¯"}

    def __init__(self) -> None:
        self._made: dict[tuple[str, str, float], Glyph | None] = {}

    def glyph(self, char: str, font: str, scale: float) -> Glyph | None:
        """A character in a font; None where that font has none."""
        key = (char, font, scale)
        try:
            return self._made[key]
        except KeyError:
            if len(self._made) >= KEPT:
                self._made.clear()
            return self._made.setdefault(key, self._make(char, font, scale))

    def sized(self, char: str, step: int, scale: float) -> Glyph | None:
        """A delimiter or large operator, one to four steps larger than text."""
        key = (char, str(step), scale)
        if key not in self._made:
            self._made[key] = _figured(_SIZED[step], ord(char), scale)
        return self._made[key]

    def piece(self, char: str, step: int, scale: float) -> Glyph | None:
        """What a tall delimiter is pieced together from: one size has them all."""
        key = (char, "piece", scale)
        if key not in self._made:
            self._made[key] = _piece(char, scale)
        return self._made[key]

    def operator(self, char: str, large: bool, scale: float) -> Glyph | None:
        """A large operator, as in the text or as in a display."""
        if not large:
            return self.sized(char, 0, scale)
        # Of integrals there is one size only.
        return self.sized(char, 1, scale) or self.sized(char, 0, 1.6 * scale)

    def whatever(self, char: str, scale: float) -> Glyph:
        """The character from any font there is; a box with its number at last."""
        for file in (*_OWN, families.having(char, "DejaVuSans.ttf")):
            found = _figured(file, ord(char), scale)
            if found is not None:
                return found
        raise AssertionError("the last resort has a box for everything")

    def _make(self, char: str, font: str, scale: float) -> Glyph | None:
        if char == "′":
            return _prime(scale)
        if char == "∖" and font != "ams":
            char = _SET_MINUS
        if font not in _ALPHABETS:
            file = _FILES.get(font, _REGULAR)
            found = _figured(file, ord(char), scale)
            if found is None and file == _REGULAR:
                found = _figured(_MORE, ord(char), scale)
            if found is not None and char == "ℓ":
                found.italic = _FOOT * scale
            if found is not None and char == "/":
                found.lead += _BESIDE * scale
                found.width += 2 * _BESIDE * scale
            return found
        alphabet = _ALPHABETS[font]
        code = _in_alphabet(alphabet, char)
        return None if code is None else _figured(alphabet.file, code, scale)


def _piece(char: str, scale: float) -> Glyph | None:
    """With the room at its sides that STIX leaves out."""
    code = ord(char)
    made = _figured(_SIZED[1], code, scale) or _figured(_SIZED[0], code, scale)
    if made is not None and char in _SIDES:
        left, more = _SIDES[char]
        made.lead, made.width = left * scale, made.width + more * scale
    return made


def _prime(scale: float) -> Glyph | None:
    """STIX has it small and raised; TeX's superscript wants it large and low."""
    made = _figured(_REGULAR, ord("′"), _PRIME * scale)
    if made is not None:
        made.rise = _PRIME_DROP * scale
        made.height += made.rise
        made.lead, made.width = _PRIME_LEFT * scale, _PRIME_WIDE * scale
    return made


def _in_alphabet(alphabet: _Alphabet, char: str) -> int | None:
    for first, start, count in (
        ("A", alphabet.capital, 26),
        ("a", alphabet.small, 26),
        ("0", alphabet.digit, 10),
    ):
        place = ord(char) - ord(first)
        if start and 0 <= place < count:
            code = start + place
            return ord(_MOVED.get(chr(code), chr(code)))
    return None


class _Outline(NamedTuple):
    """A character's extent around its pen, and its advance, for an em of one."""

    left: float
    bottom: float
    right: float
    top: float
    advance: float


@lru_cache(maxsize=4096)
def _outline(file: str, code: int) -> _Outline | None:
    """The character in its font; None where the font lacks it."""
    index = families.face(file).get_char_index(code)
    if not index and file != families.LAST_RESORT:
        return None
    font = families.loading(file)
    glyph = font.load_glyph(index, flags=LoadFlags.NO_SCALE)
    unit = 1 / font.units_per_EM
    left, bottom, right, top = (edge * unit for edge in glyph.bbox)
    return _Outline(left, bottom, right, top, glyph.horiAdvance * unit)


def _figured(file: str, code: int, scale: float) -> Glyph | None:
    """The character, in a size; None where the font lacks it."""
    found = _outline(file, code)
    if found is None:
        return None
    left, bottom, right, top, advance = (edge * scale for edge in found)
    slanted = "Ita" in file or chr(code) in _INTEGRALS
    italic = max(0.0, right - advance) if slanted else 0.0
    lead = max(0.0, -left - _OVERLAP * scale)
    made = Glyph(
        file,
        code,
        scale,
        advance + lead + italic,
        max(top, 0.0),
        max(-bottom, 0.0),
        italic,
        _skew(left, right, top, advance + italic, scale) if slanted else 0.0,
    )
    made.lead = lead
    return made


def _skew(left: float, right: float, top: float, width: float, scale: float) -> float:
    """How far the middle of a letter's top is right of the middle of its box."""
    middle = (left + right) / 2 - width / 2
    return middle + _LEANS * max(0.0, top - 0.45 * scale) / 2

"""Font files: where they are, and which one has a character.

Only files that come with packages count, never the system's: a picture is the same on
every machine. What Source Sans lacks is looked for in matplotlib's fonts, and then in
Noto's, where the packages that bring those are installed.
"""

import mmap
import sys
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO, cast

from bot.typeset.freetype import FT2Font, folder

LAST_RESORT = "LastResortHE-Regular.ttf"
"""It has a box for everything."""

_COMMON = ("DejaVuSans.ttf", "STIXGeneral.ttf")
CJK, EMOJI = "NotoSansCJKjp-Regular.otf", "NotoEmoji[wght].ttf"
_SYMBOLS = "NotoSansSymbols[wght].ttf"

SIZES = {"DejaVuSans-Oblique.ttf": 0.9, "DejaVuSans-BoldOblique.ttf": 0.9}
"""What brings the letters of slanted fonts to the height of the text's."""

_EMOJIS = 0x1F000
"""Where emoji begin that are better all from one font."""


@lru_cache(maxsize=4)
def _folder(package: str) -> Path | None:
    """A package's folder; it need not be imported."""
    found = find_spec(package)
    return Path(found.origin).parent if found and found.origin else None


@lru_cache(maxsize=64)
def path(name: str) -> str:
    """Where a font is; FileNotFoundError where its package is not installed."""
    if name.startswith("SourceSans"):
        place = _folder("font_source_sans_pro")
        place = place / "files" if place else None
    elif name == CJK:
        place = _folder("noto_cjk_sans_jp_regular")
    elif name.startswith("Noto"):
        place = _folder("manimgx_fonts")
    else:
        place = folder()
    found = place / name if place else None
    if found is None or not found.is_file():
        raise FileNotFoundError(f"no package brings {name}")
    return str(found)


@lru_cache(maxsize=64)
def _mapped(name: str) -> mmap.mmap:
    with open(path(name), "rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def mapped(name: str) -> BinaryIO:
    """A font's file in memory, for FreeType reads each glyph by calls into Python.

    From a file, each of these would be several of the system's.
    """
    return cast(BinaryIO, _mapped(name))


def let_go() -> None:
    """Leaves what was read of the files to the system: some Chinese is 5 MB of it."""
    if sys.platform != "win32":
        for name in _open:
            _mapped(name).madvise(mmap.MADV_DONTNEED)


_LOADED = 1000
"""Glyphs from one opening of a font, which holds each of them as long as it is open."""

_open: dict[str, FT2Font] = {}
_loads: Counter[str] = Counter()
"""Glyphs that were loaded from each file."""


def face(name: str) -> FT2Font:
    """The font, to be asked what it has; it is in no known size."""
    if name not in _open:
        _open[name] = FT2Font(mapped(name))
    return _open[name]


def loading(name: str) -> FT2Font:
    """The font, to load one glyph by `load_glyph`, and nothing in any other way.

    It is opened anew from time to time: the one before lasts as long as its glyphs do.
    """
    _loads[name] += 1
    if _loads[name] % _LOADED == 0:
        _open.pop(name, None)
    return face(name)


@lru_cache(maxsize=32)
def _there(name: str) -> bool:
    try:
        path(name)
    except FileNotFoundError:
        return False
    return True


def has(name: str, char: str) -> bool:
    return _there(name) and bool(face(name).get_char_index(ord(char)))


@lru_cache(maxsize=4096)
def having(char: str, first: str) -> str:
    """The first file that has the character, `first` before all others."""
    if has(first, char):
        return first
    return next((name for name in _chain(char, first) if has(name, char)), LAST_RESORT)


def having_all(text: str, first: str) -> str | None:
    """A file that has all of the text; None where there is no such one."""
    chains = [name for char in text for name in _chain(char, first)]
    for name in dict.fromkeys(chains):
        if all(has(name, char) for char in text):
            return name
    return None


def _chain(char: str, first: str) -> tuple[str, ...]:
    heavy = "bold" in first
    bold = "DejaVuSans-Bold.ttf" if heavy else "DejaVuSans.ttf"
    if char.isalpha() and first.endswith("It.ttf"):
        first = "DejaVuSans-BoldOblique.ttf" if heavy else "DejaVuSans-Oblique.ttf"
    if ord(char) >= _EMOJIS:
        return (first, EMOJI, bold, *_COMMON, _SYMBOLS, CJK)
    script = unicodedata.name(char, "").partition(" ")[0].capitalize()
    return (
        first,
        bold,
        *_COMMON,
        f"NotoSans{script}[wght].ttf",
        CJK,
        _SYMBOLS,
        EMOJI,
    )

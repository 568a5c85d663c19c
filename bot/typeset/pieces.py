"""Words and formulas -> pieces: ink, and where a line may end."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.typeset import bidi, fitting, fonts
from bot.typeset.fonts import Style
from bot.typeset.formulas import formula, scale, source_shown
from bot.typeset.formulas import line as formula_line
from bot.typeset.ink import Colour, Ink
from bot.typeset.markdown import Inline, Math, NewLine, Words

HYPHEN = 0.02
"""What a break after a hyphen costs, beside the square of the share left empty."""

SPACE, FREE = -1.0, 0.0
"""What a break costs at a space (there is nothing to it), and between characters."""

LONG = 0.4
"""Inline formulas over this share of the line may be broken."""


class Type(NamedTuple):
    """The size of type in pixels; `bold` for headings."""

    size: float
    colour: Colour = Colour.TEXT
    bold: bool = False
    leading: float = 1.42
    leftward: bool = False
    """Whether it is read from right to left."""


class Piece(NamedTuple):
    """What a source says up to the next place where a line may end.

    `space` and `penalty` are for a break after it, None where there can be none;
    `rightward` is how it is read, None where it goes with what stands around it.
    """

    ink: Ink
    colour: Colour
    space: int | None = None
    penalty: float = 0.0
    forced: bool = False
    rightward: bool | None = True


def pieces(inlines: Sequence[Inline], type: Type, width: int) -> Iterator[Piece]:
    for inline, behind in zip(inlines, (*inlines[1:], None), strict=True):
        match inline:
            case NewLine():
                yield Piece(fonts.blank(0), type.colour, 0, forced=True)
            case Math(source):
                yield from _math(source, type, width - _stop(behind, type))
            case Words():
                yield from _words(inline, type, width)


_LEADING_STOP = re.compile(r"[^\w\s]+")


def _stop(behind: Inline | None, type: Type) -> int:
    """The width of a stop behind a formula, for which its line keeps room."""
    if not isinstance(behind, Words) or behind.code:
        return 0
    stop = _LEADING_STOP.match(behind.text)
    return fonts.width(stop[0], _style(behind, type), type.size) if stop else 0


def _style(words: Words, type: Type) -> Style:
    if words.code:
        return Style.MONO_BOLD if type.bold else Style.MONO
    if words.bold or type.bold:
        return Style.BOLD_ITALIC if words.italic else Style.BOLD
    return Style.ITALIC if words.italic else Style.REGULAR


@lru_cache(maxsize=1024)
def _words(words: Words, type: Type, width: int) -> tuple[Piece, ...]:
    """A run of words; kept, for the words around a new formula are mostly old."""
    return tuple(_parts(words, type, width))


def _parts(words: Words, type: Type, width: int) -> Iterator[Piece]:
    style = _style(words, type)
    size = round(type.size * 0.92, 2) if words.code else type.size
    colour = Colour.CODE if words.code else type.colour
    gap = fonts.width(" ", style, size)
    if words.code:
        # Room for the panel that is painted behind code.
        yield Piece(fonts.blank(round(0.18 * size)), colour)
    for text, cost in _parted(words.text):
        *heads, tail = _cut(text, style, size, width)
        for head in heads:
            yield Piece(fonts.word(head, style, size), colour, 0, 1.0)
        piece = Piece(fonts.word(tail, style, size), colour)
        if type.leftward or not text.isascii():
            way, tail, sign = _turned(tail, type.leftward)
            piece = piece._replace(rightward=way)
            if sign:
                yield piece._replace(ink=fonts.word(tail, style, size))
                stop = fonts.word(sign, style, size)
                piece = Piece(stop, colour, rightward=None)
        if cost is None:
            yield piece
        elif cost == SPACE:
            yield piece._replace(space=gap)
        else:
            yield piece._replace(space=0, penalty=cost)
    if words.code:
        yield Piece(fonts.blank(round(0.18 * size)), colour)


_DASH = re.compile(r" (?=[—–] )")

_PERCENT = re.compile(r"(?<=\d) (?=%)")

_STOPS = ",.;:!?،؛؟…"

_OPENING, _CLOSING = "（［｛「『【〈《〔", "）］｝」』】〉》〕、。，．・：；？！ー々…"
_HAN = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and Japanese: a line may end nearly anywhere."""

_BREAKS = r"([ \t\r\n]+)|((?<=[^\W\d]{2})[-/—–](?=\w{3}))"
_ENDS = re.compile(_BREAKS)


@lru_cache(maxsize=1)
def _wide_ends() -> re.Pattern[str]:
    """The same where there may be Chinese or Japanese; slow to make, seldom needed."""
    return re.compile(
        _BREAKS + rf"|(?<=[{_HAN}])(?<![{_OPENING}])(?=[{_HAN}\w])(?![{_CLOSING}])"
        rf"|(?<=\w)(?=[{_HAN}])(?![{_CLOSING}])"
    )


_WIDE = 0x2E80
"""Where Chinese and Japanese begin in Unicode."""


def _turned(text: str, leftward: bool) -> tuple[bool | None, str, str]:
    """How a word is read, the word, and the stop behind it, which turns by itself."""
    way = bidi.rightward(text)
    kept = text.rstrip(_STOPS)
    if kept and (leftward or way is False):
        return way, kept, text[len(kept) :]
    return way, text, ""


def _parted(text: str) -> Iterator[tuple[str, float | None]]:
    """Stretches without a break in them, and what a break behind each costs.

    None stands for no break: the text ends.
    """
    at = 0
    # A dash stays with the word before it, and a percent sign with its number.
    text = _PERCENT.sub("\u00a0", _DASH.sub("\u00a0", text))
    wide = not text.isascii() and ord(max(text)) >= _WIDE
    for found in (_wide_ends() if wide else _ENDS).finditer(text):
        if found[1] is not None:
            yield text[at : found.start()], SPACE
        elif found[2] is not None:
            yield text[at : found.end()], HYPHEN
        elif found.end() > at:
            yield text[at : found.end()], FREE
        at = found.end()
    if at < len(text):
        yield text[at:], HYPHEN if text[-1] in "-—–/" else None


_SIGN = re.compile(r"[^\w\s](?=.)")


def _cut(text: str, style: Style, size: float, width: int) -> list[str]:
    """A word wider than the line, in pieces that are not; cut at signs, if possible."""
    cut = []
    while len(text) > 1 and (len(text) > 80 or fonts.width(text, style, size) > width):
        low, high = 1, min(len(text), 80)
        while low < high:
            middle = (low + high + 1) // 2
            if fonts.width(text[:middle], style, size) <= width:
                low = middle
            else:
                high = middle - 1
        signs = [sign.end() for sign in _SIGN.finditer(text, low // 2, low)]
        at = signs[-1] if signs else low
        cut.append(text[:at])
        text = text[at:]
    return [*cut, text]


def _math(source: str, type: Type, width: int) -> Iterator[Piece]:
    ink = formula(source, type.size, False)
    if ink is None:
        shown = Words(source_shown(source), code=True)
        yield from _words(shown, type, width)
    elif ink.advance <= LONG * width:
        yield Piece(ink, type.colour)
    else:
        yield from _broken(source, ink, type, width)
    if ink is not None and ink.tag is not None:
        gap = round(type.size)
        yield Piece(fonts.blank(gap), type.colour)
        yield Piece(ink.tag, type.colour)


def _broken(source: str, whole: Ink, type: Type, width: int) -> Iterator[Piece]:
    """A long formula: lines may end after its relations, signs and commas."""
    parts = fitting.broken(source, type.size, width, False)
    if not parts and width < fitting.SHRUNK * whole.advance:
        parts = fitting.broken(source, type.size, width, False, fitting.INSIDE)
    if not parts:
        ink = fitting.shrunk(source, whole, type.size, width, False)
        yield Piece(ink, type.colour)
        return
    em = type.size * scale()
    for part in parts[:-1]:
        ink = formula_line((part,), type.size)
        yield Piece(ink, type.colour, round(part.space * em), fitting.cost(part))
    yield Piece(formula_line(parts[-1:], type.size), type.colour)

"""A text -> stretches, behind each of which a line may end."""

import re
from collections.abc import Iterator
from functools import lru_cache

HYPHEN = 0.02
"""What a break after a hyphen costs, beside the square of the share left empty."""

SPACE, FREE = -1.0, 0.0
"""What a break costs at a space (there is nothing to it), and between characters."""

_OTHERS = r"|(?<=\d)'(?=s\b)|(?<!\w)'(?=\d0s\b)|\A'(?=s(?![\w']))"
"""Apostrophes in years, and what begins a text behind a formula: `$x$'s`."""

_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ӿ])'(?=[A-Za-zÀ-ӿ])" + _OTHERS)
_LAST = re.compile(r"(?<=[A-Za-zÀ-ӿ])'(?![\d(])" + _OTHERS)
_QUOTE = re.compile(r"(?<!\w)'")


def curved(text: str) -> str:
    """With apostrophes that are curved; at a word's end, if no quotation ends so."""
    if "'" not in text:
        return text
    return (_APOSTROPHE if _QUOTE.search(text) else _LAST).sub("’", text)


_TIED = re.compile(
    r" (?:(?=[—–] )|(?<=\d )(?=[%°‰×])|(?<=[×§№] )(?=\d)|(?=[∎■□])"
    r"|(?<=\b[a-z]\. )(?=[A-Za-z]\.)|(?<=[«‹] )|(?=[»›])|(?=[?!;:](?:[\s»]|$)))"
)
"""Spaces at which no line ends: before dashes, around signs, and within quotation marks
of French. The space comes first, for that is looked for quickly."""

_OPENING, _CLOSING = "（［｛「『【〈《〔", "）］｝」』】〉》〕、。，．・：；？！ー々…"
_HAN = "\u2e80-\u312f\u31a0-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
"""Chinese and Japanese: a line may end nearly anywhere."""

_BREAKS = r"([ \t\r\n]+)|([-/—–](?<=[^\W\d]{2}.)(?=\w{3}))"
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


def stretches(text: str) -> Iterator[tuple[str, float | None]]:
    """What has no break in it, and what a break behind each costs.

    None stands for no break: the text ends.
    """
    at = 0
    # No line ends with the article that begins a sentence.
    text = _TIED.sub("\u00a0", text).replace(". A ", ". A\u00a0")
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

"""Text without what cannot be seen but by its effect; the same on every platform."""

import re
import unicodedata
from collections.abc import Callable
from typing import TypeVar

W = TypeVar("W")

_JOINERS = re.compile(r"(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
"""Zero-width joiners that join nothing: only scripts beyond ASCII, and emoji, do."""


def clean(text: str) -> str:
    """The text without what cannot be seen but by its effect."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    text = unicodedata.normalize("NFC", text)
    if text.replace("\n", "").isprintable():
        return text  # nearly all is, and a crowd asks for it at the same moment
    text = _JOINERS.sub("", text)
    return "".join(sign for sign in text if _visible(sign))


def _visible(sign: str) -> bool:
    if sign in "\n\u200c\u200d":
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def plain(text: str, length: int) -> str:
    """For labels, which know no Markdown: one line, clipped."""
    return clip(" ".join(clean(text).split()), length)


def clip(text: str, length: int) -> str:
    """The text, ending in an ellipsis where it is too long."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def fit(
    text: str, room: int, write: Callable[[str], W], size: Callable[[W], int]
) -> W | None:
    """As much of the text as, once written, has room; None where nothing has."""
    whole = write(text)
    if size(whole) <= room:
        return whole
    low, high = 0, min(len(text), max(room, 0))
    while low < high:
        middle = (low + high + 1) // 2
        if size(write(text[:middle].rstrip() + "…")) <= room:
            low = middle
        else:
            high = middle - 1
    return write(text[:low].rstrip() + "…") if low else None

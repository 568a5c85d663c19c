"""What a look at the set-up comes to."""

from dataclasses import dataclass
from enum import StrEnum


class Sign(StrEnum):
    """Said by a word as well as by a sign."""

    GOOD = "✓ good "
    NOTE = "– note "
    BAD = "✗ fault"


@dataclass(frozen=True, slots=True)
class Finding:
    sign: Sign
    text: str


def good(text: str) -> Finding:
    return Finding(Sign.GOOD, text)


def note(text: str) -> Finding:
    """Worth knowing; nothing has to be done."""
    return Finding(Sign.NOTE, text)


def bad(text: str) -> Finding:
    """Something has to be mended first; the text says how."""
    return Finding(Sign.BAD, text)

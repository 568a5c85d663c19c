"""What a look at the set-up comes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """A finding; `good` or to be mended."""

    good: bool
    text: str

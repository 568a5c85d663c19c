"""How fast one connection may ask."""

from dataclasses import dataclass


@dataclass(slots=True)
class Pace:
    """A bucket of `burst` requests that fills again at `rate` a second.

    Generous: no hand is that fast, and completion asks with every letter.
    """

    rate: float = 15.0
    burst: float = 60.0
    left: float = 60.0
    at: float = 0.0

    def allows(self, at: float) -> bool:
        """Whether a request at this moment (seconds, any clock) is within the pace."""
        self.left = min(self.burst, self.left + (at - self.at) * self.rate)
        self.at = at
        if self.left < 1:
            return False
        self.left -= 1
        return True

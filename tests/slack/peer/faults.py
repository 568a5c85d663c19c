"""The script of what goes wrong: with calls of the app, and with our deliveries."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """With a call of the app."""

    LIMITED = "429"
    """`ms` says how long to wait, in the Retry-After header."""
    LIMITED_BARE = "429 bare"
    """Without a Retry-After header."""
    STATUS_500 = "500"
    STATUS_502 = "502"
    """A page of HTML, from before Slack."""
    STATUS_503 = "503"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    """The effect takes place; the connection is cut before the answer."""
    SILENCE = "never answer"
    """The effect takes place; the answer never comes."""
    TRUNCATED = "truncated"
    """The effect takes place; half of the JSON comes back."""
    SLOW = "slow"
    """By `ms` more, on the way there."""
    ERROR = "error"
    """`ok: false` with the word in `error`, and no effect."""


class Twist(StrEnum):
    """With a delivery to the app."""

    DUPLICATE = "duplicate"
    LATE = "late"
    """By `ms`; those that follow overtake it."""
    LOST_ACK = "lost ack"
    """The app acknowledges; Slack never hears it."""
    LOST = "lost"
    """It never reaches the app; events are retried."""


@dataclass(slots=True)
class Fault:
    """`nth` counts matching calls from when it was set; `times` in a row.

    `of` is a method such as chat.postMessage, or `response_url`, `upload`, `link`
    (a new socket: 503, or reset before), `*`; for a
    twist it is `slash_commands`, `interactive`, `events_api` or `*`.
    """

    of: str
    nth: int
    kind: Kind | Twist
    times: int = 1
    ms: float = 0.0
    error: str = "internal_error"
    seen: int = 0
    struck: int = 0

    def strikes(self) -> bool:
        self.seen += 1
        due = self.nth <= self.seen < self.nth + self.times
        self.struck += due
        return due


class Script:
    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self.faults.append(fault)
        return fault

    def take(self, name: str) -> Fault | None:
        """The first fault that strikes this call; every match counts it."""
        matching = [each for each in self.faults if each.of in ("*", name)]
        striking = [each for each in matching if each.strikes()]
        return striking[0] if striking else None

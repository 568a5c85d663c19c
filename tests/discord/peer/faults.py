"""The script of what goes wrong, call by call."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    STATUS_500 = "500"
    STATUS_502 = "502"
    STATUS_503 = "503"
    STATUS_504 = "504"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    SILENCE = "never answer"
    """The effect takes place; the answer never comes."""
    TRUNCATED = "truncated"
    """The effect takes place; half of the JSON comes back."""
    SLOW = "slow"
    """By `ms` more, on the way there."""
    LIMITED = "429"
    LIMITED_BARE = "429 bare"
    """With neither a Retry-After header nor a retry_after in the JSON."""
    LIMITED_GLOBALLY = "429 global"
    LIMITED_SHARED = "429 shared"
    CLOUDFLARE = "429 cloudflare"
    """A page of HTML, from before Discord."""
    UNAUTHORIZED = "401"
    MISSING_ACCESS = "403 50001"
    MISSING_PERMISSIONS = "403 50013"
    UNKNOWN_CHANNEL = "404 10003"
    UNKNOWN_MESSAGE = "404 10008"


@dataclass(slots=True)
class Fault:
    """`nth` counts matching calls from when it was set; `times` in a row.

    `of` is any id in the path. With `after`, an error status is answered although the
    effect took place. `ms` is a delay, or how long a 429 says to wait.
    """

    route: str
    nth: int
    kind: Kind
    times: int = 1
    of: int | None = None
    after: bool = False
    ms: float = 0.0
    seen: int = 0
    struck: int = 0

    def matches(self, route: str, params: Mapping[str, str]) -> bool:
        if self.route not in ("*", route):
            return False
        return self.of is None or str(self.of) in params.values()

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

    def take(self, route: str, params: Mapping[str, str]) -> Fault | None:
        """The first fault that strikes this call; every match counts it."""
        matching = [each for each in self.faults if each.matches(route, params)]
        striking = [each for each in matching if each.strikes()]
        return striking[0] if striking else None

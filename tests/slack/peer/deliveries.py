"""One payload on its way to the app, and what came of it."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from .errors import ApiError, Json


class Envelope(StrEnum):
    SLASH = "slash_commands"
    INTERACTIVE = "interactive"
    EVENT = "events_api"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one attempt brought back; `reason` is in Slack's words if not an ack."""

    acked: bool
    payload: Json | None = None
    reason: str = ""
    no_retry: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    number: int
    """0 is the first delivery; the retries count from 1."""
    reason: str
    """Why it had to be repeated."""
    started: float
    """Of time.monotonic()."""


@dataclass(slots=True, eq=False)
class Delivery:
    """`on_ack` takes the acknowledgement's body, if it came in time, as it comes."""

    kind: Envelope
    payload: Json
    on_ack: Callable[[Json | None], None] | None = None
    attempts: list[Attempt] = field(default_factory=list)
    acked: float | None = None
    response: Json | None = None
    failure: str | None = None
    """Why the member sees Slack's warning: no acknowledgement came in time, or it had
    a body that Slack refuses."""
    late_acks: int = 0
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self, number: int, reason: str) -> Attempt:
        attempt = Attempt(number, reason, time.monotonic())
        self.attempts.append(attempt)
        return attempt

    def ack(self, payload: Json | None) -> None:
        self.acked = time.monotonic()
        self.response = payload
        try:
            if self.on_ack is not None:
                self.on_ack(payload)
        except ApiError as error:
            self.failure = error.error

    @property
    def latency(self) -> float | None:
        """Real seconds from the first attempt to the acknowledgement."""
        if self.acked is None:
            return None
        return self.acked - self.attempts[0].started


def latencies(deliveries: list[Delivery]) -> list[float]:
    """In rising order; what was never acknowledged is left out."""
    return sorted(d.latency for d in deliveries if d.latency is not None)

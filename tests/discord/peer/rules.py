"""What this Discord allows; a test changes what it needs."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(slots=True)
class Rules:
    """Seconds are the peer's; `limits` are calls per window by route name."""

    answer_within: float = 3.0
    """Receiving and Responding: an interaction's first response."""
    token_lives: float = 15 * 60
    expired_as_unknown: bool = False
    """Answer an expired token with 404 10015 instead of the 401 50027 seen in life."""
    nonce_window: float = 180.0
    """The documentation says "past few minutes"."""
    old_edits: tuple[int, float] | None = None
    """Edits of messages over an hour old, so many in so many seconds, per channel."""
    identifies: int = 1000
    """Per 24 hours; one more resets the token."""
    max_file: int = 10 * 1024 * 1024
    max_request: int = 25 * 1024 * 1024
    guild_commands: bool = True
    privileged_intents: int = 0
    """Bits of the privileged intents that this application was granted."""
    schema: Path | None = None
    """Discord's OpenAPI document; None checks the limits alone."""
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    default_limit: tuple[int, float] = (1000, 1.0)
    global_limit: int | None = None
    """Requests a second over all routes, interactions and webhooks aside."""

    def be_strict(self) -> None:
        """Rate limits as found in life. Discord publishes only the global one."""
        self.global_limit = 50
        self.default_limit = (50, 1.0)
        self.limits = {
            "POST /channels/{channel}/messages": (5, 5.0),
            "PATCH /channels/{channel}/messages/{message}": (5, 5.0),
            "DELETE /channels/{channel}/messages/{message}": (5, 1.0),
        }

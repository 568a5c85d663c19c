"""What this Slack allows; a test changes what it needs."""

import os
from dataclasses import dataclass, field
from pathlib import Path


def _specs() -> Path | None:
    named = os.environ.get("STUDYBOT_SPECS")
    return Path(named) if named else None


@dataclass(slots=True)
class Rules:
    """Seconds are the peer's, but for `quiet` and `patience`, which are real.

    The pages are under https://docs.slack.dev/.
    """

    ack_within: float = 3.0
    """interactivity/handling-user-interaction"""
    trigger_lives: float = 3.0
    """interactivity/handling-user-interaction"""
    response_url_uses: int = 5
    response_url_lives: float = 30 * 60
    """interactivity/handling-user-interaction"""
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    """apis/events-api: waits before the second, third and fourth delivery."""
    connections: int = 10
    """apis/events-api/using-socket-mode"""
    ping_every: float = 10.0
    answer_pings: bool = True
    view_stack: int = 3
    """surfaces/modals"""
    code_lives: float = 10 * 60
    """authentication/installing-with-oauth"""
    file_ready_after: float = 0.2
    """From the end of an upload until files.info shows a mimetype."""
    uploads: bool = True
    """False: an admin of the workspace has switched them off."""
    unreachable: tuple[str, ...] = ()
    """How addresses begin from which Slack cannot download a picture."""
    escapes: bool = True
    """False: the app's manifest does not ask for it, so what is typed comes as it is.
    interactivity/implementing-slash-commands"""
    latency: float = 0.0
    """How long everything takes on its way, there and back."""
    history_delay: float = 0.0
    """How long a new message is missing from conversations.history."""
    specs: Path | None = field(default_factory=_specs)
    """A folder with Slack's own schemas; None checks the limits alone."""
    limited: bool = False
    """Whether calls are held to the tiers of `ratelimits.py`."""
    tiers: dict[str, int] = field(default_factory=dict)
    """Calls a minute by method, in place of the method's tier."""
    quiet: float = 0.03
    """A member has seen the reaction when the app made no call for so long."""
    patience: float = 2.0
    """How long a member waits for a reaction at all."""

    def be_strict(self) -> None:
        """Rate limits as published."""
        self.limited = True

"""Posts of the engine's own: to channels and, directly, to members."""

from functools import partial

from adapters.pace import Pace
from adapters.sending import (
    NOT_DRAWN_WAIT,
    Letter,
    address,
    delivered,
    put_off,
    ready,
    unasked,
)
from adapters.slack import faults, limits, names
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.transport import SETTLE, Transport
from adapters.slack.wire import Wire
from adapters.troubles import Outage
from bot.panels import Direct, Later, Outcome, Post, Public

SPARE = 4
"""Edits of a workspace that can always be made at once: those that say how it ended."""


class Show:
    """`settle`: see `SETTLE`."""

    def __init__(
        self,
        wire: Wire,
        drawings: Drawings,
        outage: Outage,
        settle: float = SETTLE,
    ) -> None:
        self._wire = wire
        self._drawings = drawings
        self._outage = outage
        self._settle = settle
        self._posts = Pace.within(60, limits.POSTS_A_MINUTE, limits.POSTS_A_MINUTE // 5)
        self._edits = Pace.within(60, limits.EDITS_A_MINUTE, limits.EDITS_A_MINUTE // 5)
        self._channels = Pace(limits.POST_GAP)
        self._looks = Pace(0.0)
        self._direct: dict[str, str] = {}

    async def __call__(self, post: Post) -> Outcome:
        to = unasked(post)
        team, _ = names.parts(address(to))
        wait = self._wait(to, team)
        if wait:
            return put_off(to, wait)
        drawn = await ready(self._drawings.of(team, post.panel, THEME))
        if drawn is None:
            return put_off(to, NOT_DRAWN_WAIT)
        pace = self._posts if to.ref is None else self._edits
        transport = Transport(
            self._wire,
            self._drawings,
            self._direct,
            self._looks,
            Letter(to, post.panel, drawn),
            partial(self._certain, pace, team),
            self._settle,
        )
        outcome = await delivered(transport, self._outage)
        self._drawings.ahead(team, post.panel, THEME)
        return outcome

    def _certain(self, pace: Pace, team: str, fault: BaseException) -> Outcome | None:
        """Mindful of a wait, which is asked of all that goes to a workspace."""
        outcome = faults.outcome(fault)
        if isinstance(outcome, Later):
            pace.rest(team, outcome.seconds)
        return outcome

    def _wait(self, to: Public | Direct, team: str) -> float:
        """Seconds until it is this one's turn. What is unsure is looked for first."""
        if to.ref is not None:
            over = isinstance(to, Public) and to.over
            return self._edits.take(team) if over else self._edits.queue(team, SPARE)
        if to.unsure:
            return self._looks.take(team)
        return self._channels.take(address(to)) or self._posts.queue(team)

"""A round: one asking of a card or a check, from its opening until it closes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, NewType

from bot.ids import ChannelId, MemberId

RoundId = NewType("RoundId", int)
CardNumber = NewType("CardNumber", int)
"""A card of a deck, whatever the version: memory and history hang on it."""

VersionId = NewType("VersionId", int)
"""One version of a deck; versions never change."""


class RoundKind(StrEnum):
    DROP = "drop"
    QUIZ = "quiz"
    REVIEW = "review"
    CHALLENGE = "challenge"


class Phase(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Step(StrEnum):
    """What a member did in a round; each at most once."""

    COMMIT = "commit"  # typed an answer
    REVEAL = "reveal"  # saw the answer without typing
    TICK = "tick"  # saved which key points were said: counts
    CHOICE = "choice"  # chose an option of a check: counts
    LOCK = "lock"  # pressed an option in a challenge
    CHANGE = "change"  # pressed another instead, which stays
    AWARD = "award"  # got points on the boards for a choice in a challenge


STEPS: dict[Phase, dict[Step, frozenset[Step]]] = {
    Phase.OPEN: {
        Step.COMMIT: frozenset(),
        Step.REVEAL: frozenset(),
        Step.TICK: frozenset({Step.COMMIT, Step.REVEAL}),
        Step.CHOICE: frozenset(),
        Step.LOCK: frozenset(),
        Step.CHANGE: frozenset({Step.LOCK}),
    },
    Phase.CLOSED: {},
}
"""Legal steps by phase, each with the steps of which one must have come before."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What to draw private questions from, as the member narrowed it; empty: any."""

    deck: str = ""
    level: str = ""
    kind: str = ""
    tag: str = ""
    form: str = ""


class Round(NamedTuple):
    """`member` is set for private rounds; `order` are a check's options as shown.

    `day` is the channel's local date of a drop.
    """

    id: RoundId
    kind: RoundKind
    channel: ChannelId | None
    member: MemberId | None
    version: VersionId
    card: CardNumber
    opened: datetime
    closes: datetime | None = None
    closed: datetime | None = None
    check: str = ""
    order: tuple[int, ...] = ()
    day: date | None = None
    asking: Asking = Asking()

    @property
    def phase(self) -> Phase:
        return Phase.OPEN if self.closed is None else Phase.CLOSED


class Attempt(NamedTuple):
    """One step of one member in a round; it counts where it has a rating.

    `rating` is FSRS's 1 to 4. `picks` are indices of key points; `choice` that of an
    option in the check's own order. `points` of a press that is not counted yet are
    what its speed adds, should it be right.
    """

    round: RoundId
    member: MemberId
    step: Step
    at: datetime
    day: date
    text: str | None = None
    choice: int | None = None
    picks: tuple[int, ...] | None = None
    rating: int | None = None
    points: int = 0


def allowed(step: Step, phase: Phase, done: frozenset[Step]) -> bool:
    """Whether a member who has `done` these steps may take this one now."""
    if step not in STEPS[phase] or step in done:
        return False
    before = STEPS[phase][step]
    return not before or bool(before & done)

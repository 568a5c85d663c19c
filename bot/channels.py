"""A channel, and what its admins have set."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.ids import ChannelId, MemberId, SpaceId


@dataclass(frozen=True, slots=True)
class Channel:
    """`at` is None until cards are set up; `due` is the next drop's moment.

    `last` is the newest local date that was claimed: dates only move forward.
    `suspended` says why nothing can be posted, and is empty where it can. `thread`,
    `pin` and `role` (its id) are wishes for each card, where the platform has such.
    `twice`: where nobody can tell whether a post arrived, rather twice than not at all.
    Whose change was the last stays out of `repr`, and so out of the log, by name.
    """

    id: ChannelId
    space: SpaceId
    name: str
    zone: str
    at: time | None = None
    days: frozenset[int] = frozenset(range(7))
    paused: bool = False
    paused_until: date | None = None
    due: datetime | None = None
    due_day: date | None = None
    last: date | None = None
    suspended: str = ""
    author: MemberId | None = None
    author_name: str = field(default="", repr=False)
    changed: datetime | None = None
    thread: bool = False
    pin: bool = False
    role: str = ""
    twice: bool = False

    def rests_on(self, day: date) -> bool:
        """Whether an admin has paused the cards on this local date."""
        until = self.paused_until
        return self.paused or (until is not None and day < until)


class DropState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    SKIPPED = "skipped"  # missed or left out; it may still be opened by hand


@dataclass(frozen=True, slots=True)
class Drop:
    """What became of a channel's drop on a local date."""

    day: date
    state: DropState
    reason: str = ""
    round: int | None = None

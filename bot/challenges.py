"""A challenge: questions that a group plays one after another, live."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random
from typing import NewType, TypeVar

from bot.ids import ChannelId, MemberId, MessageId
from bot.rounds import CardNumber, RoundId, VersionId

ChallengeId = NewType("ChallengeId", int)

QUESTIONS = 20
"""Questions of a challenge at most."""

ASKED = 5
"""Questions, where the host does not say how many."""

TEAMS = 4

LOBBY_FOR = timedelta(minutes=15)
"""How long a lobby waits to be started."""

ABSENT = timedelta(minutes=2)
"""Without a move for so long, any player may go on in the host's place."""

SILENCE = timedelta(minutes=10)
"""How long a question without a time limit, or its answer, waits for somebody."""

UNREACHED = timedelta(minutes=10)
"""How long a question waits for its platform to show it."""

GRACE = timedelta(seconds=2)
"""A question closes so much after its end: what was pressed before is on its way."""

LAST_CALL = timedelta(seconds=10)
"""Before the end, where clocks that do not count down are told."""

UNANSWERED = 2
"""Questions in a row that nobody answers, after which a challenge ends."""

T = TypeVar("T", bound=Hashable)
K = TypeVar("K", bound=Hashable)


class Phase(StrEnum):
    LOBBY = "lobby"  # people join
    OPEN = "open"  # a question stands
    COUNTING = "counting"  # what was pressed becomes attempts
    SHOWN = "shown"  # the answer and the board stand
    ENDED = "ended"


class Move(StrEnum):
    START = "start"
    CANCEL = "cancel"
    EXPIRE = "expire"
    CLOSE = "close"
    VOID = "void"
    COUNTED = "counted"
    NEXT = "next"
    FINISH = "finish"
    STOP = "stop"


MOVES: Mapping[Phase, Mapping[Move, Phase]] = {
    Phase.LOBBY: {
        Move.START: Phase.OPEN,
        Move.CANCEL: Phase.ENDED,
        Move.EXPIRE: Phase.ENDED,
    },
    Phase.OPEN: {
        Move.CLOSE: Phase.COUNTING,
        Move.VOID: Phase.SHOWN,
        Move.STOP: Phase.COUNTING,
    },
    Phase.COUNTING: {
        Move.COUNTED: Phase.SHOWN,
        Move.STOP: Phase.COUNTING,
    },
    Phase.SHOWN: {
        Move.NEXT: Phase.OPEN,
        Move.FINISH: Phase.ENDED,
        Move.STOP: Phase.ENDED,
    },
    Phase.ENDED: {},
}
"""Legal moves by phase, and where each leads; every other is refused."""


def diagram() -> str:
    """The table as a diagram in Mermaid's language, for the docs."""
    lines = ["stateDiagram-v2", f"    [*] --> {Phase.LOBBY}"]
    for phase, moves in MOVES.items():
        lines += [f"    {phase} --> {to}: {move}" for move, to in moves.items()]
        lines += [] if moves else [f"    {phase} --> [*]"]
    return "\n".join(lines)


class Pace(StrEnum):
    STEADY = "steady"
    QUICK = "quick"
    RELAXED = "relaxed"


class Ending(StrEnum):
    """Why a challenge ended, or is about to, before its last question was played."""

    NONE = ""
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    STOPPED = "stopped"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the host asked for; empty: any. `teams` is 0, or 2 to `TEAMS`."""

    deck: str = ""
    level: str = ""
    kind: str = ""
    tag: str = ""
    questions: int = ASKED
    pace: Pace = Pace.STEADY
    bonus: bool = False
    teams: int = 0


@dataclass(frozen=True, slots=True)
class Challenge:
    """`place` is that of the question that was asked last, from 0 on.

    `silent` counts the questions in a row that nobody answered. `next` is when the
    clock must look at it again, `changed` when it last moved. `message` is its lobby.
    """

    id: ChallengeId
    channel: ChannelId
    host: MemberId
    terms: Terms
    changed: datetime
    phase: Phase = Phase.LOBBY
    place: int = 0
    silent: int = 0
    ending: Ending = Ending.NONE
    next: datetime | None = None
    message: MessageId | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked at a place; `round` is None until it is asked.

    `order` is that of the options as shown. A void one counts for nobody.
    """

    place: int
    version: VersionId
    card: CardNumber
    check: str
    order: tuple[int, ...]
    round: RoundId | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class Player:
    """A member who joined; `gone` is when they left, `name` the last one seen."""

    member: MemberId
    name: str
    team: int
    joined: datetime
    gone: datetime | None = None


def deal(
    rng: Random,
    checks: Sequence[tuple[K, str]],
    asked: Mapping[tuple[K, str], int],
    count: int,
) -> list[tuple[K, str]]:
    """Which of the checks (card, id) to ask: at most `count`, in an order by the dice.

    A card comes twice only when all others were taken; among equals come first those
    never asked, then those asked longest ago: the greater in `asked`, the more recent.
    """
    mixed = rng.sample(list(checks), len(checks))
    mixed.sort(key=lambda check: asked.get(check, 0))
    taken: Counter[K] = Counter()
    turns: list[tuple[int, int]] = []
    for index, (card, _) in enumerate(mixed):
        turns.append((taken[card], index))
        taken[card] += 1
    dealt = [mixed[index] for _, index in sorted(turns)[:count]]
    return rng.sample(dealt, len(dealt))


def deal_teams(rng: Random, members: Iterable[T], teams: int) -> dict[T, int]:
    """Everybody's team, numbered from 1; sizes differ by one at most. 0: no teams."""
    if not teams:
        return {}
    mixed = list(members)
    rng.shuffle(mixed)
    return {member: index % teams + 1 for index, member in enumerate(mixed)}


def smallest_team(taken: Iterable[int], teams: int) -> int:
    """The team for one who comes late; 0 where there are none."""
    sizes = Counter(taken)
    return min(range(1, teams + 1), key=lambda team: (sizes[team], team), default=0)

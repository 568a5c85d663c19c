"""One step of a challenge, by the table of legal moves."""

from dataclasses import replace
from datetime import datetime

from bot import wording
from bot.challenges import MOVES, Challenge, Move
from bot.errors import Stale
from bot.flows.turn import Turn


def made(
    turn: Turn, challenge: Challenge, move: Move, next: datetime | None = None
) -> Challenge:
    """The challenge after the move; Stale where that is not legal now.

    `next` is when the clock must look at it.
    """
    phase = MOVES[challenge.phase].get(move)
    if phase is None:
        raise Stale(wording.challenges.CHALLENGE_MOVED_ON)
    return turn.store.challenges.save(
        replace(challenge, phase=phase, next=next, changed=turn.now)
    )

"""What was pressed becomes attempts, some at a time: a crowd holds up nobody else."""

from dataclasses import replace

from bot.callers import Caller
from bot.challenges import Challenge, Question
from bot.flows.scoring import count
from bot.flows.turn import Turn
from bot.questions import judge_check
from bot.rounds import Round, Step
from bot.standings import POINTS
from bot.store import Lockin

SLICE = 100
"""Players whose presses are counted in one go."""


def counted(turn: Turn, challenge: Challenge, question: Question) -> bool:
    """Count some of what is not counted yet; whether that was the last of it."""
    round = turn.round(question.round)
    waiting = turn.store.lockins.waiting(round.id, SLICE)
    for lockin in waiting:
        _count(turn, challenge, round, lockin)
    return len(waiting) < SLICE


def _count(turn: Turn, challenge: Challenge, round: Round, lockin: Lockin) -> None:
    """It counts on the day on which it was pressed."""
    person = turn.store.members.person(lockin.member)
    assert person is not None, "of those who are gone nothing is left to be counted"
    visit = turn.visit(Caller(lockin.member, "", challenge.channel, None), person)
    _, card = turn.card(round)
    verdict = judge_check(card.check(round.check), lockin.choice)
    count(
        replace(visit, day=lockin.day),
        round,
        Step.CHOICE,
        verdict.rating,
        choice=lockin.choice,
        points=POINTS[card.level] + lockin.bonus if verdict.right else 0,
    )

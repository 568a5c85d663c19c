"""Which steps are legal in a round, and when."""

import pytest

from bot.rounds import Phase, Step, allowed


@pytest.mark.parametrize(
    ("step", "done", "may"),
    [
        (Step.COMMIT, set(), True),
        (Step.COMMIT, {Step.REVEAL}, True),
        (Step.COMMIT, {Step.COMMIT}, False),
        (Step.TICK, set(), False),
        (Step.TICK, {Step.COMMIT}, True),
        (Step.TICK, {Step.REVEAL}, True),
        (Step.TICK, {Step.REVEAL, Step.TICK}, False),
        (Step.LOCK, set(), True),
        (Step.CHANGE, set(), False),
        (Step.CHANGE, {Step.LOCK}, True),
        (Step.CHANGE, {Step.LOCK, Step.CHANGE}, False),
        (Step.AWARD, set(), False),
    ],
)
def test_each_step_is_taken_once_and_after_what_it_needs(
    step: Step, done: set[Step], may: bool
) -> None:
    assert allowed(step, Phase.OPEN, frozenset(done)) is may


@pytest.mark.parametrize("step", list(Step))
def test_in_a_closed_round_nothing_is_taken_any_more(step: Step) -> None:
    done = frozenset({Step.COMMIT, Step.REVEAL, Step.LOCK}) - {step}

    assert not allowed(step, Phase.CLOSED, done)

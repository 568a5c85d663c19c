"""Slack is never asked more often than it says."""

import pytest

from adapters.slack import pace as paces
from adapters.slack.pace import Pace
from tests.clock import LoopTime


@pytest.fixture
async def time(monkeypatch: pytest.MonkeyPatch) -> LoopTime:
    return LoopTime(monkeypatch)


async def test_each_key_has_its_own_turns(time: LoopTime) -> None:
    pace = Pace(1.0)

    assert pace.take("C1") == 0
    assert pace.take("C1") == 1
    assert pace.take("C2") == 0


async def test_a_turn_that_was_not_had_costs_none(time: LoopTime) -> None:
    pace = Pace(5)
    pace.take("C1")

    assert [pace.take("C1") for _ in range(5)] == [5] * 5

    time.advance(4)
    assert pace.take("C1") == 1

    time.advance(1)
    assert pace.take("C1") == 0


async def test_in_no_minute_there_are_more_than_allowed(time: LoopTime) -> None:
    pace = Pace.a_minute(50, 10)

    at_once = [pace.take("T1") for _ in range(11)]

    # Ten at once, and one each second and a half: fifty in sixty seconds.
    assert at_once == [0.0] * 10 + [1.5]


async def test_who_waits_is_told_of_a_turn_of_their_own(time: LoopTime) -> None:
    pace = Pace.a_minute(50, 10)

    at_once = [pace.queue("T1") for _ in range(13)]

    assert at_once == [0.0] * 10 + [1.5, 3.0, 4.5]
    assert pace.take("T1") == 1.5


async def test_some_turns_are_left_for_those_who_go_first(time: LoopTime) -> None:
    pace = Pace.a_minute(50, 10)

    assert [pace.queue("T1", spare=4) for _ in range(7)] == [0.0] * 6 + [1.5]
    assert [pace.take("T1") for _ in range(5)] == [0.0] * 4 + [1.5]


async def test_who_asked_to_be_left_alone_is(time: LoopTime) -> None:
    pace = Pace.a_minute(50, 10)
    pace.rest("T1", 7)

    assert pace.take("T1") == 7
    assert pace.take("T2") == 0

    time.advance(7)
    assert pace.take("T1") == 0


async def test_who_asked_to_be_left_alone_is_not_the_first_to_be_forgotten(
    time: LoopTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paces, "KEPT", 2)
    turns = Pace(30)
    for key in ("T1", "T2"):
        turns.take(key)
    turns.rest("T1", 60)

    turns.take("T3")

    assert turns.take("T1") == 60
    assert turns.take("T2") == 0  # it is forgotten that this had its turn

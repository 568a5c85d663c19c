"""No platform is asked more often than it says, and no page may ask for more."""

import asyncio

import pytest

import adapters.pace
from adapters.pace import Pace
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
    pace = Pace.within(60, 50, 10)

    at_once = [pace.take("T1") for _ in range(11)]

    # Ten at once, and one each second and a half: fifty in sixty seconds.
    assert at_once == [0.0] * 10 + [1.5]


async def test_who_waits_is_told_of_a_turn_of_their_own(time: LoopTime) -> None:
    pace = Pace.within(60, 50, 10)

    at_once = [pace.queue("T1") for _ in range(13)]

    assert at_once == [0.0] * 10 + [1.5, 3.0, 4.5]
    assert pace.take("T1") == 1.5


async def test_some_turns_are_left_for_those_who_go_first(time: LoopTime) -> None:
    pace = Pace.within(60, 50, 10)

    assert [pace.queue("T1", spare=4) for _ in range(7)] == [0.0] * 6 + [1.5]
    assert [pace.take("T1") for _ in range(5)] == [0.0] * 4 + [1.5]


async def test_who_asked_to_be_left_alone_is(time: LoopTime) -> None:
    pace = Pace.within(60, 50, 10)
    pace.rest("T1", 7)

    assert pace.take("T1") == 7
    assert pace.take("T2") == 0

    time.advance(7)
    assert pace.take("T1") == 0


async def test_who_asked_to_be_left_alone_is_not_the_first_to_be_forgotten(
    time: LoopTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapters.pace, "KEPT", 2)
    turns = Pace(30)
    for key in ("T1", "T2"):
        turns.take(key)
    turns.rest("T1", 60)

    turns.take("T3")

    assert turns.take("T1") == 60
    assert turns.take("T2") == 0  # it is forgotten that this had its turn


async def test_whoever_waits_for_a_turn_has_it_behind_those_who_asked_before() -> None:
    loop = asyncio.get_running_loop()
    pace, started = Pace(1 / 200), loop.time()
    taken: list[int] = []

    async def wait(number: int) -> None:
        await pace.turn()
        taken.append(number)

    await asyncio.gather(*map(wait, range(41)))

    assert taken == list(range(41))
    assert loop.time() - started >= 0.2


async def test_no_second_has_more_than_the_most_however_late_the_loop_was(
    time: LoopTime,
) -> None:
    pace, taken = Pace.within(1, 50, 5), list[float]()
    for stall in (0.0, 0.05, 3.0, 0.4):  # seconds in which nobody could take a turn
        time.advance(stall)
        for _ in range(100):
            while wait := pace.take():
                time.advance(wait + 1e-9)
            taken.append(time.now)

    assert max(sum(t <= at < t + 1 for at in taken) for t in taken) <= 50


async def test_turns_that_were_missed_are_made_up_for_as_far_as_a_burst(
    time: LoopTime,
) -> None:
    pace = Pace.within(1, 50, 5)
    assert pace.take() == 0

    time.advance(10)

    assert [pace.take() for _ in range(6)] == [0] * 5 + [pytest.approx(1 / 45)]

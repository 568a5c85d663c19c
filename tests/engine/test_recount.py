"""What is derived can be computed anew from the log, and mended."""

import pytest

from tests.engine.decks import deck
from tests.engine.world import BEN, CYD, World, words


def _lived(world: World) -> None:
    for day in range(9):
        world.live_to(day, 10)
        world.answer(BEN, 0, 1)
        world.check(CYD, right=day % 2 == 0)


def test_after_days_of_study_all_agrees(world: World) -> None:
    _lived(world)

    assert world.faults() == []


def test_a_clock_that_is_set_back_changes_nothing_about_that(empty: World) -> None:
    empty.furnish(deck("solo", "only"))
    for days in (0, 3, -1):
        empty.wait(days=days)
        empty.check(BEN)

    assert empty.faults() == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("update streaks set days = 99", "the streak does not follow from the log"),
        ("delete from streaks", "the streak does not follow from the log"),
        ("update memories set stability = 1", "memory does not follow from the log"),
        ("update memories set difficulty = 1", "memory does not follow from the log"),
        ("update memories set due = due + 1", "memory does not follow from the log"),
        ("update memories set last = last - 1", "memory does not follow from the log"),
        ("delete from memories", "memory does not follow from the log"),
        ("update tallies set points = 999", "tallies do not follow from the log"),
        ("delete from tallies", "tallies do not follow from the log"),
    ],
)
def test_damage_is_found_and_mended(world: World, damage: str, said: str) -> None:
    _lived(world)
    before = words(world.run(BEN, "streak"))
    world.store._db.execute(damage)
    assert any(said in line for line in world.faults())

    with world.store.transaction():
        lines = [line for _, line in world.engine.recount(world.now, repair=True)]

    assert any(said in line for line in lines)
    assert world.faults() == []
    assert words(world.run(BEN, "streak")) == before


def test_it_tells_how_far_it_is(world: World) -> None:
    _lived(world)

    done = [far for far, _ in world.engine.recount(world.now, repair=False)]

    assert done == sorted(done)
    assert done[-1] == 1.0
    assert len(done) == 4

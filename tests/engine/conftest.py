from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.game import Game
from tests.engine.world import World


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[World]:
    """Nothing but a database."""
    made = World(tmp_path / "studybot.db")
    yield made
    made.store.close()


@pytest.fixture
def world(empty: World) -> Iterator[World]:
    """A channel with the deck of basics; the first card comes in an hour."""
    empty.furnish()
    yield empty
    assert empty.faults() == []


@pytest.fixture
def game(world: World) -> Game:
    """The same channel; an hour is left to play in before the first card."""
    return Game(world)

from collections.abc import Iterator
from pathlib import Path

import discord
import pytest
import simcord

from tests.discord.town import Town


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Town]:
    """The town before anybody has moved in."""
    town = Town(tmp_path)
    yield town
    town.store.close()


@pytest.fixture
def simcord_bot(made: Town) -> discord.Client:
    return made.discord.link


@pytest.fixture
def town(made: Town, simcord_env: simcord.Env) -> Town:
    """A server with a channel, Ada who may manage it, and Ben who may not."""
    made.settle(simcord_env)
    return made


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pictures that outlives a test: each is drawn but once."""
    return tmp_path_factory.mktemp("pictures")

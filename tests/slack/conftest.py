from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.town import Town, by_http, town


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[Town]:
    """A workspace with a channel, Ada who may manage it, and Ben who may not."""
    async with town(tmp_path) as made:
        yield made
        made.clean()


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[Town]:
    """The same in HTTP mode."""
    async with by_http(tmp_path) as made:
        yield made
        made.clean()

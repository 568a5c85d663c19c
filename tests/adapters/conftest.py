from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adapters.small_bot import SmallBot, small_bot


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[SmallBot]:
    yield from small_bot(tmp_path / "studybot.db")

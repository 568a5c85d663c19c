import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

# The same examples each time, so that a change is judged by what it changed; the
# long ones look for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
if not os.environ.get("STUDYBOT_SOAK"):
    settings.load_profile("steady")


@pytest.fixture(autouse=True)
def no_heart_beats_on() -> Iterator[None]:
    """discord.py's heartbeat is a thread, and goes on where a connection was cut off
    while it was being made; the loop it would beat on is closed by then.
    """
    yield
    for thread in threading.enumerate():
        if thread.name.startswith("keep-alive-handler"):
            thread.stop()  # type: ignore[attr-defined]

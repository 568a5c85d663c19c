"""How much is done, counted in calls of functions: the same on any machine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest


@contextmanager
def at_most(calls: int) -> Iterator[None]:
    """Fails as soon as more functions than that are called, Python's own included."""
    left = calls

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal left
        left -= event in ("call", "c_call")
        if left < 0:
            sys.setprofile(None)
            pytest.fail(f"it takes more than {calls:,} calls")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(before)

"""What came already is known again, for a while."""

import pytest

from adapters import once
from adapters.once import Once
from tests.clock import LoopTime


async def test_what_comes_again_is_not_the_first() -> None:
    seen = Once(60)

    assert [seen.first(key) for key in ("a", "b", "a", "b", "c")] == [
        *(True, True, False, False, True)
    ]


async def test_after_a_minute_it_is_the_first_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    time, seen = LoopTime(monkeypatch), Once(60)
    assert seen.first("a")

    time.advance(59)
    assert not seen.first("a")

    time.advance(1)
    assert seen.first("a")


async def test_of_too_many_the_oldest_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(once, "KEPT", 2)
    seen = Once(60)

    assert [seen.first(key) for key in "abcab"] == [True] * 5
    assert not seen.first("b")

"""What came already is known again, for a while."""

import asyncio

import pytest

from adapters import once
from adapters.once import Once


async def test_what_comes_again_is_not_the_first() -> None:
    seen = Once(60)

    assert [seen.first(key) for key in ("a", "b", "a", "b", "c")] == [
        *(True, True, False, False, True)
    ]


async def test_after_a_while_it_is_the_first_again() -> None:
    seen = Once(0.01)
    seen.first("a")

    await asyncio.sleep(0.02)

    assert seen.first("a")


async def test_of_too_many_the_oldest_are_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(once, "KEPT", 2)
    seen = Once(60)

    assert [seen.first(key) for key in "abcab"] == [True] * 5
    assert not seen.first("b")

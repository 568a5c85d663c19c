"""What is kept by what it was made of: ink, as long as it is small, and blocks."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, ParamSpec, TypeVar, TypeVarTuple

from bot.typeset.ink import Ink

MOST = 128
"""Inks that one function keeps."""

LARGE = 100_000
"""Pixels of one that is rather made anew: so many of the largest would be gigabytes."""

P = ParamSpec("P")
Made = TypeVar("Made", Ink, Ink | None)


class _TooLarge(Exception):
    """Carries what is not kept past the cache, which keeps no exceptions."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink


class Kept(Generic[P, Made]):
    """Around a function that makes ink, as `lru_cache` is."""

    def __init__(self, make: Callable[P, Made]) -> None:
        def small(*args: P.args, **named: P.kwargs) -> Made:
            made = make(*args, **named)
            if made is not None and made.pixels.size * (1 + len(made.layers)) > LARGE:
                raise _TooLarge(made)
            return made

        cached = lru_cache(MOST)(small)
        self.cache_clear = cached.cache_clear
        self._small: Callable[P, Made] = cached

    def __call__(self, *args: P.args, **named: P.kwargs) -> Made:
        try:
            return self._small(*args, **named)
        except _TooLarge as large:
            return large.ink


Given = TypeVarTuple("Given")
Found = TypeVar("Found")


class Known(Generic[*Given, Found]):
    """Around a function, as `lru_cache` is; it can be asked what it keeps."""

    def __init__(self, make: Callable[[*Given], Found], most: int) -> None:
        self._make, self._most = make, most
        self._kept: dict[tuple[*Given], Found] = {}
        self.cache_clear = self._kept.clear

    def keeps(self, *given: *Given) -> bool:
        return given in self._kept

    def __call__(self, *given: *Given) -> Found:
        known = given in self._kept
        found = self._kept.pop(given) if known else self._make(*given)
        self._kept[given] = found  # at the end: what is first goes first
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return found

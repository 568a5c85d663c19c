"""Long work that a use case wants done elsewhere before it goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.flows.turn import Visit
from bot.panels import Response

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """What takes long and needs no database; the engine does not do it itself.

    `does` is pure, and can be sent to another process. What it gives goes, with the
    same caller, to `engine.finish`, which does `then`: in a transaction of its own, so
    permissions are checked once more there.
    """

    does: Callable[[], T]
    then: Callable[[Visit, T], Response]

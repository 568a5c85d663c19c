"""What every platform needs of the rest of the house; each adds to it in its own."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from bot.engine import Engine
from bot.flows.work import Work
from bot.panels import (
    Caller,
    ChannelId,
    MemberId,
    Options,
    Picture,
    Response,
    SpaceId,
    Values,
)
from bot.typeset import Theme

P = ParamSpec("P")
T = TypeVar("T")


class UseCases(Protocol):
    """The engine's use cases that every platform calls."""

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]: ...

    def finish(
        self, caller: Caller, work: Work[T], made: T, now: datetime
    ) -> Response: ...

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response: ...

    def theme(self, member: MemberId) -> Theme | None: ...

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None: ...


class Desk(Protocol):
    """Runs engine methods on the database's thread, and commits before it answers."""

    def call(
        self, method: Callable[P, T], *args: P.args, **named: P.kwargs
    ) -> Awaitable[T]: ...


class Background(Protocol):
    """Does what takes long, where it stops nobody."""

    def do(self, work: Work[T]) -> Awaitable[T]: ...


class Painted(Protocol):
    """One finished picture, kept as a file."""

    @property
    def path(self) -> Path: ...
    @property
    def alt(self) -> str: ...


class Painter(Protocol):
    """Draws pictures and keeps them by content."""

    def draw(self, picture: Picture, theme: Theme) -> Awaitable[Sequence[Painted]]: ...

    def soon(self, picture: Picture, theme: Theme) -> None: ...


@dataclass(frozen=True, slots=True)
class House:
    """What every chat platform is given; `zone` is that of a new channel."""

    engine: Engine
    desk: Desk
    background: Background
    painter: Painter
    clock: Callable[[], datetime]
    zone: str = "UTC"

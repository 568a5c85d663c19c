"""What the page needs of the rest of the house."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.flows.work import Work
from bot.panels import (
    Caller,
    ChannelId,
    Choice,
    MemberId,
    Options,
    Picture,
    Post,
    Response,
    Values,
)
from bot.typeset import Theme

T = TypeVar("T")


class Engine(Protocol):
    """The use cases, as far as the page calls them."""

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]: ...

    def finish(
        self, caller: Caller, work: Work[T], made: T, now: datetime
    ) -> Response: ...

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response: ...

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]: ...

    def standing(
        self, channel: ChannelId, member: MemberId, now: datetime
    ) -> list[Post]: ...

    def theme(self, member: MemberId) -> Theme | None: ...


class Desk(Protocol):
    """Runs engine methods on the database's thread, and commits before it answers."""

    def call(self, method: Callable[..., T], *args: Any) -> Awaitable[T]: ...


class Workshop(Protocol):
    """Does what takes long, where it stops nobody."""

    def do(self, work: Work[T]) -> Awaitable[T]: ...


class Painted(Protocol):
    """One finished picture, kept as a file."""

    @property
    def path(self) -> Path: ...
    @property
    def alt(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...


class Painter(Protocol):
    """Draws pictures and keeps them by content."""

    def draw(
        self, picture: Picture, theme: Theme, width: int
    ) -> Awaitable[Sequence[Painted]]: ...

    def soon(self, picture: Picture, theme: Theme, width: int) -> None: ...

    def find(self, name: str) -> Path | None: ...

"""What Discord needs of the rest of the house."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
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
    Response,
    SpaceId,
    Values,
)
from bot.typeset import Theme

T = TypeVar("T")


class Engine(Protocol):
    """The use cases, as far as Discord calls them."""

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]: ...

    def finish(
        self, caller: Caller, work: Work[T], made: T, now: datetime
    ) -> Response: ...

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response: ...

    def opens_form(self, token: str) -> bool: ...

    def brief(self, token: str) -> bool: ...

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]: ...

    def theme(self, member: MemberId) -> Theme | None: ...

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None: ...

    def leave(self, channel: ChannelId, now: datetime) -> None: ...

    def leave_space(self, space: SpaceId, now: datetime) -> None: ...

    def only_in(
        self, platform: str, spaces: Collection[SpaceId], now: datetime
    ) -> None: ...

    def come_back(
        self, space: SpaceId, channels: Mapping[ChannelId, str], now: datetime
    ) -> None: ...

    def greet(
        self,
        space: SpaceId,
        channel: ChannelId | None,
        owner: MemberId,
        now: datetime,
    ) -> None: ...


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


class Painter(Protocol):
    """Draws pictures and keeps them by content."""

    def draw(self, picture: Picture, theme: Theme) -> Awaitable[Sequence[Painted]]: ...

    def soon(self, picture: Picture, theme: Theme) -> None: ...

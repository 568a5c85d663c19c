"""What Slack needs of the rest of the house."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.flows.overview import Overview
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

T = TypeVar("T")


class Kept(Protocol):
    """A few words under a topic and a key, which survive a restart."""

    def keep(
        self,
        topic: str,
        key: str,
        value: str,
        now: datetime,
        until: datetime | None = None,
    ) -> None: ...

    def kept(self, topic: str, key: str, now: datetime) -> str | None: ...

    def take(self, topic: str, key: str, now: datetime) -> str | None: ...

    def drop(self, topic: str) -> None: ...


class Engine(Protocol):
    """The use cases, as far as Slack calls them."""

    @property
    def keepsakes(self) -> Kept: ...

    def run(
        self, caller: Caller, command: str, options: Options, now: datetime
    ) -> Response | Work[Any]: ...

    def finish(
        self, caller: Caller, work: Work[T], made: T, now: datetime
    ) -> Response: ...

    def press(
        self, caller: Caller, token: str, values: Values, now: datetime
    ) -> Response: ...

    def overview(self, caller: Caller, now: datetime) -> Overview: ...

    def opens_form(self, token: str) -> bool: ...

    def theme(self, member: MemberId) -> Theme | None: ...

    def join(
        self, channel: ChannelId, space: SpaceId, name: str, zone: str, now: datetime
    ) -> None: ...

    def leave_space(self, space: SpaceId, now: datetime) -> None: ...

    def come_back(
        self, space: SpaceId, channels: Mapping[ChannelId, str] | None, now: datetime
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

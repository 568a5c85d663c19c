"""What the page needs of the rest of the house."""

from collections.abc import Awaitable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from adapters import ports
from adapters.ports import UseCases
from bot.panels import (
    Caller,
    ChannelId,
    Choice,
    MemberId,
    Picture,
    Post,
)
from bot.typeset import Theme


class Engine(UseCases, Protocol):
    """The use cases, as far as the page calls them."""

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]: ...

    def forgets(self, token: str) -> bool: ...

    def standing(
        self, channel: ChannelId, member: MemberId, now: datetime
    ) -> list[Post]: ...


class Painted(ports.Painted, Protocol):
    """One finished picture; the page wants its size beforehand."""

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

"""What Discord needs of the rest of the house."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from adapters.ports import Uses
from bot.panels import (
    Caller,
    ChannelId,
    Choice,
    MemberId,
    SpaceId,
)


class Engine(Uses, Protocol):
    """The use cases, as far as Discord calls them."""

    def opens_form(self, token: str) -> bool: ...

    def brief(self, token: str) -> bool: ...

    def complete(
        self, caller: Caller, command: str, option: str, typed: str, now: datetime
    ) -> list[Choice]: ...

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

"""What Slack needs of the rest of the house."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from adapters.ports import Uses
from bot.flows.overview import Overview
from bot.panels import (
    Caller,
    ChannelId,
    MemberId,
    SpaceId,
)


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


class Engine(Uses, Protocol):
    """The use cases, as far as Slack calls them."""

    @property
    def keepsakes(self) -> Kept: ...

    def overview(self, caller: Caller, now: datetime) -> Overview: ...

    def opens_form(self, token: str) -> bool: ...

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

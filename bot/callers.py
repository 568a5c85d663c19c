"""Who asks, from where, and what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.ids import ChannelId, MemberId, SpaceId


@dataclass(frozen=True, slots=True)
class Caller:
    """A member in a place; `channel` and `space` are None in direct messages."""

    member: MemberId
    name: str
    channel: ChannelId | None
    space: SpaceId | None
    manages: bool = False
    zone: str = ""
    """The member's zone where the platform tells it, else empty."""

    at: datetime | None = None
    """When it was typed or pressed, by the platform's own clock where it tells."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file given to a command."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member given to a command; who that is, the platform says."""

    member: MemberId
    name: str


Given = str | Upload | Somebody

Options = Mapping[str, Given]
"""A command's options by name, as typed."""

Values = Mapping[str, tuple[str, ...]]
"""A form's or a select's values by field name."""

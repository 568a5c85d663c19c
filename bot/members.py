"""A person, and the accounts that are theirs."""

from dataclasses import dataclass
from datetime import date, time
from typing import NewType

from bot.panels import ChannelId
from bot.typeset import Theme

PersonId = NewType("PersonId", int)
"""One human, whatever the platform: streak and memory follow the person."""


@dataclass(frozen=True, slots=True)
class Person:
    """`zone` is in force now; `zone_by` says by whom: member, platform or channel.

    `home` is the channel whose zone that is. `reminded` is the local date of the latest
    reminder.
    """

    id: PersonId
    zone: str
    zone_by: str
    theme: Theme | None = None
    reminder: time | None = None
    home: ChannelId | None = None
    reminded: date | None = None

"""A person, and the accounts that are theirs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from typing import NewType

from bot.ids import ChannelId, MemberId
from bot.typeset import Theme

PersonId = NewType("PersonId", int)
"""One human, whatever the platform: streak and memory follow the person."""


class ZoneBy(StrEnum):
    """Who says in which zone somebody lives; the surest comes last."""

    CHANNEL = "channel"
    PLATFORM = "platform"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Person:
    """`zone` is in force now, by the word of `zone_by`.

    `home` is the channel whose zone that is. `reminded` is the local date of the latest
    reminder.
    """

    id: PersonId
    zone: str
    zone_by: ZoneBy
    theme: Theme | None = None
    reminder: time | None = None
    home: ChannelId | None = None
    reminded: date | None = None


def shared(own: Sequence[Person]) -> Person:
    """The settings of one whose accounts have these, the first account's first.

    The zone is the one that is known best; of the others, whichever is set.
    """
    place = max(own, key=lambda one: list(ZoneBy).index(one.zone_by))
    days = [one.reminded for one in own if one.reminded]
    return replace(
        place,
        theme=next((one.theme for one in own if one.theme), None),
        reminder=next((one.reminder for one in own if one.reminder), None),
        reminded=max(days, default=None),
    )


def platform(id: MemberId | ChannelId) -> str:
    """Where an account or a channel is, as its id begins: `discord`, `slack`, `web`."""
    return id.partition(":")[0]

"""Slack's ids <-> the ids that the engine keeps.

Slack's users and channels are known within a workspace, so theirs goes with them.
"""

import re

from bot.panels import ChannelId, MemberId, SpaceId

PLATFORM = "slack"

_OURS = re.compile(r"slack:([A-Z0-9]+)(?:\.([A-Z0-9]+))?", re.ASCII)


def member(team: str, user: str) -> MemberId:
    return MemberId(f"{PLATFORM}:{team}.{user}")


def channel(team: str, channel: str) -> ChannelId:
    return ChannelId(f"{PLATFORM}:{team}.{channel}")


def space(team: str) -> SpaceId:
    return SpaceId(f"{PLATFORM}:{team}")


def parts(id: str) -> tuple[str, str]:
    """The workspace, and the user or channel in it ("" for the workspace itself).

    ValueError for an id of another platform.
    """
    found = _OURS.fullmatch(id)
    if found is None:
        raise ValueError(f"not an id of Slack's: {id!r}")
    return found[1], found[2] or ""


def direct(channel: str) -> bool:
    """Whether a channel is somebody's conversation with the app."""
    return channel.startswith("D")

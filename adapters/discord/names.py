"""Discord's snowflakes <-> the ids that the engine keeps."""

from bot.panels import ChannelId, MemberId, SpaceId

PLATFORM = "discord"


def member(snowflake: int) -> MemberId:
    return MemberId(f"{PLATFORM}:{snowflake}")


def channel(snowflake: int) -> ChannelId:
    return ChannelId(f"{PLATFORM}:{snowflake}")


def space(snowflake: int) -> SpaceId:
    return SpaceId(f"{PLATFORM}:{snowflake}")


def snowflake(id: str) -> int:
    """The number in an id of ours; ValueError for one of another platform."""
    platform, _, number = id.partition(":")
    if platform != PLATFORM or not number.isdecimal():
        raise ValueError(f"not an id of Discord's: {id!r}")
    return int(number)

"""Where the page is served, to whom, and which channel it shows."""

from dataclasses import dataclass

from bot.panels import ChannelId, SpaceId


@dataclass(frozen=True, slots=True)
class WebSettings:
    """`token` lets members in, `manager_token` those who may also manage; either may be
    empty, and both may be on loopback, where everybody manages.

    `hosts` are further names under which the page is reached (behind a proxy, say).
    """

    host: str
    port: int
    token: str
    manager_token: str
    channel: ChannelId
    space: SpaceId
    channel_name: str
    hosts: tuple[str, ...] = ()

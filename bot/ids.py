"""Ids. Adapters mint all but a message's; to the engine they are opaque."""

from typing import NewType

MemberId = NewType("MemberId", str)
"""An account on a platform, opaque to the engine; `web:ada`, `discord:80351110`."""

ChannelId = NewType("ChannelId", str)
SpaceId = NewType("SpaceId", str)
"""A Discord server or a Slack workspace."""

MessageId = NewType("MessageId", int)
"""The row of a message that lives on (public, or sent directly by the clock)."""

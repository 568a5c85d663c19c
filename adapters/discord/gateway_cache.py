"""What the gateway told of servers and roles, as discord.py keeps it; asks nobody."""

from collections.abc import Callable

import discord


class GatewayCache:
    """Answers None where it does not know."""

    def __init__(self, link: Callable[[], discord.Client]) -> None:
        self._link = link

    def me(self) -> int:
        """The bot's own account."""
        user = self._link().user
        return user.id if user else 0

    def may_read(self, channel: int) -> bool | None:
        """Whether a channel's history can be read."""
        mine = self._mine(channel)
        if mine is None:
            return None
        return mine.view_channel and mine.read_message_history

    def may_call(self, channel: int, role: int) -> bool | None:
        """Whether a role can be mentioned in a channel, so that it is called."""
        mine, found = self._mine(channel), self._channel(channel)
        if mine is None or found is None:
            return None
        there = found.guild.get_role(role)
        return there is not None and (there.mentionable or mine.mention_everyone)

    def _mine(self, channel: int) -> discord.Permissions | None:
        found = self._channel(channel)
        if found is None or found.guild.me is None:
            return None
        return found.permissions_for(found.guild.me)

    def _channel(self, id: int) -> discord.abc.GuildChannel | None:
        found = self._link().get_channel(id)
        if isinstance(found, discord.Thread):
            found = found.parent  # its permissions are the thread's
        return found if isinstance(found, discord.abc.GuildChannel) else None

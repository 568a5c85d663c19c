"""Studybot in Discord servers and direct messages."""

from adapters.discord.client import Discord
from adapters.discord.settings import DiscordSettings

__all__ = ["Discord", "DiscordSettings"]

"""The bot is no longer in a channel: what runs there ends, what was set waits."""

from bot.channels import Channel
from bot.flows import drops
from bot.flows.challenge import mishaps
from bot.flows.turn import Turn


def leave(turn: Turn, channel: Channel) -> None:
    mishaps.leave(turn, channel.id)
    drops.leave(turn, channel)

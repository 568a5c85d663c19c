"""Words to an admin, by direct message: each said once."""

from bot import wording
from bot.flows.blocks import say
from bot.flows.turn import Turn
from bot.panels import Panel
from bot.store import Message

MESSAGE = "notice"


def panel(turn: Turn, message: Message) -> Panel:
    return Panel((say(message.payload),), title=wording.NOTICE)


def tell(turn: Turn, message: Message, text: str) -> None:
    """To the admin of the channel that a message was for; nobody, if none is known."""
    channel = message.channel and turn.store.channels.get(message.channel)
    if channel and channel.author is not None:
        turn.store.messages.plan(
            MESSAGE, turn.mark(), turn.now, member=channel.author, payload=text
        )


def unknown(turn: Turn, message: Message, why: str) -> None:
    """A message may or may not stand, and nobody can find out."""
    channel = message.channel and turn.store.channels.get(message.channel)
    if channel:
        tell(turn, message, wording.unknown(channel.name, why))

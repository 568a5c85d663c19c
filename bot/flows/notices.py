"""Words to one member, an admin most often, by direct message: each said once."""

from bot import wording
from bot.channels import Channel
from bot.flows.blocks import say
from bot.flows.turn import Turn
from bot.ids import MemberId
from bot.panels import Panel
from bot.store import Message

MESSAGE = "notice"


def panel(turn: Turn, message: Message) -> Panel:
    return Panel((say(message.payload),), title=wording.drops.NOTICE)


def tell(turn: Turn, channel: Channel, text: str) -> None:
    """To whoever set the channel up last; to nobody, where nobody did."""
    if channel.author is not None:
        send(turn, channel.author, text)


def send(
    turn: Turn, member: MemberId, text: str, about: MemberId | None = None
) -> None:
    """To a member; `about` is another one whom it names."""
    turn.store.messages.plan(
        MESSAGE, turn.mark(), turn.now, member=member, payload=text, about=about
    )

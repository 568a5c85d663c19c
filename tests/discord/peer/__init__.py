"""A small Discord that speaks over real sockets: REST, gateway, and its people.

async with Discord() as peer:
    channel = peer.guild("Study group").channel("general")
    ada = peer.user("Ada")
    ...                                     # a bot, pointed at peer.api
    await peer.ready()
    peer.fault("POST /channels/{channel}/messages", 1, "reset after")
    seen = await ada.slash(channel, "drop now")
    opened = await ada.press(channel.last, "Answer")
    seen = await ada.submit(opened, text="Bias and variance")
    assert seen.ephemeral and seen.seconds < 1
    assert peer.violations == [] and peer.unrouted == []
"""

from tests.clock import Clock

from .errors import ApiError
from .faults import Kind
from .filling import CannotSend
from .interactions import Modal
from .messages import Sent
from .people import Person, Seen, What
from .permissions import EVERYONE, Permission
from .places import Place, Server
from .rules import Rules
from .server import Discord, Violation
from .tree import NotThere, as_text
from .world import Message

__all__ = [
    "EVERYONE",
    "ApiError",
    "CannotSend",
    "Clock",
    "Discord",
    "Kind",
    "Message",
    "Modal",
    "NotThere",
    "Permission",
    "Person",
    "Place",
    "Rules",
    "Seen",
    "Sent",
    "Server",
    "Violation",
    "What",
    "as_text",
]

"""What is sent leaves nothing behind: buttons are routed by their tokens alone."""

import gc
from typing import Any

from discord import ui

from adapters.discord import render
from adapters.discord.pace import Pace
from adapters.discord.wire import Wire
from bot.panels import Button, Panel, Paragraph, Text
from tests.discord.town import Town

MESSAGES = 5000

CARD = Panel(
    (Paragraph((Text("Why?"),)),),
    title="Card of the day",
    buttons=(Button("Answer", "answer:1"), Button("Show answer", "reveal:1")),
)


class Taken:
    """Discord, taking whatever it is given."""

    def __init__(self) -> None:
        self.count = 0

    async def request(self, *_: object, **__: object) -> dict[str, Any]:
        self.count += 1
        return {"id": str(self.count)}


async def test_five_thousand_messages_leave_no_view_behind(made: Town) -> None:
    discord_side: Any = Taken()
    wire = Wire(lambda: discord_side, Pace(1e9, 1e9))

    for number in range(MESSAGES):
        await wire.send(1, render.message(CARD, []), f"{number}")

    gc.collect()
    views = [one for one in gc.get_objects() if isinstance(one, ui.LayoutView)]
    kept = made.discord.link._connection._view_store
    assert discord_side.count == MESSAGES
    assert views == []
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})

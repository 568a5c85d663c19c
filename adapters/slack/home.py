"""The app's home tab: how a member stands, and where to go on."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from adapters.slack import commands, words
from adapters.slack.ports import Engine
from bot.errors import Refusal
from bot.panels import Block, Button, Caller, Form, Look, Panel, Paragraph, Text

SHOWN = ("streak", "progress", "settings")
"""The commands whose answers stand there, one below the other."""


def panel(engine: Engine, caller: Caller, now: datetime) -> Panel:
    """Streak, progress and settings as their commands show them, and all buttons."""
    blocks: list[Block] = [Paragraph((Text(words.welcome()),))]
    buttons: dict[str, Button] = {
        button.token: button for button in commands.menu().buttons[1:]
    }
    for name in SHOWN:
        shown = _shown(partial(engine.run, caller, name, {}, now))
        if shown is not None:
            blocks += shown.blocks
            buttons |= {b.token: b for b in shown.buttons if b.look is not Look.DANGER}
    blocks.append(Paragraph((Text(words.channel_hint()),)))
    return Panel(tuple(blocks), words.MENU_TITLE, buttons=tuple(buttons.values()))


def _shown(ask: Callable[[], object]) -> Panel | None:
    """What a command shows; nothing where it has a refusal to say."""
    try:
        answer = ask()
    except Refusal:
        return None
    if isinstance(answer, Form) or not isinstance(answer, list) or not answer:
        return None
    found: Panel = answer[0].panel
    return found

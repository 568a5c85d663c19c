"""The app's home tab: how a member stands, and where to go on."""

from collections.abc import Iterator
from datetime import datetime

from adapters.slack import commands, names, words
from bot.engine import Engine
from bot.errors import Refusal
from bot.flows.overview import Overview
from bot.panels import Block, Button, Caller, Look, Panel, Paragraph, Text

SHOWN = ("streak", "progress", "settings")
"""The commands whose answers stand there, one below the other."""


def panel(engine: Engine, caller: Caller, now: datetime) -> Panel:
    """What is due and where, then streak, progress and settings; and all buttons."""
    stands = engine.overview(caller, now)
    blocks: list[Block] = [Paragraph((Text(words.welcome()),)), *stands.blocks]
    found = [*_places(stands), *commands.menu(personal=True).buttons]
    for name in SHOWN:
        shown = _shown(engine, caller, name, now)
        if shown is not None:
            blocks += shown.blocks
            found += [one for one in shown.buttons if one.look is not Look.DANGER]
    blocks.append(Paragraph((Text(words.channel_hint()),)))
    buttons = {button.token: button for button in found}
    return Panel(tuple(blocks), words.MENU_TITLE, buttons=tuple(buttons.values()))


def menu(engine: Engine, caller: Caller, now: datetime) -> Panel:
    """The bare command's, outside of channels: what needs none, and where to go on."""
    shown = commands.menu(personal=True)
    hint = Paragraph((Text(words.channel_hint()),))
    places = _places(engine.overview(caller, now))
    return Panel((*shown.blocks, hint), shown.title, buttons=(*places, *shown.buttons))


def _places(stands: Overview) -> Iterator[Button]:
    """To the card that is open in a channel, and to where it is set up."""
    for place in stands.places:
        _, channel = names.parts(place.channel)
        if place.open:
            label = words.todays_card(place.name)
            yield commands.button(label, "today", channel, Look.PRIMARY)
        if stands.manages:
            yield commands.button(words.cards_in(place.name), "drop status", channel)


def _shown(engine: Engine, caller: Caller, name: str, now: datetime) -> Panel | None:
    """What a command shows; nothing where it has a refusal to say."""
    try:
        answer = engine.run(caller, name, {}, now)
    except Refusal:
        return None
    return answer[0].panel if isinstance(answer, list) else None

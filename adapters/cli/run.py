"""`studybot run`: the bot at work."""

import asyncio
import sys
import webbrowser
from typing import Annotated

import typer
from rich.console import Console

from adapters.cli.world import World, fail
from bot.settings import unknown

HELP = (
    "Run the bot. Without tokens it serves a channel in your browser, on this machine "
    "only; open several tabs to be several members. Ctrl-C stops it; nothing is lost."
)


def run(
    context: typer.Context,
    browser: Annotated[
        bool, typer.Option(help="Open the page in the browser, if there is one.")
    ] = True,
) -> None:
    from adapters.data_folder import CannotStart
    from adapters.serve import serve
    from adapters.web.access import LeftOpen

    world: World = context.obj
    settings = world.settings()
    screen = Console(soft_wrap=True)

    def ready(address: str) -> None:
        if not settings.page:
            screen.print("Joining what the tokens are for. Ctrl-C stops.")
            return
        screen.print(f"Your study channel is open: [bold]{address}[/bold]")
        if settings.web_token or settings.web_manager_token:
            screen.print("Each browser has to come once with ?token=… behind it.")
            screen.print("Ctrl-C stops.")
            return
        screen.print("Open it in several tabs to be several members. Ctrl-C stops.")
        if browser and sys.stdout.isatty():
            webbrowser.open(address)

    def say(sentence: str) -> None:
        screen.print(sentence, style="yellow", markup=False, highlight=False)

    screen.print("Starting …")
    for sentence in unknown(world.environment):
        say(sentence)
    try:
        asyncio.run(
            serve(settings, world.zone(settings), world.clock, world.rng, ready, say)
        )
    except (CannotStart, LeftOpen) as fault:
        fail(str(fault))
    screen.print("Stopped. Everything is saved.")

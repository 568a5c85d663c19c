"""`/help`: made from the command table."""

from bot import wording
from bot.actions import token
from bot.callers import Options
from bot.commands import COMMANDS, walk
from bot.errors import BadInput
from bot.flows.blocks import say
from bot.flows.turn import Visit, privately
from bot.panels import Block, Bold, Bullets, Button, Look, Panel, Post, Text


def show(visit: Visit, options: Options) -> list[Post]:
    if options.get("command"):
        return _one(visit, str(options["command"]))
    manages, here = visit.manages, visit.caller.channel is not None
    items = tuple(
        (Bold(f"/{command.name}"), Text(f"  {command.help}"))
        for command in COMMANDS
        if (manages or not command.manages) and (here or command.personal)
    )
    return privately(
        Panel(
            (say(wording.help.HELP_START), Bullets(items), say(wording.help.HELP_END)),
            title=wording.help.HELP,
            buttons=(Button(wording.labels.QUIZ_ME, token("quiz"), Look.PRIMARY),),
        )
    )


def _one(visit: Visit, name: str) -> list[Post]:
    name = " ".join(name.casefold().removeprefix("/").split())
    here = visit.platform
    found = [
        (full, command)
        for full, command in walk()
        if (full == name or full.startswith(f"{name} ")) and command.on(here)
    ]
    if not found:
        raise BadInput(wording.refusals.no_command(name, [full for full, _ in walk()]))
    blocks: list[Block] = []
    for full, command in found:
        blocks.append(say(Bold(f"/{full}"), f"  {command.help}"))
        items = tuple(
            (Bold(option.name), Text(wording.help.option_help(option)))
            for option in command.offered(here)
        )
        if items:
            blocks.append(Bullets(items))
    return privately(Panel(tuple(blocks), title=wording.help.HELP))

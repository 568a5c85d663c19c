"""The command table -> Discord's application commands; what was typed -> options."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from adapters.discord import limits, names
from adapters.discord.text import clip
from adapters.json_types import Json, JsonIn
from bot.commands import COMMANDS, Command, Option, Takes

Locales = Mapping[str, Callable[[str], str | None]]
"""By Discord's name of a language (`de`, `pt-BR`): a text in it, or None."""

LOCALES: Locales = {}
"""What members with another language see of the commands.

Nothing yet: the bot answers in English, and its sentences call the commands by their
names here. Whoever translates `bot.wording` puts the commands' words in that language
here too; what has none, or none that is short enough, stays as it is.
"""

CHAT_INPUT, SUB_COMMAND, STRING, ROLE, FILE = 1, 1, 3, 8, 11
GUILD_INSTALL = 0
IN_GUILD, IN_BOT_DM = 0, 1
MANAGE_GUILD = 1 << 5

_TYPES = {Takes.FILE: FILE, Takes.ROLE: ROLE}
"""What comes back of these is an id; of all others, text."""

_COMPLETED = (Takes.DECK, Takes.TAG, Takes.KIND, Takes.ZONE, Takes.COMMAND)


def payload(
    commands: Iterable[Command] = COMMANDS, locales: Locales = LOCALES
) -> list[Json]:
    """All commands, as they are registered: the same table, the same bytes."""
    return [_command(command, locales) for command in commands]


def fingerprint(payload: list[Json]) -> str:
    """Changes exactly when what would be registered does."""
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()


def _command(command: Command, locales: Locales) -> Json:
    managing = command.manages or (
        bool(command.parts) and all(part.manages for part in command.parts)
    )
    personal = command.personal and (
        not command.parts or any(part.personal for part in command.parts)
    )
    return {
        "type": CHAT_INPUT,
        **_named(command.name, command.help, locales),
        "options": _parts(command, locales) or _options(command, locales),
        # A hint only, which a server's admins may change: every command asks again.
        "default_member_permissions": str(MANAGE_GUILD) if managing else None,
        "contexts": [IN_GUILD, IN_BOT_DM] if personal else [IN_GUILD],
        "integration_types": [GUILD_INSTALL],
    }


def _parts(command: Command, locales: Locales) -> list[Json]:
    return [
        {
            "type": SUB_COMMAND,
            **_named(part.name, part.help, locales),
            "options": _options(part, locales),
        }
        for part in command.parts
        if part.on(names.PLATFORM)
    ]


def _options(command: Command, locales: Locales) -> list[Json]:
    """Those that must be given come first: Discord insists."""
    offered = command.offered(names.PLATFORM)
    required_first = sorted(offered, key=lambda option: not option.required)
    return [_option(option, locales) for option in required_first]


def _option(option: Option, locales: Locales) -> Json:
    made: Json = {
        "type": _TYPES.get(option.takes, STRING),
        **_named(option.name, option.help, locales),
        "required": option.required,
    }
    if option.choices:
        made["choices"] = [
            {
                "name": choice,
                "value": choice,
                **_localised("name", choice, locales, limits.OPTION),
            }
            for choice in option.choices
        ]
    elif option.takes in _COMPLETED:
        made["autocomplete"] = True
    return made


def _named(name: str, help: str, locales: Locales) -> Json:
    described = clip(help, limits.COMMAND_HELP)
    return {
        "name": name,
        "description": described,
        **_localised("name", name, locales, limits.COMMAND_NAME),
        **_localised("description", described, locales, limits.COMMAND_HELP),
    }


def _localised(key: str, text: str, locales: Locales, length: int) -> Json:
    found = {
        locale: said
        for locale, say in locales.items()
        if (said := say(text)) and len(said) <= length
    }
    return {f"{key}_localizations": found} if found else {}


# What comes back.


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it came: its full name, its options, and the one being typed."""

    command: str
    options: Mapping[str, str]
    focused: str = ""


def read(data: JsonIn) -> Typed:
    """The data of a command's interaction; files come as their attachment's id."""
    name, options = str(data["name"]), data.get("options") or []
    if options and options[0].get("type") == SUB_COMMAND:
        name = f"{name} {options[0]['name']}"
        options = options[0].get("options") or []
    given = {str(option["name"]): str(option.get("value", "")) for option in options}
    focused = [str(option["name"]) for option in options if option.get("focused")]
    return Typed(name, given, focused[0] if focused else "")

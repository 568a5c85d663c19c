"""What commands may be.

https://docs.discord.com/developers/interactions/application-commands
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from .errors import Json, Problem
from .limits import count, length

PER_SCOPE = 100
"""Chat commands, globally or in one server."""
NAME = re.compile(r"[-_'\w]{1,32}")
"""\\w stands in for \\p{L}\\p{N} and the Devanagari and Thai scripts."""
DESCRIPTION = 100
OPTIONS = 25
CHOICES = 25
CHOICE_TEXT = 100
TOTAL = 8000
"""Characters of all names, descriptions and values of one command."""

SUBCOMMANDS = (1, 2)
_CHAT_INPUT = 1


def commands(listed: list[Json]) -> Iterator[Problem]:
    chat = [each for each in listed if each.get("type", 1) == _CHAT_INPUT]
    yield from count("", chat, 0, PER_SCOPE)
    names = [(each.get("type", 1), each.get("name")) for each in listed]
    if len(set(names)) < len(names):
        yield Problem("", "Application command names must be unique.")
    for index, each in enumerate(listed):
        yield from command(str(index), each)


def command(path: str, body: Json) -> Iterator[Problem]:
    if body.get("type", 1) != _CHAT_INPUT:
        yield from length(f"{path}.name", body.get("name"), 1, 32)
        return
    yield from _named(path, body)
    yield from _options(path, body.get("options") or [])
    if (total := _weight(body)) > TOTAL:
        yield Problem(path, f"Over {TOTAL} characters in all: {total}.")


def _named(path: str, body: Json) -> Iterator[Problem]:
    names = [body.get("name"), *(body.get("name_localizations") or {}).values()]
    for name in names:
        if not NAME.fullmatch(str(name)) or str(name) != str(name).lower():
            yield Problem(f"{path}.name", f"{name!r} is no command or option name.")
    texts = [body.get("description")]
    texts += (body.get("description_localizations") or {}).values()
    for text in texts:
        yield from length(f"{path}.description", text, 1, DESCRIPTION)


def _options(path: str, listed: list[Json]) -> Iterator[Problem]:
    yield from count(f"{path}.options", listed, 0, OPTIONS)
    names = [option.get("name") for option in listed]
    if len(set(names)) < len(names):
        yield Problem(f"{path}.options", "Option names must be unique.")
    for before, after in pairwise(listed):
        if after.get("required") and not before.get("required"):
            yield Problem(f"{path}.options", "Required options come first.")
    for index, option in enumerate(listed):
        here = f"{path}.options.{index}"
        yield from _named(here, option)
        if option.get("type") in SUBCOMMANDS:
            yield from _options(here, option.get("options") or [])
        if option.get("autocomplete") and option.get("choices"):
            yield Problem(here, "Choices and autocomplete exclude each other.")
        yield from choices(f"{here}.choices", option.get("choices") or [])


def choices(path: str, listed: list[Json]) -> Iterator[Problem]:
    """Of an option, or given by autocomplete."""
    yield from count(path, listed, 0, CHOICES)
    for index, choice in enumerate(listed):
        yield from length(f"{path}.{index}.name", choice.get("name"), 1, CHOICE_TEXT)
        if isinstance(choice.get("value"), str):
            value = choice["value"]
            yield from length(f"{path}.{index}.value", value, 1, CHOICE_TEXT)


def _weight(body: Json) -> int:
    """Its characters; of the localisations only the longest counts."""
    total = 0
    for key in ("name", "description"):
        texts = [body.get(key), *(body.get(f"{key}_localizations") or {}).values()]
        total += max((len(text) for text in texts if text), default=0)
    for choice in body.get("choices") or []:
        total += len(choice.get("name") or "") + len(str(choice.get("value") or ""))
    return total + sum(map(_weight, body.get("options") or []))

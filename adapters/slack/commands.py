"""`/study` and what is typed behind it -> a command and its options; the menu."""

import html
import re

from adapters import command_line
from adapters.command_line import Line
from adapters.slack import words
from bot.commands import BY_NAME, Takes, full
from bot.panels import Button, Look, Panel, Paragraph, Text

COMMAND = "/study"

RUN = "/"
"""Begins the action_id of a button that runs a command; no token begins so."""

IN = "@"
"""Stands between such a command and the channel that it is run in."""

IMPORT = "/import"
"""The callback_id of the modal that asks for a deck's file."""

DECK_IMPORT = "deck import"
"""The command that it is sent in for."""

_ESCAPED = re.compile(r"<([@#!]?)([^<>|]+)(\|([^<>]*))?>")
_MEMBER = re.compile(r"@([UW][A-Z0-9]{2,})", re.ASCII)

SHORTCUTS = ("study", "study_here")
"""The shortcuts' callback_ids: from anywhere, and on a message. Slack's commands do not
work in threads; these do."""


def read(typed: str) -> Line | None:
    """What was typed; None for the bare command. BadInput says what is wrong."""
    line = _line(typed)
    return command_line.parse(line) if line else None


def _line(typed: str) -> str:
    """Without the command itself, where somebody typed it twice, and its slash."""
    line = " ".join(typed.split())
    return line.removeprefix(COMMAND).strip().removeprefix("/")


def plain(text: str) -> str:
    """What was typed, as Slack hands it on: with members, channels and links escaped.

    A member becomes `@` and their id; anything else what it was on the screen.
    """
    return html.unescape(_ESCAPED.sub(_typed, text))


def _typed(found: re.Match[str]) -> str:
    kind, named, _, label = found[1], found[2], found[3], found[4]
    if kind == "@":
        return f"@{named}"
    if kind == "#":
        return f"#{label or named}"
    if kind == "!":
        return label or f"@{named}"
    return label or named


def member(value: str) -> str:
    """The id of a member who was named; "" where it names nobody."""
    found = _MEMBER.fullmatch(value)
    return found[1] if found else ""


def wants_file(typed: str) -> bool:
    """Whether it is a command for a file, which can only be given in a modal."""
    words_typed = _line(typed).casefold().split()
    named = BY_NAME.get(" ".join(words_typed[:2]))
    return named is not None and any(o.takes is Takes.FILE for o in named.options)


def button(
    label: str, command: str, channel: str = "", look: Look = Look.SECONDARY
) -> Button:
    """Runs a command: where it is pressed, or in a channel of Slack's."""
    where = f"{IN}{channel}" if channel else ""
    return Button(label, f"{RUN}{command}{where}", look)


def pressed(action: str) -> str:
    """The command behind a button of ours; "" for the engine's own buttons."""
    if not action.startswith(RUN):
        return ""
    name = full(action.removeprefix(RUN).partition(IN)[0])
    return name if name in BY_NAME else ""


def channel_of(action: str) -> str:
    """The channel that a button of ours runs its command in; "" where it is pressed."""
    return action.partition(IN)[2] if action.startswith(RUN) else ""


def menu(*, personal: bool = False) -> Panel:
    """What the bare command shows. `personal`: only what needs no channel."""
    buttons = tuple(
        button(label, name)
        for label, name in words.MENU
        if BY_NAME[full(name)].personal or not personal
    )
    said = Paragraph((Text(words.menu()),))
    return Panel((said,), title=words.MENU_TITLE, buttons=buttons)

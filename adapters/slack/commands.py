"""`/study` and what is typed behind it -> a command and its options; the menu."""

from adapters.slack import words
from adapters.web import lines
from adapters.web.lines import Line
from bot.commands import BY_NAME, Takes, full
from bot.panels import Button, Look, Panel, Paragraph, Text

COMMAND = "/study"

RUN = "/"
"""Begins the action_id of a button that runs a command; no token begins so."""

IMPORT = "/import"
"""The callback_id of the modal that asks for a deck's file."""


SHORTCUTS = ("study", "study_here")
"""The shortcuts' callback_ids: from anywhere, and on a message. Slack's commands do not
work in threads; these do."""


def read(typed: str) -> Line | None:
    """What was typed; None for the bare command. BadInput says what is wrong."""
    line = _line(typed)
    return lines.parse(line) if line else None


def _line(typed: str) -> str:
    """Without the command itself, where somebody typed it twice, and its slash."""
    line = " ".join(typed.split())
    return line.removeprefix(COMMAND).strip().removeprefix("/")


def wants_file(typed: str) -> bool:
    """Whether it is a command for a file, which can only be given in a modal."""
    words_typed = _line(typed).casefold().split()
    named = BY_NAME.get(" ".join(words_typed[:2]))
    return named is not None and any(o.takes is Takes.FILE for o in named.options)


def pressed(action: str) -> str:
    """The command behind a button of the menu; "" for the engine's own buttons."""
    name = full(action.removeprefix(RUN)) if action.startswith(RUN) else ""
    return name if name in BY_NAME else ""


def menu() -> Panel:
    """What the bare command shows."""
    return Panel(
        (Paragraph((Text(words.menu()),)),),
        title=words.MENU_TITLE,
        buttons=tuple(
            Button(label, f"{RUN}{name}", Look.PRIMARY if at < 2 else Look.SECONDARY)
            for at, (label, name) in enumerate(words.MENU)
        ),
    )

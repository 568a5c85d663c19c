"""Help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.counting import listing

if TYPE_CHECKING:
    from bot.commands import Option


HELP = "What I can do"
HELP_START = (
    "I post a card of the day, ask questions whenever you like, and keep your streak."
)
HELP_END = "For more about one of them, add its name, such as /help quiz."


def option_help(option: Option) -> str:
    choices = f" ({listing(option.choices, 'or')})" if option.choices else ""
    return f"  {option.help}{choices}"

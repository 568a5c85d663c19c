"""What a button means <-> a short token that survives a restart.

A token is `action:argument:…`, at most 100 characters (Discord's limit for a custom
id, the tightest), carries no answer, and is checked against the database when pressed.
"""

import re
from enum import StrEnum
from typing import NamedTuple, TypeVar

from bot import wording
from bot.errors import Stale

E = TypeVar("E", bound=StrEnum)

LENGTH = 100

DIGITS = 18
"""Digits of a number at most: what always fits SQLite's 64 bits."""

_SHAPE = re.compile(r"[a-z][a-z.]*(:[A-Za-z0-9_.+:-]*)?", re.ASCII)


class Pressed(NamedTuple):
    """A token, read: the action's name and its arguments."""

    action: str
    arguments: tuple[str, ...]

    def number(self, index: int) -> int:
        """An argument that must be a whole number; Stale if it is not one of ours."""
        typed = self.word(index)
        if not typed.isdecimal() or len(typed) > DIGITS:
            raise Stale(wording.refusals.OLD_BUTTON)
        return int(typed)

    def word(self, index: int) -> str:
        """An argument as it stands; Stale if it is not there."""
        try:
            return self.arguments[index]
        except IndexError:
            raise Stale(wording.refusals.OLD_BUTTON) from None

    def one_of(self, words: type[E], index: int) -> E:
        """An argument that must be one of these words; Stale if it is not."""
        try:
            return words(self.word(index))
        except ValueError:
            raise Stale(wording.refusals.OLD_BUTTON) from None


def token(action: str, *arguments: str | int) -> str:
    """The token of an action; ValueError if it would not fit or not come back."""
    made = ":".join((action, *map(str, arguments)))
    if len(made) > LENGTH or not _SHAPE.fullmatch(made):
        raise ValueError(f"not a token: {made!r}")
    return made


def read(token: str) -> Pressed:
    """What was pressed; Stale where nothing of ours could have made the token."""
    if len(token) > LENGTH or not _SHAPE.fullmatch(token):
        raise Stale(wording.refusals.OLD_BUTTON)
    action, *arguments = token.split(":")
    return Pressed(action, tuple(arguments))

"""What an option of a command could be, as far as it is typed."""

from collections.abc import Iterable

from bot.cards import Card
from bot.commands import BY_NAME, Option, Takes
from bot.flows.turn import Visit
from bot.panels import Choice
from bot.zones import places

MOST = 25
"""Choices offered at once: Discord's limit, the tightest."""


def choices(visit: Visit, command: str, option: str, typed: str) -> list[Choice]:
    """The best fits first; none for a command or option that there is not."""
    found = BY_NAME.get(command)
    for one in found.options if found else ():
        if one.name == option:
            return _matching(_all(visit, one), typed)
    return []


def _all(visit: Visit, option: Option) -> list[Choice]:
    if option.choices:
        return [Choice(value, value) for value in option.choices]
    match option.takes:
        case Takes.DECK:
            return [
                Choice(edition.deck.title, edition.deck.id)
                for edition in visit.editions()
            ]
        case Takes.TAG:
            return _words(tag for card in _cards(visit) for tag in card.tags)
        case Takes.KIND:
            return _words(card.kind for card in _cards(visit) if card.kind)
        case Takes.ZONE:
            return _words(places())
        case Takes.COMMAND:
            return [Choice(f"/{name}", name) for name in BY_NAME]
        case Takes.TEXT | Takes.FILE | Takes.ROLE | Takes.MEMBER:
            return []


def _cards(visit: Visit) -> list[Card]:
    return [card for edition in visit.editions() for card in edition.deck.cards]


def _words(words: Iterable[str]) -> list[Choice]:
    return [Choice(word, word) for word in sorted(set(words))]


def _matching(choices: list[Choice], typed: str) -> list[Choice]:
    """Those that hold what was typed, those that begin with it first."""
    wanted = typed.casefold().strip().replace(" ", "_")
    plain = typed.casefold().strip()
    fitting = [
        choice
        for choice in choices
        if wanted in choice.value.casefold() or plain in choice.label.casefold()
    ]
    fitting.sort(key=lambda choice: not choice.value.casefold().startswith(wanted))
    return fitting[:MOST]

"""Decks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.counting import listing, plural, shorten

if TYPE_CHECKING:
    from bot.cards import Deck


DECK_COLUMNS = ("Deck", "Id", "Cards", "Here")
CARD_COLUMNS = ("Question", "Level", "Kind", "Checks")
IMPORT_FAILED = "Not imported"
IMPORTED = "Imported"
IMPORT_NOTES = "Worth a look:"
REMOVE_DECK = "Remove a deck"


def studied_here(studied: bool) -> str:
    return "studied" if studied else "–"


def decks_hint(some: bool) -> str:
    if some:
        return "/deck show looks into one; /quiz with a deck asks from it alone."
    return "There is no deck here yet. Add one with /deck import."


def deck_line(deck: Deck, first: int, last: int, hidden: int) -> str:
    """`first` is 0 where all cards are shown at once."""
    parts = [deck.description] if deck.description else []
    if not parts and not first:
        parts.append(plural(len(deck.cards), "card") + ".")
    if first:
        all = len(deck.cards) - hidden
        parts.append(f"{some_cards(first, last)} of {all:,}.")
    if hidden:
        parts.append(
            f"{plural(hidden, 'card')} {'is' if hidden == 1 else 'are'} open in one "
            "of your channels and not shown."
        )
    return " ".join(parts)


def some_cards(first: int, last: int) -> str:
    return f"Cards {first:,} to {last:,}"


def faulty(name: str, count: int) -> str:
    return (
        f"{shorten(name, 60)} has {plural(count, 'fault')}. Nothing was changed; "
        f"mend {'it' if count == 1 else 'them'} and send the file again."
    )


def and_more(count: int) -> str:
    return f"… and {count:,} more"


def taken_in(deck: Deck, before: Deck | None) -> str:
    """`before` is the deck in whose place it stands, where there was one."""
    here = f"{deck.title} is here: {plural(len(deck.cards), 'card')}."
    if before is None:
        return here
    if before == deck:
        return f"{here} It was here before, just as it is in this file."
    return (
        f"{here} It takes the place of “{before.title}” with "
        f"{plural(len(before.cards), 'card')}, which has the same id, {deck.id}: "
        f"{_changes(before, deck)}. History stays. To have both, give the file another "
        "id or name."
    )


def _changes(before: Deck, now: Deck) -> str:
    """How many cards are new, gone and changed; a card is known by its id."""
    old = {card.id: card for card in before.cards}
    new = {card.id: card for card in now.cards}
    counts = (
        (len(new.keys() - old.keys()), "new"),
        (len(old.keys() - new.keys()), "gone"),
        (sum(old.get(id, card) != card for id, card in new.items()), "changed"),
    )
    said = [f"{count:,} {what}" for count, what in counts if count]
    return listing(said) if said else "every card as it was"


def studied(title: str, scheduled: bool) -> str:
    if scheduled:
        return f"{title} is now studied in this channel."
    return f"{title} is chosen for this channel. /drop set says when cards come."


def exported(title: str, hidden: int) -> str:
    if not hidden:
        return f"{title}, whole."
    return (
        f"{title}, without {plural(hidden, 'card')} open in one of your channels. "
        f"Export again once {'it has' if hidden == 1 else 'they have'} closed."
    )


def nothing_to_export(title: str) -> str:
    return (
        f"Every card of {title} is open in one of your channels just now. "
        "Type /deck export again once they have closed."
    )


def remove_deck(title: str) -> str:
    return f"Remove {title}? Its cards are not asked again; everybody's history stays."


def deck_removed(title: str) -> str:
    return f"{title} is removed. /deck import brings it back."

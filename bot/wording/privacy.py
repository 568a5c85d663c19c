"""What is stored, and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.wording.counting import listing, plural

if TYPE_CHECKING:
    from bot.members import Person


PRIVACY = "Your data"
STORED_NOTE = (
    "Typed answers are for your eyes only; they are kept so that you can look back. "
    "Nobody else sees what you ticked."
)
YOUR_DATA = "Everything I know about you."
DELETE_TITLE = "Delete everything?"
DELETE_WARNING = (
    "Your answers, streak, memory and settings go for good. Where a group played, "
    "an anonymous line stays. This cannot be undone; export first if in doubt."
)
DELETED = "Done: everything about you is gone. You can begin afresh whenever you like."
KEPT = "Nothing was deleted."


def deletes_all(others: Sequence[str]) -> str:
    return (
        f"This goes for {listing(others)} as well. To keep that, take this account out "
        "first with /settings unlink."
    )


def stored(person: Person, names: Sequence[str], steps: int, cards: int) -> list[str]:
    return [
        f"Your account and the name last seen: {listing(names)}.",
        f"Your time zone: {person.zone}; your reminder and picture theme, if set.",
        f"{plural(steps, 'entry', 'entries')} in the log: what you typed, ticked or "
        "chose, when, and on which local day.",
        f"How well you hold {plural(cards, 'card')}; your streak and freezes.",
        "When you were last seen, what you were asked in private, and when.",
        "Which challenges you joined and left, and when.",
        "Which channels you were the last to set up, which decks you brought, and what "
        "I told you directly.",
    ]

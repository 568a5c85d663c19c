"""What a member has set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.members import Person


SETTINGS = "Your settings"
REMINDER = "Reminder"
THEME = "Pictures"
OFF = "off"
OFF_WORDS = frozenset(("off", "no", "none", "never", "aus"))
REMINDER_HINT = "A time such as 18:00, or off"
THEMES = {"auto": "Automatic", "dark": "Dark", "light": "Light"}


def settings(person: Person) -> list[str]:
    theme = THEMES[person.theme or "auto"]
    if person.reminder:
        reminder = (
            f"Reminder at {person.reminder:%H:%M}, on days without an answer by then."
        )
    else:
        reminder = "Reminder: off."
    whose = {"member": "as you set it", "platform": "as your device or profile says"}
    zone = whose.get(person.zone_by, "your channel's, until you set your own")
    return [f"Time zone: {person.zone} ({zone}).", reminder, f"Pictures: {theme}."]

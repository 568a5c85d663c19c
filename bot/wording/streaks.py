"""Streaks, and what awaits a member outside of channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wording.counting import date, plural

if TYPE_CHECKING:
    from bot.members import ZoneBy
    from bot.streaks import Streak


STREAK = "Your streak"


def streak(streak: Streak) -> str:
    if not streak.days:
        best = f" Your best was {plural(streak.best, 'day')}." if streak.best else ""
        return f"No streak just now.{best} One answer begins a new one."
    if streak.days == streak.best:
        return f"{plural(streak.days, 'day')}: your best so far."
    return f"{plural(streak.days, 'day')}. Your best was {streak.best:,}."


def freezes(streak: Streak) -> str:
    saved = f" The last one saved {date(max(streak.used))}." if streak.used else ""
    if not streak.freezes:
        return f"No freeze held; every seven streak days earn one.{saved}"
    held = plural(streak.freezes, "freeze")
    return f"{held} held: a missed day uses one by itself.{saved}"


def day_so_far(studied: bool) -> str:
    return f"Today {'counts' if studied else 'does not count yet'}. Your day ends "


def in_zone(zone: str, by: ZoneBy) -> str:
    if by == "member":
        return f" ({zone}, as you set it)."
    whose = (
        "as your device or profile says" if by == "platform" else "your channel's zone"
    )
    return f" ({zone}, {whose}; /settings set zone: sets your own)."


# Outside of channels.


CARD_OPEN_UNTIL = ": a card is open, until "
CARD_COMES = ": the next card comes "
NO_CARD_COMES = ": no card comes just now."


def cards_due(count: int) -> str:
    if not count:
        return "Nothing is due for review."
    return f"{plural(count, 'card')} {'is' if count == 1 else 'are'} due for review."


def reminder(due: int, streak: Streak, last: bool) -> str:
    """`last`: no other comes before the member is back."""
    parts = []
    if streak.days:
        parts.append(f"Your streak stands at {plural(streak.days, 'day')}.")
    if due:
        parts.append(f"{plural(due, 'card')} {'is' if due == 1 else 'are'} due.")
    parts.append("One answer is enough for today.")
    if last:
        parts.append("This is the last reminder until you are back.")
    return " ".join(parts)

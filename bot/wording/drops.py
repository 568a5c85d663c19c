"""The card of the day, and its setting up."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from bot.wording.counting import date, listing, plural

if TYPE_CHECKING:
    from bot.channels import Channel, DropState
    from bot.drops import Why
    from bot.wishes import Wish


DROP_TITLE = "Card of the day"
DROP_CLOSED_TITLE = "Card of the day: the answer"
CLOSES = "Closes "
NO_DROP_OPEN = "No card is open here just now. The next one comes "
MOST_LACKED = "Lacked most often:"
MISSED = "I was away at that time"
NO_CARDS = "there was no card to ask"
NOT_POSTED = "I could not post it"
LEFT_OUT = "left out"
SKIPS = 5
"""Days left out that are named; of more, the number."""


def why_asked(why: Why, place: int, total: int) -> str:
    if why == "first pass":
        return f"Card {place} of {total}"
    if why == "forgotten":
        return "The one this group has most probably forgotten"
    return "The only card here"


def why_line(why: str) -> str:
    return f"{why}. "


def answered(count: int) -> str:
    if not count:
        return "Nobody has answered yet."
    return f"{count:,} {'has' if count == 1 else 'have'} answered."


def closed_line(count: int) -> str:
    return f"Closed. {answered(count)}" if count else "Closed. Nobody answered."


def no_cards(channel: str) -> str:
    return (
        f"No card could be asked in {channel}: its decks have none. "
        "Choose a deck with /drop set, or add one with /deck import."
    )


def few_unseen(channel: str, left: int) -> str:
    return (
        f"{left} unseen cards are left in {channel}. After them, cards return that "
        "the group has most probably forgotten. Add a deck with /deck import."
    )


def suspended(channel: str, why: str) -> str:
    return (
        f"I cannot post in {channel} ({why}), so its cards rest. "
        "Give me back the permission, then type /drop resume there; "
        "/drop now posts today's card."
    )


def lobby_unseen(channel: str, why: str) -> str:
    return (
        f"I could not post your challenge in {channel} ({why}), so it is called off. "
        "Type /challenge there again once I can."
    )


def denied(channel: str, wishes: Iterable[tuple[Wish, str]]) -> str:
    """What a card had to do without, each with why."""
    without = {"thread": "a thread", "pin": "a pin", "role": "the call to its role"}
    lacking = listing((f"{without[wish]} ({why})" for wish, why in wishes), "or")
    return (
        f"The card is in {channel}, but without {lacking}. I no longer try; "
        "/drop set turns it on again."
    )


def channel_gone(channel: str) -> str:
    return (
        f"I can no longer find {channel}, so no cards come there. What is set there "
        "waits: once I can post there again, /drop resume lets them go on."
    )


def unknown(channel: str, why: str) -> str:
    return (
        f"I cannot tell whether today's card reached {channel} ({why}). "
        "Please look. If it is not there, /today shows it to whoever types it."
    )


NOTICE = "For your attention"
HELLO_TITLE = "Hello"
HELLO = (
    "I post a card of the day for your study group, ask questions on demand, and keep "
    "everybody's streak."
)
HELLO_START = (
    "To begin, go to the channel you study in and type /drop set: it asks for the "
    "time, the days and the deck, and can post a first card at once. "
    "/help tells the rest."
)


# Setting up the drop.


DROP_STATUS = "The card of the day here"
DROP_SETTINGS = "When cards come"
NEXT_DROP = "The next card comes "
TIME = "Time"
DAYS = "Days"
ZONE = "Time zone"
DECKS = "Decks"
DAY = "Day"
WHAT = "What happened"
WITH_EACH_CARD = "With each card"
WISHES = {
    "thread": "A thread to talk in",
    "pin": "A pin while it is open",
    "role": "A call to the role",
}
TIME_HINT = "Such as 09:00, 9am or 21:30"
ZONE_HINT = "Such as Berlin or Europe/Berlin"
DAYS_HINT = "Such as mon-fri, weekends or every day"
RATHER_TWICE = "Where I cannot tell whether a card arrived, I post it again."
PREVIEW_NOTE = "So it will look, with its buttons; only you see it now."
DROPPED = "Today's card is on its way to the channel."
RESUMED = "Cards come again; nothing is left out any more."
TURNED_OFF = "Turned off: no more cards here. /drop set brings them back."


def schedule(
    channel: Channel,
    days: str,
    decks: Sequence[tuple[str, int, int]],
    skips: Sequence[datetime.date],
    skipped: int,
    today: datetime.date,
    changed: datetime.date | None,
) -> list[str]:
    """What is set, a line each; `decks` are titles, cards, and cards unseen here."""
    if channel.at is None:
        return ["No cards come to this channel."]
    by = channel.author_name
    return [
        f"At {channel.at:%H:%M} ({channel.zone}), {days}.",
        *_decks(decks),
        *_with_each_card(channel),
        *_resting(channel, today),
        *([RATHER_TWICE] if channel.twice else []),
        *_left_out(skips, skipped),
        *([f"Last changed by {by} on {date(changed)}."] if by and changed else []),
    ]


def _decks(decks: Sequence[tuple[str, int, int]]) -> list[str]:
    if not decks:
        return ["No deck is chosen: choose one, or nothing can be asked."]
    return [
        f"{title}: {plural(total, 'card')}, {_asked_here(total, left)}."
        for title, total, left in decks
    ]


def _with_each_card(channel: Channel) -> list[str]:
    with_it = [
        *(["gets a thread"] if channel.thread else []),
        *(["is pinned while it is open"] if channel.pin else []),
        *(["calls a role"] if channel.role else []),
    ]
    return [f"Each card {listing(with_it)}."] if with_it else []


def _resting(channel: Channel, today: datetime.date) -> list[str]:
    lines = []
    if channel.suspended:
        lines.append(f"Resting: {channel.suspended}. /drop resume tries again.")
    if channel.paused:
        lines.append("Paused until somebody types /drop resume.")
    elif channel.paused_until and channel.rests_on(today):
        lines.append(f"Paused; goes on {date(channel.paused_until)}.")
    return lines


def _left_out(skips: Sequence[datetime.date], skipped: int) -> list[str]:
    lines = []
    if skips:
        shown = [date(day) for day in skips[:SKIPS]]
        more = [f"{len(skips) - SKIPS:,} more"] if len(skips) > SKIPS else []
        lines.append(f"Left out: {listing([*shown, *more])}.")
    if skipped:
        its = "its" if skipped == 1 else "their"
        lines.append(f"{plural(skipped, 'day')} went without {its} card so far.")
    return lines


def _asked_here(total: int, left: int) -> str:
    if left:
        return f"{left:,} not yet asked here"
    return "all asked here before" if total > 1 else "asked here before"


def thread(day: datetime.date) -> str:
    return f"{DROP_TITLE}, {date(day)}"


def drop_state(state: DropState, reason: str) -> str:
    if state == "skipped":
        return f"Skipped: {reason}" if reason else "Skipped"
    return {"open": "Open now", "closed": "Asked"}[state]


def paused(until: datetime.date | None) -> str:
    if until is None:
        return "Paused: no cards come here for now."
    return f"Paused. Cards come again from {date(until)}."


def skipping(day: datetime.date) -> str:
    return f"{date(day)} is left out."

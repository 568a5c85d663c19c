"""Every sentence the bot says, in plain words, by what it is about.

Nothing of ours is imported here but types.
"""

from bot.wording import (
    accounts,
    admins,
    boards,
    cards,
    challenges,
    counting,
    decks,
    drops,
    help,
    labels,
    privacy,
    progress,
    refusals,
    results,
    settings,
    streaks,
    typed,
)

__all__ = [
    "accounts",
    "admins",
    "boards",
    "cards",
    "challenges",
    "counting",
    "decks",
    "drops",
    "help",
    "labels",
    "privacy",
    "progress",
    "refusals",
    "results",
    "settings",
    "streaks",
    "typed",
]

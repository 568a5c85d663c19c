"""Who sets cards up. Members are named where a platform has no roles: on Slack."""

from __future__ import annotations

import datetime

from bot.wording.boards import SOMEBODY
from bot.wording.counting import date, space

ADMINS = "Who may set up cards and decks here"
NOBODY_NAMED = "Nobody was named so far."


def admins_rule(platform: str) -> str:
    return (
        f"Those who manage this {space(platform)} may, and whom they name. "
        "/drop admins add:@somebody names one, /drop admins remove:@somebody takes "
        "one out."
    )


def only_admins_name(platform: str) -> str:
    return (
        f"Only those who manage this {space(platform)} by their own right can name "
        "others, or take them out again. Ask one of them."
    )


def named(who: str, by: str, on: datetime.date) -> str:
    return f"{who}, named by {by or SOMEBODY} on {date(on)}"


def no_longer_named(who: str, by: str, on: datetime.date) -> str:
    return f"{who} no longer, says {by or SOMEBODY}, since {date(on)}"


def now_named(who: str) -> str:
    return f"{who} may now set up cards and decks here, and is told so."


def named_already(who: str) -> str:
    return f"{who} was named before; nothing has changed."


def now_taken_out(who: str) -> str:
    return f"{who} may no longer set up cards and decks here, and is told so."


STEPPED_DOWN = "You may no longer set up cards and decks here."


def not_named(who: str) -> str:
    return (
        f"{who} was not named here, so there is nothing to take back. "
        "/drop admins lists who was."
    )


def too_many_named(most: int) -> str:
    return (
        f"{most} are named already; more is hard to oversee. "
        "Take one out first with /drop admins remove:@somebody."
    )


def you_were_named(by: str, platform: str) -> str:
    return (
        f"{by} has named you: you may now set up cards and decks in this "
        f"{space(platform)}. "
        "/drop set in a channel begins, /help tells more."
    )


def you_were_taken_out(by: str) -> str:
    return f"{by} has taken back that you may set up cards and decks here."

"""Several accounts of one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.wording.counting import listing, plural

LINK = "Linked accounts"
LINK_ACCOUNT = "Link an account"
HAVE_CODE = "I have a code"
UNLINK = "Unlink this one"
LINK_THEM = "Link them"
NOT_NOW = "Not now"
GO_ON = "Go on"
CODE = "The code that your other account was shown"
CODE_HINT = "Eight letters and digits, such as K7QX-2M9P"
YOUR_CODE = "Your code: "
CODE_WHERE = (
    "Go to your other account, on whichever platform it is. Open your settings there, "
    "press “I have a code”, and type it."
)
CODE_ONCE = "It works once, and its time is over "
CODE_WARNING = (
    "Show it to nobody: a linked account sees your data, and can delete it, as you can."
)
LINK_ASK = "These would be one person:"
_LINK_WARNING = (
    "One streak, one memory, one set of settings; boards stay as they are. Go on only "
    "if all of them are yours: each can then see and delete what the others did. "
    "/settings unlink undoes it."
)
_LINK_BY_NAME = " In the browser, whoever picks the same name is you."
LINKED = "Linked: these accounts are one person now. /settings unlink undoes it."
UNLINKED = "This account stands alone again. /settings link links it anew."
NOT_LINKED = "Nothing was linked."
NOTHING_LINKED = (
    "This account is linked with no other. /settings link gives you a code for that."
)
OWN_CODE = (
    "This is this account's own code. Go to your other account, open your settings "
    "there, and type it in."
)
LINKED_ALREADY = "These accounts are linked already. /settings unlink parts them."
TOO_MANY_CODES = (
    "Too many wrong codes. In an hour you can try again, with a fresh one from "
    "/settings link on your other account."
)
_PLATFORMS = {"web": "browser"}


def account(name: str, platform: str) -> str:
    """`Ada (Discord)`."""
    return f"{name} ({_PLATFORMS.get(platform, platform.capitalize())})"


def wrong_code(left: int) -> str:
    if left <= 0:
        return TOO_MANY_CODES
    return (
        "That is no code that works now: each works once, for ten minutes. "
        "/settings link on your other account gives a fresh one. "
        f"{plural(left, 'more try', 'more tries')}."
    )


def too_many_accounts(most: int) -> str:
    return f"{most} accounts can be linked, not more. /settings unlink takes one out."


def link_warning(platforms: Iterable[str]) -> str:
    return _LINK_WARNING + (_LINK_BY_NAME if "web" in platforms else "")


def streak_of(account: str, days: int) -> str:
    return f"{account}: streak of {plural(days, 'day')}"


def together(days: int) -> str:
    return f"Together, a streak of {plural(days, 'day')}."


def streak_now(days: int) -> str:
    return f"Streak: {plural(days, 'day')}."


def linked(others: Sequence[str]) -> str:
    return f"Linked with {listing(others)}."


def was_linked(account: str) -> str:
    return (
        f"{account} is now linked with this account: one streak, one memory. If that "
        "was not you, /settings unlink parts them again."
    )


def was_unlinked(account: str) -> str:
    return f"{account} is no longer linked with this account."

"""What went wrong on the way to Slack -> what became of the post."""

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from adapters.sending import NO_HINT_WAIT, UNREACHABLE_WAIT
from adapters.shared import Ended
from adapters.slack import words
from bot.panels import Forbidden, Gone, Later, Outcome


class Refused(Exception):
    """A response URL or an upload was not taken; `str()` is what Slack says."""


class NotInstalled(Exception):
    """The app is in no such workspace, or not any more."""


FAULTS = (
    SlackClientError,
    Refused,
    NotInstalled,
    Ended,
    aiohttp.ClientError,
    OSError,  # resets, and every kind of timeout
)
"""Everything that a request may end in."""

LIMITED = "ratelimited"

SHUT_OUT_WAIT = 600.0
"""Seconds after which a workspace is tried again that takes our token no more. None of
its channels is to blame: what is due waits, and is missed if it must be, until the app
is installed again or the right token is set."""

REVOKED = ("token_revoked", "account_inactive", "invalid_auth", "not_authed")
"""The token is no longer good: nothing more can be done in that workspace."""

_UNINVITED = ("not_in_channel", "channel_not_found")
"""The app is not in that channel; of a private one, Slack says that there is none."""

_GONE = (
    "is_archived",
    "message_not_found",
    "user_not_found",
    "users_not_found",
    "user_disabled",
    "thread_not_found",
)
_UNCLEAR = (
    "internal_error",
    "fatal_error",
    "request_timeout",
    "service_unavailable",
    "team_added_to_org",
)
"""Slack says of these that some of it may have been done."""

_DONE = ("already_pinned", "not_pinned", "no_pin")

_PICTURES = ("invalid_blocks", "invalid_arguments", "invalid_blocks_format")


def code(fault: BaseException) -> str:
    """Slack's word for what is wrong; "" where there is none."""
    if isinstance(fault, Refused):
        return str(fault)
    if not isinstance(fault, SlackApiError):
        return ""
    try:
        return str(fault.response.get("error") or "")
    except (AttributeError, ValueError):
        return ""


def short(fault: BaseException) -> str:
    """A fault for the log: Slack's word for it, for its answer may quote a member."""
    return code(fault) or type(fault).__name__


def status(fault: BaseException) -> int:
    """The HTTP status of the answer; 0 where there was none."""
    response = getattr(fault, "response", None)
    found = getattr(response, "status_code", getattr(response, "status", 0))
    return int(found or 0)


def outcome(fault: BaseException) -> Outcome | None:
    """Where it is certain that nothing was done: why. None where nobody can tell."""
    if isinstance(fault, NotInstalled):
        return Later(SHUT_OUT_WAIT)
    if isinstance(fault, aiohttp.ClientConnectorError):
        return Later(UNREACHABLE_WAIT)
    error = code(fault)
    if limited(fault):
        return Later(asked_to_wait(fault))
    if not error or error in _UNCLEAR or status(fault) >= 500:
        return None
    if error in REVOKED:
        return Later(SHUT_OUT_WAIT)
    if error in _GONE:
        return Gone(words.refused(error))
    if error in _UNINVITED:
        return Forbidden(words.not_in_channel())
    return Forbidden(words.refused(error))


def limited(fault: BaseException) -> bool:
    """Whether Slack wants to be asked less often."""
    return status(fault) == 429 or code(fault) == LIMITED


def asked_to_wait(fault: BaseException) -> float:
    """Seconds, as a 429 says."""
    headers = getattr(getattr(fault, "response", None), "headers", None) or {}
    try:
        return max(1.0, float(headers.get("Retry-After", "")))
    except ValueError:
        return NO_HINT_WAIT


def done_already(fault: BaseException) -> bool:
    """Whether it was refused because it is so already."""
    return code(fault) in _DONE


def about_pictures(fault: BaseException) -> bool:
    """Whether it may be the pictures that a message was refused for."""
    return code(fault) in _PICTURES

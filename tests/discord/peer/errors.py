"""Discord's refusals, with its own codes.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a body, and where: `components.0.label`."""

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


class ApiError(Exception):
    """Answered as `status` with Discord's JSON; `extra` joins the body."""

    def __init__(self, status: int, code: int, message: str, **extra: Any) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.extra = extra

    def body(self) -> Json:
        return {"message": self.message, "code": self.code, **self.extra}


class InvalidBody(ApiError):
    """400 50035, with Discord's nested tree of errors."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(400, 50035, "Invalid Form Body", errors=_tree(problems))
        self.problems = problems


def _tree(problems: list[Problem]) -> Json:
    root: Json = {}
    for problem in problems:
        node = root
        for part in filter(None, problem.path.split(".")):
            node = node.setdefault(part, {})
        errors = node.setdefault("_errors", [])
        errors.append({"code": "INVALID", "message": problem.message})
    return root


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def no_such_route() -> ApiError:
    return ApiError(404, 0, "404: Not Found")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def refuses_messages() -> ApiError:
    return ApiError(403, 50007, "Cannot send messages to this user")


def not_own_message() -> ApiError:
    return ApiError(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


def thread_exists() -> ApiError:
    message = "A thread has already been created for this message"
    return ApiError(400, 160004, message)


def unknown(what: str) -> ApiError:
    """404; `what` is Channel, Guild, Member, Message, User, Webhook, Interaction."""
    return ApiError(404, _UNKNOWN[what], f"Unknown {what}")


_UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Webhook": 10015,
    "Interaction": 10062,
}


def expired_token() -> ApiError:
    # Seen in discord-api-docs #6851 and many bots' logs: after 15 minutes it is
    # this, not 10015.
    return ApiError(401, 50027, "Invalid Webhook Token")


def already_acknowledged() -> ApiError:
    message = "Interaction has already been acknowledged."
    return ApiError(400, 40060, message)


def too_many_followups() -> ApiError:
    message = "Maximum number of follow up messages for this interaction reached"
    return ApiError(400, 40094, message)


def old_edits(retry_after: float) -> ApiError:
    # The status and the code together: aikaterna-cogs #302.
    message = "Maximum number of edits to messages older than 1 hour reached."
    return ApiError(429, 30046, message, retry_after=retry_after)

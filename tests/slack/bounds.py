"""What Slack would say of a message or a view: limits, slack_sdk's models, schemas."""

from typing import Any

from tests.slack.peer.checks import Checks
from tests.slack.peer.errors import ApiError, Violation
from tests.slack.peer.rules import Rules

Json = dict[str, Any]


def _there(_: Json) -> None:
    """Every file is ready."""


def faults(blocks: list[Json]) -> list[str]:
    """Of a message's blocks; none is good."""
    found: list[Violation] = []
    try:
        Checks(Rules(), found).blocks("chat.postMessage", blocks, _there)
    except ApiError as error:
        return [error.error, *map(str, found)]
    return [str(one) for one in found]


def view_faults(view: Json) -> list[str]:
    """Of a modal or a home tab; none is good."""
    found: list[Violation] = []
    try:
        Checks(Rules(), found).view("views.open", view, _there)
    except ApiError as error:
        return [error.error, *map(str, found)]
    return [str(one) for one in found]

"""Requests to Slack, and what their ends are taken for."""

from typing import Any

import aiohttp
import pytest
from multidict import CIMultiDict
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import faults, render
from adapters.slack.faults import NotInstalled, Refused
from adapters.slack.transport import bears
from adapters.slack.wire import Wire
from bot.panels import Forbidden, Gone, Later
from tests.slack.peer import Kind
from tests.slack.town import Town


def answered(
    error: str, status: int = 200, headers: dict[str, str] | None = None
) -> SlackApiError:
    """What slack_sdk raises for this answer."""
    given: Any = CIMultiDict(headers or {})
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": error},
        headers=given,
        status_code=status,
    )
    raised: Any = SlackApiError  # which is not typed
    fault: SlackApiError = raised("no", response)
    return fault


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (answered("ratelimited", 429, {"Retry-After": "7"}), Later(7.0)),
        (answered("ratelimited", 429, {"retry-after": "0"}), Later(1.0)),
        (answered("ratelimited", 429), Later(30.0)),
        (answered("", 429, {"Retry-After": "7"}), Later(7.0)),
        (answered("ratelimited"), Later(30.0)),
        (answered("token_revoked"), Later(600.0)),
        (NotInstalled("T1"), Later(600.0)),
        (answered("is_archived"), Gone("Slack says: is_archived")),
        (answered("restricted_action"), Forbidden("Slack says: restricted_action")),
        (
            answered("restricted_action", 499),
            Forbidden("Slack says: restricted_action"),
        ),
        (answered("not_allowed", 500), None),
        (answered("internal_error"), None),
        (answered(""), None),
        (aiohttp.ServerDisconnectedError(), None),
        (TimeoutError(), None),
    ],
)
def test_each_end_of_a_request_says_whether_it_is_certain_that_nothing_was_done(
    fault: BaseException, outcome: object
) -> None:
    assert faults.outcome(fault) == outcome


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.toml",
        "https://evilslack.com/a.toml",
        "https://files.slack.com.example.org/a.toml",
        "https://files.slack.com@example.org/a.toml",
        "http://files.slack.com/a.toml",
        "http://slack.com/a.toml",
        "",
    ],
)
async def test_the_token_goes_to_no_address_but_slacks(url: str) -> None:
    asked: list[str] = []

    async def token(team: str) -> str:
        asked.append(team)
        raise NotInstalled(team)

    wire = Wire("https://slack.com/api/", token)
    with pytest.raises(Refused, match="not an address of Slack's"):
        await wire.fetch("T1", url, 10)
    assert asked == []

    with pytest.raises(NotInstalled):
        await wire.fetch("T1", "https://files.slack.com/a.toml", 10)


async def test_a_message_is_looked_for_with_what_is_hidden_in_it(small: Town) -> None:
    await small.slack.wire.recent(small.space.id, small.channel.id)

    (asked,) = small.peer.called("conversations.history")
    assert asked.args["include_all_metadata"] in (True, "true", "1")


@pytest.mark.parametrize(
    ("message", "found"),
    [
        ({"metadata": {"event_payload": {"mark": "00ff"}}}, True),
        ({"blocks": [{"block_id": "x"}, {"block_id": render.stamp("00ff")}]}, True),
        ({"metadata": {"event_payload": {"mark": "00fe"}}, "blocks": []}, False),
        ({"blocks": [{"block_id": render.stamp("00fe")}]}, False),
        ({}, False),
    ],
)
def test_a_message_is_known_by_either_of_its_marks(
    message: dict[str, Any], found: bool
) -> None:
    assert bears(message, "00ff") is found


@pytest.mark.parametrize("kind", [Kind.STATUS_500, Kind.RESET_BEFORE])
async def test_an_answer_that_came_at_the_second_try_is_no_fault(
    small: Town, kind: Kind
) -> None:
    small.peer.fault("response_url", 1, kind)
    url = (await small.say(small.ben, "streak")).delivery
    assert url is not None

    await small.slack.wire.respond(
        url.payload["response_url"], render.words_only("Once more."), replace=False
    )


async def test_an_answer_that_comes_at_neither_try_is_one(small: Town) -> None:
    delivery = (await small.say(small.ben, "streak")).delivery
    assert delivery is not None
    small.peer.fault("response_url", 1, Kind.STATUS_500, times=2)

    with pytest.raises(Refused, match="internal_error"):
        await small.slack.wire.respond(
            delivery.payload["response_url"], render.words_only("No."), replace=False
        )

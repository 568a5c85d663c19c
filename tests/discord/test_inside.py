"""What we reach for inside of discord.py is there, and is as we take it to be.

Where one of these fails after an update, `adapters/discord/inside.py` or `wire.py` has
to learn what the new version does instead.
"""

import inspect
from collections.abc import Callable
from typing import Any

import discord
import pytest
import yarl
from discord import ui
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient, Ratelimit, Route, handle_message_parameters

from adapters.discord import inside
from adapters.discord.render import Layout
from tests.discord.town import Town


@pytest.mark.parametrize(
    ("function", "takes"),
    [
        (HTTPClient.ws_connect, "self url compress"),
        (HTTPClient.get_ratelimit, "self key"),
        (HTTPClient._try_clear_expired_ratelimits, "self"),
        (HTTPClient.request, "self route files form kwargs"),
        (HTTPClient.get_bot_gateway, "self"),
        (HTTPClient.get_from_cdn, "self url"),
    ],
)
def test_what_is_called_or_replaced_takes_what_it_took(
    function: Callable[..., Any], takes: str
) -> None:
    found = " ".join(inspect.signature(function).parameters)

    assert found == takes, f"discord.py {discord.__version__} has another"


def test_the_addresses_are_where_they_are_set() -> None:
    assert Route.BASE.startswith(("https://discord.com/api/v", "http://127.0.0.1"))
    assert Route("GET", "/gateway").url == f"{Route.BASE}/gateway"
    assert isinstance(DiscordWebSocket.DEFAULT_GATEWAY, yarl.URL)


def test_requests_and_lines_go_where_they_are_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Route, "BASE", "")
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL())

    inside.send_to("http://here:1/api/")
    inside.connect_to("ws://here:2")

    assert Route("GET", "/gateway").url == "http://here:1/api/v10/gateway"
    assert yarl.URL("ws://here:2") == DiscordWebSocket.DEFAULT_GATEWAY


def test_its_warnings_of_voice_are_where_they_are_silenced(made: Town) -> None:
    assert vars(discord.VoiceClient)["warn_nacl"] is False
    assert vars(discord.VoiceClient)["warn_dave"] is False
    assert {"warn_nacl", "warn_dave"} <= discord.VoiceClient.__annotations__.keys()


async def test_a_rate_limit_is_kept_for_each_channel(made: Town) -> None:
    http = made.discord.link.http

    assert isinstance(http.get_ratelimit("POST messages:1"), Ratelimit)
    assert http._buckets.keys() == {"POST messages:1"}


def test_an_attachment_that_stays_is_asked_for_its_id_alone() -> None:
    view = ui.LayoutView(timeout=None)
    with handle_message_parameters(view=view, attachments=[inside.kept("7")]) as made:
        assert made.payload is not None
        assert made.payload["attachments"] == [{"id": "7"}]


async def test_a_layout_of_ours_looks_finished_and_so_is_not_kept() -> None:
    assert Layout().is_finished()
    assert not ui.LayoutView(timeout=None).is_finished()

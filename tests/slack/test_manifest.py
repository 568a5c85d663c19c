"""The manifest: made from the command table, least scopes, as Slack wants it."""

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest

from adapters import slack
from adapters.slack import limits
from adapters.slack.manifest import OPTIONAL, SCOPES, manifest, written
from bot.commands import COMMANDS

KEPT = Path(slack.__file__).with_name("manifest.json")


def test_the_file_is_what_the_command_table_makes() -> None:
    assert KEPT.read_text("utf-8") == written()


def test_every_command_is_named_in_the_hint() -> None:
    (command,) = manifest()["features"]["slash_commands"]

    assert command["command"] == "/study"
    assert len(command["usage_hint"]) <= limits.COMMAND_HINT
    for each in COMMANDS:
        assert each.name in command["usage_hint"].strip("[]").split(" | ")


def test_the_scopes_are_the_least() -> None:
    assert SCOPES == (
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "im:write",
        "users:read",
    )
    assert set(OPTIONAL) == {
        "channels:history",
        "groups:history",
        "im:history",
        "chat:write.public",
        "pins:write",
    }


def test_with_an_address_slack_sends_everything_there() -> None:
    made = manifest("https://study.example.org/")
    url = "https://study.example.org/slack/events"

    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["interactivity"]["request_url"] == url
    assert made["settings"]["event_subscriptions"]["request_url"] == url
    assert made["features"]["slash_commands"][0]["url"] == url
    assert made["oauth_config"]["redirect_urls"] == [
        "https://study.example.org/slack/oauth_redirect"
    ]


@pytest.mark.parametrize("address", ["", "https://study.example.org"])
def test_slack_takes_it(address: str) -> None:
    folder = os.environ.get("STUDYBOT_SPECS", "")
    file = Path(folder) / "slack-manifest.schema.json"
    if not folder or not file.exists():
        pytest.skip("STUDYBOT_SPECS names no folder with Slack's manifest schema")
    jsonschema_rs.validate(json.loads(file.read_text("utf-8")), manifest(address))

"""What can be said of the settings before anybody is asked, and what Slack says."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.findings import Sign, good
from adapters.slack import doctor
from adapters.slack.settings import SlackSettings
from tests.cli.commands import invoke
from tests.slack.peer import Kind
from tests.slack.town import Town

GOOD = SlackSettings(token="xoxb-1-2-canary", app_token="xapp-1-A1-canary")
HTTP = replace(
    GOOD, app_token="", signing_secret="0" * 32, address="https://study.example.org"
)


def faults(settings: SlackSettings) -> list[str]:
    return [found.text for found in doctor.findings(settings) if found.sign is Sign.BAD]


@pytest.mark.parametrize("settings", [GOOD, HTTP])
def test_good_settings_have_no_faults(settings: SlackSettings) -> None:
    assert faults(settings) == []


def test_that_slack_is_another_server_is_said_where_it_is() -> None:
    elsewhere = replace(GOOD, api_url="http://127.0.0.1:4700/api/")
    said = [found.text for found in doctor.findings(elsewhere)]

    assert "Slack is http://127.0.0.1:4700/api/ here, as SLACK_API_URL says." in said
    assert "SLACK_API_URL" not in "".join(one.text for one in doctor.findings(GOOD))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (replace(GOOD, token=""), "SLACK_BOT_TOKEN is not set"),
        (replace(GOOD, token="xapp-1-A1-canary"), "must begin with xoxb-"),
        (replace(GOOD, token="xoxb-1"), "must begin with xoxb-, and more has to"),
        (replace(GOOD, token=" xoxb-1-2-canary"), "has spaces around it"),
        (replace(GOOD, app_token="xoxb-1-2-canary"), "must begin with xapp-"),
        (replace(GOOD, app_token=""), "Slack has no way in"),
        (replace(HTTP, signing_secret="short"), "32 letters and digits"),
        (replace(HTTP, address="http://study.example.org"), "Set SLACK_ADDRESS"),
        (replace(GOOD, client_id="1.2"), "belong together"),
    ],
)
def test_each_fault_is_said_with_what_to_do(settings: SlackSettings, said: str) -> None:
    (found,) = faults(settings)

    assert said in found
    assert "canary" not in found


def test_scopes_that_are_missing_are_named_with_what_they_are_for() -> None:
    scopes = frozenset({"commands", "chat:write", "files:read", "channels:history"})
    found = [(one.sign, one.text) for one in doctor.of_scopes(scopes)]

    assert found[0][0] is Sign.BAD
    assert "lacks files:write, im:write, users:read." in found[0][1]
    assert (
        Sign.NOTE,
        "Without pins:write, which is optional, I cannot pin the card of the "
        "day, where a channel wants it.",
    ) in found
    assert not [text for _, text in found if "channels:history" in text]


async def test_slack_says_whose_token_it_is(small: Town) -> None:
    settings = SlackSettings(small.space.token, api_url=small.peer.api_url)

    found = await doctor.answers(settings)

    assert found[0].text == "Slack knows the app as studybot in Study group."
    assert Sign.BAD not in [one.sign for one in found]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("missing_scope", "SLACK_APP_TOKEN lacks connections:write"),
        ("invalid_auth", "Slack does not take SLACK_APP_TOKEN"),
        ("internal_error", "Slack could not be asked about SLACK_APP_TOKEN"),
    ],
)
async def test_the_token_of_the_socket_is_asked_about_too(
    small: Town, error: str, said: str
) -> None:
    settings = SlackSettings(app_token=small.peer.app_token, api_url=small.peer.api_url)
    assert await doctor.answers(settings) == [good("Slack takes SLACK_APP_TOKEN.")]
    small.peer.fault("apps.connections.open", 1, Kind.ERROR, error=error)

    (found,) = await doctor.answers(settings)

    assert found.sign is Sign.BAD
    assert said in found.text


async def test_the_command_line_says_which_scopes_are_missing(
    small: Town, tmp_path: Path
) -> None:
    small.space.scopes.discard("im:write")
    small.space.scopes.discard("pins:write")
    given = {
        "SLACK_BOT_TOKEN": small.space.token,
        "SLACK_APP_TOKEN": small.peer.app_token,
        "SLACK_API_URL": small.peer.api_url,
    }

    result = await asyncio.to_thread(invoke, tmp_path / "data", "doctor", **given)

    assert result.exit_code == 1
    assert "Slack knows the app as studybot in Study group." in result.stdout
    assert "The app lacks im:write. Add them" in result.stdout
    assert "Without pins:write, which is optional" in result.stdout
    assert "Slack takes SLACK_APP_TOKEN." in result.stdout
    assert small.space.token not in result.stdout


async def test_a_token_that_is_no_good_is_said_to_be(small: Town) -> None:
    settings = SlackSettings("xoxb-no", api_url=small.peer.api_url)

    (found,) = await doctor.answers(settings)

    assert found.sign is Sign.BAD
    assert "does not take SLACK_BOT_TOKEN" in found.text

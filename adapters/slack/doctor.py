"""What can be said of Slack's tokens and settings, and what is missing."""

import re
from collections.abc import AsyncIterator, Iterator

from adapters.discord.doctor import Advice
from adapters.slack import faults, manifest
from adapters.slack.settings import SlackSettings
from adapters.slack.wire import Wire

_BOT = re.compile(r"xoxb-[\w-]{10,}", re.ASCII)
_APP = re.compile(r"xapp-[\w-]{10,}", re.ASCII)
_SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)

_WHERE = "api.slack.com/apps, your app"


def findings(settings: SlackSettings) -> Iterator[Advice]:
    """What is set up, and what is missing; asks nobody."""
    if settings.token or not settings.installable:
        yield _shape(
            settings.token, _BOT, "SLACK_BOT_TOKEN", "xoxb-", "Install App, Bot User"
        )
    if settings.app_token:
        yield _shape(
            settings.app_token, _APP, "SLACK_APP_TOKEN", "xapp-", "Basic Information"
        )
        yield Advice(True, "Slack comes in by Socket Mode; no address is needed.")
    elif settings.signing_secret:
        good = bool(_SECRET.fullmatch(settings.signing_secret))
        yield Advice(good or bool(settings.api_url), _signing(good))
        yield from _address(settings)
    else:
        yield Advice(
            False,
            "Slack has no way in. Set SLACK_APP_TOKEN (Socket Mode: "
            f"{_WHERE}, Basic Information, App-Level Tokens, scope connections:write), "
            "or SLACK_SIGNING_SECRET for HTTP mode.",
        )
    if bool(settings.client_id) != bool(settings.client_secret):
        yield Advice(
            False, "SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both."
        )
    if settings.api_url:
        yield Advice(True, f"Slack is {settings.api_url} here, as SLACK_API_URL says.")


def _shape(
    token: str, shape: re.Pattern[str], name: str, begin: str, where: str
) -> Advice:
    if token != token.strip():
        return Advice(False, f"{name} has spaces around it. Take them away.")
    if not token:
        return Advice(False, f"{name} is not set. Copy it: {_WHERE}, {where}.")
    if not shape.fullmatch(token):
        return Advice(
            False, f"{name} must begin with {begin}. Copy it anew: {_WHERE}, {where}."
        )
    return Advice(True, f"{name} looks right.")


def _signing(good: bool) -> str:
    if good:
        return "SLACK_SIGNING_SECRET looks right; Slack comes in over HTTP."
    return (
        "SLACK_SIGNING_SECRET should be 32 letters and digits. Copy it anew: "
        f"{_WHERE}, Basic Information, Signing Secret."
    )


def _address(settings: SlackSettings) -> Iterator[Advice]:
    if settings.address.startswith("https://"):
        yield Advice(
            True,
            f"In Slack, every request URL is {settings.address.rstrip('/')}"
            "/slack/events.",
        )
    else:
        yield Advice(
            False,
            "Set SLACK_ADDRESS to the https address under which Slack can reach this "
            "machine, such as https://study.example.org.",
        )


async def answers(settings: SlackSettings) -> AsyncIterator[Advice]:
    """What Slack itself says of the token."""

    async def nobody(_: str) -> str:
        return settings.token

    wire = Wire(settings.base, nobody)
    try:
        told, scopes = await wire.whoami(settings.token)
    except faults.FAULTS as fault:
        if faults.code(fault) in faults.REVOKED:
            yield Advice(
                False,
                "Slack does not take SLACK_BOT_TOKEN. Copy it anew: "
                f"{_WHERE}, Install App.",
            )
        else:
            yield Advice(False, "Slack could not be asked. Try again in a minute.")
        return
    finally:
        await wire.close()
    yield Advice(True, f"Slack knows the app as {told['user']} in {told['team']}.")
    for advice in of_scopes(scopes):
        yield advice


def of_scopes(scopes: frozenset[str]) -> Iterator[Advice]:
    """What is missing among the scopes that were granted."""
    missing = [scope for scope in manifest.SCOPES if scope not in scopes]
    if missing:
        yield Advice(
            False,
            f"The app lacks {', '.join(missing)}. Add them ({_WHERE}, OAuth & "
            "Permissions), then install it again.",
        )
    for scope, use in manifest.OPTIONAL.items():
        if scope not in scopes:
            yield Advice(True, f"Without {scope}, which is optional, I cannot {use}.")

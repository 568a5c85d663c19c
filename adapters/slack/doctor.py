"""What can be said of Slack's tokens and settings, and what is missing."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

from adapters.advice import Advice
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
            False,
            f"{name} must begin with {begin}, and more has to follow. Copy it anew: "
            f"{_WHERE}, {where}.",
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


def asked(settings: SlackSettings) -> list[Advice]:
    """What Slack itself says of the tokens; for a program that has no loop yet."""

    async def gathered() -> list[Advice]:
        return [advice async for advice in answers(settings)]

    return asyncio.run(gathered())


async def answers(settings: SlackSettings) -> AsyncIterator[Advice]:
    """What Slack itself says of the tokens."""

    async def nobody(_: str) -> str:
        return settings.token

    wire = Wire(settings.base, nobody)
    try:
        if settings.token:
            async for advice in _of_bot(wire, settings.token):
                yield advice
        if settings.app_token:
            yield await _of_socket(wire, settings.app_token)
    finally:
        await wire.close()


async def _of_bot(wire: Wire, token: str) -> AsyncIterator[Advice]:
    try:
        told, scopes = await wire.whoami(token)
    except faults.FAULTS as fault:
        yield _refused(fault, "SLACK_BOT_TOKEN", "Install App")
        return
    yield Advice(True, f"Slack knows the app as {told['user']} in {told['team']}.")
    for advice in of_scopes(scopes):
        yield advice


async def _of_socket(wire: Wire, token: str) -> Advice:
    try:
        await wire.client(token).apps_connections_open(app_token=token)
    except faults.FAULTS as fault:
        if faults.code(fault) == "missing_scope":
            return Advice(
                False,
                "SLACK_APP_TOKEN lacks connections:write. Make another that has it: "
                f"{_WHERE}, Basic Information, App-Level Tokens.",
            )
        return _refused(fault, "SLACK_APP_TOKEN", "Basic Information")
    return Advice(True, "Slack takes SLACK_APP_TOKEN.")


def _refused(fault: BaseException, name: str, where: str) -> Advice:
    if faults.code(fault) in (*faults.REVOKED, "not_allowed_token_type"):
        return Advice(
            False, f"Slack does not take {name}. Copy it anew: {_WHERE}, {where}."
        )
    return Advice(
        False, f"Slack could not be asked about {name}. Try again in a minute."
    )


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

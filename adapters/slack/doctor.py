"""What can be said of Slack's tokens and settings, and what is missing."""

import re
from collections.abc import Iterator

from adapters.findings import Finding, bad, good, note
from adapters.slack import faults, manifest
from adapters.slack.settings import SlackSettings
from adapters.slack.wire import Wire

_BOT = re.compile(r"xoxb-[\w-]{10,}", re.ASCII)
_APP = re.compile(r"xapp-[\w-]{10,}", re.ASCII)
_SECRET = re.compile(r"[0-9a-f]{32}", re.ASCII)

_WHERE = "api.slack.com/apps, your app"


def findings(settings: SlackSettings) -> Iterator[Finding]:
    """What is set up, and what is missing; asks nobody."""
    if settings.token or not settings.installable:
        yield _shape(
            settings.token, _BOT, "SLACK_BOT_TOKEN", "xoxb-", "Install App, Bot User"
        )
    if settings.app_token:
        yield _shape(
            settings.app_token, _APP, "SLACK_APP_TOKEN", "xapp-", "Basic Information"
        )
        yield good("Slack comes in by Socket Mode; no address is needed.")
    elif settings.signing_secret:
        yield _signing(settings)
        yield from _address(settings)
    else:
        yield bad(
            "Slack has no way in. Set SLACK_APP_TOKEN (Socket Mode: "
            f"{_WHERE}, Basic Information, App-Level Tokens, scope connections:write), "
            "or SLACK_SIGNING_SECRET for HTTP mode.",
        )
    if bool(settings.client_id) != bool(settings.client_secret):
        yield bad("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET belong together: set both.")
    if settings.api_url:
        yield good(f"Slack is {settings.api_url} here, as SLACK_API_URL says.")


def _shape(
    token: str, shape: re.Pattern[str], name: str, begin: str, where: str
) -> Finding:
    if token != token.strip():
        return bad(f"{name} has spaces around it. Take them away.")
    if not token:
        return bad(f"{name} is not set. Copy it: {_WHERE}, {where}.")
    if not shape.fullmatch(token):
        return bad(
            f"{name} must begin with {begin}, and more has to follow. Copy it anew: "
            f"{_WHERE}, {where}.",
        )
    return good(f"{name} looks right.")


def _signing(settings: SlackSettings) -> Finding:
    if _SECRET.fullmatch(settings.signing_secret):
        return good("SLACK_SIGNING_SECRET looks right; Slack comes in over HTTP.")
    return (note if settings.api_url else bad)(
        "SLACK_SIGNING_SECRET should be 32 letters and digits. Copy it anew: "
        f"{_WHERE}, Basic Information, Signing Secret."
    )


def _address(settings: SlackSettings) -> Iterator[Finding]:
    if settings.address.startswith("https://"):
        yield good(
            f"In Slack, every request URL is {settings.address.rstrip('/')}"
            "/slack/events.",
        )
    else:
        yield bad(
            "Set SLACK_ADDRESS to the https address under which Slack can reach this "
            "machine, such as https://study.example.org.",
        )


async def answers(settings: SlackSettings) -> list[Finding]:
    """What Slack itself says of the tokens."""

    async def nobody(_: str) -> str:
        return settings.token

    found: list[Finding] = []
    wire = Wire(settings.base, nobody)
    try:
        if settings.token:
            found += await _of_bot(wire, settings.token)
        if settings.app_token:
            found.append(await _of_socket(wire, settings.app_token))
    finally:
        await wire.close()
    return found


async def _of_bot(wire: Wire, token: str) -> list[Finding]:
    try:
        told, scopes = await wire.whoami(token)
    except faults.FAULTS as fault:
        return [_refused(fault, "SLACK_BOT_TOKEN", "Install App")]
    known = good(f"Slack knows the app as {told['user']} in {told['team']}.")
    return [known, *of_scopes(scopes)]


async def _of_socket(wire: Wire, token: str) -> Finding:
    try:
        await wire.client(token).apps_connections_open(app_token=token)
    except faults.FAULTS as fault:
        if faults.code(fault) == "missing_scope":
            return bad(
                "SLACK_APP_TOKEN lacks connections:write. Make another that has it: "
                f"{_WHERE}, Basic Information, App-Level Tokens.",
            )
        return _refused(fault, "SLACK_APP_TOKEN", "Basic Information")
    return good("Slack takes SLACK_APP_TOKEN.")


def _refused(fault: BaseException, name: str, where: str) -> Finding:
    if faults.code(fault) in (*faults.REVOKED, "not_allowed_token_type"):
        return bad(f"Slack does not take {name}. Copy it anew: {_WHERE}, {where}.")
    return bad(f"Slack could not be asked about {name}. Try again in a minute.")


def of_scopes(scopes: frozenset[str]) -> Iterator[Finding]:
    """What is missing among the scopes that were granted."""
    missing = [scope for scope in manifest.SCOPES if scope not in scopes]
    if missing:
        yield bad(
            f"The app lacks {', '.join(missing)}. Add them ({_WHERE}, OAuth & "
            "Permissions), then install it again.",
        )
    for scope, use in manifest.OPTIONAL.items():
        if scope not in scopes:
            yield note(f"Without {scope}, which is optional, I cannot {use}.")

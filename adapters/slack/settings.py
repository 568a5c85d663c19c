"""How to reach Slack, and as whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

API = "https://slack.com/api/"


@dataclass(frozen=True, slots=True)
class SlackSettings:
    """`app_token` means Socket Mode; without it, Slack comes in over HTTP and is known
    by `signing_secret`. `token` is for one workspace; with `client_id` and
    `client_secret` any number can install the app, at `address`, our own public one.
    `api_url` is another server that speaks the protocol, up to `/api/`.
    """

    token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    address: str = ""
    api_url: str = ""

    @property
    def base(self) -> str:
        """The Web API's address, with its slash at the end."""
        return f"{self.api_url.rstrip('/')}/" if self.api_url else API

    @property
    def authorize(self) -> str:
        """The page on which a member lets the app in."""
        return f"{self.base.removesuffix('api/')}oauth/v2/authorize"

    @property
    def socket_mode(self) -> bool:
        return bool(self.app_token)

    @property
    def lacks(self) -> str:
        """Why nothing could ever come of these; empty where something can."""
        if not self.token and not self.installable:
            return (
                "Slack is set up by half: set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and "
                "SLACK_CLIENT_SECRET both (docs/slack.md)."
            )
        if not self.app_token and not self.signing_secret:
            return (
                "Slack has no way in: set SLACK_APP_TOKEN (Socket Mode), or "
                "SLACK_SIGNING_SECRET (HTTP), beside what is set (docs/slack.md)."
            )
        return ""

    @property
    def installable(self) -> bool:
        """Whether further workspaces can install the app by themselves."""
        return bool(self.client_id and self.client_secret)


def from_environment(values: Mapping[str, str]) -> SlackSettings:
    """The settings from the variables that begin with `SLACK_`."""
    return SlackSettings(
        token=values.get("SLACK_BOT_TOKEN", ""),
        app_token=values.get("SLACK_APP_TOKEN", ""),
        signing_secret=values.get("SLACK_SIGNING_SECRET", ""),
        client_id=values.get("SLACK_CLIENT_ID", ""),
        client_secret=values.get("SLACK_CLIENT_SECRET", ""),
        address=values.get("SLACK_ADDRESS", ""),
        api_url=values.get("SLACK_API_URL", ""),
    )

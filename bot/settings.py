"""The environment, read once into one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The decks that ship."""

PORT = 8321


class BadSetting(Exception):
    """A setting cannot be used; `str()` says which, why, and what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`host` other than loopback needs `web_token`. Secrets stay out of `repr`.

    `slack` holds the variables that begin with SLACK_, where there is a way in at all.
    """

    data: Path = Path("data")
    host: str = "127.0.0.1"
    port: int = PORT
    zone: str = ""
    allowed_hosts: tuple[str, ...] = ()
    web_token: str = field(default="", repr=False)
    web_manager_token: str = field(default="", repr=False)
    verbose: bool = False
    discord_token: str = field(default="", repr=False)
    discord_api_url: str = ""
    slack: Mapping[str, str] = field(default_factory=dict, repr=False)
    page_wanted: bool = False

    @property
    def page(self) -> bool:
        """Whether the channel in the browser is served: without tokens, always."""
        return self.page_wanted or not (self.discord_token or self.slack)

    @property
    def database(self) -> Path:
        return self.data / "studybot.db"

    @property
    def pictures(self) -> Path:
        return self.data / "pictures"


def read(environment: Mapping[str, str]) -> Settings:
    """The settings; BadSetting where one cannot be used."""

    def text(name: str, default: str = "") -> str:
        return _given(environment, f"STUDYBOT_{name}", default)

    def yes(name: str) -> bool:
        return text(name).casefold() in ("1", "true", "yes", "on")

    hosts = text("ALLOWED_HOSTS").replace(",", " ").split()
    return Settings(
        data=_folder(text("DATA", "data")),
        host=text("HOST", "127.0.0.1"),
        port=_port(environment),
        zone=text("ZONE"),
        allowed_hosts=tuple(hosts),
        web_token=text("WEB_TOKEN"),
        web_manager_token=text("WEB_MANAGER_TOKEN"),
        discord_token=_given(environment, "DISCORD_TOKEN"),
        discord_api_url=_given(environment, "DISCORD_API_URL"),
        slack=_slack(environment),
        page_wanted=yes("PAGE"),
        verbose=yes("VERBOSE"),
    )


def _given(environment: Mapping[str, str], name: str, default: str = "") -> str:
    """A setting without blanks around it, and quotation marks: not everything that
    reads a file of settings takes them off."""
    value = environment.get(name, default).strip()
    for mark in "\"'":
        if len(value) > 1 and value[0] == value[-1] == mark:
            value = value[1:-1].strip()
            break
    if any(sign < " " or sign == "\x7f" for sign in value):
        # It would be found out by whoever sends it, in words that help nobody.
        raise BadSetting(
            f"{name} has a line break or another sign in it that nobody can see. "
            "Copy it anew, all on one line."
        )
    return value


def _port(environment: Mapping[str, str]) -> int:
    """A host that sets PORT means it; BadSetting names the one that is no good."""
    name = "PORT" if _given(environment, "PORT") else "STUDYBOT_PORT"
    port = _given(environment, name) or str(PORT)
    if not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        raise BadSetting(
            f"{name} is “{port}”; write a number up to 65535, such as {PORT}."
        )
    return int(port)


def _folder(written: str) -> Path:
    try:
        return Path(written).expanduser()
    except RuntimeError:  # somebody's home, and there is no such account
        raise BadSetting(
            f"STUDYBOT_DATA is “{written}”, and nobody here has that home. "
            "Write the folder out, such as /srv/studybot/data."
        ) from None


def _slack(environment: Mapping[str, str]) -> dict[str, str]:
    """BadSetting where a part is there that does nothing alone."""
    ways_in = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")
    if any(_given(environment, name) for name in ways_in):
        names = [name for name in environment if name.startswith("SLACK_")]
        return {name: _given(environment, name) for name in names}
    for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        if _given(environment, name):
            raise BadSetting(
                f"{name} is set, and SLACK_BOT_TOKEN is not: set that too, to join "
                f"Slack (docs/slack.md), or leave out {name}."
            )
    return {}

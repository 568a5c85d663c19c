"""The environment, read once into one frozen value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
"""The decks that ship."""

PORT = 8321

YES = ("1", "true", "yes", "on")
NO = ("", "0", "false", "no", "off")

OURS = "STUDYBOT_"

NAMES = (
    "ALLOWED_HOSTS",
    "DATA",
    "HOST",
    "PAGE",
    "PORT",
    "VERBOSE",
    "WEB_MANAGER_TOKEN",
    "WEB_TOKEN",
    "ZONE",
)
"""Of our own settings, without what they all begin with."""

OF_PLATFORMS = (
    "DISCORD_API_URL",
    "DISCORD_TOKEN",
    "SLACK_ADDRESS",
    "SLACK_API_URL",
    "SLACK_APP_TOKEN",
    "SLACK_BOT_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_SIGNING_SECRET",
)

FOR_DEVELOPERS = ("FORMULAS", "SOAK", "SPECS")
"""What tests and measurements go by."""


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
        assert name in NAMES
        return _given(environment, OURS + name, default)

    def yes(name: str) -> bool:
        said = text(name).casefold()
        if said not in (*YES, *NO):
            raise BadSetting(
                f"{OURS}{name} is “{said}”; write 1 for yes, or leave it out for no."
            )
        return said in YES

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
        discord_api_url=_address(environment, "DISCORD_API_URL"),
        slack=_slack(environment),
        page_wanted=yes("PAGE"),
        verbose=yes("VERBOSE"),
    )


def unknown(environment: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each name that begins as ours do, and that nobody reads."""
    read_here = {OURS + name for name in (*NAMES, *FOR_DEVELOPERS)}
    for name in sorted(environment.keys() - read_here):
        if not name.upper().startswith(OURS):
            continue
        rest = name[len(OURS) :].upper()
        near = get_close_matches(rest, (*NAMES, *OF_PLATFORMS), 1)
        advice = "All are in docs/deploy.md."
        if near:
            start = OURS if near[0] in NAMES else ""
            advice = f"Is {start}{near[0]} meant?"
        yield f"{name} is set, and there is no such setting. {advice}"


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


def _address(environment: Mapping[str, str], name: str) -> str:
    """Of a server; BadSetting where it is only half of one."""
    address = _given(environment, name)
    if address and not address.startswith(("http://", "https://")):
        raise BadSetting(
            f"{name} is “{address}”; write the whole address, with http:// or https:// "
            "in front."
        )
    return address


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
        for name in ("SLACK_ADDRESS", "SLACK_API_URL"):
            _address(environment, name)
        names = [name for name in environment if name.startswith("SLACK_")]
        return {name: _given(environment, name) for name in names}
    for name in ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        if _given(environment, name):
            raise BadSetting(
                f"{name} is set, and SLACK_BOT_TOKEN is not: set that too, to join "
                f"Slack (docs/slack.md), or leave out {name}."
            )
    return {}

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
        return environment.get(f"STUDYBOT_{name}", default).strip()

    def yes(name: str) -> bool:
        return text(name).casefold() in ("1", "true", "yes", "on")

    port = environment.get("PORT", "").strip() or text("PORT", str(PORT))
    if not port.isdecimal() or int(port) > 65535:
        raise BadSetting(
            f"STUDYBOT_PORT is “{port}”; write a number up to 65535, such as {PORT}."
        )
    hosts = text("ALLOWED_HOSTS").replace(",", " ").split()
    return Settings(
        data=Path(text("DATA", "data")).expanduser(),
        host=text("HOST", "127.0.0.1"),
        port=int(port),
        zone=text("ZONE"),
        allowed_hosts=tuple(hosts),
        web_token=text("WEB_TOKEN"),
        web_manager_token=text("WEB_MANAGER_TOKEN"),
        discord_token=environment.get("DISCORD_TOKEN", "").strip(),
        discord_api_url=environment.get("DISCORD_API_URL", "").strip(),
        slack=_slack(environment),
        page_wanted=yes("PAGE"),
        verbose=yes("VERBOSE"),
    )


def _slack(environment: Mapping[str, str]) -> dict[str, str]:
    set_up = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID")
    if not any(environment.get(name, "").strip() for name in set_up):
        return {}
    return {
        name: value.strip()
        for name, value in environment.items()
        if name.startswith("SLACK_")
    }

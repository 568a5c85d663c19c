"""The chat platforms whose tokens are set, each imported only where it is used."""

from collections.abc import Coroutine
from typing import Any, Protocol

from aiohttp import web

from adapters.deliver import Show
from adapters.ports import House
from bot.settings import Settings


class Platform(Protocol):
    """Runs until it is cancelled, or until it can never be; shows posts meanwhile."""

    def run(self) -> Coroutine[Any, Any, None]: ...

    async def reached(self) -> bool:
        """Whether what members do arrives here just now."""
        ...

    @property
    def show(self) -> Show: ...


def joined(
    house: House, settings: Settings, app: web.Application
) -> dict[str, Platform]:
    """By the first word of their ids; `app` gets the addresses that one needs."""
    found: dict[str, Platform] = {}
    if settings.discord_token:
        found["discord"] = _discord(house, settings)
    if settings.slack:
        found["slack"] = _slack(house, settings, app)
    return found


def lacking(settings: Settings) -> str:
    """Why a platform whose tokens are set could never be joined; else empty."""
    if not settings.slack:
        return ""
    from adapters.slack.settings import from_environment

    return from_environment(settings.slack).lacks


def clash(settings: Settings) -> str:
    """Why the page and Slack cannot be served beside each other; else empty."""
    from adapters.slack.settings import from_environment

    slack = from_environment(settings.slack)
    if not settings.page or slack.socket_mode or not slack.signing_secret:
        return ""
    return (
        "The page and Slack over HTTP cannot share one address. Leave out "
        "STUDYBOT_PAGE, or use Socket Mode (SLACK_APP_TOKEN)."
    )


def _discord(house: House, settings: Settings) -> Platform:
    from adapters.discord import Discord, DiscordSettings

    return Discord(
        house,
        DiscordSettings(
            settings.discord_token, settings.data, settings.discord_api_url
        ),
    )


def _slack(house: House, settings: Settings, app: web.Application) -> Platform:
    from adapters.slack import Slack
    from adapters.slack.settings import from_environment

    slack = Slack(house, from_environment(settings.slack))
    slack.mount(app, house.clock)
    return slack

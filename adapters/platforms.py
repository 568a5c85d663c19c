"""The chat platforms whose tokens are set, each imported only where it is used."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from aiohttp import web

from adapters.deliver import Show
from adapters.desk import Desk
from adapters.painter import Painter
from adapters.workshop import Workshop
from bot.engine import Engine
from bot.settings import Settings


class Platform(Protocol):
    """Runs until it is cancelled, or until it can never be; shows posts meanwhile."""

    def run(self) -> Coroutine[Any, Any, None]: ...

    async def reached(self) -> bool:
        """Whether what members do arrives here just now."""
        ...

    @property
    def show(self) -> Show: ...


@dataclass(frozen=True, slots=True)
class House:
    """What every platform is given."""

    engine: Engine
    desk: Desk
    workshop: Workshop
    painter: Painter
    clock: Callable[[], datetime]
    zone: str
    settings: Settings


def joined(house: House, app: web.Application) -> dict[str, Platform]:
    """By the first word of their ids; `app` gets the addresses that one needs."""
    found: dict[str, Platform] = {}
    if house.settings.discord_token:
        found["discord"] = _discord(house)
    if house.settings.slack:
        found["slack"] = _slack(house, app)
    return found


def _discord(house: House) -> Platform:
    from adapters.discord import Discord, DiscordSettings

    settings = house.settings
    return Discord(
        house.engine,
        house.desk,
        house.workshop,
        house.painter,
        house.clock,
        DiscordSettings(
            settings.discord_token,
            settings.data,
            house.zone,
            settings.discord_api_url,
        ),
    )


def _slack(house: House, app: web.Application) -> Platform:
    from adapters.slack import Slack
    from adapters.slack.settings import from_environment

    tokens = from_environment(house.settings.slack, house.zone)
    slack = Slack(
        house.engine, house.desk, house.workshop, house.painter, house.clock, tokens
    )
    slack.mount(app, house.clock)
    return slack

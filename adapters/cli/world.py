"""What the commands are given by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NoReturn

import typer
import tzlocal
from rich.console import Console

from adapters.plain import clean
from bot.errors import BadInput
from bot.settings import BadSetting, Settings, read
from bot.zones import parse_zone


@dataclass(frozen=True, slots=True)
class World:
    """The clock, the dice and the environment."""

    clock: Callable[[], datetime]
    rng: Random
    environment: Mapping[str, str]

    def settings(self) -> Settings:
        """The settings; the program ends with a sentence where one is no good."""
        try:
            return read(self.environment)
        except BadSetting as fault:
            fail(str(fault))

    def zone(self, settings: Settings) -> str:
        """The zone of a new channel; the program ends where it is no good."""
        try:
            return zone_of(settings)
        except BadInput as fault:
            fail(f"STUDYBOT_ZONE: {fault}")


def zone_of(settings: Settings) -> str:
    """The zone that was set, BadInput if there is none such; else this machine's."""
    if settings.zone:
        return parse_zone(settings.zone)
    try:
        here = tzlocal.get_localzone_name() or "UTC"
        return parse_zone(here.removeprefix("Etc/"))
    except BadInput:
        return "UTC"


def fail(sentence: str) -> NoReturn:
    """End the program with one sentence on what is wrong and what to do."""
    screen = Console(stderr=True, soft_wrap=True, highlight=False)
    screen.print(clean(sentence), style="red", markup=False)
    raise typer.Exit(1)

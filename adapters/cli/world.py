"""What the commands are given by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import NoReturn

import typer
import tzlocal
from rich.console import Console

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
        """The zone of a new channel: as set, else this machine's, else UTC."""
        try:
            here = tzlocal.get_localzone_name() or "UTC"
            return parse_zone(settings.zone or here.removeprefix("Etc/"))
        except BadInput as fault:
            if settings.zone:
                fail(f"STUDYBOT_ZONE: {fault}")
            return "UTC"


def fail(sentence: str) -> NoReturn:
    """End the program with one sentence on what is wrong and what to do."""
    Console(stderr=True, soft_wrap=True).print(sentence, style="red", markup=False)
    raise typer.Exit(1)

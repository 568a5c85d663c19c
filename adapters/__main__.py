"""The composition root: the clock, dice and environment are named here, once."""

import os
from datetime import UTC, datetime
from random import SystemRandom

from dotenv import load_dotenv

from adapters.cli import World, app


def main() -> None:
    """The command `studybot`."""
    load_dotenv(".env")
    world = World(
        clock=lambda: datetime.now(UTC), rng=SystemRandom(), environment=os.environ
    )
    app(obj=world, prog_name="studybot")


if __name__ == "__main__":
    main()

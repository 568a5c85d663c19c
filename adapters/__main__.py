"""The composition root: the clock, dice and environment are named here, once."""

import os
import sys

INTERRUPTED = 128 + 2
"""What a shell says of a program that Ctrl-C has ended."""


def main() -> None:
    """The command `studybot`; Ctrl-C ends it without a word, while it is loaded too."""
    try:
        _main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _main() -> None:
    # The processes that draw and work import this file again, and need nothing of it.
    from datetime import UTC, datetime
    from io import TextIOWrapper
    from random import SystemRandom

    from adapters.cli import World, app, settings_file

    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A screen that has no letter for a sign shows another, and no traceback.
            stream.reconfigure(errors="replace")
    settings_file.load()
    world = World(
        clock=lambda: datetime.now(UTC), rng=SystemRandom(), environment=os.environ
    )
    app(obj=world, prog_name="studybot")


if __name__ == "__main__":
    main()

"""The bot as `studybot run` starts it, under a clock that a test can set forward.

`python -m tests.soak.entry FOLDER [NAME=VALUE …]`: the time is the machine's and as
many seconds more as the file `ahead` in the folder says; the names are variables of the
environment.
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom

from adapters.serve import serve
from bot import settings


def main(folder: Path, *given: str) -> None:
    ahead = folder / "ahead"

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    def ready(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    logging.basicConfig(level=logging.WARNING)
    fixed = {"STUDYBOT_DATA": str(folder), "STUDYBOT_PORT": "0"}
    found = settings.read(fixed | dict(one.split("=", 1) for one in given))
    asyncio.run(serve(found, "UTC", clock, SystemRandom(), ready))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

"""The bot as `studybot run` starts it, under a clock that a test can set forward.

`python -m tests.soak.entry FOLDER [TOKEN API]`: the time is the machine's and as many
seconds more as the file `ahead` in the folder says. With a token it joins the Discord
at API.
"""

import asyncio
import logging
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import SystemRandom

from adapters.serve import serve
from bot.settings import Settings


def main(folder: Path, token: str = "", api: str = "") -> None:
    ahead = folder / "ahead"

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text()))

    def ready(address: str) -> None:
        sys.stdout.write(f"{address}\n")
        sys.stdout.flush()

    logging.basicConfig(level=logging.WARNING)
    settings = Settings(data=folder, port=0, discord_token=token, discord_api_url=api)
    asyncio.run(serve(settings, "UTC", clock, SystemRandom(), ready))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])

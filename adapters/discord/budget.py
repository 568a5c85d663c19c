"""How often this bot may still introduce itself to the gateway.

Discord takes a thousand identifies a day and then resets the token. A process that
crashes and starts again and again would get there, so they are counted in a file, and
each new one waits longer the more there were.
"""

import json
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

log = logging.getLogger(__name__)

DAY = timedelta(hours=24)
A_DAY = 50
"""Identifies of one shard in a day, beyond which we wait."""

LATELY = timedelta(minutes=15)
FREE = 3
"""Identifies of one shard lately that cost no wait."""

LONGEST = timedelta(minutes=10)


class Budget:
    """Counts identifies of each shard in `file`; a lost file counts from nought."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock

    def spend(self, shard: int) -> None:
        """One more identify."""
        counted = self._read()
        counted.setdefault(str(shard), []).append(self._clock().timestamp())
        self._write(counted)

    def wait(self, shard: int = 0) -> timedelta:
        """How long to wait before the next identify of this shard."""
        now = self._clock()
        made = [
            datetime.fromtimestamp(at, now.tzinfo)
            for at in self._read().get(str(shard), [])
        ]
        if len(made) >= A_DAY:
            return max(timedelta(0), made[-A_DAY] + DAY - now)
        lately = sum(now - at < LATELY for at in made)
        if lately < FREE:
            return timedelta(0)
        pause = min(LONGEST, timedelta(seconds=5 * 2 ** (lately - FREE)))
        return max(timedelta(0), made[-1] + pause - now)

    def _read(self) -> dict[str, list[float]]:
        # A clock that was set back leaves some in the future: these tell nothing.
        now = self._clock()
        since, until = (now - DAY).timestamp(), now.timestamp()
        try:
            kept = json.loads(self._file.read_text("utf-8"))
            return {
                str(shard): [float(at) for at in moments if since < float(at) <= until]
                for shard, moments in kept.items()
            }
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, AttributeError) as fault:
            log.warning("%s cannot be read: %s", self._file, fault)
            return {}

    def _write(self, counted: dict[str, list[float]]) -> None:
        try:
            beside = self._file.with_suffix(".new")
            beside.write_text(json.dumps(counted), "utf-8")
            beside.replace(self._file)
        except OSError as fault:
            log.warning("%s cannot be written: %s", self._file, fault)

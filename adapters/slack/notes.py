"""What Slack told that is not the engine's: installations, and its names of pictures.

A file to which lines are only appended: it cannot be broken by a crash, and a line
that was cut short is passed over. Tokens of workspaces are in it, so nobody else may
read it.
"""

import json
import logging
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

log = logging.getLogger(__name__)

Key = tuple[str, str]


class Notes:
    """Read at the start; from then on the file is only written."""

    def __init__(self, file: Path, clock: Callable[[], datetime]) -> None:
        self._file = file
        self._clock = clock
        self._kept: dict[Key, tuple[str, float | None]] = {}
        self._load()

    def keep(
        self, topic: str, key: str, value: str, until: datetime | None = None
    ) -> None:
        """Under a topic and a key, in place of what was there before."""
        ends = until.timestamp() if until else None
        self._kept[topic, key] = (value, ends)
        self._append([topic, key, value, ends])

    def kept(self, topic: str, key: str) -> str | None:
        """What is there, unless its time is over."""
        value, ends = self._kept.get((topic, key), (None, None))
        if ends is not None and ends <= self._clock().timestamp():
            return None
        return value

    def take(self, topic: str, key: str) -> str | None:
        """What is there, which is then forgotten: it can be had once."""
        value = self.kept(topic, key)
        if self._kept.pop((topic, key), None) is not None:
            self._append([topic, key, None, None])
        return value

    def _load(self) -> None:
        try:
            written = self._file.read_text("utf-8", "replace")
        except FileNotFoundError:
            return
        for line in written.splitlines():
            try:
                topic, key, value, ends = json.loads(line)
            except ValueError:
                log.warning("A line of %s cannot be read, and is left out", self._file)
                continue
            if value is None:
                self._kept.pop((topic, key), None)
            else:
                self._kept[str(topic), str(key)] = (str(value), ends)

    def _append(self, entry: list[str | float | None]) -> None:
        line = json.dumps(entry, separators=(",", ":")) + "\n"
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        handle = os.open(self._file, flags, 0o600)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)

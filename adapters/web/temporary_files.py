"""Bytes kept for a while under a name that cannot be guessed: uploads and downloads."""

import hmac
import secrets
from collections import OrderedDict
from typing import Generic, TypeVar

from bot.panels import File, Upload

T = TypeVar("T", File, Upload)


class TemporaryFiles(Generic[T]):
    """Holds about `room` bytes; the oldest make way. Empty after a restart."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[str, T] = OrderedDict()

    def keep(self, thing: T) -> str:
        """Its name: the same bytes under the same file name always get the same one."""
        content = thing.name.encode("utf-8", "replace") + b"\0" + thing.data
        name = hmac.digest(self._key, content, "sha256").hex()[:32]
        return self._put(name, thing)

    def lay(self, thing: T) -> str:
        """Its name, made for this one thing, to be taken once."""
        return self._put(secrets.token_hex(16), thing)

    def find(self, name: str) -> T | None:
        return self._kept.get(name)

    def take(self, name: str) -> T | None:
        """The thing, for the last time: it is not there any more."""
        return self._kept.pop(name, None)

    def _put(self, name: str, thing: T) -> str:
        self._kept[name] = thing
        self._kept.move_to_end(name)
        held = sum(len(kept.data) for kept in self._kept.values())
        while held > self._room and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            held -= len(oldest.data)
        return name

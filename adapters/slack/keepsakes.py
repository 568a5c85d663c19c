"""What Slack told that is to outlive us: in the database, by way of the desk."""

from collections.abc import Callable
from datetime import datetime

from adapters.ports import Desk
from bot.engine import Engine


class Keepsakes:
    """Words under a topic and a key, for good or until a moment."""

    def __init__(
        self, engine: Engine, desk: Desk, clock: Callable[[], datetime]
    ) -> None:
        self._kept = engine.keepsakes
        self._desk = desk
        self._clock = clock

    async def keep(
        self, topic: str, key: str, value: str, until: datetime | None = None
    ) -> None:
        """In place of what was there before; on disk when this returns."""
        now = self._clock()
        await self._desk.call(self._kept.keep, topic, key, value, now, until)

    async def first(self, topic: str, key: str, until: datetime) -> bool:
        """Notes that it came; False where it had before, and that is not over yet."""
        now = self._clock()

        def turn() -> bool:
            if self._kept.kept(topic, key, now) is not None:
                return False
            self._kept.keep(topic, key, "", now, until)
            return True

        return await self._desk.call(turn)

    async def kept(self, topic: str, key: str) -> str | None:
        """What is there, unless its time is over."""
        return await self._desk.call(self._kept.kept, topic, key, self._clock())

    async def take(self, topic: str, key: str) -> str | None:
        """What is there, which can be had once."""
        return await self._desk.call(self._kept.take, topic, key, self._clock())

    async def drop(self, topic: str) -> None:
        """All that is kept under a topic."""
        await self._desk.call(self._kept.drop, topic)

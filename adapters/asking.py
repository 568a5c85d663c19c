"""The question to the engine, and what must be known with it: from which channel."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from adapters.ports import Background, Desk, UseCases
from bot.flows.work import Work
from bot.panels import Caller, ChannelId, Options, Response, SpaceId, Values
from bot.typeset import Theme

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """`theme` is the one that the member has chosen."""

    response: Response
    theme: Theme | None


class Asking:
    """Each question is one transaction or two, in which a new channel is made known.

    `zone` is that of a new channel. The `name` that goes with a question is its
    channel's, and empty where that is not told: then the channel is as it was.
    """

    def __init__(
        self,
        engine: UseCases,
        desk: Desk,
        background: Background,
        clock: Callable[[], datetime],
        zone: str = "UTC",
    ) -> None:
        self._engine = engine
        self._desk = desk
        self._background = background
        self._clock = clock
        self._zone = zone
        self._joined: dict[ChannelId, tuple[SpaceId, str]] = {}

    async def run(
        self, caller: Caller, command: str, options: Options, name: str = ""
    ) -> Answer:
        """A command."""
        run = self._engine.run
        return await self._called(
            caller, name, lambda now: run(caller, command, options, now)
        )

    async def press(
        self, caller: Caller, token: str, values: Values, name: str = ""
    ) -> Answer:
        """A button, a menu, or a form that was sent in."""
        press = self._engine.press
        return await self._called(
            caller, name, lambda now: press(caller, token, values, now)
        )

    def left(self, where: ChannelId | SpaceId) -> None:
        """The next word from there makes it known anew."""
        for channel, (space, _) in list(self._joined.items()):
            if where in (channel, space):
                del self._joined[channel]

    async def _called(
        self, caller: Caller, name: str, ask: Callable[[datetime], Response | Work[Any]]
    ) -> Answer:
        """A call to the engine, and the work that it may want done in between."""
        asked, theme = await self._turn(caller, name, ask)
        if not isinstance(asked, Work):
            return Answer(asked, theme)
        made, finish = await self._background.do(asked), self._engine.finish
        return Answer(
            *await self._turn(
                caller, name, lambda now: finish(caller, asked, made, now)
            )
        )

    async def _turn(
        self, caller: Caller, name: str, ask: Callable[[datetime], T]
    ) -> tuple[T, Theme | None]:
        """One transaction: the channel made known where new, and the call itself."""
        engine, now = self._engine, self._clock()
        channel, space = caller.channel, caller.space
        known = channel is None or self._joined.get(channel, ("", ""))[1] == name

        def turn() -> tuple[T, Theme | None]:
            if channel and space and name and not known:
                engine.join(channel, space, name, self._zone, now)
            return ask(now), engine.theme(caller.member)

        answer = await self._desk.call(turn)
        # What was known before stays as it is: meanwhile it may have been left.
        if channel and space and name and not known:
            self._joined[channel] = space, name
        return answer

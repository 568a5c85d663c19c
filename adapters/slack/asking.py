"""The question to the engine: who asks, from where, and what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from adapters.ports import Desk, Workshop
from adapters.slack import commands, given
from adapters.slack.drawing import THEME, Drawings
from adapters.slack.payloads import Came
from adapters.slack.people import People, Person
from adapters.slack.ports import Engine
from adapters.slack.uploads import Uploads
from adapters.slack.wire import Wire
from bot.errors import NotAllowed
from bot.flows.work import Work
from bot.panels import Caller, ChannelId, Post, Response, SpaceId
from bot.panels import Reply as Where
from bot.typeset import Theme

T = TypeVar("T")

IMPORT = "deck import"


@dataclass(frozen=True, slots=True)
class House:
    """What every interaction shares; `zone` is that of a new channel."""

    engine: Engine
    desk: Desk
    workshop: Workshop
    wire: Wire
    people: People
    uploads: Uploads
    drawings: Drawings
    clock: Callable[[], datetime]
    zone: str


@dataclass(frozen=True, slots=True)
class Answer:
    response: Response
    theme: Theme


class Asking:
    """Each question is one transaction or two, in which a new channel is made known."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._joined: dict[ChannelId, str] = {}

    def left(self, space: SpaceId) -> None:
        """The next word from any channel there joins it anew."""
        gone = [id for id in self._joined if id.startswith(f"{space}.")]
        for id in gone:
            del self._joined[id]

    async def ask(self, came: Came) -> Answer:
        """Asks as whoever they are known to be; who manages is looked up if need be."""
        person = await self._person(came, must=False)
        try:
            return await self._asked(came, person)
        except NotAllowed:
            if person.sure:
                raise
            person = await self._person(came, must=True)
            if not person.manages:
                raise
        return await self._asked(came, person)

    async def _person(self, came: Came, *, must: bool) -> Person:
        return await self._house.people.who(
            came.team, came.user, came.handle, must=must
        )

    async def _asked(self, came: Came, person: Person) -> Answer:
        house, caller = self._house, given.caller(came, person)
        if came.action == commands.IMPORT:
            file = {"file": await given.upload(self._house.wire, came)}
            return await self._called(came, caller, house.engine.run, IMPORT, file)
        if named := commands.pressed(came.action):
            return await self._called(came, caller, house.engine.run, named, {})
        if came.action and came.action not in commands.SHORTCUTS:
            what = (came.action, came.values)
            return await self._called(came, caller, house.engine.press, *what)
        line = commands.read(came.text)
        if line is None:
            return Answer([Post(commands.menu(), Where.PRIVATE)], THEME)
        options = await given.options(house.people, came, line)
        return await self._called(came, caller, house.engine.run, line.command, options)

    async def _called(
        self,
        came: Came,
        caller: Caller,
        method: Callable[..., Response | Work[Any]],
        *what: object,
    ) -> Answer:
        """A call to the engine, and the work that it may want done in between."""
        asked, theme = await self._turn(came, caller, method, *what)
        if not isinstance(asked, Work):
            return Answer(asked, theme)
        made = await self._house.workshop.do(asked)
        finish = self._house.engine.finish
        return Answer(*await self._turn(came, caller, finish, asked, made))

    async def _turn(
        self, came: Came, caller: Caller, method: Callable[..., T], *what: object
    ) -> tuple[T, Theme]:
        """One transaction: the channel made known where new, and the call itself."""
        house = self._house
        now, channel = house.clock(), caller.channel
        name = given.channel_name(came)
        told = channel if came.channel_name else None
        new = told if told and self._joined.get(told) != name else None

        def turn() -> tuple[T, Theme]:
            if new and caller.space:
                house.engine.join(new, caller.space, name, house.zone, now)
            response = method(caller, *what, now)
            return response, house.engine.theme(caller.member) or THEME

        answer = await house.desk.call(turn)
        if new:
            self._joined[new] = name
        return answer

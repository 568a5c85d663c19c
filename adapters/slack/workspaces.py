"""Workspaces that let the app in, take it out, and let it in again."""

from adapters.asking import Asking
from adapters.ports import House
from adapters.slack import names
from adapters.slack.installations import Installations
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.uploads import Uploads

LEFT = "slack.left"
"""Under which it is kept that our own workspace took us out."""


class Workspaces:
    def __init__(
        self,
        house: House,
        installations: Installations,
        keepsakes: Keepsakes,
        uploads: Uploads,
        asking: Asking,
    ) -> None:
        self._engine, self._desk, self._clock = house.engine, house.desk, house.clock
        self._installations = installations
        self._keepsakes = keepsakes
        self._uploads = uploads
        self._asking = asking

    async def entered(self, team: str, user: str) -> None:
        """What was set is as it was; where all is new, a hello to whoever let us in."""
        space, owner = names.space(team), names.member(team, user)
        now = self._clock()

        def turn() -> None:
            self._engine.come_back(space, None, now)
            self._engine.greet(space, None, owner, now)

        await self._desk.call(turn)

    async def back(self) -> None:
        """Where our own workspace took us out, and we are in it again: as it was."""
        own = await self._installations.own()
        if own and await self._keepsakes.take(LEFT, own.team) is not None:
            come_back, space = self._engine.come_back, names.space(own.team)
            await self._desk.call(come_back, space, None, self._clock())

    async def left(self, team: str) -> None:
        """Its rounds end, its data waits."""
        if self._installations.is_own(team):
            await self._keepsakes.keep(LEFT, team, "")
        space = names.space(team)
        self._asking.left(space)
        await self._desk.call(self._engine.leave_space, space, self._clock())
        await self._uploads.forget_all(team)
        # Bolt hands on nothing from where the app is not: so this comes last.
        await self._installations.remove(team)

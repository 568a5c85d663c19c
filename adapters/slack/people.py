"""Who somebody is: name, time zone, and whether they manage the workspace."""

import asyncio
import logging
from dataclasses import dataclass
from functools import partial

from adapters.json_types import JsonIn
from adapters.newest import Newest
from adapters.pace import Pace
from adapters.shared import Shared
from adapters.slack import faults, limits
from adapters.slack.wire import Wire

log = logging.getLogger(__name__)

REMEMBERED = 600.0
"""Seconds after which somebody is looked up again: they may have another name."""

MANAGING = 15.0
"""The same for one who manages the workspace: they may do so no more."""

PATIENCE = 1.2
"""Seconds that a look-up may take; a press has three until it is lost."""

KEPT = 20_000
"""People who are known at once."""


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    zone: str = ""
    manages: bool = False
    sure: bool = False
    """Whether Slack said so, and not long ago."""


class People:
    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._known = Newest[str, tuple[float, Person]](KEPT)
        self._asking = Shared[Person]()
        most = limits.PEOPLE_A_MINUTE
        self._pace = Pace.within(60, most, most // 2)

    async def who(self, team: str, user: str, handle: str, *, must: bool) -> Person:
        """Somebody; by their handle alone where Slack does not say in time.

        `must`: it matters whether they manage the workspace, so they are looked up even
        in a rush.
        """
        key = f"{team}.{user}"
        now = asyncio.get_running_loop().time()
        since, person = self._known.get(key, (0.0, Person(handle)))
        fresh = MANAGING if person.manages else REMEMBERED
        if key in self._known and now - since < fresh:
            return person
        if not must and self._pace.take(team):
            return Person(person.name, person.zone)
        ask = partial(self._ask, team, user, handle)
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._asking.of(key, ask)
        except faults.FAULTS as fault:
            log.info("%s could not be looked up: %r", key, fault)
            return Person(person.name, person.zone)

    async def _ask(self, team: str, user: str, handle: str) -> Person:
        person = read(await self._wire.user(team, user), team, handle)
        key = f"{team}.{user}"
        self._known[key] = asyncio.get_running_loop().time(), person
        return person


def read(user: JsonIn, team: str, handle: str) -> Person:
    """Somebody as Slack tells of them."""
    profile = user.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), handle)
    # In a shared channel there are admins of other workspaces: they manage theirs.
    ours = user.get("team_id", team) == team
    return Person(
        name=str(next((name for name in names if name), handle)),
        zone=str(user.get("tz") or ""),
        manages=ours and bool(user.get("is_admin") or user.get("is_owner")),
        sure=True,
    )

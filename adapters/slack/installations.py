"""The workspaces that the app is in, each with its token."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field

from adapters.json_types import JsonIn
from adapters.slack.faults import NotInstalled
from adapters.slack.keepsakes import Keepsakes

TOPIC = "slack.installation"

Whoami = Callable[[str], Awaitable[tuple[JsonIn, frozenset[str]]]]
"""Whose token it is, as Slack says, and its scopes."""


@dataclass(frozen=True, slots=True)
class Installation:
    team: str
    name: str
    token: str = field(repr=False)
    bot_user: str
    bot: str = ""


class Installations:
    """One by its token from the settings, others as they were installed."""

    def __init__(self, token: str, keepsakes: Keepsakes, whoami: Whoami) -> None:
        self._token = token
        self._keepsakes = keepsakes
        self._whoami = whoami
        self._known: dict[str, Installation] = {}
        self._own: Installation | None = None
        self._asking = asyncio.Lock()

    async def of(self, team: str) -> Installation:
        """The app in a workspace; NotInstalled where it is not."""
        if team not in self._known:
            self._known[team] = await self._found(team)
        return self._known[team]

    async def _found(self, team: str) -> Installation:
        kept = await self._keepsakes.kept(TOPIC, team)
        if kept is not None:
            return Installation(**json.loads(kept))
        own = await self.own()
        if own is None or own.team != team:
            raise NotInstalled(team)
        return own

    async def token(self, team: str) -> str:
        return (await self.of(team)).token

    async def own(self) -> Installation | None:
        """That of the token in the settings. Raises what a request ends in."""
        if not self._token:
            return None
        async with self._asking:
            if self._own is None:
                told, _ = await self._whoami(self._token)
                self._own = Installation(
                    team=str(told["team_id"]),
                    name=str(told.get("team") or told["team_id"]),
                    token=self._token,
                    bot_user=str(told["user_id"]),
                    bot=str(told.get("bot_id") or ""),
                )
        return self._own

    async def add(self, told: JsonIn) -> Installation:
        """As oauth.v2.access tells of it."""
        team = told["team"]
        made = Installation(
            team=str(team["id"]),
            name=str(team.get("name") or team["id"]),
            token=str(told["access_token"]),
            bot_user=str(told["bot_user_id"]),
        )
        await self._keepsakes.keep(TOPIC, made.team, json.dumps(asdict(made)))
        self._known[made.team] = made
        return made

    def is_own(self, team: str) -> bool:
        """Whether it is that of the token in the settings, as far as is known."""
        return self._own is not None and self._own.team == team

    async def remove(self, team: str) -> None:
        """An admin took the app out of a workspace."""
        await self._keepsakes.take(TOPIC, team)
        # Last: a look that was under way has by now brought what it found.
        self._known.pop(team, None)

"""The table of Web API methods, and what each is given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .checks import parsed
from .errors import ApiError, Json
from .ratelimits import Tier
from .world import Channel, Installation, Team, User

if TYPE_CHECKING:
    from .server import Slack

_TRUE = {"1", "true", "True"}


@dataclass(slots=True)
class Call:
    """One call of a method: its arguments, wherever in the request they stood."""

    peer: "Slack"
    method: str
    args: Json
    installation: Installation | None = None

    @property
    def app(self) -> Installation:
        """Who calls; only methods with `token=False` may lack it."""
        assert self.installation is not None
        return self.installation

    @property
    def team(self) -> Team:
        return self.app.user.team

    def need(self, name: str) -> str:
        value = self.args.get(name)
        if value in (None, ""):
            raise ApiError("invalid_arguments", response_metadata=_missing(name))
        return str(value)

    def text(self, name: str) -> str | None:
        value = self.args.get(name)
        return None if value is None else str(value)

    def flag(self, name: str) -> bool | None:
        value = self.args.get(name)
        return None if value is None else value is True or str(value) in _TRUE

    def number(self, name: str, default: int) -> int:
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError:
            raise ApiError("invalid_arguments") from None

    def json(self, name: str) -> object:
        """An object or array, which a form carries as a text."""
        return parsed(self.args.get(name), f"/{name}")

    def scope(self, *wanted: str) -> None:
        """Any one of them will do."""
        if self.app.scopes.isdisjoint(wanted):
            provided = ",".join(sorted(self.app.scopes))
            raise ApiError("missing_scope", needed=wanted[0], provided=provided)

    def channel(self, name: str = "channel") -> Channel:
        """One that the app can see."""
        wanted = self.need(name)
        found = self.team.channels.get(wanted)
        if found is None and wanted.startswith("#"):
            named = (c for c in self.team.channels.values() if f"#{c.name}" == wanted)
            found = next(named, None)
        if found is None or not found.visible(self.app.user):
            raise ApiError("channel_not_found")
        return found

    def user(self, name: str = "user") -> User:
        user = self.team.users.get(self.need(name))
        if user is None:
            raise ApiError("user_not_found")
        return user

    def page(self, found: list[Json], key: str, default: int = 100) -> Json:
        """A slice of `found` and the cursor to the next."""
        start = self.number("cursor", 0)
        size = max(1, min(self.number("limit", default), 999))
        more = start + size < len(found)
        cursor = str(start + size) if more else ""
        meta = {"next_cursor": cursor}
        return {key: found[start : start + size], "response_metadata": meta}


def _missing(name: str) -> Json:
    line = f"[ERROR] missing required field: {name} [json-pointer:/{name}]"
    return {"messages": [line]}


Run = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    run: Run
    scopes: tuple[str, ...]
    """Any one of them; none where the method looks for itself."""
    tier: int
    token: bool


METHODS: dict[str, Method] = {}


def method(
    name: str, *scopes: str, tier: int = Tier.THREE, token: bool = True
) -> Callable[[Run], Run]:
    """Enters a function in the table; it answers what stands beside `ok`."""

    def enter(run: Run) -> Run:
        METHODS[name] = Method(name, run, scopes, tier, token)
        return run

    return enter

"""The routes: which request means what. Each endpoint is a plain function."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .errors import ApiError, Json
from .messages import Body

if TYPE_CHECKING:
    from .server import Discord


@dataclass(slots=True)
class Call:
    """A request that found its route, and what became of it."""

    route: str
    params: dict[str, str]
    query: dict[str, str]
    body: Body
    at: datetime
    """When it arrived, by the peer's clock."""
    status: int = 0
    """What was answered; 0 while it is open, or where no answer came."""
    fault: str = ""
    error: ApiError | None = None

    def id(self, name: str) -> int:
        """A snowflake in the path; 0, which is nobody's, for anything else."""
        text = self.params.get(name, "")
        return int(text) if text.isdigit() else 0


Answered = tuple[int, Json | list[Any] | None]
"""A status, and what goes into the body."""

Endpoint = Callable[["Discord", Call], Answered]


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    endpoint: Endpoint
    needs_token: bool = True
    shape: str = ""
    """The name of the body's schema in Discord's document."""
    parts: tuple[str, ...] = field(default=())

    def match(self, parts: list[str]) -> dict[str, str] | None:
        params: dict[str, str] = {}
        for own, given in zip(self.parts, parts, strict=True):
            if own.startswith("{"):
                params[own[1:-1]] = given
            elif own != given:
                return None
        return params


ROUTES: dict[tuple[str, int], list[Route]] = {}
NAMES: set[str] = set()


def route(
    name: str, needs_token: bool = True, shape: str = ""
) -> Callable[[Endpoint], Endpoint]:
    """Register an endpoint under `METHOD /path/{param}`."""
    method, path = name.split()
    parts = tuple(path.strip("/").split("/"))

    def register(endpoint: Endpoint) -> Endpoint:
        found = ROUTES.setdefault((method, len(parts)), [])
        found.append(Route(name, endpoint, needs_token, shape, parts))
        # The literal goes before the parameter: messages/pins, @original.
        found.sort(key=lambda each: sum(part[0] == "{" for part in each.parts))
        NAMES.add(name)
        return endpoint

    return register


def find(method: str, path: str) -> tuple[Route, dict[str, str]] | None:
    """`path` without /api/v10."""
    parts = path.strip("/").split("/")
    for each in ROUTES.get((method, len(parts)), ()):
        params = each.match(parts)
        if params is not None:
            return each, params
    return None

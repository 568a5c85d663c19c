"""Installing the app: the page where a member allows it, and the code for it.

https://docs.slack.dev/authentication/installing-with-oauth
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from tests.clock import Clock

from .errors import ApiError
from .mint import Mint
from .rules import Rules
from .world import User


@dataclass(slots=True, eq=False)
class Grant:
    user: User
    scopes: set[str]
    redirect_uri: str | None
    born: float
    used: bool = False


class OAuth:
    def __init__(self, rules: Rules, clock: Clock, mint: Mint, client_id: str) -> None:
        self._rules = rules
        self._clock = clock
        self._mint = mint
        self._client_id = client_id
        self._grants: dict[str, Grant] = {}
        self.redirect_uri: str | None = None
        """As configured with the app; used where the request names none."""

    def authorize(self, user: User, query: dict[str, str], allow: bool = True) -> str:
        """Where the browser is sent once `user` has allowed it, or has not."""
        if query.get("client_id") != self._client_id:
            raise ApiError("invalid_client_id")
        target = query.get("redirect_uri") or self.redirect_uri
        if not target:
            raise ApiError("bad_redirect_uri")
        state = query.get("state", "")
        if not allow:
            return f"{target}?{urlencode({'error': 'access_denied', 'state': state})}"
        scopes = {scope for scope in query.get("scope", "").split(",") if scope}
        if not scopes:
            raise ApiError("invalid_scope")
        code = f"{self._mint.secret(10)}.{self._mint.secret()}"
        named = query.get("redirect_uri")
        self._grants[code] = Grant(user, scopes, named, self._clock.timestamp())
        return f"{target}?{urlencode({'code': code, 'state': state})}"

    def exchange(self, code: str, redirect_uri: str | None) -> Grant:
        grant = self._grants.get(code)
        if grant is None:
            raise ApiError("invalid_code")
        if grant.used:
            raise ApiError("code_already_used")
        if self._clock.timestamp() - grant.born > self._rules.code_lives:
            raise ApiError("invalid_code")
        if grant.redirect_uri is not None and redirect_uri != grant.redirect_uri:
            raise ApiError("bad_redirect_uri")
        grant.used = True
        return grant

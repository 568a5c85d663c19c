"""Who may come in: the Host and Origin of a request, and the tokens.

Without tokens the page is served on loopback only, and then only under a loopback name:
a hostile page can point a name of its own at 127.0.0.1 (DNS rebinding), but it cannot
make the browser send another Host. With tokens the cookie is what counts, and it
belongs to the one host that set it.
"""

import hmac
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from adapters.web.settings import WebSettings

COOKIE = "studybot"

SHORTEST_TOKEN = 16
"""Characters; a shorter token could be guessed by trying."""


class Role(StrEnum):
    MEMBER = "member"
    MANAGER = "manager"


class LeftOpen(ValueError):
    """Settings that would let anybody in; `str()` says what to set."""


class Access:
    """The rules of entry; LeftOpen for settings that would let anybody in."""

    def __init__(self, settings: WebSettings) -> None:
        self._hosts = {named(host) for host in settings.hosts}
        given = {Role.MANAGER: settings.manager_token, Role.MEMBER: settings.token}
        self._tokens = {role: token for role, token in given.items() if token}
        if not self._tokens and not loopback(settings.host):
            raise LeftOpen(needs_token(settings.host))
        self._far = not loopback(settings.host)
        if any(len(token) < SHORTEST_TOKEN for token in self._tokens.values()):
            raise LeftOpen(short_token())
        if settings.token and settings.token == settings.manager_token:
            raise LeftOpen(same_tokens())

    def host_allowed(self, host: str, path: str = "") -> bool:
        """Whether a request with this Host header may be answered.

        What watches over a machine asks for /healthz by an address of its own.
        """
        if path == "/healthz" and self._far:
            return True
        name = hostname(host)
        if loopback(name) or name in self._hosts:
            return True
        return bool(name and self._tokens and not self._hosts)

    def origin_allowed(self, origin: str, host: str) -> bool:
        """Whether a page of this Origin may talk to us under this Host."""
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            return False
        same = parts.netloc.casefold() == host.casefold()
        return same or hostname(parts.netloc) in self._hosts

    def enter(self, token: str) -> str | None:
        """The cookie for whoever holds this token; None for a wrong one."""
        for role, right in self._tokens.items():
            if _same(token, right):
                return _cookie(role, right)
        return None

    def role(self, cookie: str | None) -> Role | None:
        """What the bearer of this cookie may do; None: not come in."""
        if not self._tokens:
            return Role.MANAGER
        for role, token in self._tokens.items():
            if cookie and _same(cookie, _cookie(role, token)):
                return role
        return None


def hostname(host: str) -> str:
    """The name in a Host header, without its port; empty where there is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").casefold()
    except ValueError:
        return ""


def named(host: str) -> str:
    """The name of a host that is set, though it be written as an address."""
    return hostname(host.rpartition("://")[2])


def loopback(name: str) -> bool:
    """Whether a host name or address can only be this very computer."""
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _cookie(role: Role, token: str) -> str:
    """Derived, so that reading a cookie does not give the token away."""
    derived = hmac.digest(
        token.encode(), f"studybot cookie 1 {role}".encode(), "sha256"
    )
    return f"{role}.{derived.hex()}"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(
        one.encode("utf-8", "replace"), other.encode("utf-8", "replace")
    )


def needs_token(host: str) -> str:
    return (
        f"To serve the page on {host}, beyond this computer, set STUDYBOT_WEB_TOKEN to "
        f"{SHORTEST_TOKEN} characters or more; or set STUDYBOT_HOST to 127.0.0.1."
    )


def short_token() -> str:
    return (
        f"A token for the page needs at least {SHORTEST_TOKEN} characters: "
        "lengthen STUDYBOT_WEB_TOKEN or STUDYBOT_WEB_MANAGER_TOKEN."
    )


def same_tokens() -> str:
    return (
        "STUDYBOT_WEB_TOKEN and STUDYBOT_WEB_MANAGER_TOKEN must differ: "
        "the second is for managers alone."
    )

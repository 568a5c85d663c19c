"""Files that members give in a modal, and what an app gets when it fetches them.

https://docs.slack.dev/reference/objects/file-object: `url_private` wants the app's
token with files:read. To anybody else Slack shows its page for signing in, with 200.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from .errors import Json
from .world import Installation, User

if TYPE_CHECKING:
    from .server import Slack

SIGN_IN = "<!DOCTYPE html><html><title>Sign in | Slack</title></html>"


@dataclass(slots=True)
class Downloads:
    _peer: "Slack"
    _given: dict[str, tuple[User, bytes]] = field(default_factory=dict)

    def give(self, user: User, name: str, data: bytes) -> Json:
        """A file of this member, as it stands in the state of a file_input."""
        secret = self._peer.mint.secret(20)
        self._given[secret] = user, data
        url = f"{self._peer.url}/files-pri/{secret}/{name}"
        return {
            "id": self._peer.mint.id("F"),
            "name": name,
            "size": len(data),
            "user": user.id,
            "url_private": url,
            "url_private_download": url,
        }

    async def fetch(self, request: web.Request) -> web.Response:
        owner, data = self._given[request.match_info["secret"]]
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        app = self._peer.installations.get(token)
        if app is None or not _may(app, owner):
            return web.Response(text=SIGN_IN, content_type="text/html")
        return web.Response(body=data, content_type="application/octet-stream")


def _may(app: Installation, owner: User) -> bool:
    ours = app.user.team is owner.team
    return ours and not app.error and "files:read" in app.scopes

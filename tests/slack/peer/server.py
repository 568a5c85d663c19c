"""The whole Slack: one app, any number of workspaces, real sockets."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from random import Random
from types import TracebackType
from typing import Self, TypeVar

from aiohttp import web

from tests.clock import Clock

from .checks import Checks, Ready
from .deliveries import Delivery
from .dispatch import Dispatch
from .downloads import Downloads
from .errors import Json, Violation
from .faults import Fault, Kind, Script, Twist
from .forger import Forger
from .mint import Mint
from .oauth import OAuth
from .payloads import Payloads
from .posting import Posting
from .ratelimits import RateLimits
from .responses import Responses
from .rules import Rules
from .screens import Screens
from .signed import JSON, Reply, Signed
from .sockets import Sockets
from .tickets import Tickets
from .web import Called, Web
from .workspaces import Workspace
from .world import Channel, File, Installation, Privacy, Team, User

T = TypeVar("T")

SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "im:write",
        "users:read",
    }
)
"""What an app is given where a test names nothing else."""

_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}


class Slack:
    """`async with Slack() as peer:`; the app calls `peer.api_url`."""

    def __init__(
        self, rules: Rules | None = None, clock: Clock | None = None, seed: int = 1
    ) -> None:
        rng = Random(seed)
        self.rules = rules or Rules()
        self.clock = clock or Clock()
        self.mint = Mint(self.clock, rng)
        self.app_id = self.mint.id("A")
        self.app_token = f"xapp-1-{self.app_id}-{self.mint.secret()}"
        self.client_id = f"{rng.randrange(10**11)}.{rng.randrange(10**12)}"
        self.client_secret = self.mint.secret(32)
        self.teams: dict[str, Team] = {}
        self.everyone: dict[str, User] = {}
        self.installations: dict[str, Installation] = {}
        self.uploading: dict[str, File] = {}
        self.violations: list[Violation] = []
        self.script = Script()
        self.checks = Checks(self.rules, self.violations)
        self.posting = Posting(self.mint)
        self.limits = RateLimits(self.rules, self.clock)
        self.tickets = Tickets(self.rules, self.clock, self.mint)
        self.screens = Screens(self.mint, self.clock, self.app_id)
        self.downloads = Downloads(self)
        self.oauth = OAuth(self.rules, self.clock, self.mint, self.client_id)
        self.responses = Responses(
            self.checks, self.posting, self.readiness, self._author
        )
        self.payloads = Payloads(
            self.app_id,
            self.mint.secret(),
            self.rules,
            self.clock,
            self.mint,
            self.tickets,
            self.screens,
        )
        self.sockets = Sockets(
            self.rules, self.clock, self.mint, rng, self.checks, self.app_id
        )
        self.signed = Signed(self.rules, self.clock, self.mint.secret(32))
        self.forge = Forger(self.signed)
        self.dispatch = Dispatch(self.rules, self.clock, self.sockets, self.signed)
        self.url = ""
        self._last = time.monotonic()
        self._web: Web | None = None
        self._runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> Self:
        self._web = Web(self)
        self._runner = web.AppRunner(
            self._web.application(), access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=4096)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = self.sockets.url = self.tickets.base = f"http://{host}:{port}"
        return self

    async def stop(self) -> None:
        await self.dispatch.close()
        await self.sockets.close()
        await self.signed.close()
        if self._web is not None:
            self._web.close()
        await asyncio.sleep(0)
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def api_url(self) -> str:
        """What SLACK_API_URL is set to."""
        return f"{self.url}/api/"

    @property
    def signing_secret(self) -> str:
        return self.signed.secret

    @property
    def http_app_url(self) -> str | None:
        """Set: deliveries are signed requests to it. None: Socket Mode."""
        return self.signed.url

    @http_app_url.setter
    def http_app_url(self, url: str | None) -> None:
        self.signed.url = url

    @property
    def calls(self) -> list[Called]:
        return self._web.calls if self._web else []

    def called(self, method: str) -> list[Called]:
        return [call for call in self.calls if call.method == method]

    @property
    def deliveries(self) -> list[Delivery]:
        return self.dispatch.deliveries

    def fault(
        self,
        of: str,
        nth: int,
        kind: Kind,
        times: int = 1,
        ms: float = 0.0,
        error: str = "internal_error",
    ) -> Fault:
        """What goes wrong with the nth call from now of a method."""
        return self.script.add(Fault(of, nth, kind, times, ms, error))

    def twist(
        self, of: str, nth: int, kind: Twist, times: int = 1, ms: float = 0.0
    ) -> Fault:
        """What goes wrong with the nth delivery from now of a kind."""
        return self.dispatch.twists.add(Fault(of, nth, kind, times, ms))

    def team(
        self,
        name: str = "Study group",
        scopes: frozenset[str] | set[str] | None = SCOPES,
    ) -> Workspace:
        """A workspace; with `scopes=None` the app is not installed there yet."""
        domain = name.lower().replace(" ", "-")
        team = Team(self.mint.id("T"), name, domain)
        self.teams[team.id] = team
        if scopes is not None:
            self.install(team, set(scopes))
        return Workspace(self, team)

    def install(self, team: Team, scopes: set[str]) -> Installation:
        """Once more in the same workspace, it gives a new token to the same bot."""
        before = team.installation
        user = before.user if before else self.add_user(team, "studybot", bot=True)
        bot_id = before.bot_id if before else self.mint.id("B")
        token = f"xoxb-{team.id}-{self.mint.secret()}"
        installed = Installation(token, scopes, user, bot_id)
        team.installation = self.installations[token] = installed
        return installed

    def add_user(self, team: Team, name: str, bot: bool = False) -> User:
        user = User(self.mint.id("U"), team, name, display_name=name, bot=bot)
        team.users[user.id] = self.everyone[user.id] = user
        return user

    def direct(self, user: User) -> Channel:
        """The conversation of a member with the app, made where it is not yet."""
        found = user.team.direct(user)
        if found is None:
            people = {
                user.id: user,
                self._author(user.team).id: self._author(user.team),
            }
            found = Channel(self.mint.id("D"), "", user.team, Privacy.DIRECT)
            found.members |= people
            user.team.channels[found.id] = user.team.directs[user.id] = found
        return found

    @staticmethod
    def _author(team: Team) -> User:
        assert team.installation is not None, "the app is not installed there"
        return team.installation.user

    def begin_upload(self, team: Team, name: str, length: int, alt: str | None) -> Json:
        url = f"{self.url}/upload/v1/{self.mint.secret(40)}"
        file = File(self.mint.id("F"), name, length, url, alt)
        team.files[file.id] = self.uploading[url] = file
        return {"upload_url": url, "file_id": file.id}

    def file_ready(self, file: File) -> bool:
        """Whether Slack has looked at it; only then its type is known."""
        if file.completed is None or file.data is None:
            return False
        age = self.clock.timestamp() - file.completed
        if age < self.rules.file_ready_after:
            return False
        kinds = [kind for magic, kind in _TYPES.items() if file.data.startswith(magic)]
        file.media_type = kinds[0] if kinds else "application/octet-stream"
        return True

    def readiness(self, team: Team) -> Ready:
        def why_not(reference: Json) -> str | None:
            file = team.files.get(str(reference.get("id")))
            shown = file is not None and self.file_ready(file)
            picture = (
                shown and file is not None and file.media_type.startswith("image/")
            )
            return None if picture else "invalid slack file"

        return why_not

    async def verify_url(self) -> Reply:
        """As when a request URL is saved in the app's settings."""
        body: Json = {"type": "url_verification", "challenge": "challenge"}
        request = self.signed.sign(json.dumps(body).encode(), JSON)
        return await self.signed.post(request)

    async def at_once(
        self, acts: Sequence[Callable[[], Awaitable[T]]], within: float = 1.0
    ) -> list[T]:
        """All of them, begun evenly over `within` real seconds."""

        async def begun(number: int, act: Callable[[], Awaitable[T]]) -> T:
            await asyncio.sleep(within * number / len(acts))
            return await act()

        return await asyncio.gather(*(begun(i, act) for i, act in enumerate(acts)))

    def touched(self) -> None:
        self._last = time.monotonic()

    def quiet(self) -> bool:
        """Whether the app has called nothing for a little while, in real seconds."""
        busy = self._web is not None and self._web.busy > 0
        return not busy and time.monotonic() - self._last >= self.rules.quiet

"""The peer put together: one Discord on one port."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

import yarl
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route as ClientRoute

from tests.clock import Clock

from . import payloads
from .calls import NAMES, Call
from .errors import Json, Problem, unauthorized
from .faults import Fault, Kind, Script
from .gateway import DIRECT_MESSAGES, GUILD_MESSAGES, GUILDS, Gateway
from .interactions import Interaction
from .messages import Messages
from .people import Person
from .places import Place, Server
from .ratelimits import busiest_second
from .rest import API, Rest
from .rules import Rules
from .snowflakes import Snowflakes, stamp
from .world import DIRECT_CHANNEL, Channel, Guild, Message, User, World


@dataclass(frozen=True, slots=True)
class Violation:
    """A body that Discord would have turned away."""

    route: str
    problem: Problem

    def __str__(self) -> str:
        return f"{self.route}: {self.problem}"


class Discord:
    """`async with Discord() as peer:` listens on 127.0.0.1 until the end."""

    def __init__(
        self,
        rules: Rules | None = None,
        clock: Clock | None = None,
        latency: float = 0.0,
        shards: int = 1,
        port: int = 0,
    ) -> None:
        self.rules = rules or Rules()
        self.clock = clock or Clock()
        self.latency = latency
        """Seconds that each REST call takes on its way, there and back."""
        self.shards = shards
        self.ids = Snowflakes(self.clock)
        bot = User(self.ids.mint(), "Studybot", bot=True)
        self.world = World(bot, application=bot.id, users={bot.id: bot})
        self.owner = self.user("Olive").account
        self.token = f"{bot.id}.peer.{secrets.token_hex(12)}"
        self.commands: dict[int | None, dict[str, Json]] = {}
        """Registered commands by name; under None the global ones."""
        self.interactions: dict[str, Interaction] = {}
        self.calls: list[Call] = []
        self.violations: list[Violation] = []
        self.unrouted: list[str] = []
        """Requests that this peer does not know."""
        self.crashes: list[Exception] = []
        """The peer's own mistakes; raised at its end."""
        self.invalid_requests = 0
        """401, 403 and 429 (shared ones aside): 10,000 in ten minutes is a ban."""
        self.faults = Script()
        self.messages = Messages(self.world, self.clock, self.ids, self.rules)
        self.gateway = Gateway(self)
        self._port = port
        self._pulse = asyncio.Event()
        self.extra_routes: list[web.RouteDef] = []

    # Life.

    async def __aenter__(self) -> Self:
        self.rest = Rest(self)
        app = web.Application(client_max_size=self.rules.max_request)
        app.add_routes(self.extra_routes)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_get("/attachments/{id}/{name}", self._file)
        app.router.add_route("*", f"{API}/{{tail:.*}}", self.rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port, backlog=2048)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self.messages.base = self.url
        return self

    async def __aexit__(self, *_: object) -> None:
        self.rest.closing.set()
        for session in self.gateway.sessions.values():
            if session.link is not None:
                await session.link.socket.close(code=1001)
        await self._runner.cleanup()
        if self.crashes:
            raise ExceptionGroup("the peer itself failed", self.crashes)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def api(self) -> str:
        """What DISCORD_API_URL wants."""
        return f"{self.url}/api"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self._port}/gateway"

    @contextmanager
    def pointed(self) -> Iterator[None]:
        """Within it, discord.py in this process speaks to this peer."""
        before = ClientRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY
        ClientRoute.BASE = f"{self.url}{API}"
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(self.gateway_url)
        try:
            yield
        finally:
            ClientRoute.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before

    async def _file(self, request: web.Request) -> web.Response:
        found = self.world.files.get(int(request.match_info["id"]))
        if found is None or found.name != request.match_info["name"]:
            return web.Response(status=404)
        return web.Response(body=found.data, content_type=found.media_type)

    # The stage.

    def user(self, name: str, **changes: Any) -> Person:
        account = User(self.ids.mint(), name, **changes)
        self.world.users[account.id] = account
        return Person(self, account)

    def guild(self, name: str, joined: bool = True, id: int = 0) -> Server:
        """A server with the bot in it, unless it is yet to be invited."""
        return Server.found(self, name, joined, id)

    def joined(self) -> list[Guild]:
        bot = self.world.bot.id
        return [each for each in self.world.guilds.values() if bot in each.members]

    def direct(self, user: User) -> Channel:
        """The direct messages of the bot and `user`."""
        found = self.world.direct(user)
        if found is None:
            id = self.ids.mint()
            found = Channel(id, user.name, DIRECT_CHANNEL, recipient=user)
            self.world.channels[id] = found
        return found

    def place(self, channel: Channel) -> Place:
        return Place(self, channel)

    # Faults and findings.

    def fault(
        self,
        route: str,
        nth: int,
        kind: Kind | str,
        *,
        times: int = 1,
        of: int | None = None,
        after: bool = False,
        ms: float = 0.0,
    ) -> Fault:
        """The `nth` call of `route` from now goes wrong; "*" is any route."""
        if route != "*" and route not in NAMES:
            raise ValueError(f"no route {route!r}; there are {sorted(NAMES)}")
        fault = Fault(route, nth, Kind(kind), times, of, after, ms)
        return self.faults.add(fault)

    def asked(self, route: str) -> list[Call]:
        """The calls of one route, in order."""
        return [call for call in self.calls if call.route == route]

    def busiest_second(self, route: str = "") -> int:
        """The most calls in a second; interactions and their replies do not count."""
        return busiest_second(
            call.at
            for call in self.calls
            if (call.route == route if route else "{token}" not in call.route)
        )

    def violate(self, route: str, problems: list[Problem]) -> None:
        self.violations += [Violation(route, problem) for problem in problems]

    def check_token(self, header: str) -> None:
        if header != f"Bot {self.token}":
            raise unauthorized()

    def reset_token(self) -> None:
        """As Discord does to a bot that identified too often."""
        self.token = f"reset.{secrets.token_hex(12)}"

    # For the endpoints.

    def stamp(self) -> str:
        return stamp(self.clock.now())

    def shown(self, message: Message) -> Json:
        return payloads.message(message, self.url, self.world.application)

    def metadata(self, interaction: Interaction) -> Json:
        guild = interaction.channel.guild
        return {
            "id": str(interaction.id),
            "type": interaction.asked.value,
            "user": payloads.user(interaction.who),
            "authorizing_integration_owners": {"0": str(guild.id if guild else 0)},
        }

    def announce(self, event: str, message: Message) -> None:
        """Tell the gateway, and whoever waits. Nobody is told of ephemeral ones."""
        self.pulse()
        if message.ephemeral:
            return
        channel = message.channel
        guild = channel.guild.id if channel.guild else None
        intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        data = self.shown(message)
        if guild is not None:
            data["guild_id"] = str(guild)
        self.gateway.dispatch(event, data, guild, intent)

    def remove(self, message: Message) -> None:
        message.deleted = True
        message.channel.stored.pop(message.id, None)
        self.pulse()
        guild = message.channel.guild
        data = {"id": str(message.id), "channel_id": str(message.channel.id)}
        if guild is not None:
            data["guild_id"] = str(guild.id)
        intent = GUILD_MESSAGES if guild else DIRECT_MESSAGES
        if not message.ephemeral:
            owner = guild.id if guild else None
            self.gateway.dispatch("MESSAGE_DELETE", data, owner, intent)

    def tell_guild(self, event: str, guild: Guild, data: Json) -> None:
        self.gateway.dispatch(event, data, guild.id, GUILDS)

    # Waiting.

    def pulse(self) -> None:
        """Something changed: wake whoever waits in `until`."""
        self._pulse.set()

    async def until(self, wanted: Callable[[], Any], seconds: float = 5.0) -> Any:
        """What `wanted` returns, once that is true; TimeoutError after real seconds."""
        deadline = time.perf_counter() + seconds
        while not (found := wanted()):
            left = deadline - time.perf_counter()
            if left <= 0:
                raise TimeoutError(f"not within {seconds} s")
            self._pulse.clear()
            try:
                # Not every change comes with a pulse: look again now and then.
                await asyncio.wait_for(self._pulse.wait(), min(left, 0.05))
            except TimeoutError:
                continue
        return found

    async def ready(self, sessions: int = 1, seconds: float = 10.0) -> None:
        """Until so many shards are connected and greeted."""
        await self.until(lambda: len(self.gateway.links()) >= sessions, seconds)

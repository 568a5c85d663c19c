"""The connection to Discord: comes up, stays up, and goes down in order."""

import asyncio
import contextlib
import json
import logging

import discord

from adapters.discord import commands, faults, inside, library, limits, names
from adapters.discord.budget import Budget
from adapters.discord.drawing import Drawings
from adapters.discord.gateway_cache import GatewayCache
from adapters.discord.interactions import Interactions
from adapters.discord.login import Login
from adapters.discord.reply import Interaction
from adapters.discord.settings import DiscordSettings
from adapters.discord.show import Show
from adapters.discord.watchdog import Watchdog
from adapters.discord.wire import Wire
from adapters.ending import at_most
from adapters.pace import Pace
from adapters.ports import House
from adapters.sending import put_off, unasked
from adapters.troubles import Outage
from bot.panels import ChannelId, Forbidden, Gone, Outcome, Post

log = logging.getLogger(__name__)

SHORT_PAUSE = 40.0
"""Seconds that discord.py lets us think before an identify."""

REGISTER_AGAIN = 300.0
"""Seconds until the commands are registered anew that Discord did not take just now."""

STATUS = "https://discordstatus.com"

FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
"""Seconds between attempts to connect; they double."""


class Link(discord.AutoShardedClient):
    """discord.py's client with the least it can be: no cache of people or messages."""

    def __init__(self, home: "Discord", shards: int | None) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=30.0,
            shard_count=shards,
        )
        inside.silence_voice()
        inside.tidy_seldom(self.http)
        self._lines = inside.Lines(self.http)
        self._home = home
        self._deaf: set[int] = set()

    async def close(self) -> None:
        """Hangs up, on lines too that were being made."""
        await super().close()
        await self._lines.close()

    async def setup_hook(self) -> None:
        await self._home.logged_in()

    @property
    def hears(self) -> bool:
        """Whether some shard has its line: a socket may stand open without one."""
        return bool(self.shards.keys() - self._deaf)

    @property
    def hears_all(self) -> bool:
        return len(self.shards.keys() - self._deaf) == self.shard_count

    async def on_shard_disconnect(self, shard: int) -> None:
        self._deaf.add(shard)

    async def on_shard_ready(self, shard: int) -> None:
        self._deaf.discard(shard)

    async def on_shard_resumed(self, shard: int) -> None:
        self._deaf.discard(shard)

    async def on_interaction(self, interaction: Interaction) -> None:
        guild = interaction.guild
        self._home.watchdog.heard(guild.shard_id if guild else 0)
        await self._home.interactions.take(interaction)

    async def on_ready(self) -> None:
        await self._home.all_told()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        await self._home.joined(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        # Invited while we were away, or in our first two seconds: nobody says so.
        await self._home.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._home.left(guild)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._home.closed(channel)

    async def before_identify_hook(
        self, shard_id: int | None, *, initial: bool = False
    ) -> None:
        await super().before_identify_hook(shard_id, initial=initial)
        await self._home.identifying(shard_id or 0)


class Discord:
    """Discord, whole: `run` it, and `show` posts through it."""

    def __init__(self, house: House, settings: DiscordSettings) -> None:
        self._house = house
        self._engine = house.engine
        self._desk = house.desk
        self._clock = house.clock
        self._settings = settings
        drawings = Drawings(house.painter)
        self.interactions = Interactions(house, drawings)
        self.link = Link(self, settings.shards)
        self.watchdog = Watchdog(
            lambda: self.link.shards, lambda: self.link.http.get_bot_gateway()
        )
        pace = Pace.within(1, limits.REQUESTS_A_SECOND, limits.REQUESTS_AT_ONCE)
        self._wire = Wire(lambda: self.link.http, pace)
        self._outage = Outage(log, "Discord", settings.api_url or STATUS)
        cache = GatewayCache(lambda: self.link)
        self._show = Show(self._wire, drawings, cache, self._outage)
        self._budget = Budget(settings.data / "discord-identifies.json", house.clock)
        self._login = Login()
        self._begun = False
        self._spent = asyncio.Event()
        self._registering: asyncio.Task[None] | None = None
        self._pause = FIRST_PAUSE

    async def reached(self) -> bool:
        """Whether presses and commands arrive."""
        if self._login.stands and self.link.hears_all:
            self._outage.stands()
        return self._login.stands and self.link.hears

    async def show(self, post: Post) -> Outcome:
        """Shows a public or direct post, and says what became of it."""
        wait = await self._login.wait()
        if wait:
            return put_off(unasked(post), wait)
        return await self._show(post)

    async def run(self) -> None:
        """Stays connected until cancelled; ends by itself where it can never be."""
        with library.quiet(self._outage):
            await self._run()

    async def _run(self) -> None:
        try:
            while True:
                await self._until_allowed()
                try:
                    await self._connected()
                except (discord.LoginFailure, discord.PrivilegedIntentsRequired) as no:
                    log.error("Discord does not let us in: %s Check DISCORD_TOKEN.", no)
                    self._login.refused()
                    return
                except (discord.DiscordException, *faults.FAULTS) as fault:
                    self._outage.met(library.reason(fault))
                except Exception:
                    # discord.py ends with the first event that it cannot read.
                    log.exception("The connection broke off by a fault")
                await self.close()
                await asyncio.sleep(self._pause)
                self._pause = min(LONGEST_PAUSE, self._pause * 2)
                self.link = Link(self, self._settings.shards)
                self._begun = False
        finally:
            await self.close()

    async def close(self) -> None:
        """Finishes what members asked for, then hangs up."""
        await self.interactions.close()
        await self._down()

    # The connection.

    async def _connected(self) -> None:
        """Logged in and connected, for as long as that lasts."""
        link = self.link
        if self._settings.api_url:
            inside.send_to(self._settings.api_url)
        self._begun = True
        self._login.begun()
        await link.login(self._settings.token)
        if self._settings.api_url:
            _, gateway, _ = await link.http.get_bot_gateway()
            inside.connect_to(gateway)
        connection = asyncio.create_task(link.connect())
        spent = asyncio.create_task(self._spent.wait())
        watching = asyncio.create_task(self.watchdog.run())
        tasks = (connection, spent, watching)
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                task.result()
        finally:
            # Closed first: while it reconnects, discord.py swallows a cancellation.
            await self.close()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks, timeout=5)

    async def _down(self) -> None:
        self._login.over()
        if self._registering:
            self._registering.cancel()
        if self._begun and not self.link.is_closed():
            with contextlib.suppress(*faults.FAULTS):
                await at_most(5, self.link.close)

    async def _until_allowed(self) -> None:
        self._spent.clear()
        wait = self._budget.wait().total_seconds()
        if wait > 0:
            log.error(
                "Too many starts: Discord would reset the token. Waiting %d s.", wait
            )
            await asyncio.sleep(wait)

    async def identifying(self, shard: int) -> None:
        """Counts an identify, or, where there were too many, stops before it."""
        wait = self._budget.wait(shard).total_seconds()
        if wait > SHORT_PAUSE:
            self._spent.set()
            await asyncio.sleep(LONGEST_PAUSE)
        await asyncio.sleep(wait)
        self._budget.spend(shard)

    # What discord.py tells.

    async def logged_in(self) -> None:
        self._login.done()
        self._pause = FIRST_PAUSE
        if not await self._registered():
            self._registering = asyncio.create_task(self._register())

    async def _register(self) -> None:
        registered = False
        while not registered:
            await asyncio.sleep(REGISTER_AGAIN)
            registered = await self._registered()

    async def _registered(self) -> bool:
        """Registers the commands where they are not; False: to be tried again."""
        made = commands.payload()
        application = str(self.link.application_id)
        wanted = {application: commands.fingerprint(made)}
        file = self._settings.data / "discord-commands.json"
        with contextlib.suppress(OSError, ValueError):
            if json.loads(file.read_text("utf-8")) == wanted:
                return True
        try:
            await self._wire.register(int(application), made)
        except faults.FAULTS as fault:
            log.warning("The commands could not be registered: %r", fault)
            return isinstance(faults.outcome(fault), Forbidden | Gone)
        try:
            file.write_text(json.dumps(wanted), "utf-8")
        except OSError as fault:  # the next start registers them once more
            log.warning("%s cannot be written: %s", file, fault)
        return True

    async def joined(self, guild: discord.Guild) -> None:
        """What was set is as it was; where all is new, a greeting.

        That goes where the system talks if we may talk there, else to the owner.
        """
        space, now = names.space(guild.id), self._clock()
        there = {names.channel(one.id): f"#{one.name}" for one in guild.channels}
        greeted, owner = _greeted(guild), names.member(guild.owner_id or 0)

        def turn() -> None:
            self._engine.come_back(space, there, now)
            if greeted:
                name, zone = there[greeted], self._house.zone
                self._engine.join(greeted, space, name, zone, now)
            self._engine.greet(space, greeted, owner, now)

        await self._desk.call(turn)

    async def all_told(self) -> None:
        """Every server we are in has been named: we were thrown out of all others."""
        if not self._login.stands:
            return  # discord.py says it up to seconds later
        spaces = [names.space(guild.id) for guild in self.link.guilds]
        only_in, now = self._engine.only_in, self._clock()
        await self._desk.call(only_in, names.PLATFORM, spaces, now)

    async def left(self, guild: discord.Guild) -> None:
        space = names.space(guild.id)
        self.interactions.asking.left(space)
        await self._desk.call(self._engine.leave_space, space, self._clock())

    async def closed(self, channel: discord.abc.GuildChannel) -> None:
        id = names.channel(channel.id)
        self.interactions.asking.left(id)
        await self._desk.call(self._engine.leave, id, self._clock())


def _greeted(guild: discord.Guild) -> ChannelId | None:
    """The channel where the system talks, where we may talk too."""
    channel = guild.system_channel
    if channel is None or guild.me is None:
        return None
    # Where a channel cannot be seen, discord.py grants nothing else in it either.
    may_talk = channel.permissions_for(guild.me).send_messages
    return names.channel(channel.id) if may_talk else None

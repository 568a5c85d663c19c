"""Servers and channels as a test handles them."""

from typing import TYPE_CHECKING, Any

from . import payloads
from .permissions import EVERYONE, NOTHING, Permission
from .world import Channel, Guild, Member, Message, Overwrite, Role

if TYPE_CHECKING:
    from .people import Person
    from .server import Discord


_INVITED = EVERYONE | Permission.PIN_MESSAGES


class Place:
    """A channel, a thread or direct messages."""

    def __init__(self, peer: "Discord", channel: Channel) -> None:
        self._peer = peer
        self.channel = channel

    @property
    def id(self) -> int:
        return self.channel.id

    @property
    def messages(self) -> list[Message]:
        """What everyone in it sees, oldest first."""
        return self.channel.messages

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def threads(self) -> list["Place"]:
        return [Place(self._peer, each) for each in self.channel.threads]

    async def message(self, text: str = "", seconds: float = 5.0) -> Message:
        """The newest message with `text` in it, once there is one."""

        def found() -> Message | None:
            fitting = [each for each in self.messages if text in each.text]
            return fitting[-1] if fitting else None

        message = await self._peer.until(found, seconds)
        assert isinstance(message, Message)
        return message

    def deny(self, *permissions: Permission) -> None:
        """Take permissions from the bot here."""
        self._overwrite(deny=permissions)

    def allow(self, *permissions: Permission) -> None:
        self._overwrite(allow=permissions)

    def _overwrite(
        self,
        allow: tuple[Permission, ...] = (),
        deny: tuple[Permission, ...] = (),
    ) -> None:
        bot = self._peer.world.bot.id
        entry = self.channel.overwrites.setdefault(bot, Overwrite(bot, 1))
        for permission in allow:
            entry.allow |= permission
            entry.deny &= ~permission
        for permission in deny:
            entry.deny |= permission
            entry.allow &= ~permission
        self._tell("CHANNEL_UPDATE")

    def delete(self) -> None:
        self.channel.deleted = True
        self._tell("CHANNEL_DELETE")

    def _tell(self, event: str) -> None:
        guild = self.channel.guild
        if guild is not None:
            self._peer.tell_guild(event, guild, payloads.channel(self.channel))


class Server:
    """A guild."""

    def __init__(self, peer: "Discord", guild: Guild) -> None:
        self._peer = peer
        self.guild = guild

    @classmethod
    def found(cls, peer: "Discord", name: str, joined: bool, id: int) -> "Server":
        id = id or peer.ids.mint()
        everyone = Role(id, "@everyone", EVERYONE)
        guild = Guild(id, name, peer.owner, everyone)
        owner = Member(peer.owner, peer.clock.now())
        guild.members[peer.owner.id] = owner
        peer.world.guilds[id] = guild
        server = cls(peer, guild)
        if joined:
            server.invite()
        return server

    @property
    def id(self) -> int:
        return self.guild.id

    def channel(self, name: str, system: bool = False) -> Place:
        channel = Channel(self._peer.ids.mint(), name, guild=self.guild)
        self.guild.channels[channel.id] = channel
        self._peer.world.channels[channel.id] = channel
        if system:
            self.guild.system_channel = channel
        self._peer.tell_guild("CHANNEL_CREATE", self.guild, payloads.channel(channel))
        return Place(self._peer, channel)

    def role(
        self, name: str, permissions: Permission = NOTHING, mentionable: bool = False
    ) -> Role:
        role = Role(self._peer.ids.mint(), name, permissions, mentionable)
        self.guild.roles.append(role)
        data = {"guild_id": str(self.id), "role": payloads.role(role)}
        self._peer.tell_guild("GUILD_ROLE_CREATE", self.guild, data)
        return role

    def join(self, person: "Person", manages: bool = False) -> None:
        member = Member(person.account, self._peer.clock.now())
        if manages:
            member.roles.append(self.role("Managers", Permission.MANAGE_GUILD))
        self.guild.members[person.account.id] = member

    def invite(self, permissions: Permission = _INVITED) -> None:
        """The bot comes in, with a role of its own."""
        bot = self._peer.world.bot
        role = Role(self._peer.ids.mint(), bot.name, permissions)
        self.guild.roles.append(role)
        self.guild.members[bot.id] = Member(bot, self._peer.clock.now(), [role])
        data = payloads.guild(self.guild, bot)
        self._peer.tell_guild("GUILD_CREATE", self.guild, data)

    def kick(self) -> None:
        """The bot goes out."""
        self.guild.members.pop(self._peer.world.bot.id, None)
        data: dict[str, Any] = {"id": str(self.id)}
        self._peer.tell_guild("GUILD_DELETE", self.guild, data)

    def fail(self) -> None:
        """An outage of this server: it is unavailable, the bot is still in it."""
        data = {"id": str(self.id), "unavailable": True}
        self._peer.tell_guild("GUILD_DELETE", self.guild, data)

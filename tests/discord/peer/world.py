"""What there is: servers, channels, people, messages. The public truth of a test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from . import tree
from .errors import Json
from .permissions import DIRECT, EVERYTHING, NOTHING, Permission

TEXT_CHANNEL, DIRECT_CHANNEL, PUBLIC_THREAD = 0, 1, 11
EPHEMERAL, COMPONENTS_V2, LOADING = 1 << 6, 1 << 15, 1 << 7


@dataclass(slots=True, eq=False)
class User:
    id: int
    name: str
    bot: bool = False
    locale: str = "en-GB"
    refuses_messages: bool = False


@dataclass(slots=True, eq=False)
class Role:
    id: int
    name: str
    permissions: Permission
    mentionable: bool = False


@dataclass(slots=True, eq=False)
class Member:
    user: User
    joined: datetime
    roles: list[Role] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Overwrite:
    """For a role (`kind` 0) or a member (1)."""

    target: int
    kind: int
    allow: Permission = NOTHING
    deny: Permission = NOTHING


@dataclass(slots=True, eq=False)
class Guild:
    id: int
    name: str
    owner: User
    everyone: Role
    locale: str = "en-US"
    roles: list[Role] = field(default_factory=list)
    members: dict[int, Member] = field(default_factory=dict)
    channels: dict[int, "Channel"] = field(default_factory=dict)
    system_channel: "Channel | None" = None

    def bits(self, user: User) -> Permission:
        member = self.members.get(user.id)
        if member is None:
            return NOTHING
        bits = self.everyone.permissions
        for role in member.roles:
            bits |= role.permissions
        whole = user is self.owner or Permission.ADMINISTRATOR in bits
        return EVERYTHING if whole else bits


@dataclass(slots=True, eq=False)
class Attachment:
    id: int
    name: str
    data: bytes
    media_type: str
    description: str | None = None
    size: tuple[int, int] | None = None
    """Width and height, where it is a picture."""


@dataclass(slots=True, eq=False)
class Message:
    id: int
    channel: "Channel"
    author: User
    created: datetime
    kind: int = 0
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    flags: int = 0
    nonce: str | None = None
    pinned: bool = False
    only_for: User | None = None
    """The one who sees it, where it is ephemeral."""
    reply_to: int | None = None
    metadata: Json | None = None
    pings: tuple[str, ...] = ()
    edits: list[datetime] = field(default_factory=list)
    deleted: bool = False
    thread: "Channel | None" = None

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def v2(self) -> bool:
        return bool(self.flags & COMPONENTS_V2)

    @property
    def loading(self) -> bool:
        return bool(self.flags & LOADING)

    @property
    def text(self) -> str:
        """All that can be read in it, line by line."""
        parts = (self.content, tree.as_text(self.components))
        return "\n".join(part for part in parts if part)

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order; those that are disabled left out."""
        return [
            str(component.get("label"))
            for component in tree.each(self.components)
            if component["type"] == tree.BUTTON and not component.get("disabled")
        ]

    def shown(self) -> set[int]:
        """The ids of the attachments that its components show."""
        return {
            int(item["attachment_id"])
            for component in tree.each(self.components)
            for item in tree.media(component)
            if "attachment_id" in item
        }

    @property
    def pictures(self) -> list[Attachment]:
        """The attachments a reader sees: with V2, those that components show."""
        shown = self.shown()
        return [each for each in self.attachments if not self.v2 or each.id in shown]


@dataclass(slots=True, eq=False)
class Channel:
    id: int
    name: str
    kind: int = TEXT_CHANNEL
    guild: Guild | None = None
    parent: "Channel | None" = None
    recipient: User | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    stored: dict[int, Message] = field(default_factory=dict)
    deleted: bool = False
    old_edits: list[datetime] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """What everyone in it sees, oldest first; nothing ephemeral."""
        return [each for each in self.stored.values() if not each.ephemeral]

    @property
    def threads(self) -> Iterator["Channel"]:
        channels = self.guild.channels.values() if self.guild else ()
        return (channel for channel in channels if channel.parent is self)

    def bits(self, user: User) -> Permission:
        """What `user` may do here."""
        if self.guild is None:
            return DIRECT
        bits = self.guild.bits(user)
        if bits == EVERYTHING or user.id not in self.guild.members:
            return bits
        place = self.parent or self
        roles = self.guild.members[user.id].roles
        layers = [[self.guild.everyone.id], [role.id for role in roles], [user.id]]
        for layer in layers:
            found = [place.overwrites[id] for id in layer if id in place.overwrites]
            for overwrite in found:
                bits &= ~overwrite.deny
            for overwrite in found:
                bits |= overwrite.allow
        return bits if Permission.VIEW_CHANNEL in bits else NOTHING


@dataclass(slots=True)
class World:
    """Everything by id."""

    bot: User
    application: int
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    files: dict[int, Attachment] = field(default_factory=dict)

    def direct(self, user: User) -> Channel | None:
        for channel in self.channels.values():
            if channel.kind == DIRECT_CHANNEL and channel.recipient is user:
                return channel
        return None

"""What there is: workspaces, channels, people, messages. The truth of a test."""

from dataclasses import dataclass, field
from enum import StrEnum

from . import blocks as tree
from .errors import Json


class Privacy(StrEnum):
    PUBLIC = "channels"
    """The values are the prefixes of the scopes that such a channel asks for."""
    PRIVATE = "groups"
    DIRECT = "im"


@dataclass(slots=True, eq=False)
class File:
    id: str
    name: str
    length: int
    upload_url: str
    alt: str | None = None
    title: str = ""
    data: bytes | None = None
    media_type: str = ""
    completed: float | None = None
    """The peer's timestamp of files.completeUploadExternal."""
    shared_in: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Picture:
    """As a reader has it: the bytes, or only an address, and what is read aloud."""

    data: bytes | None
    alt: str
    url: str | None = None


@dataclass(slots=True, eq=False)
class Message:
    ts: str
    channel: "Channel"
    author: "User"
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    files: list[File] = field(default_factory=list)
    only_for: "User | None" = None
    """The one who sees it, where it is ephemeral."""
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    """Both as sent; None where the app left them out."""
    pings: tuple[str, ...] = ()
    versions: list[list[Json]] = field(default_factory=list)
    """The blocks it had before each change, oldest first."""
    deleted: bool = False
    filled: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    """What members have chosen in it, by member, block_id and action_id."""

    @property
    def ephemeral(self) -> bool:
        return self.only_for is not None

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in order."""
        return tree.buttons(self.blocks)

    @property
    def readable(self) -> str:
        """All that can be read in it, line by line; its `text` if it has no blocks."""
        return tree.as_text(self.blocks) if self.blocks else self.text

    @property
    def pictures(self) -> list[Picture]:
        return self.channel.team.pictures(self.blocks) + [
            Picture(file.data, file.alt or file.title) for file in self.files
        ]


@dataclass(slots=True, eq=False)
class View:
    """A modal or a home tab; `body` is what the app sent."""

    id: str
    user: "User"
    body: Json
    hash: str
    root: str
    previous: str | None = None
    open: bool = True
    filled: dict[tuple[str, str], Json] = field(default_factory=dict)
    hashes: list[str] = field(default_factory=list)

    @property
    def blocks(self) -> list[Json]:
        return list(self.body.get("blocks") or [])

    @property
    def title(self) -> str:
        return str((self.body.get("title") or {}).get("text", ""))

    @property
    def submit(self) -> str | None:
        return (self.body.get("submit") or {}).get("text")

    @property
    def callback_id(self) -> str:
        return str(self.body.get("callback_id") or "")

    @property
    def buttons(self) -> list[str]:
        return tree.buttons(self.blocks)

    @property
    def readable(self) -> str:
        return "\n".join(
            part for part in (self.title, tree.as_text(self.blocks)) if part
        )

    @property
    def pictures(self) -> list[Picture]:
        return self.user.team.pictures(self.blocks)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that appeared, changed or went, where a member can see it."""

    what: str
    of: "Message | View"


@dataclass(slots=True, eq=False)
class User:
    id: str
    team: "Team"
    name: str
    display_name: str = ""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    admin: bool = False
    owner: bool = False
    bot: bool = False
    deleted: bool = False
    away: bool = False
    """Not looking at Slack: ephemeral messages never reach them."""
    ephemerals: list[Message] = field(default_factory=list)
    """On the screen now; a reload clears them."""
    stack: list[View] = field(default_factory=list)
    """The open modals, the top one last."""
    home: View | None = None
    changes: list[Change] = field(default_factory=list)

    @property
    def view(self) -> View | None:
        return self.stack[-1] if self.stack else None


@dataclass(slots=True, eq=False)
class Channel:
    id: str
    name: str
    team: "Team"
    privacy: Privacy = Privacy.PUBLIC
    archived: bool = False
    members: dict[str, User] = field(default_factory=dict)
    stored: dict[str, Message] = field(default_factory=dict)
    pinned: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def messages(self) -> list[Message]:
        """What everyone in it sees, oldest first, replies in threads included."""
        return [each for each in self.stored.values() if not each.deleted]

    @property
    def direct(self) -> bool:
        return self.privacy is Privacy.DIRECT

    def holds(self, user: User) -> bool:
        return user.id in self.members

    def visible(self, user: User) -> bool:
        return self.privacy is Privacy.PUBLIC or self.holds(user)


@dataclass(slots=True, eq=False)
class Installation:
    """Our app in a workspace."""

    token: str
    scopes: set[str]
    user: User
    bot_id: str
    error: str | None = None
    """`token_revoked` or `account_inactive`, once that is so."""


@dataclass(slots=True, eq=False)
class Team:
    id: str
    name: str
    domain: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    directs: dict[str, Channel] = field(default_factory=dict)
    """Conversations with the app, by member; they are among `channels` too."""
    files: dict[str, File] = field(default_factory=dict)
    views: dict[str, View] = field(default_factory=dict)
    installation: Installation | None = None

    def pictures(self, blocks: list[Json]) -> list[Picture]:
        return [self._picture(each) for each in tree.images(blocks)]

    def _picture(self, image: Json) -> Picture:
        alt = str(image.get("alt_text", ""))
        reference = (image.get("slack_file") or {}).get("id")
        file = self.files.get(str(reference))
        return Picture(file.data if file else None, alt, image.get("image_url"))

    def direct(self, user: User) -> Channel | None:
        """The conversation of `user` with the app."""
        return self.directs.get(user.id)

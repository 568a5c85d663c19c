"""Messages coming, changing and going, whoever asked for it."""

from dataclasses import dataclass, field

from . import blocks as tree
from .errors import Json
from .mint import Mint
from .world import Change, Channel, File, Message, User

POSTED, CHANGED, DELETED = "posted", "changed", "deleted"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an app wants to say, checked already."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    link_names: bool = False
    files: tuple[File, ...] = ()


class Posting:
    def __init__(self, mint: Mint) -> None:
        self._mint = mint

    def post(
        self, channel: Channel, author: User, draft: Draft, only_for: User | None = None
    ) -> Message:
        blocks = tree.named(draft.blocks, self._mint)
        message = Message(
            self._mint.ts(),
            channel,
            author,
            draft.text,
            blocks,
            draft.attachments,
            draft.metadata,
            draft.thread_ts,
            list(draft.files),
            only_for,
            draft.unfurl_links,
            draft.unfurl_media,
            tree.pings(draft.text, blocks, draft.link_names),
        )
        if only_for is None:
            channel.stored[message.ts] = message
        elif not only_for.away:
            only_for.ephemerals.append(message)
        self._tell(POSTED, message)
        return message

    def change(self, message: Message, draft: Draft) -> None:
        message.versions.append(message.blocks)
        message.text = draft.text
        message.blocks = tree.named(draft.blocks, self._mint)
        message.attachments = draft.attachments
        message.metadata = draft.metadata
        pings = tree.pings(draft.text, message.blocks, draft.link_names)
        message.pings = tuple(dict.fromkeys(message.pings + pings))
        self._tell(CHANGED, message)

    def delete(self, message: Message) -> None:
        message.deleted = True
        if message.only_for and message in message.only_for.ephemerals:
            message.only_for.ephemerals.remove(message)
        self._tell(DELETED, message)

    @staticmethod
    def _tell(what: str, message: Message) -> None:
        if message.only_for and message.only_for.away:
            return
        seer = message.only_for or message.channel
        seer.changes.append(Change(what, message))

"""A body becomes a message, or changes one."""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.clock import Clock

from . import limits, payloads, tree
from .errors import InvalidBody, Json, Problem, empty_message, too_large
from .permissions import Permission
from .rules import Rules
from .snowflakes import Snowflakes
from .world import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    Attachment,
    Channel,
    Message,
    User,
    World,
)

_PNG = b"\x89PNG\r\n\x1a\n"
_PING = re.compile(r"<@&?\d+>|@everyone|@here")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came in a multipart form."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Body:
    """`payload` is the JSON; `files` go by the n of files[n]."""

    payload: Any = None
    files: dict[int, Sent] = field(default_factory=dict)


class Messages:
    """Makes and changes messages; refuses what Discord refuses."""

    def __init__(
        self, world: World, clock: Clock, ids: Snowflakes, rules: Rules
    ) -> None:
        self._world = world
        self._clock = clock
        self._ids = ids
        self._rules = rules
        self.base = ""
        self.notes: list[str] = []
        """What Discord allows but a reader will not see."""

    def create(self, channel: Channel, author: User, body: Body) -> Message:
        payload = body.payload or {}
        v2 = bool((payload.get("flags") or 0) & COMPONENTS_V2)
        self._check(payload, v2, {file.name for file in body.files.values()}, body)
        if not body.files and not any(
            payload.get(key)
            for key in ("content", "embeds", "components", "poll", "sticker_ids")
        ):
            raise empty_message()
        message = Message(self._ids.mint(), channel, author, self._clock.now())
        message.flags = payload.get("flags") or 0
        message.attachments = list(self._uploads(payload, body))
        self._fill(message, payload)
        nonce = payload.get("nonce")
        message.nonce = None if nonce is None else str(nonce)
        channel.stored[message.id] = message
        return message

    def placeholder(self, channel: Channel, author: User, flags: int) -> Message:
        """The message of a deferred answer: "is thinking…"."""
        message = Message(self._ids.mint(), channel, author, self._clock.now())
        message.flags = LOADING | flags & EPHEMERAL
        channel.stored[message.id] = message
        return message

    def edit(self, message: Message, body: Body) -> None:
        """Attachments unlisted in the edit are dropped, where it lists any at all."""
        payload = body.payload or {}
        flags = message.flags if payload.get("flags") is None else payload["flags"]
        # Neither can be taken away again, and an edit makes nothing ephemeral.
        flags |= message.flags & (COMPONENTS_V2 | EPHEMERAL)
        flags &= ~EPHEMERAL | message.flags
        kept = self._kept(message, payload)
        names = {each.name for each in kept}
        names |= {file.name for file in body.files.values()}
        self._check(payload, bool(flags & COMPONENTS_V2), names, body)
        message.flags = flags
        message.attachments = [*kept, *self._uploads(payload, body)]
        self._fill(message, payload)
        message.edits.append(self._clock.now())

    def _check(self, payload: Json, v2: bool, names: set[str], body: Body) -> None:
        if any(len(file.data) > self._rules.max_file for file in body.files.values()):
            raise too_large()
        problems = list(limits.message(payload, v2, names))
        problems += self._file_problems(payload, body)
        if problems:
            raise InvalidBody(problems)

    def _file_problems(self, payload: Json, body: Body) -> Iterator[Problem]:
        names = [file.name for file in body.files.values()]
        if len(set(names)) < len(names):
            self.notes.append(f"two files of one name: {names}")
        for index, entry in enumerate(payload.get("attachments") or []):
            number = int(entry["id"])
            if number not in body.files and number not in self._world.files:
                yield Problem(f"attachments.{index}.id", f"No file {number}.")

    def _kept(self, message: Message, payload: Json) -> list[Attachment]:
        if payload.get("attachments") is None:
            return message.attachments
        listed = {int(each["id"]): each for each in payload["attachments"]}
        kept = [each for each in message.attachments if each.id in listed]
        for each in kept:
            if "description" in listed[each.id]:
                each.description = listed[each.id]["description"]
        return kept

    def _uploads(self, payload: Json, body: Body) -> Iterator[Attachment]:
        entries = {int(each["id"]): each for each in payload.get("attachments") or []}
        for index, file in body.files.items():
            entry = entries.get(index, {})
            name = entry.get("filename") or file.name
            yield self.store(name, file.data, entry.get("description"))

    def store(
        self, name: str, data: bytes, description: str | None = None
    ) -> Attachment:
        """Keep a file where its address leads."""
        size = None
        media_type = "application/octet-stream"
        if data.startswith(_PNG):
            media_type = "image/png"
            width, height = data[16:20], data[20:24]
            size = int.from_bytes(width), int.from_bytes(height)
        attachment = Attachment(
            self._ids.mint(), name, data, media_type, description, size
        )
        self._world.files[attachment.id] = attachment
        return attachment

    def _fill(self, message: Message, payload: Json) -> None:
        if "content" in payload:
            message.content = payload["content"] or ""
        if "embeds" in payload:
            message.embeds = payload["embeds"] or []
        if "components" in payload:
            parts = copy.deepcopy(payload["components"] or [])
            self._settle(parts, message)
            message.components = parts
        message.pings = _pings(message, payload.get("allowed_mentions"))
        shown = message.shown()
        lost = [each.name for each in message.attachments if each.id not in shown]
        if message.v2 and lost:
            self.notes.append(f"files that no component shows: {lost}")

    def _settle(self, parts: list[Json], message: Message) -> None:
        """Number the components, and turn attachment:// into addresses."""
        taken = {part["id"] for part in tree.each(parts) if part.get("id")}
        free = (number for number in range(1, 1000) if number not in taken)
        for part in tree.each(parts):
            part["id"] = part.get("id") or next(free)
            for item in tree.media(part):
                self._resolve(item, message)

    def _resolve(self, item: Json, message: Message) -> None:
        for each in message.attachments:
            address = payloads.file_url(each, self.base)
            if item["url"] in (f"attachment://{each.name}", address):
                item.update(url=address, proxy_url=address, loading_state=2)
                item.update(content_type=each.media_type, attachment_id=str(each.id))
                item.update(placeholder="", flags=0)
                if each.size:
                    item["width"], item["height"] = each.size
                return


def _pings(message: Message, allowed: Json | None) -> tuple[str, ...]:
    """Whom it calls: `everyone`, `<@1>`, `<@&2>`."""
    texts = [message.content]
    texts += [str(c.get("content", "")) for c in tree.each(message.components)]
    found = dict.fromkeys(_PING.findall("\n".join(texts)))
    return tuple(
        ping
        for ping in found
        if _allowed(ping, allowed) and _can_be_called(ping, message)
    )


def _can_be_called(ping: str, message: Message) -> bool:
    """A role by everyone, where it says so; else by those who may mention all."""
    channel = message.channel
    if not ping.startswith("<@&") or channel.guild is None:
        return True
    if Permission.MENTION_EVERYONE in channel.bits(message.author):
        return True
    roles = {f"<@&{role.id}>": role for role in channel.guild.roles}
    return ping in roles and roles[ping].mentionable


def _allowed(ping: str, allowed: Json | None) -> bool:
    if allowed is None:
        return True
    parse = allowed.get("parse") or []
    if ping in ("@everyone", "@here"):
        return "everyone" in parse
    kind = "roles" if ping.startswith("<@&") else "users"
    listed = [str(each) for each in allowed.get(kind) or []]
    return kind in parse or ping.strip("<@&>") in listed

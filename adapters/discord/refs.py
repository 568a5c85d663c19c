"""What a message's reference holds: where it is, and which files it has, by name."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from discord.utils import snowflake_time

from adapters.json_types import JsonIn
from bot.panels import Sent

_ADDRESS = re.compile(r"/(?:ephemeral-)?attachments/(?:\d+/)?(\d+)/([^/?#]+)")


@dataclass(frozen=True, slots=True)
class Ref:
    """`files` is name -> attachment id: an edit must name each that stays."""

    channel: int
    message: int
    files: Mapping[str, str]

    def written(self) -> str:
        held = [self.channel, self.message, dict(self.files)]
        return json.dumps(held, separators=(",", ":"))

    def sent(self) -> Sent:
        """That it stands; its id says since when."""
        return Sent(self.written(), at=snowflake_time(self.message))


def read(written: str) -> Ref:
    """A reference as it was written; ValueError for anything else."""
    channel, message, files = json.loads(written)
    return Ref(int(channel), int(message), {str(k): str(v) for k, v in files.items()})


def of(message: JsonIn, channel: int) -> Ref:
    """The reference of a message as Discord gave it back.

    Pictures in components are absent from `attachments`, so those are walked too.
    """
    files = {
        str(one["filename"]): str(one["id"]) for one in message.get("attachments") or ()
    }
    for component in walk(message.get("components") or ()):
        files.update(_shown(component))
    return Ref(channel, int(message["id"]), files)


def walk(components: Any) -> Iterator[JsonIn]:
    """Every component, nested ones included."""
    for component in components:
        yield component
        yield from walk(component.get("components") or ())


def _shown(component: JsonIn) -> Iterator[tuple[str, str]]:
    items = [*(component.get("items") or ())]
    media = [item.get("media") or {} for item in items]
    media.append(component.get("file") or {})
    for one in media:
        found = _ADDRESS.search(str(one.get("url", "")))
        if found:
            yield found[2], str(one.get("attachment_id") or found[1])

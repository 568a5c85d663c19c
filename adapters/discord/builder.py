"""What a message says, top to bottom, as far as there is room."""

import re
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from adapters.discord import limits, text

NARROW = 40
"""Characters of room in which a line may be lost whole."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; `alt` is its alternative text."""

    name: str
    data: bytes
    alt: str = ""


class Builder:
    """`components` (one at the least) and `room` (characters) are what may be filled.

    What is attached leaves a component for what is written after it.
    """

    def __init__(self, components: int, room: int, cut: bool) -> None:
        self.attachments: list[Attachment] = []
        self.room = room - 2
        self._components = components
        self._items: list[ui.Item[Any]] = []
        self._lines: list[str] = []
        self._cut = cut

    def write(self, line: str) -> None:
        """A line, already cut to `room`: nothing, where that is next to none."""
        if not line.strip():
            self._cut = self._cut or self.room < NARROW
            return
        if len(line) > self.room:
            self._cut = True
            return
        self._lines.append(line)
        self.room = max(0, self.room - len(line) - 1)

    def attach(self, attachment: Attachment, component: type[ui.Item[Any]]) -> bool:
        """A picture or file; False where there is no room for it."""
        needed = 2 if self._lines else 1
        if (
            len(self.attachments) == limits.ATTACHMENTS
            or self._components <= needed
            or not 0 < len(attachment.data) <= limits.ATTACHMENT_BYTES
        ):
            return False
        self._flush()
        named = self._named(attachment)
        self.attachments.append(named)
        self._items.append(_shown(named, component))
        self._components -= 1
        return True

    def cut(self) -> None:
        self._cut = True

    def finished(self) -> list[ui.Item[Any]]:
        if self._cut:
            self._lines.append("…")
        self._flush()
        return self._items

    def _flush(self) -> None:
        if self._lines:
            self._items.append(ui.TextDisplay("\n".join(self._lines)))
            self._components -= 1
            self._lines = []

    def _named(self, attachment: Attachment) -> Attachment:
        """A name that Discord leaves as it is, and that no other file here has."""
        stem, dot, ending = _safe(attachment.name).rpartition(".")
        taken = {other.name for other in self.attachments}
        name, number = f"{stem}{dot}{ending}", 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        alt = text.clip(text.clean(attachment.alt), limits.ALT)
        return Attachment(name, attachment.data, alt)


def _safe(name: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name).strip(".-")[-80:]
    return re.sub(r"(?i)^(spoiler_)+", "", plain) or "file"


def _shown(attachment: Attachment, component: type[ui.Item[Any]]) -> ui.Item[Any]:
    address = f"attachment://{attachment.name}"
    if component is ui.File:
        return ui.File(address)
    alt = attachment.alt or None
    return ui.MediaGallery(discord.MediaGalleryItem(address, description=alt))

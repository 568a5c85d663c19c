"""A panel -> a message of Discord's components, and the files it shows.

Pure: the pictures come drawn. Everything is cut to Discord's limits with a plain "…",
so that nothing is lost silently and nothing is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

import discord
from discord import ui

from adapters import tables
from adapters.discord import controls, limits, text, words
from bot.panels import (
    Block,
    Bullets,
    File,
    Panel,
    Paragraph,
    Picture,
    Quote,
    Source,
    Table,
)

ACCENT = 0x5B7CFA

NARROW = 40
"""Characters of room in which a line may be lost whole."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; `alt` is its alternative text."""

    name: str
    data: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands for a Picture: its images, or, where there are none, its words."""

    images: tuple[Attachment, ...] = ()
    words: str = ""


class Layout(ui.LayoutView):
    """A layout that discord.py sends and forgets: its presses are routed by us.

    Its view store would keep each sent view, and lose all of them with the process.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        return True

    def is_dispatchable(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Message:
    view: Layout
    attachments: tuple[Attachment, ...] = ()


def message(
    panel: Panel, drawings: Sequence[Drawing], *, mark: str = "", role: str = ""
) -> Message:
    """The panel; `drawings` stand for its pictures, in order.

    `mark` is hidden in it, to be found by `stamp`; `role` is a role's id to name on
    top, which pings only where the request allows it.
    """
    rows, dropped = controls.controls(panel)
    room = limits.TEXT - sum(
        len(item.content) for item in rows if isinstance(item, ui.TextDisplay)
    )
    sheet = _Sheet(limits.COMPONENTS - 1 - controls.count(rows), room, dropped)
    if role.isdecimal():
        sheet.write(f"<@&{role}>")
    if panel.title:
        sheet.write(text.heading(panel.title, sheet.room))
    drawn = iter(drawings)
    for block in panel.blocks:
        _block(sheet, block, drawn)
    items = [*sheet.finished(), *rows] or [ui.TextDisplay("…")]
    container: ui.Container[Layout] = ui.Container(
        *items, accent_colour=ACCENT, id=stamp(mark) or None
    )
    view = Layout()
    view.add_item(container)
    return Message(view, tuple(sheet.attachments))


def words_only(sentence: str) -> Message:
    """A sentence of ours, as a message."""
    view = Layout()
    said = text.fit(sentence, limits.TEXT, text.escape)
    view.add_item(ui.TextDisplay(said if said.strip() else "…"))
    return Message(view)


def stamp(mark: str) -> int:
    """The mark as a component's id (31 bits, not 0), which stays with the message."""
    if not mark:
        return 0
    return int.from_bytes(mark.encode()[:64], "big") % (2**31 - 101) + 100


class _Sheet:
    """What a message says, top to bottom, as far as there is room."""

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
        if len(line) > self.room or not self._open():
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

    def _open(self) -> bool:
        return bool(self._lines) or self._components > 0

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


def _block(sheet: _Sheet, block: Block, drawn: Iterator[Drawing]) -> None:
    match block:
        case Paragraph(spans):
            if spans:
                sheet.write(text.spans(spans, sheet.room))
        case Quote(quoted):
            sheet.write(text.quote(quoted, sheet.room))
        case Source(source):
            _source(sheet, source)
        case Bullets(items):
            for item in items:
                sheet.write(text.bullet(item, sheet.room))
        case Table():
            _table(sheet, block)
        case Picture():
            _picture(sheet, next(drawn, Drawing()))
        case File(name, _, data):
            _file(sheet, name, data)
        case _:
            assert_never(block)


def _source(sheet: _Sheet, source: str) -> None:
    """In a block to copy from; as a file where a block would not hold it."""
    fits = text.FENCE not in source and len(source) + 10 <= sheet.room
    if not fits:
        file = Attachment("text.md", text.clean(source).encode())
        if sheet.attach(file, ui.File):
            return
    unfenced = source.replace(text.FENCE, "'''")
    sheet.write(text.block(unfenced, sheet.room))


def _table(sheet: _Sheet, table: Table) -> None:
    if not table.rows:
        return
    aligned = tables.columns(table)
    if aligned is not None and text.FENCE not in aligned:
        sheet.write(text.block(aligned, sheet.room))
        return
    for line in tables.lines(table):
        sheet.write(text.spans(line, sheet.room))


def _picture(sheet: _Sheet, drawing: Drawing) -> None:
    """Each image by itself: side by side they would be too small to read."""
    missed = not drawing.images
    for image in drawing.images:
        if not sheet.attach(image, ui.MediaGallery):
            sheet.cut()
    if missed and drawing.words:
        sheet.write(text.fit(drawing.words, sheet.room, text.escape))


def _file(sheet: _Sheet, name: str, data: bytes) -> None:
    if len(data) > limits.ATTACHMENT_BYTES:
        said = words.file_too_large(name, len(data), limits.ATTACHMENT_BYTES)
        sheet.write(text.fit(said, sheet.room, text.escape))
    elif not sheet.attach(Attachment(name, data or b"\n"), ui.File):
        sheet.cut()

"""A panel -> a message of Discord's components, and the files it shows.

Pure: the pictures come drawn. Everything is cut to Discord's limits with a plain "…",
so that nothing is lost silently and nothing is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from discord import ui

from adapters import pictures, tables
from adapters.discord import controls, limits, text, words
from adapters.discord.builder import Attachment as Attachment
from adapters.discord.builder import Builder
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

Drawing = pictures.Drawing[Attachment]

ACCENT = 0x5B7CFA


class Layout(ui.LayoutView):
    """A layout that discord.py sends and forgets: its presses are routed by us.

    Its view store would keep each sent view, and lose all of them with the process.
    """

    def __init__(self) -> None:
        super().__init__(timeout=None)

    def is_finished(self) -> bool:
        return True


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
    builder = Builder(limits.COMPONENTS - 1 - controls.count(rows), room, dropped)
    if role.isdecimal():
        builder.write(f"<@&{role}>")
    if panel.title:
        builder.write(text.heading(panel.title, builder.room))
    drawn = iter(drawings)
    for block in panel.blocks:
        _block(builder, block, drawn)
    items = [*builder.finished(), *rows] or [ui.TextDisplay("…")]
    container: ui.Container[Layout] = ui.Container(
        *items, accent_colour=ACCENT, id=stamp(mark) or None
    )
    view = Layout()
    view.add_item(container)
    return Message(view, tuple(builder.attachments))


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


def _block(builder: Builder, block: Block, drawn: Iterator[Drawing]) -> None:
    match block:
        case Paragraph(spans):
            if spans:
                builder.write(text.spans(spans, builder.room))
        case Quote(quoted):
            builder.write(text.quote(quoted, builder.room))
        case Source(source):
            _source(builder, source)
        case Bullets(items):
            for item in items:
                builder.write(text.bullet(item, builder.room))
        case Table():
            _table(builder, block)
        case Picture():
            _picture(builder, next(drawn, Drawing()))
        case File(name, _, data):
            _file(builder, name, data)
        case _:
            assert_never(block)


def _source(builder: Builder, source: str) -> None:
    """In a block to copy from; as a file where a block would not hold it."""
    shown = text.clean(source).strip("\n")
    fits = text.FENCE not in shown and len(text.fenced(shown)) <= builder.room
    if not fits:
        file = Attachment("text.md", text.clean(source).encode())
        if builder.attach(file, ui.File):
            return
    unfenced = shown.replace(text.FENCE, "'''")
    builder.write(text.block(unfenced, builder.room))


def _table(builder: Builder, table: Table) -> None:
    if not table.rows:
        return
    aligned = tables.columns(table)
    if aligned is not None and text.FENCE not in aligned:
        builder.write(text.block(aligned, builder.room))
        return
    for line in tables.lines(table):
        builder.write(text.spans(line, builder.room))


def _picture(builder: Builder, drawing: Drawing) -> None:
    """Each image by itself: side by side they would be too small to read."""
    for image in drawing.images:
        if not builder.attach(image, ui.MediaGallery):
            builder.cut()
    if not drawing.images and drawing.words:
        builder.write(text.fit(drawing.words, builder.room, text.escape))


def _file(builder: Builder, name: str, data: bytes) -> None:
    if len(data) > limits.ATTACHMENT_BYTES:
        said = words.file_too_large(name, len(data), limits.ATTACHMENT_BYTES)
        builder.write(text.fit(said, builder.room, text.escape))
    elif not builder.attach(Attachment(name, data or b"\n"), ui.File):
        builder.cut()

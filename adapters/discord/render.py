"""A panel -> a message of Discord's components, and the files it shows.

Pure: the pictures come drawn. Everything is cut to Discord's limits with a plain "…",
so that nothing is lost silently and nothing is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from discord import ui

from adapters import tables
from adapters.discord import controls, limits, text, words
from adapters.discord.sheet import Attachment as Attachment
from adapters.discord.sheet import Sheet
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
    sheet = Sheet(limits.COMPONENTS - 1 - controls.count(rows), room, dropped)
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


def _block(sheet: Sheet, block: Block, drawn: Iterator[Drawing]) -> None:
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


def _source(sheet: Sheet, source: str) -> None:
    """In a block to copy from; as a file where a block would not hold it."""
    fits = text.FENCE not in source and len(source) + 10 <= sheet.room
    if not fits:
        file = Attachment("text.md", text.clean(source).encode())
        if sheet.attach(file, ui.File):
            return
    unfenced = source.replace(text.FENCE, "'''")
    sheet.write(text.block(unfenced, sheet.room))


def _table(sheet: Sheet, table: Table) -> None:
    if not table.rows:
        return
    aligned = tables.columns(table)
    if aligned is not None and text.FENCE not in aligned:
        sheet.write(text.block(aligned, sheet.room))
        return
    for line in tables.lines(table):
        sheet.write(text.spans(line, sheet.room))


def _picture(sheet: Sheet, drawing: Drawing) -> None:
    """Each image by itself: side by side they would be too small to read."""
    for image in drawing.images:
        if not sheet.attach(image, ui.MediaGallery):
            sheet.cut()
    if not drawing.images and drawing.words:
        sheet.write(text.fit(drawing.words, sheet.room, text.escape))


def _file(sheet: Sheet, name: str, data: bytes) -> None:
    if len(data) > limits.ATTACHMENT_BYTES:
        said = words.file_too_large(name, len(data), limits.ATTACHMENT_BYTES)
        sheet.write(text.fit(said, sheet.room, text.escape))
    elif not sheet.attach(Attachment(name, data or b"\n"), ui.File):
        sheet.cut()

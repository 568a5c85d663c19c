"""A panel -> Block Kit: a message, a modal or the home tab.

Pure: the pictures come drawn and uploaded. Everything is cut to Slack's limits with a
plain "…", so that nothing is lost silently and nothing is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from adapters import pictures, tables
from adapters.json_types import Json
from adapters.slack import limits, text, words
from adapters.slack.builder import Builder
from adapters.slack.controls import checkboxes, controls, plain
from bot.panels import (
    Block,
    Bullets,
    File,
    Panel,
    Paragraph,
    Picture,
    Quote,
    Source,
    Span,
    Table,
    Text,
)

MARK = "studybot-"
PANEL = "panel"
"""The callback_id of a modal that has nothing to send in."""

_ROLE = re.compile(r"S[A-Z0-9]{4,}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as Slack has it: its file's id, and its alternative text."""

    file: str
    alt: str


Drawing = pictures.Drawing[Image]


@dataclass(frozen=True, slots=True)
class Message:
    """`text` is what notifications and old clients show, as Slack's own markup."""

    blocks: list[Json]
    text: str


def message(
    panel: Panel,
    drawings: Sequence[Drawing],
    *,
    mark: str = "",
    role: str = "",
    files: bool = True,
) -> Message:
    """The panel; `drawings` stand for its pictures, in order.

    `mark` is hidden in it; `role` is a user group to name on top. `files`: those of the
    panel were sent beside it.
    """
    pressed, dropped = controls(panel, picks=True)
    room = limits.SIZE - text.size(pressed)
    builder = Builder(limits.BLOCKS - len(pressed), room, cut=dropped)
    if _ROLE.fullmatch(role):
        builder.add(_rich(_section([{"type": "usergroup", "usergroup_id": role}])))
    if panel.title:
        builder.add({"type": "header", "text": plain(panel.title, limits.HEADER)})
    _fill(builder, panel, drawings, files)
    blocks = [*builder.finished(), *pressed]
    if mark:
        blocks[0] = {**blocks[0], "block_id": stamp(mark)}
    return Message(blocks, fallback(panel))


def view(
    panel: Panel, drawings: Sequence[Drawing], private: str = "", *, files: bool = True
) -> Json:
    """A modal: boxes to tick are sent in by its own button."""
    pressed, dropped = controls(panel, picks=False)
    picks = _picks(panel)
    room = limits.SIZE - text.size(pressed) - text.size(picks)
    blocks = limits.BLOCKS - len(pressed) - len(picks)
    builder = Builder(blocks, room, cut=dropped)
    if len(panel.title) > limits.VIEW_TITLE:
        builder.add({"type": "header", "text": plain(panel.title, limits.HEADER)})
    _fill(builder, panel, drawings, files)
    made: Json = {
        "type": "modal",
        "callback_id": panel.picks.token if panel.picks else PANEL,
        "title": plain(panel.title or words.MENU_TITLE, limits.VIEW_TITLE),
        "close": plain(words.CLOSE, limits.VIEW_TITLE),
        "private_metadata": private[: limits.METADATA],
        "blocks": [*builder.finished(), *picks, *pressed],
    }
    if panel.picks:
        made["submit"] = plain(panel.picks.submit, limits.VIEW_TITLE)
    return made


def home(panel: Panel, drawings: Sequence[Drawing]) -> Json:
    """The app's own tab."""
    said = message(panel, drawings)
    return {"type": "home", "blocks": said.blocks}


def words_only(sentence: str) -> Message:
    """A sentence of ours, as a message."""
    return message(_said(sentence), ())


def words_view(sentence: str, private: str = "") -> Json:
    """The same as a modal."""
    return view(_said(sentence), (), private)


def _said(sentence: str) -> Panel:
    return Panel((Paragraph((Text(sentence),)),))


def stamp(mark: str) -> str:
    """The mark as a block's id, which stays with the message."""
    return f"{MARK}{mark}"[: limits.ID]


def fallback(panel: Panel) -> str:
    """The panel in a line or two, for those who do not see the blocks."""
    paragraphs = [block for block in panel.blocks if isinstance(block, Paragraph)]
    lines = [panel.title, *(text.words(each.spans) for each in paragraphs)]
    said = "\n".join(text.clean(line) for line in lines if line.strip())
    return text.clipped(said, limits.FALLBACK) or words.MENU_TITLE


def _picks(panel: Panel) -> list[Json]:
    """Boxes as inputs, one of the modal's own; their ids change with what they ask."""
    if panel.picks is None:
        return []
    return [
        {
            "type": "input",
            "optional": True,
            "block_id": f"{boxes['action_id']}|{panel.picks.token}"[: limits.ID],
            "label": plain(panel.picks.label, limits.LABEL),
            "element": boxes,
        }
        for boxes in checkboxes(panel.picks)
    ]


# What is to be read.


def _fill(
    builder: Builder, panel: Panel, drawings: Sequence[Drawing], files: bool
) -> None:
    drawn = iter(drawings)
    for block in panel.blocks:
        _block(builder, block, drawn, files)


def _block(
    builder: Builder, block: Block, drawn: Iterator[Drawing], files: bool
) -> None:
    match block:
        case Paragraph(spans):
            _paragraph(builder, spans)
        case Quote(quoted):
            _text(builder, quoted.strip(), "rich_text_quote")
        case Source(source):
            _text(builder, source.strip("\n"), "rich_text_preformatted")
        case Bullets(items):
            _list(builder, items)
        case Table():
            _table(builder, block)
        case Picture():
            _picture(builder, next(drawn, Drawing()))
        case File(name, _, data):
            _file(builder, name, data, files)
        case _:
            assert_never(block)


def _paragraph(builder: Builder, spans: Sequence[Span]) -> None:
    """A line; where it has no room whole, as much of its words as there is room for."""
    elements = text.spans(spans)
    if not elements:
        return
    whole = _rich(_section(elements))
    if text.size(whole) <= builder.room:
        builder.add(whole)
    else:
        _text(builder, text.words(spans), "rich_text_section")


def _text(builder: Builder, said: str, kind: str) -> None:
    """Text as it is, cut to the room there is."""

    def write(part: str) -> Json:
        return _rich({"type": kind, "elements": [{"type": "text", "text": part}]})

    shown = text.clean(said)
    if not shown.strip():
        return
    made: Json | None = text.fit(shown, builder.room, write)
    if builder.add(made) and made != write(shown):
        builder.cut()


def _list(builder: Builder, items: Sequence[Sequence[Span]]) -> None:
    """Bullets, as many as there is room for."""
    lines = [_section(found) for item in items if (found := text.spans(item))]
    kept: list[Json] = []
    for line in lines:
        if text.size(_bullets([*kept, line])) > builder.room:
            break
        kept.append(line)
    if kept:
        builder.add(_bullets(kept))
    if len(kept) < len(lines):
        builder.cut()


def _bullets(lines: list[Json]) -> Json:
    return _rich({"type": "rich_text_list", "style": "bullet", "elements": lines})


def _table(builder: Builder, table: Table) -> None:
    if not table.rows:
        return
    aligned = tables.columns(table)
    if aligned is not None:
        _text(builder, aligned, "rich_text_preformatted")
    else:
        _list(builder, list(tables.lines(table)))


def _picture(builder: Builder, drawing: Drawing) -> None:
    for image in drawing.images:
        alt = text.clip(text.clean(image.alt).strip(), limits.ALT) or "…"
        builder.add(text.fit(alt, builder.room, partial(_image, image.file)))
    if not drawing.images and drawing.words:
        _text(builder, drawing.words, "rich_text_section")


def _image(file: str, alt: str) -> Json:
    return {"type": "image", "slack_file": {"id": file}, "alt_text": alt}


def _file(builder: Builder, name: str, data: bytes, sent: bool) -> None:
    if sent:
        _paragraph(builder, (Text(words.file_sent(name)),))
        return
    _paragraph(builder, (Text(words.file_not_sent(name)),))
    _text(builder, data.decode("utf-8", "replace"), "rich_text_preformatted")


def _section(elements: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": elements}


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}

"""A panel -> what the page builds it from: plain JSON, no markup anywhere.

The page puts each string into the document as text, so nothing is escaped here. Every
block and span carries its `kind`; the shapes are the dataclasses of `bot.panels` with
their own field names, save that a picture names its images and a file its address.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from adapters.web import names
from bot import wording
from bot.commands import Command
from bot.panels import (
    Block,
    Bold,
    Bullets,
    Button,
    Choice,
    ChoiceField,
    Code,
    Field,
    File,
    Form,
    Mention,
    Moment,
    Panel,
    Paragraph,
    Picks,
    Picture,
    Quote,
    Select,
    Source,
    Span,
    Table,
    Text,
    TextField,
)

Json = dict[str, Any]

_TICK_ASK = Paragraph((Text(wording.cards.TICK_ASK),))


@dataclass(frozen=True, slots=True)
class Image:
    """One drawn picture in both themes, by address; sizes in pixels."""

    light: str
    dark: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands for a Picture: its images, or `pending`, or its `words` alone.

    `images` are for a wide column, `narrow` for a phone's; either may do for the other.
    """

    images: tuple[Image, ...] = ()
    narrow: tuple[Image, ...] = ()
    pending: bool = False
    words: str = ""


def panel(panel: Panel, drawings: Sequence[Drawing], links: Sequence[str]) -> Json:
    """The panel; `drawings` and `links` stand for its pictures and files, in order."""
    drawn, linked = iter(drawings), iter(links)
    asked = panel.picks is not None and panel.blocks[-1:] == (_TICK_ASK,)
    blocks = panel.blocks[:-1] if asked else panel.blocks
    return {
        "title": panel.title,
        "blocks": [_block(block, drawn, linked) for block in blocks],
        "picks": _picks(panel.picks, asked) if panel.picks else None,
        "selects": [_select(select) for select in panel.selects],
        "buttons": [_button(button) for button in panel.buttons],
    }


def form(form: Form) -> Json:
    return {
        "title": form.title,
        "token": form.token,
        "submit": form.submit,
        "fields": [_field(field) for field in form.fields],
    }


def choice(choice: Choice) -> Json:
    return {"label": choice.label, "value": choice.value, "chosen": choice.chosen}


def command(name: str, command: Command) -> Json:
    """A command as the page completes it; `name` is the full one, `drop set`."""
    return {
        "name": name,
        "help": command.help,
        "options": [
            {
                "name": option.name,
                "help": option.help,
                "takes": str(option.takes),
                "choices": list(option.choices),
                "required": option.required,
            }
            for option in command.offered(names.PLATFORM)
        ],
    }


def _block(block: Block, drawn: Iterator[Drawing], linked: Iterator[str]) -> Json:
    match block:
        case Paragraph(spans):
            return {"kind": "paragraph", "spans": _spans(spans)}
        case Quote(text):
            return {"kind": "quote", "text": text}
        case Source(text):
            return {"kind": "source", "text": text}
        case Bullets(items):
            return {"kind": "bullets", "items": [_spans(item) for item in items]}
        case Table(header, rows):
            return {"kind": "table", "header": [*header], "rows": [[*r] for r in rows]}
        case Picture():
            return _picture(next(drawn))
        case File(name, _, data):
            href = next(linked)
            return {"kind": "file", "name": name, "size": len(data), "href": href}
        case _:
            assert_never(block)


def _spans(spans: Sequence[Span]) -> list[Json]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Json:
    match span:
        case Text(text):
            return {"kind": "text", "text": text}
        case Bold(text):
            return {"kind": "bold", "text": text}
        case Code(text):
            return {"kind": "code", "text": text}
        case Mention(member, name):
            return {"kind": "mention", "member": member, "name": name}
        case Moment(at, style):
            return {"kind": "moment", "at": at.isoformat(), "style": str(style)}
        case _:
            assert_never(span)


def _picture(drawing: Drawing) -> Json:
    return {
        "kind": "picture",
        "images": [_image(image) for image in drawing.images],
        "narrow": [_image(image) for image in drawing.narrow],
        "pending": drawing.pending,
        "words": drawing.words,
    }


def _image(image: Image) -> Json:
    return {
        "light": image.light,
        "dark": image.dark,
        "alt": image.alt,
        "width": image.width,
        "height": image.height,
    }


def _button(button: Button) -> Json:
    return {
        "label": button.label,
        "token": button.token,
        "look": str(button.look),
        "letter": button.letter,
    }


def _select(select: Select) -> Json:
    return {
        "label": select.label,
        "token": select.token,
        "many": select.many,
        "choices": [choice(each) for each in select.choices],
    }


def _picks(picks: Picks, asked: bool) -> Json:
    """The question that stood above the boxes is their heading, where there was one."""
    return {
        "label": wording.cards.TICK_ASK if asked else picks.label,
        "token": picks.token,
        "submit": picks.submit,
        "choices": [choice(each) for each in picks.choices],
    }


def _field(field: Field) -> Json:
    match field:
        case TextField():
            return {
                "kind": "text",
                "name": field.name,
                "label": field.label,
                "value": field.value,
                "hint": field.hint,
                "max_length": field.max_length,
                "multiline": field.multiline,
                "required": field.required,
            }
        case ChoiceField():
            return {
                "kind": "choice",
                "name": field.name,
                "label": field.label,
                "hint": field.hint,
                "many": field.many,
                "required": field.required,
                "choices": [choice(each) for each in field.choices],
            }
        case _:
            assert_never(field)

"""Panels as the page gets them."""

import json
from datetime import UTC, datetime

import pytest

from adapters.web import render
from adapters.web.render import Drawing, Image
from bot.panels import (
    Block,
    Bold,
    Bullets,
    Button,
    Choice,
    ChoiceField,
    Code,
    File,
    Form,
    Look,
    MemberId,
    Mention,
    Moment,
    MomentStyle,
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
from bot.typeset import Face, FaceKind

HOSTILE = "<img src=x onerror=alert(1)> **b** @everyone <!channel> \u202e\x00"

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        (Text(HOSTILE), {"kind": "text", "text": HOSTILE}),
        (Bold(HOSTILE), {"kind": "bold", "text": HOSTILE}),
        (Code(HOSTILE), {"kind": "code", "text": HOSTILE}),
        (
            Mention(MemberId("web:ada"), HOSTILE),
            {"kind": "mention", "member": "web:ada", "name": HOSTILE},
        ),
        (
            Moment(NOON, MomentStyle.RELATIVE),
            {
                "kind": "moment",
                "at": "2026-11-23T12:00:00+00:00",
                "style": "relative",
            },
        ),
    ],
)
def test_each_span_is_a_value_and_never_markup(
    span: Span, shown: dict[str, str]
) -> None:
    made = render.panel(Panel((Paragraph((span,)),)), (), ())
    assert made["blocks"] == [{"kind": "paragraph", "spans": [shown]}]


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Quote(HOSTILE), {"kind": "quote", "text": HOSTILE}),
        (Source(HOSTILE), {"kind": "source", "text": HOSTILE}),
        (
            Bullets(((Text("a"),), (Text("b"), Bold("c")))),
            {
                "kind": "bullets",
                "items": [
                    [{"kind": "text", "text": "a"}],
                    [{"kind": "text", "text": "b"}, {"kind": "bold", "text": "c"}],
                ],
            },
        ),
        (
            Table(("#", "Name"), (("1", HOSTILE),)),
            {"kind": "table", "header": ["#", "Name"], "rows": [["1", HOSTILE]]},
        ),
    ],
)
def test_each_block_keeps_its_words(block: Block, shown: dict[str, object]) -> None:
    assert render.panel(Panel((block,)), (), ())["blocks"] == [shown]


def test_pictures_and_files_get_their_addresses_in_order() -> None:
    face = Picture(Face(FaceKind.QUESTION, "Why?"))
    one = Image("/pictures/l.png", "/pictures/d.png", "Why?", 900, 400)
    panel = Panel((face, File("a.csv", "text/csv", b"12"), face, Quote("x"), face))
    drawings = (Drawing((one,)), Drawing(pending=True), Drawing(words="Why?"))
    blocks = render.panel(panel, drawings, ("/files/1",))["blocks"]
    assert blocks[0]["images"] == [
        {
            "light": "/pictures/l.png",
            "dark": "/pictures/d.png",
            "alt": "Why?",
            "width": 900,
            "height": 400,
        }
    ]
    assert blocks[1] == {
        "kind": "file",
        "name": "a.csv",
        "size": 2,
        "href": "/files/1",
    }
    assert (blocks[2]["images"], blocks[2]["pending"]) == ([], True)
    assert (blocks[4]["images"], blocks[4]["words"]) == ([], "Why?")


def test_what_can_be_pressed_is_shown_with_its_token() -> None:
    choices = (Choice("One", "1"), Choice("Two", "2", chosen=True))
    panel = Panel(
        (),
        title="Tick",
        picks=Picks("Which?", "tick:4", choices, "Save"),
        selects=(Select("Deck", "deck:4", choices, many=True),),
        buttons=(Button("Stop", "stop:4", Look.DANGER),),
    )
    shown = [
        {"label": "One", "value": "1", "chosen": False},
        {"label": "Two", "value": "2", "chosen": True},
    ]
    assert render.panel(panel, (), ()) == {
        "title": "Tick",
        "blocks": [],
        "picks": {
            "label": "Which?",
            "token": "tick:4",
            "submit": "Save",
            "choices": shown,
        },
        "selects": [
            {"label": "Deck", "token": "deck:4", "many": True, "choices": shown}
        ],
        "buttons": [
            {"label": "Stop", "token": "stop:4", "look": "danger", "letter": False}
        ],
    }


def test_a_form_is_shown_with_its_fields() -> None:
    form = Form(
        "Answer",
        "typed:4",
        (
            TextField("text", "Yours", "so far", "Say it", 1500, multiline=True),
            ChoiceField(
                "level", "Level", (Choice("Expert", "expert"),), required=False
            ),
        ),
        "Done",
    )
    assert render.form(form) == {
        "title": "Answer",
        "token": "typed:4",
        "submit": "Done",
        "fields": [
            {
                "kind": "text",
                "name": "text",
                "label": "Yours",
                "value": "so far",
                "hint": "Say it",
                "max_length": 1500,
                "multiline": True,
                "required": True,
            },
            {
                "kind": "choice",
                "name": "level",
                "label": "Level",
                "hint": "",
                "many": False,
                "required": False,
                "choices": [{"label": "Expert", "value": "expert", "chosen": False}],
            },
        ],
    }


def test_everything_survives_the_way_over_the_wire() -> None:
    panel = Panel((Paragraph((Text(HOSTILE + "\ud800"),)), Quote("😀 علي")))
    made = render.panel(panel, (), ())
    assert json.loads(json.dumps(made)) == made

"""Panels as Discord's components: every block, every limit, hostile text throughout."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import limits, render
from adapters.discord.render import Attachment, Drawing
from bot.panels import (
    Block,
    Bold,
    Bullets,
    Button,
    Choice,
    Code,
    File,
    Look,
    MemberId,
    Mention,
    Moment,
    Panel,
    Paragraph,
    Picks,
    Picture,
    Quote,
    Select,
    Source,
    Table,
    Text,
)
from bot.typeset import Face, FaceKind
from tests.discord.bounds import MESSAGE, against, faults, payload, walk
from tests.discord.hostile import EVERYTHING, NAUGHTY

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PICTURE = Picture(Face(FaceKind.QUESTION, "Why?"))


def image(name: str = "a-1.png", alt: str = "Why?") -> Attachment:
    return Attachment(name, b"png", alt)


def made(panel: Panel, *drawings: Drawing, **more: str) -> dict[str, Any]:
    message = render.message(panel, drawings, **more)
    wire = payload(message)
    assert faults(wire, message.attachments) == []
    return wire


def parts(panel: Panel, *drawings: Drawing) -> list[dict[str, Any]]:
    """What the container holds."""
    (container,) = made(panel, *drawings)["components"]
    held: list[dict[str, Any]] = container["components"]
    return held


def said(*blocks: Block, title: str = "") -> str:
    (text,) = parts(Panel(blocks, title))
    content: str = text["content"]
    return content


@pytest.mark.parametrize(
    ("block", "written"),
    [
        (
            Paragraph((Text("a*"), Bold("b"), Code("c"), Moment(NOON))),
            "a\\***b**`c`<t:1795435200:f>",
        ),
        (Paragraph((Mention(MemberId("discord:1"), "<@1>"),)), "\\<@\u200b1>"),
        (Quote("# a\nb"), "> \\# a\n> b"),
        (Source("# a\n`b` **c**"), "```\n# a\n`b` **c**\n```"),
        (Bullets(((Text("a"),), (Bold("b"),))), "- a\n- **b**"),
        (
            Table(("#", "Who", "Points"), (("1", "Ada", "120"), ("2", "Ben", "9"))),
            "```\n#  Who  Points\n1  Ada     120\n2  Ben       9\n```",
        ),
        (
            Table(("Deck", "Cards"), (("A deck with a very, very long title", "7"),)),
            "**A deck with a very, very long title** · Cards: 7",
        ),
        (
            Table(
                ("#", "Who", "Days", "Here"), (("1", "Ada with a long name", "9", "–"),)
            ),
            "**1** · Ada with a long name · Days: 9 · Here: –",
        ),
    ],
)
def test_each_block_has_its_form(block: Block, written: str) -> None:
    assert said(block) == written


def test_words_and_pictures_stand_in_the_panels_order() -> None:
    above, below = Paragraph((Text("above"),)), Paragraph((Text("below"),))

    first, second, third = parts(
        Panel((above, PICTURE, below)), Drawing((image("a-1.png"),))
    )

    assert (first["content"], third["content"]) == ("above", "below")
    assert second["items"][0]["media"]["url"] == "attachment://a-1.png"


def test_a_fence_in_a_table_ends_no_block() -> None:
    table = Table(("#", "Who"), (("1", "``` @everyone **b**"), ("2", "x")))

    assert said(table) == ("**1** · \\`\\`\\` @\u200beveryone \\*\\*b\\*\\*\n**2** · x")


def test_a_title_and_lines_are_one_text() -> None:
    lines = (Paragraph((Text("a"),)), Paragraph((Text("b"),)))
    assert said(*lines, title="Your *streak*") == "### Your \\*streak\\*\na\nb"


def test_a_picture_stands_alone_with_its_alternative_text() -> None:
    drawing = Drawing((image("a-1.png", "One"), image("a-2.png", "Two")))
    first, second = parts(Panel((PICTURE,)), drawing)

    assert first["items"][0]["media"]["url"] == "attachment://a-1.png"
    assert (first["items"][0]["description"], second["items"][0]["description"]) == (
        "One",
        "Two",
    )


def test_a_picture_that_could_not_be_drawn_is_said_in_words() -> None:
    (text,) = parts(Panel((PICTURE,)), Drawing(words="Why is $x$?"))

    assert text["content"] == "Why is $x$?"


def test_text_with_a_fence_of_its_own_comes_as_a_file_to_copy() -> None:
    source = "Look:\n```python\nx\n```"
    message = render.message(Panel((Source(source),)), ())

    assert faults(payload(message), message.attachments) == []
    assert message.attachments == (Attachment("text.md", source.encode(), ""),)


def test_a_fence_hidden_by_a_sign_that_nobody_sees_ends_no_block() -> None:
    source = Source("a `\u200b``\n# big [x](https://evil.example)")
    full = [File(f"{n}.toml", "application/toml", b"x") for n in range(10)]

    (shown,) = render.message(Panel((source,)), ()).attachments
    *_, text = parts(Panel((*full, source)))

    assert shown == Attachment("text.md", b"a ```\n# big [x](https://evil.example)", "")
    assert text["content"] == "```\na '''\n# big [x](https://evil.example)\n```"


@pytest.mark.parametrize("source", ["x" * 3990, "\t" * 997 + "xx"])
def test_a_source_that_just_has_room_stands_whole_and_a_longer_one_is_a_file(
    source: str,
) -> None:
    (text,) = parts(Panel((Source(source),)))
    longer = render.message(Panel((Source(f"{source}x"),)), ())

    assert len(text["content"]) == 3998
    assert "…" not in text["content"]
    assert [one.name for one in longer.attachments] == ["text.md"]


def test_a_file_gets_a_name_that_discord_leaves_alone() -> None:
    file = File("SPOILER_häß deck?.toml", "application/toml", b"x")
    message = render.message(Panel((file, file)), ())

    assert [one.name for one in message.attachments] == [
        "h-deck-.toml",
        "h-deck--2.toml",
    ]
    assert faults(payload(message), message.attachments) == []


def test_a_file_that_is_too_large_is_said_to_be() -> None:
    file = File("all.toml", "application/toml", bytes(limits.ATTACHMENT_BYTES + 1))

    assert "all.toml has 10.0 MB" in said(file)


def test_buttons_stand_five_in_a_row_in_their_colours() -> None:
    looks = [*Look, *Look]
    panel = Panel(
        (Paragraph((Text("a"),)),),
        buttons=tuple(Button(f"B{n}", f"b:{n}", look) for n, look in enumerate(looks)),
    )
    _, first, second = parts(panel)

    assert [len(first["components"]), len(second["components"])] == [5, 1]
    assert [one["style"] for one in first["components"]] == [1, 2, 4, 1, 2]
    assert first["components"][0]["custom_id"] == "b:0"


def test_letters_have_a_row_of_their_own() -> None:
    letters = [Button(label, f"lock:1:{label}", letter=True) for label in "ABC"]
    said = (Paragraph((Text("a"),)),)
    _, *rows = parts(Panel(said, buttons=(*letters, Button("Stop", "stop"))))

    labels = [[one["label"] for one in row["components"]] for row in rows]
    assert labels == [["A", "B", "C"], ["Stop"]]


def test_boxes_are_a_button_that_opens_them() -> None:
    boxes = (Choice("Said this", "0"),)
    panel = Panel(
        (Paragraph((Text("a"),)),),
        picks=Picks(
            label="Tick",
            token="tick:1",
            form="boxes:1",
            choices=boxes,
            submit="Save",
        ),
        buttons=(Button("Text", "source:1"),),
    )
    row = parts(panel)[-1]["components"]

    assert [(one["label"], one["custom_id"]) for one in row] == [
        ("Tick", "boxes:1"),
        ("Text", "source:1"),
    ]


def test_a_select_keeps_what_is_chosen_in_view() -> None:
    choices = tuple(Choice(f"No {n}", str(n), n in (3, 40)) for n in range(50))
    panel = Panel(
        (Paragraph((Text("a"),)),),
        selects=(Select("Decks", "decks", choices, many=True),),
    )
    _, label, row = parts(panel)
    (select,) = row["components"]

    assert label["content"] == "-# Decks"
    assert [o["value"] for o in select["options"] if o["default"]] == ["3", "40"]
    assert (len(select["options"]), select["max_values"]) == (25, 25)
    assert select["min_values"] == 1


def test_of_a_select_that_may_be_empty_nothing_need_be_chosen() -> None:
    choices = (Choice("Pin", "pin"), Choice("Thread", "thread"))
    wishes = Select("Beside each card", "wish", choices, many=True, least=0)
    *_, row = parts(Panel((Paragraph((Text("a"),)),), selects=(wishes,)))
    (select,) = row["components"]

    assert (select["min_values"], select["max_values"]) == (0, 2)
    assert (select["custom_id"], select["placeholder"]) == ("wish", "Beside each card")


def test_discords_own_document_is_at_hand_and_refuses_what_it_should() -> None:
    if "STUDYBOT_SPECS" not in os.environ:
        pytest.skip("STUDYBOT_SPECS is not set: only our own table of limits is used")
    assert against(MESSAGE, {"components": [{"type": 10, "content": ""}]})
    assert against(MESSAGE, {"components": [{"type": 10, "content": "a"}]}) == []


def test_a_role_is_named_on_top() -> None:
    wire = made(Panel((Paragraph((Text("a"),)),), "T"), role="77")

    assert wire["components"][0]["components"][0]["content"] == "<@&77>\n### T\na"


def test_the_mark_is_hidden_in_the_message_and_stays_the_same() -> None:
    panel = Panel((Paragraph((Text("a"),)),))
    first = made(panel, mark="00ff")["components"][0]
    other = made(panel, mark="00fe")["components"][0]

    assert first["id"] == render.stamp("00ff")
    assert first["id"] != other["id"]
    assert "id" not in made(panel)["components"][0]


def test_what_has_no_room_is_an_ellipsis_and_what_can_be_pressed_stays() -> None:
    panel = Panel(
        tuple(Paragraph((Text("x" * 999),)) for _ in range(9)),
        buttons=(Button("Next", "next:1"),),
    )
    text, row = parts(panel)

    assert text["content"].endswith("…")
    assert row["components"][0]["label"] == "Next"


def test_more_pictures_than_discord_takes_end_in_an_ellipsis() -> None:
    drawing = Drawing(tuple(image(f"{n}.png") for n in range(14)))
    held = parts(Panel((PICTURE,)), drawing)

    assert [part["type"] for part in held] == [12] * 10 + [10]
    assert held[-1]["content"] == "…"


def test_what_is_to_be_read_has_four_components_however_much_can_be_pressed() -> None:
    def buttons(count: int) -> list[int]:
        """How many stand in each row."""
        given = tuple(Button("b", f"b:{n}") for n in range(count))
        drawing = Drawing(tuple(image(f"{n}.png") for n in range(9)))
        held = parts(Panel((PICTURE,), buttons=given), drawing)
        assert [one["type"] for one in held[:4]] == [12, 12, 12, 10]
        return [len(row["components"]) for row in held if row["type"] == 1]

    assert buttons(29) == [5, 5, 5, 5, 5, 4]
    everything = Panel((), buttons=tuple(Button("b", f"b:{n}") for n in range(30)))
    held = parts(everything)
    assert held[0]["content"] == "…"
    assert [len(row["components"]) for row in held[1:]] == [5, 5, 5, 5, 5]


def test_a_panel_with_nothing_to_say_is_still_a_message() -> None:
    assert parts(Panel(()))[0]["content"] == "…"


def test_a_sentence_of_ours_is_a_message() -> None:
    for sentence in NAUGHTY:
        message = render.words_only(sentence)
        assert faults(payload(message)) == []


@pytest.mark.parametrize("text", [*NAUGHTY, EVERYTHING])
def test_hostile_text_in_every_place_stays_within_every_limit(text: str) -> None:
    made(everything(text), Drawing((image(alt=text),)), Drawing(words=text), role=text)


def everything(text: str) -> Panel:
    """One of each, with the same text wherever there is some."""
    spans = (Text(text), Bold(text), Code(text), Mention(MemberId("discord:1"), text))
    choices = (Choice(text, "0", True), Choice(text, "1", True))
    return Panel(
        (
            Paragraph((*spans, Moment(NOON))),
            Quote(text),
            Source(text),
            Bullets((spans, spans)),
            Table((text, text), ((text, text), (text, text))),
            PICTURE,
            PICTURE,
            File(text, "text/plain", text.encode("utf-8", "replace")),
        ),
        title=text,
        picks=Picks(
            label=text, token="tick:1", form="boxes:1", choices=choices, submit=text
        ),
        selects=(Select(text, "a", choices), Select(text, "b", choices, many=True)),
        buttons=(Button(text, "c", Look.DANGER), Button(text, "d")),
    )


_BLOCKS = st.one_of(
    st.builds(lambda t: Paragraph((Text(t), Bold(t))), st.text(max_size=400)),
    st.builds(Quote, st.text(max_size=400)),
    st.builds(Source, st.text(max_size=400)),
    st.builds(
        lambda rows: Table(("a", "b"), tuple(rows)),
        st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=30),
    ),
    st.just(PICTURE),
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(_BLOCKS, max_size=30),
    st.text(max_size=60),
    st.integers(0, 40),
    st.integers(0, 6),
)
def test_no_panel_is_refused(
    blocks: list[Block], text: str, buttons: int, selects: int
) -> None:
    panel = replace(
        Panel(tuple(blocks), title=text or "T"),
        buttons=tuple(Button(text, f"b:{n}") for n in range(buttons)),
        selects=tuple(
            Select(text, f"s:{n}", (Choice(text, "0"),)) for n in range(selects)
        ),
    )
    drawings = [Drawing((image(f"{n}.png", text),)) for n in range(30)]

    held = [*walk(made(panel, *drawings)["components"])]

    assert len(held) <= limits.COMPONENTS

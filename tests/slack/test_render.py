"""Panels as Block Kit: every block, every limit, hostile text throughout."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack import limits, render, text
from adapters.slack.builder import ELLIPSIS, Builder
from adapters.slack.render import Drawing, Image
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
from tests.discord.hostile import EVERYTHING, NAUGHTY
from tests.slack.bounds import faults, view_faults

Json = dict[str, Any]

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PICTURE = Picture(Face(FaceKind.QUESTION, "Why?"))
PICKS = Picks(
    label="Tick",
    token="tick:1",
    choices=(Choice("Said this", "0", chosen=True), Choice("Said that", "1")),
    submit="Save",
)


def image(number: int = 1, alt: str = "Why?") -> Image:
    return Image(f"F{number:010d}", alt)


def blocks(panel: Panel, *drawings: Drawing, **more: Any) -> list[Json]:
    message = render.message(panel, drawings, **more)
    assert faults(message.blocks) == []
    assert len(message.text) <= limits.FALLBACK
    return message.blocks


def view(panel: Panel, *drawings: Drawing) -> Json:
    made = render.view(panel, drawings, '["C1","study"]')
    assert view_faults(made) == []
    return made


def inside(block: Block) -> Json:
    """The one rich text element that a block becomes."""
    (made,) = blocks(Panel((block,)))
    (element,) = made["elements"]
    found: Json = element
    return found


def test_a_line_holds_its_spans_as_values_and_not_as_markup() -> None:
    spans = (
        Text("a *b* <!channel> "),
        Bold("<@U1>"),
        Code("x\ny"),
        Mention(MemberId("slack:T1.U1"), "@here"),
        Moment(NOON),
    )

    assert inside(Paragraph(spans)) == {
        "type": "rich_text_section",
        "elements": [
            {"type": "text", "text": "a *b* <!channel> "},
            {"type": "text", "text": "<@U1>", "style": {"bold": True}},
            {"type": "text", "text": "x y", "style": {"code": True}},
            {"type": "text", "text": "@here"},
            {
                "type": "date",
                "timestamp": 1795435200,
                "format": "{date_short_pretty} {time}",
                "fallback": "23 November 2026, 12:00 UTC",
            },
        ],
    }


@pytest.mark.parametrize(
    ("block", "kind", "written"),
    [
        (Quote("# a\n<b>"), "rich_text_quote", "# a\n<b>"),
        (Source("```\n*x*"), "rich_text_preformatted", "```\n*x*"),
        (
            Table(("#", "Who", "Points"), (("1", "Ada", "120"), ("2", "Ben", "9"))),
            "rich_text_preformatted",
            "#  Who  Points\n1  Ada     120\n2  Ben       9",
        ),
    ],
)
def test_text_stands_as_it_is(block: Block, kind: str, written: str) -> None:
    element = inside(block)

    assert element["type"] == kind
    assert element["elements"] == [{"type": "text", "text": written}]


def test_a_wide_table_is_a_line_for_each_row() -> None:
    table = Table(("Deck", "Cards"), (("A deck with a very, very long title", "7"),))
    (row,) = inside(table)["elements"]

    assert [part["text"] for part in row["elements"]] == [
        "A deck with a very, very long title",
        " · Cards: 7",
    ]


def test_our_commands_are_named_as_they_are_typed_here() -> None:
    line = inside(Paragraph((Text("Type /quiz, not a/quiz or /etc/quiz."),)))

    assert line["elements"][0]["text"] == "Type /study quiz, not a/quiz or /etc/quiz."


def test_a_title_is_a_header_and_a_picture_stands_with_its_alternative_text() -> None:
    drawing = Drawing((image(1, "One"), image(2, "Two")))
    header, first, second = blocks(Panel((PICTURE,), "Your *streak*"), drawing)

    assert header["text"] == {
        "type": "plain_text",
        "text": "Your *streak*",
        "emoji": False,
    }
    assert (first["slack_file"], first["alt_text"]) == ({"id": "F0000000001"}, "One")
    assert second["alt_text"] == "Two"


def test_a_picture_that_could_not_be_brought_is_said_in_words() -> None:
    (said,) = blocks(Panel((PICTURE,)), Drawing(words="Why is $x$?"))

    assert said["elements"][0]["elements"][0]["text"] == "Why is $x$?"


def test_a_file_is_told_of_where_it_was_sent_and_shown_where_it_could_not_be() -> None:
    file = File("deck.toml", "application/toml", b"id = 'a'")
    sent = blocks(Panel((file,)))
    shown = blocks(Panel((file,)), files=False)

    assert "deck.toml is in our direct messages." in str(sent)
    assert "id = 'a'" not in str(sent)
    assert "id = 'a'" in str(shown)


def test_buttons_stand_in_one_block_in_their_colours() -> None:
    panel = Panel(
        (Paragraph((Text("a"),)),),
        buttons=tuple(Button(f"B{n}", f"b:{n}", look) for n, look in enumerate(Look)),
    )
    _, row = blocks(panel)

    assert [(b["action_id"], b.get("style")) for b in row["elements"]] == [
        ("b:0", "primary"),
        ("b:1", None),
        ("b:2", "danger"),
    ]


def test_letters_have_a_block_of_their_own() -> None:
    letters = [Button(label, f"lock:1:{label}", letter=True) for label in "ABC"]
    made = render.message(Panel((), buttons=(*letters, Button("Stop", "stop"))), [])

    actions = [block for block in made.blocks if block["type"] == "actions"]
    labels = [[one["text"]["text"] for one in each["elements"]] for each in actions]
    assert labels == [["A", "B", "C"], ["Stop"]]


def test_one_button_of_a_block_stands_out_or_none_does() -> None:
    def styles(*looks: Look) -> list[str | None]:
        letters = [
            Button(letter, f"lock:1:{letter}", look, letter=True)
            for letter, look in zip("ABCD", looks, strict=True)
        ]
        (row,) = blocks(Panel((), buttons=(*letters,)))[1:]
        return [button.get("style") for button in row["elements"]]

    primary, plain, danger = Look.PRIMARY, Look.SECONDARY, Look.DANGER
    assert styles(primary, primary, primary, primary) == [None] * 4
    assert styles(plain, primary, plain, plain) == [None, "primary", None, None]
    assert styles(primary, primary, danger, plain) == [None, None, "danger", None]


def test_in_a_modal_boxes_are_sent_in_by_its_own_button() -> None:
    made = view(Panel((Paragraph((Text("a"),)),), "The answer", picks=PICKS))
    boxes = made["blocks"][1]

    assert (made["callback_id"], made["submit"]["text"]) == ("tick:1", "Save")
    assert (boxes["optional"], boxes["block_id"]) == (True, "picks.0|tick:1")
    assert boxes["element"]["initial_options"] == boxes["element"]["options"][:1]
    assert made["private_metadata"] == '["C1","study"]'


def test_in_a_message_boxes_have_a_button_beside_them() -> None:
    _, boxes, row = blocks(Panel((Paragraph((Text("a"),)),), picks=PICKS))

    assert boxes["elements"][0]["action_id"] == "picks.0"
    assert [b["action_id"] for b in row["elements"]] == ["tick:1"]


def test_more_boxes_than_slack_takes_in_one_are_two_groups() -> None:
    many = tuple(Choice(f"Point {n}", str(n)) for n in range(13))
    made = view(Panel((), picks=replace(PICKS, choices=many)))
    groups = [b["element"]["options"] for b in made["blocks"] if b["type"] == "input"]

    assert [len(group) for group in groups] == [10, 3]


def test_a_long_key_point_goes_on_in_its_description() -> None:
    long = (
        "The keys are scaled by the root of their dimension so that softmax stays soft"
    )
    made = view(Panel((), picks=replace(PICKS, choices=(Choice(long, "0"),))))
    (option,) = made["blocks"][-1]["element"]["options"]

    assert option["text"]["text"] == f"{long[:-5]}…"
    assert option["description"]["text"] == "… soft"


def test_a_select_keeps_what_is_chosen_in_view() -> None:
    choices = tuple(Choice(f"No {n}", str(n), n in (3, 40)) for n in range(50))
    panel = Panel((), selects=(Select("Decks", "decks", choices, many=True),))
    menu = blocks(panel)[1]["accessory"]

    assert [o["value"] for o in menu["initial_options"]] == ["3", "40"]
    assert (len(menu["options"]), menu["type"]) == (25, "multi_static_select")


def test_the_mark_is_hidden_in_the_message_and_stays_the_same() -> None:
    panel = Panel((Paragraph((Text("a"),)),))

    assert blocks(panel, mark="00ff")[0]["block_id"] == "studybot-00ff"
    assert "block_id" not in blocks(panel)[0]


def test_a_user_group_is_named_on_top_and_nothing_else_can_be() -> None:
    panel = Panel((Paragraph((Text("a"),)),))
    first = blocks(panel, role="S0123ABCD")[0]["elements"][0]["elements"]

    assert first == [{"type": "usergroup", "usergroup_id": "S0123ABCD"}]
    assert len(blocks(panel, role="<!channel>")) == 1


def test_what_has_no_room_is_an_ellipsis_and_what_can_be_pressed_stays() -> None:
    panel = Panel(
        tuple(Paragraph((Text("x" * 2900),)) for _ in range(9)),
        buttons=(Button("Next", "next:1"),),
    )
    made = blocks(panel)

    assert text.size(made) > limits.SIZE - 400
    assert made[-2] == render.words_only("…").blocks[0]
    assert made[-1]["elements"][0]["text"]["text"] == "Next"


def test_what_is_to_be_read_has_room_however_much_can_be_chosen() -> None:
    choices = tuple(Choice(f"{n} {'x' * 70}", f"{n}") for n in range(25))
    selects = tuple(Select("Which?", f"s:{n}", choices) for n in range(9))
    made = blocks(Panel((Paragraph((Text("a" * 2300),)),), selects=selects))

    assert made[0]["elements"][0]["elements"][0]["text"] == "a" * 2300
    assert [one["type"] for one in made[1:]] == ["rich_text", *["section"] * 2]
    assert made[1] == render.words_only("…").blocks[0]


def test_what_is_to_be_read_has_six_blocks_however_much_can_be_pressed() -> None:
    lines = tuple(Paragraph((Text(f"{n}"),)) for n in range(9))
    buttons = tuple(Button("?", f"b:{n}", letter=n % 2 == 0) for n in range(60))
    made = blocks(Panel(lines, buttons=buttons))

    assert [one["type"] for one in made] == ["rich_text"] * 6 + ["actions"] * 44


def test_more_blocks_than_slack_takes_end_in_an_ellipsis() -> None:
    made = blocks(Panel(tuple(Paragraph((Text(f"{n}"),)) for n in range(99))))

    assert len(made) == 50
    assert made[-1]["elements"][0]["elements"][0]["text"] == "…"


def test_the_line_for_notifications_holds_no_markup() -> None:
    panel = Panel((Paragraph((Text("<!channel> & <@U1>"),)),), "T")

    assert render.message(panel, ()).text == "T\n&lt;!channel&gt; &amp; &lt;@U1&gt;"


def test_a_long_title_stands_whole_above_a_modal() -> None:
    made = view(Panel((), "A title that no modal of Slack's would take"))

    assert made["title"]["text"] == "A title that no modal o…"
    assert made["blocks"][0]["text"]["text"].endswith("would take")


def test_a_sentence_of_ours_is_a_message_and_a_modal() -> None:
    for sentence in NAUGHTY:
        assert faults(render.words_only(sentence).blocks) == []
        assert view_faults(render.words_view(sentence)) == []


@pytest.mark.parametrize("naughty", [*NAUGHTY, EVERYTHING])
def test_hostile_text_in_every_place_stays_within_every_limit(naughty: str) -> None:
    panel = everything(naughty)
    drawn = (Drawing((image(alt=naughty),)), Drawing(words=naughty))

    blocks(panel, *drawn, role=naughty)
    blocks(panel, *drawn, files=False)
    view(panel, *drawn)
    assert view_faults(render.home(panel, drawn)) == []


def everything(said: str) -> Panel:
    """One of each, with the same text wherever there is some."""
    spans = (Text(said), Bold(said), Code(said), Mention(MemberId("slack:T.U"), said))
    choices = (Choice(said, "0", True), Choice(said, "1", True))
    return Panel(
        (
            Paragraph((*spans, Moment(NOON))),
            Quote(said),
            Source(said),
            Bullets((spans, spans)),
            Table((said, said), ((said, said), (said, said))),
            PICTURE,
            PICTURE,
            File(said, "text/plain", said.encode("utf-8", "replace")),
        ),
        title=said,
        picks=Picks(said, "tick:1", choices, said, "boxes:1"),
        selects=(
            Select(said, "one:1", choices),
            Select(said, "two:1", choices, many=True),
        ),
        buttons=(Button(said, "a:1"), Button(said, "b:1", Look.DANGER)),
    )


_SPANS = st.one_of(
    st.builds(Text, st.text(max_size=400)),
    st.builds(Bold, st.text(max_size=400)),
    st.builds(Code, st.text(max_size=400)),
)
_BLOCKS = st.one_of(
    st.builds(Paragraph, st.lists(_SPANS, max_size=4).map(tuple)),
    st.builds(Quote, st.text(max_size=3000)),
    st.builds(Source, st.text(max_size=9000)),
    st.builds(
        Bullets,
        st.lists(st.lists(_SPANS, max_size=3).map(tuple), max_size=30).map(tuple),
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_BLOCKS, max_size=12).map(tuple), st.text(max_size=200))
def test_any_panel_is_taken(made: tuple[Block, ...], title: str) -> None:
    panel = Panel(made, title, picks=PICKS)

    assert faults(render.message(panel, ()).blocks) == []
    assert view_faults(render.view(panel, ())) == []


def test_the_line_for_notifications_is_never_cut_inside_an_escaped_sign() -> None:
    panel = Panel((Paragraph((Text("x" * 1497 + "<<<"),)),))

    assert render.message(panel, ()).text == "x" * 1497 + "…"


def test_where_a_block_has_no_room_an_ellipsis_stands_in_its_place() -> None:
    builder = Builder(blocks=5, room=1000)
    said = {"type": "divider"}

    assert builder.add(said)
    assert not builder.add(None)

    assert builder.finished() == [said, ELLIPSIS]

"""The Markdown form: read as people write it, written so that nothing is lost."""

import pytest
from hypothesis import HealthCheck, given, settings

from bot.cards import Card, Check, Deck, FollowUp, KeyPoint, Level, Option, Source
from bot.decks import Form, export, read
from tests.decks.samples import MARKDOWN
from tests.decks.strategies import decks


def deck(text: str) -> Deck:
    reading = read(text.encode(), "deck.md")
    assert reading.faults == ()
    assert reading.deck is not None
    return reading.deck


def faults(text: str) -> list[str]:
    return [str(fault) for fault in read(text.encode(), "deck.md").faults]


def test_the_decks_own_tags_stand_below_its_title() -> None:
    named = MARKDOWN.replace("id: networks\n", "id: networks\ntags: tcp, udp\n")

    assert deck(named).tags == ("tcp", "udp")
    assert deck(named).description == "How computers talk."


def test_a_whole_deck_is_read() -> None:
    read_deck = deck(MARKDOWN)

    assert (read_deck.id, read_deck.title) == ("networks", "Networks")
    assert read_deck.description == "How computers talk."
    first, second = read_deck.cards
    assert first == Card(
        id="tcp-open-connection",
        question="How does TCP open a connection?",
        answer=(
            "With three segments:\n\n```python\n## not a card, but a comment\n```\n\n"
            "### Details\n\nThey carry $n$ and $n+1$."
        ),
        level=Level.BEGINNER,
        kind="concept",
        tags=("tcp", "transport"),
        key_points=(
            KeyPoint(
                "SYN, SYN-ACK, ACK",
                "Both sides send a number.",
                ("three-way handshake", "syn ack"),
            ),
            KeyPoint("Numbers are confirmed"),
        ),
        checks=(
            Check(
                "many-segments-open-connection",
                "How many segments open a connection?",
                (
                    Option("One", "The other side could not answer."),
                    Option("Two", "The answer would stay unconfirmed."),
                    Option("Three", "Each side's number is confirmed.", right=True),
                    Option("Four", "Two of them travel as one."),
                ),
            ),
        ),
        hint="Count to three.",
        follow_ups=(FollowUp("And how does it close?", "With FIN, from each side."),),
        sources=(Source("Transmission Control Protocol", "J. Postel", 1981),),
    )
    assert second == Card(
        "router-read", "What does a router read?", "The destination address."
    )


def test_what_was_inferred_is_told() -> None:
    reading = read(MARKDOWN.encode(), "deck.md")

    assert [str(note) for note in reading.notes] == [
        'line 7, card tcp-open-connection: level "Easy" read as beginner',
        "line 54, card router-read: no level",
        "line 54, card router-read: no kind",
        "line 54, card router-read: no tags",
    ]


def test_a_question_may_have_several_lines() -> None:
    text = (
        "# T\n\n## code\n\n### Question\n\nWhat is\n\n- this?\n\n### Answer\n\nThat.\n"
    )

    [card] = deck(text).cards

    assert (card.id, card.question, card.answer) == (
        "what-is-this",
        "What is\n\n- this?",
        "That.",
    )


def test_two_checks_are_parted_by_a_blank_line() -> None:
    options = "- [x] a\n  yes\n- [ ] b\n  no\n- [ ] c\nlazy no\n* [ ] d\n\n  no\n"
    text = f"# T\n\n## Q?\nA.\n### Checks\nOne?\n{options}\nId: two\nTwo?\n\n{options}"

    [card] = deck(text).cards

    assert [check.question for check in card.checks] == ["One?", "Two?"]
    assert card.checks[1].id == "two"
    assert [option.reason for option in card.checks[0].options] == [
        "yes",
        "no",
        "lazy no",
        "no",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# T\n\n## Q?\n", "line 3, card q: answer is empty"),
        (
            "# T\n\n## Q?\nA.\n# B\n",
            'line 5: a second "# " title; a card starts with "## "',
        ),
        (
            "# T\n\n## Q?\nA.\n### Key points\nSYN\n",
            'line 6: expected a list whose items start with "- "',
        ),
        (
            "# T\n\n## Q?\nA.\n### Sources\n- B\n  yaer: 1999\n",
            "line 7: a source has lines for authors, year, section, and no other",
        ),
        (
            "Hello\n# T\n\n## Q?\nA.\n",
            "line 1: text before the deck's title: put it below",
        ),
        (
            "# T\n",
            'there is no card in the file: a card starts with "## " and its question',
        ),
        (
            "# T\n\n## Q?\nA.\n### Key points\n- a\n### Key points\n- b\n",
            'line 7: a second "### Key points"',
        ),
        (
            "# T\n\n## Q?\nA.\n### Answer\nB.\n",
            'line 3: text before "### Answer" belongs to nothing',
        ),
        (
            "# T\n\n## Q?\nA.\n### Checks\nC?\n- [x] a\n  b\n",
            "line 6, card q: a check has 4 options, and this one 1",
        ),
    ],
)
def test_what_cannot_be_right_is_a_fault_with_its_line(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_a_level_that_is_none_is_told_and_left_out() -> None:
    reading = read(b"# T\n\n## Q?\nlevel: hardish\nkind:\n\nA.\n", "deck.md")

    assert 'line 4, card q: level "hardish" is not known, and left out' in [
        str(note) for note in reading.notes
    ]
    assert reading.deck is not None
    assert reading.deck.cards == (Card("q", "Q?", "A."),)


@pytest.mark.parametrize(
    ("head", "made"),
    [
        ("# My Deck\n\n", '"my-deck" was made from the title'),
        ("", "from the file's name"),
    ],
)
def test_from_what_an_id_was_made_is_told(head: str, made: str) -> None:
    reading = read(f"{head}## Q?\nA.\n".encode(), "deck.md")

    assert any(str(note).endswith(made) for note in reading.notes)


def test_behind_a_blank_line_a_key_is_text() -> None:
    [card] = deck("# T\n\n## Q?\n\nid: q2\n\nkind: x\nThe hint\n").cards

    assert (card.id, card.kind, card.answer) == ("q2", "", "kind: x\nThe hint")


def test_only_a_heading_can_be_nearly_one_of_ours() -> None:
    text = b"# T\nid: t\n\n## Q?\nid: q\n\nThe hint\n```\n### Keypoints\n```\n"
    reading = read(text, "deck.md")

    assert [str(note) for note in reading.notes] == [
        "line 4, card q: no level",
        "line 4, card q: no kind",
        "line 4, card q: no tags",
    ]


def test_a_block_of_code_that_is_empty_ends_at_once() -> None:
    text = "# T\n\n## Q?\nA.\n```\n```\n## R?\nB.\n```\n## code\n```\n"

    assert [(card.question, card.answer) for card in deck(text).cards] == [
        ("Q?", "A.\n```\n```"),
        ("R?", "B.\n```\n## code\n```"),
    ]


@pytest.mark.parametrize(
    ("body", "follow_up"),
    [
        ("- And?\n  So.\n", FollowUp("And?", "So.")),
        (
            "- And\n  which?\n  answer: So.\n  On.\n",
            FollowUp("And\nwhich?", "So.\nOn."),
        ),
        ("- And?\n  Answer: So.\n", FollowUp("And?", "So.")),
        ("- And?\n  Note: so.\n  On.\n", FollowUp("And?", "Note: so.\nOn.")),
        (
            "- And?\n  ```\n  answer: x\n  ```\n",
            FollowUp("And?", "```\nanswer: x\n```"),
        ),
    ],
)
def test_where_the_answer_of_a_follow_up_begins(body: str, follow_up: FollowUp) -> None:
    [card] = deck(f"# T\n\n## Q?\nA.\n### Follow-ups\n{body}").cards

    assert card.follow_ups == (follow_up,)


def test_an_id_in_the_code_of_a_check_is_code() -> None:
    options = "- [x] a\n  yes\n- [ ] b\n  no\n- [ ] c\n  no\n- [ ] d\n  no\n"
    question = "What is\n```\nid: x\n```\n"

    [card] = deck(f"# T\n\n## Q?\nA.\n### Checks\n{question}{options}").cards

    assert card.checks[0].question == question.strip()


def test_a_heading_that_is_nearly_one_of_ours_is_told() -> None:
    reading = read(b"# T\n\n## Q?\nid: q\nA.\n\n### Keypoints\n\n- x\n", "deck.md")

    assert reading.deck is not None
    assert reading.deck.cards[0].answer == "A.\n\n### Keypoints\n\n- x"
    assert (
        'line 7, card q: "### Keypoints" is taken as text; did you mean "key points"?'
        in [str(note) for note in reading.notes]
    )


def test_a_text_that_looks_like_the_form_is_written_with_backslashes() -> None:
    card = Card("c", "Q?", "## not a card\n```\nnor a fence\n\\# x")

    text = export(Deck("d", "D", (card,)), Form.MARKDOWN).data.decode()

    assert text == (
        "# D\nid: d\n\n## Q?\nid: c\n\n\\## not a card\n\\```\nnor a fence\n\\\\# x\n"
    )
    assert deck(text).cards == (card,)


def test_carriage_returns_are_left_out_and_told() -> None:
    made = export(Deck("d", "D", (Card("c", "Q?", "a\r\nb"),)), Form.MARKDOWN)

    assert [str(note) for note in made.notes] == [
        "card c: carriage returns become plain line ends"
    ]


def test_what_was_read_is_the_same_after_writing_and_reading() -> None:
    once = deck(MARKDOWN)

    assert deck(export(once, Form.MARKDOWN).data.decode()) == once


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@given(decks())
def test_any_deck_comes_back_from_markdown(made: Deck) -> None:
    reading = read(export(made, Form.MARKDOWN).data, "deck.md")

    assert reading.deck == made, reading.faults


def test_a_second_check_whose_question_is_indented_comes_back() -> None:
    options = tuple(Option(text, "because", text == "a") for text in "abcd")
    checks = (Check("one", "One?", options), Check("two", "    code?", options))
    made = Deck("d", "D", (Card("c", "Q?", "A.", checks=checks),))

    assert deck(export(made, Form.MARKDOWN).data.decode()) == made


def test_an_empty_box_may_be_written_without_a_blank() -> None:
    boxes = MARKDOWN.replace("- [ ] ", "- [] ")
    assert boxes != MARKDOWN

    assert read(boxes.encode(), "a.md").deck == read(MARKDOWN.encode(), "a.md").deck


def test_a_slip_in_the_name_of_a_line_is_told() -> None:
    reading = read(b"# T\n## Q?\nkind: math\nlevle: hard\n\nA.\n", "a.md")

    assert 'line 4, card q: "levle:" is taken as text; did you mean "level"?' in [
        str(note) for note in reading.notes
    ]
    assert reading.deck is not None
    assert reading.deck.cards[0].answer == "levle: hard\n\nA."

"""CSV and TSV: as spreadsheets and flashcard programs write them."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from bot.cards import Card, Deck, KeyPoint, Level
from bot.decks import Form, Reading, export, read
from tests.decks.samples import SOUND
from tests.decks.strategies import decks
from tests.effort import at_most


def cards(text: str, name: str = "ports.csv") -> tuple[Card, ...]:
    reading = read(text.encode(), name)
    assert reading.faults == ()
    assert reading.deck is not None
    return reading.deck.cards


def said(reading: Reading) -> list[str]:
    return [str(each) for each in (*reading.faults, *reading.notes)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Question,Answer,Level\nWhat is a port?,A number,expert\n", "a.csv"),
        ("FRONT;Difficulty;Back\nWhat is a port?;expert;A number\n", "a.csv"),
        ("sep=;\nfront;level;back\nWhat is a port?;expert;A number\n", "a.csv"),
        ("q\tlevel\ta\nWhat is a port?\texpert\tA number\n", "a.tsv"),
        ("q\tlevel\ta\nWhat is a port?\texpert\tA number\n", "a.txt"),
        (
            '"question", "answer", "level"\n"What is a port?", "A number", expert',
            "a.csv",
        ),
    ],
)
def test_the_delimiter_and_the_columns_are_told_from_the_header(
    text: str, name: str
) -> None:
    assert cards(text, name) == (
        Card("port", "What is a port?", "A number", Level.EXPERT),
    )


def test_without_a_header_the_columns_are_question_and_answer() -> None:
    reading = read(b"What is a port?,A number\n", "ports.csv")

    assert reading.deck == Deck(
        "ports", "ports", (Card("port", "What is a port?", "A number"),)
    )
    assert "line 1: no header: the columns are taken as question and answer" in said(
        reading
    )


@pytest.mark.parametrize("rows", ["What?,x,y\nWho?,b,\n", "Who?,b,\nWhat?,x,y\n"])
def test_without_a_header_a_third_cell_is_one_too_many(rows: str) -> None:
    line = rows.split("\n").index("What?,x,y") + 1

    assert [str(fault) for fault in read(rows.encode(), "a.csv").faults] == [
        f"line {line}: 3 cells, and the table has 2 columns: a text that holds the "
        "delimiter belongs in quotation marks"
    ]


def test_one_cell_that_could_name_a_column_makes_no_header() -> None:
    assert [card.question for card in cards("Answer,y\nx,z\n")] == ["Answer", "x"]
    assert [
        str(fault) for fault in read(b"Answer,Level\nx,hard\n", "a.csv").faults
    ] == ["line 1: no column for the question (question, questions, front, q …)"]


def test_a_row_may_hold_all_that_a_table_can() -> None:
    text = (
        "id,question,answer,level,kind,tags,hint,key points\n"
        'udp,"What, then,\nis ""UDP""?",Datagrams,Hard,System Design,'
        '"#udp#transport",Think.,No order | No promise\n'
    )

    assert cards(text) == (
        Card(
            "udp",
            'What, then,\nis "UDP"?',
            "Datagrams",
            Level.ADVANCED,
            "system-design",
            ("udp", "transport"),
            (KeyPoint("No order"), KeyPoint("No promise")),
            hint="Think.",
        ),
    )


def test_a_key_point_that_is_a_sentence_gets_a_short_label_and_a_note() -> None:
    long = "A datagram that is lost is never sent again unless the program asks for it"
    text = f"question,answer,key points\nUDP?,Datagrams,{long}\n"

    [card] = cards(text)

    short = "A datagram that is lost is never sent again unless the program asks…"
    assert card.key_points == (KeyPoint(short, long),)


def test_a_key_point_that_is_long_by_its_blanks_is_its_own_label() -> None:
    wide = f"lost{' ' * 80}for good"
    [card] = cards(f"question,answer,key points\nUDP?,Datagrams,{wide}\n")

    assert card.key_points == (KeyPoint("lost for good", wide),)


def test_a_bar_in_the_only_key_point_comes_back() -> None:
    card = Card("c", "Q?", "A.", key_points=(KeyPoint("p(x|z)"),))

    made = export(Deck("d", "D", (card,)), Form.CSV)

    assert read(made.data, "d.csv").deck == Deck("d", "d", (card,))


def test_an_apostrophe_that_guards_nothing_stays() -> None:
    [card] = cards("question,answer\nWhose?,'twas mine\n")

    assert card.answer == "'twas mine"


def test_a_formula_that_nobody_guarded_is_read_as_it_stands() -> None:
    [card] = cards("question,answer\nHow much?,=1+1\n")

    assert card.answer == "=1+1"


def test_the_eleventh_key_point_of_a_row_is_one_too_many() -> None:
    text = f"question,answer,key points\nQ?,A,{'|'.join('abcdefghijk')}\n"

    assert said(read(text.encode(), "a.csv")) == [
        "line 2, card q: 11 key points; 10 is the limit",
        "the deck's id \"a\" was made from the file's name",
        "line 1: no column for level, kind, tags",
    ]


def test_what_cannot_be_right_is_a_fault_with_its_line() -> None:
    text = 'question,answer\n"two\nlines",yes\n\nno answer,\na,b,unquoted comma\n'

    assert [str(each) for each in read(text.encode(), "a.csv").faults] == [
        "line 5, card no-answer: answer is empty",
        "line 6: 3 cells, and the table has 2 columns: a text that holds the delimiter "
        "belongs in quotation marks",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "question,note\nWhat?,x\n",
            "line 1: no column for the answer (answer, answers, back, a …)",
        ),
        (
            'question,answer\nok,ok\n"never closed,x\n',
            "line 3: a quotation mark in the row that starts here opens a cell without "
            "end",
        ),
        (
            "question,answer\n",
            "there is no card in the file: below the header, each row is a card",
        ),
    ],
)
def test_a_table_that_cannot_be_used_says_why(text: str, fault: str) -> None:
    assert [str(each) for each in read(text.encode(), "a.csv").faults] == [fault]


def test_columns_that_are_not_used_and_not_there_are_told_once() -> None:
    reading = read(b"question,answer,levle\nWhat?,x,hard\nWho?,y,easy\n", "a.csv")

    assert said(reading) == [
        "the deck's id \"a\" was made from the file's name",
        'line 1: column "levle" is not used; did you mean "level"?',
        "line 1: no column for level, kind, tags",
    ]


@pytest.mark.parametrize("row", ["a question,an answer\n", "\n", "x,\n", ",,,,,\n"])
def test_a_huge_table_is_given_up_early(row: str) -> None:
    text = "question,answer\n" + row * (20_000_000 // len(row))

    with at_most(5_000_000):
        reading = read(text.encode(), "huge.csv")

    assert reading.deck is None
    assert len(reading.faults) < 3


def test_an_export_runs_no_formula_and_reads_back() -> None:
    card = Card("c", "=1+1", "'=2", hint="- not a list")
    made = export(Deck("d", "D", (card,)), Form.CSV)

    text = made.data.decode("utf-8-sig")
    assert text.split("\r\n")[1] == (
        '"c","\'=1+1","\'\'=2","","","","\'- not a list",""'
    )
    assert cards(text) == (card,)


def test_an_export_says_what_it_leaves_out() -> None:
    deck = read(SOUND.encode(), "a.toml").deck
    assert deck is not None

    assert [str(note) for note in export(deck, Form.CSV).notes] == [
        "a table does not hold the description",
        "a table does not hold the deck's id and title: give them on import",
        "a table does not hold the sentences of key points (1)",
        "a table does not hold the synonyms (2)",
        "a table does not hold the checks (1)",
        "a table does not hold the follow-up questions (1)",
        "a table does not hold the sources (1)",
    ]


def test_an_export_leaves_out_the_decks_own_tags_and_says_so() -> None:
    deck = Deck("d", "D", (Card("c", "Why?", "So."),), tags=("tcp",))

    assert [str(note) for note in export(deck, Form.CSV).notes] == [
        "a table does not hold the deck's list of tags",
        "a table does not hold the deck's id and title: give them on import",
    ]


def _as_a_table_holds_it(card: Card) -> Card:
    labels = tuple(KeyPoint(point.label) for point in card.key_points)
    return replace(card, key_points=labels, checks=(), follow_ups=(), sources=())


@settings(max_examples=30, suppress_health_check=list(HealthCheck), deadline=None)
@given(decks())
def test_what_a_table_can_hold_comes_back(deck: Deck) -> None:
    reading = read(export(deck, Form.CSV).data, "deck.csv")

    assert reading.deck is not None, reading.faults
    assert reading.deck.cards == tuple(map(_as_a_table_holds_it, deck.cards))


def test_a_tsv_that_has_no_tabs_is_read_by_what_parts_its_cells() -> None:
    [card] = cards("question,answer\nWhat?,x\n", "a.tsv")

    assert (card.question, card.answer) == ("What?", "x")


def test_a_second_column_for_the_same_is_told() -> None:
    reading = read(b"question,answer,level,Difficulty,kind\nQ,A,hard,easy,a\n", "a.csv")

    assert said(reading)[1] == (
        'line 1: column "Difficulty" is not used: another one holds the level'
    )


def test_a_cell_without_end_is_told_with_the_line_of_its_row() -> None:
    text = "question,answer\nok,ok\nWhy?," + "x" * 200_000

    assert [str(each) for each in read(text.encode(), "a.csv").faults] == [
        "line 3: a cell in the row that starts here is far too long: is a quotation "
        "mark not closed?"
    ]


def test_a_kind_that_cannot_be_an_id_is_told_and_left_out() -> None:
    reading = read("question,answer,kind\nQ,A,漢字\n".encode(), "a.csv")

    assert said(reading)[2:] == [
        'line 2, card q: kind "漢字" has no letters from a to z, and is left out',
        "line 2, card q: no kind",
    ]

"""Any bytes under any name: encodings, junk, and which form a file is in."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cards import Card, Check, Deck, KeyPoint, Option
from bot.decks import Reading, check, read
from tests.decks.samples import MARKDOWN, NOTES, SOUND

ACCENTS = "question,answer\nWas heißt „Fréchet“?,Größe – naïve\n"


def question(data: bytes) -> str:
    reading = read(data, "deck.csv")
    assert reading.deck is not None, reading.faults
    return reading.deck.cards[0].question


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(codec: str, end: str) -> None:
    data = ACCENTS.replace("\n", end).encode(codec)

    assert question(data) == "Was heißt „Fréchet“?"


def test_big_endian_utf_16_and_latin_1_are_read() -> None:
    assert question(b"\xfe\xff" + ACCENTS.encode("utf-16-be")) == "Was heißt „Fréchet“?"
    assert question("question,answer\nDéjà vu?,Ça va\n".encode("latin-1")) == "Déjà vu?"


def test_an_encoding_that_was_guessed_is_told() -> None:
    reading = read(ACCENTS.encode("cp1252"), "deck.csv")

    assert str(reading.notes[0]) == (
        "read as Windows-1252: look for wrong letters, or save it as UTF-8"
    )


def test_cyrillic_of_an_older_windows_is_read() -> None:
    text = "question,answer\n" + "Что такое диффузионная модель?,Модель данных\n" * 9

    assert question(text.encode("cp1251")) == "Что такое диффузионная модель?"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "This is a PNG picture, not a deck."),
        (b"PK\x03\x04" + bytes(99), "This is a zip archive"),
        (b"%PDF-1.7\n", "This is a PDF, not a deck."),
        (random.Random(7).randbytes(4_000), "This is not text."),
        ("## a\nb".encode("utf-16-le"), "This is not text."),
        (b"\xff\xfe\x00\xd8", "The file says it is UTF-16, and is not"),
        (b"{}", "No form of a deck can be seen in this file"),
        (
            bytes(64 * 1024 * 1024 + 1),
            "The file has more than 64 MB. Split it into several decks",
        ),
    ],
)
def test_what_is_no_deck_is_refused_in_one_fault(data: bytes, reason: str) -> None:
    reading = read(data, "deck.txt")

    assert reading.deck is None
    assert len(reading.faults) == 1
    assert reading.faults[0].message.startswith(reason)


def test_a_file_of_too_many_lines_is_refused_before_they_are_looked_at() -> None:
    reading = read(b"## a\n" + b"- b\n" * 2_000_000, "deck.md")

    assert [str(fault) for fault in reading.faults] == [
        "The file has more than 2,000,000 lines. Split it into several decks, by "
        "subject for example."
    ]


def test_a_nul_in_the_file_is_told_with_its_line() -> None:
    data = SOUND.replace("Count to", "Count\0 to").encode()

    assert str(read(data, "deck.toml").faults[0]) == "line 18: a NUL character"


@pytest.mark.parametrize(
    "text", [SOUND, MARKDOWN, NOTES, "front,back\na,b\n", "a\tb\n"]
)
def test_the_form_is_told_from_the_content_where_the_name_does_not(text: str) -> None:
    assert read(text.encode(), "upload").deck is not None
    assert read(text.encode(), "UPLOAD.TXT").deck is not None


_NAMES = st.sampled_from(["a.toml", "a.csv", "a.tsv", "a.md", "a.txt", "", "a/b\\c."])
_BITS = st.lists(
    st.sampled_from(
        [
            *("[[cards]]\n", "[cards", "format = 1\n", 'id = "x"\n', "'''", '"""', "="),
            *("{", "}", "[", "]", ",", "\n", "a = ", "# T\n", "## Q\n", "### Checks\n"),
            *(
                "- [x] a\n",
                "- a\n",
                "  b\n",
                "#a#b\n",
                "Expertmath\n",
                "```\n",
                "$",
                "\0",
            ),
            *("level: hard\n", "question,answer\n", '"', ";", "\t", "\\", "text", "\r"),
        ]
    ),
    max_size=25,
).map(lambda bits: "".join(bits).encode())


def _is_whole(reading: Reading) -> bool:
    return (reading.deck is None) == bool(reading.faults)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300), _NAMES)
@example(b"\xef\xbb\xbf", "a.csv")
@example(b"[[cards]]\ncards = 1", "a.toml")
@example(b"cards = [1, {id = 1}, [2]]", "a.toml")
@example(b"[cards]\nid = 1979-05-27", "a.toml")
def test_no_bytes_make_it_raise(data: bytes, name: str) -> None:
    assert _is_whole(read(data, name))


@settings(max_examples=300, deadline=None)
@given(_BITS, _NAMES)
def test_no_bits_of_decks_in_any_order_make_it_raise(data: bytes, name: str) -> None:
    assert _is_whole(read(data, name))


def _check(id: str, right: int, *texts: str) -> Check:
    made = texts or ("a", "b", "c", "d")
    options = tuple(Option(t, "because", i == right) for i, t in enumerate(made))
    return Check(id, "Which?", options)


def test_what_looks_odd_is_told_without_being_a_fault() -> None:
    bare = Card("bare", "Why?", "Because.")
    odd = Card(
        "odd",
        "why? ",
        "The same $x$.",
        key_points=(KeyPoint("$x$"), KeyPoint("Same"), KeyPoint("same")),
        checks=(
            _check("same", 0, "a", "a ", "c", "d"),
            _check("long", 3, *"abc", "d" * 99),
        ),
    )

    assert [str(note) for note in check(Deck("d", "D", (bare, odd)))] == [
        "card odd: asks the same as bare",
        "card bare: no level",
        "card bare: no kind",
        "card bare: no tags",
        "card bare: no key points: nobody can tick what they said",
        "card bare: no checks: it cannot be asked with options or in a challenge",
        "card odd: no level",
        "card odd: no kind",
        "card odd: no tags",
        "card odd: two key points have the same label",
        'card odd: the label "$x$" is shown as it stands: no math, no markup',
        "card odd: check same: two options are the same",
        "card odd: check long: the right option stands out by its length",
    ]


def test_checks_whose_right_option_never_moves_are_told() -> None:
    cards = tuple(
        Card(f"c{n}", f"{n}?", "!", checks=(_check("x", 1),)) for n in range(6)
    )

    notes = [str(note) for note in check(Deck("d", "D", cards))]

    assert notes[0] == "the right option of every check is B"

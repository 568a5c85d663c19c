"""Interview notes: nothing is dropped, nothing merged, and every guess is told."""

import hashlib
import os
import re
from pathlib import Path

import pytest

from bot.cards import Card, Level
from bot.decks import read, write
from tests.decks.samples import NOTES


def cards(text: str) -> tuple[Card, ...]:
    reading = read(text.encode(), "networks.txt")
    assert reading.faults == ()
    assert reading.deck is not None
    return reading.deck.cards


def test_each_card_is_found_in_spite_of_the_gaps() -> None:
    assert [(card.level, card.kind, card.tags) for card in cards(NOTES)] == [
        (None, "", ("dns", "names")),
        (Level.BEGINNER, "concept", ("dns", "cache")),
        (Level.ADVANCED, "system-design", ()),
        (None, "", ("routing",)),
        (Level.EXPERT, "", ()),
        (Level.STAFF, "", ()),
    ]


def test_questions_and_answers_are_kept_letter_by_letter() -> None:
    texts = [text for card in cards(NOTES) for text in (card.question, card.answer)]

    marked = ("#dns#names", "#dns#cache", "#routing", "Beginnerconcept")
    lines = NOTES.strip().split("\n")
    assert texts == [
        line for line in lines if line not in (*marked, "Advancedsystem-design")
    ]


def test_ids_are_readable_and_the_same_each_time() -> None:
    assert [card.id for card in cards(NOTES)] == [
        "dns-turn-name",
        "cache-names-allowed-stale",
        "put-load-balancer",
        "router-read",
        "congestion-control-need-model-loss",
        "question-replace-tcp",
    ]


def test_two_equal_questions_get_two_ids() -> None:
    twice = "What is a port?\nA number.\nWhat is a port?\nA door.\n#ports\n"

    assert [card.id for card in cards(twice)] == ["port", "port-2"]


def test_what_was_inferred_and_what_is_missing_is_told() -> None:
    reading = read(NOTES.encode(), "networks.txt")

    assert [str(note) for note in reading.notes] == [
        "the deck's id \"networks\" was made from the file's name",
        "line 1, card dns-turn-name: no level",
        "line 1, card dns-turn-name: no kind",
        "line 9, card put-load-balancer: no tags",
        "line 11, card router-read: no level",
        "line 11, card router-read: no kind",
        "line 14, card congestion-control-need-model-loss: level expert, as the "
        "question's own words say",
        "line 14, card congestion-control-need-model-loss: no kind",
        "line 14, card congestion-control-need-model-loss: no tags",
        "line 16, card question-replace-tcp: level staff, as the question's own "
        "words say",
        "line 16, card question-replace-tcp: no kind",
        "line 16, card question-replace-tcp: no tags",
    ]


def test_windows_lines_and_blank_ones_change_nothing() -> None:
    spaced = NOTES.replace("\n", "\r\n\r\n")

    assert cards(spaced) == cards(NOTES)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "What is a port?\n#ports\n",
            'line 1: "What is a port?…" has no answer, or no question before it',
        ),
        (
            "What is a port?\nA number.\nSixteen bits.\n#ports\n",
            "line 1: 3 lines up to line 3, where question and answer should take "
            "turns, each on one line",
        ),
        (
            "What is a port?\nA number.\n#ports\nExpertmath\n",
            "line 4: a line of level that belongs to no card",
        ),
    ],
)
def test_what_does_not_come_out_even_is_a_fault(text: str, fault: str) -> None:
    reading = read(text.encode(), "notes.txt")

    assert reading.deck is None
    assert [str(each) for each in reading.faults] == [fault]


def _sources() -> list[Path]:
    specs = os.environ.get("STUDYBOT_SPECS")
    if not specs:
        pytest.skip("STUDYBOT_SPECS is not set: the source document is not at hand")
    found = sorted((Path(specs).resolve().parent / "sources").glob("*.txt"))
    if not found:
        pytest.skip("there is no source document beside STUDYBOT_SPECS")
    return found


def test_the_source_document_gives_nineteen_cards_with_their_formulas() -> None:
    [source] = _sources()
    data = source.read_bytes()

    reading = read(data, source.name)

    assert reading.faults == ()
    assert reading.deck is not None
    assert len(reading.deck.cards) == 19
    marks = re.compile(r"(#\S+)+|(Intermediate|Advanced|Expert)[a-z-]+")
    lines = [line for line in data.decode().split("\n") if not marks.fullmatch(line)]
    kept = [text for c in reading.deck.cards for text in (c.question, c.answer)]
    assert _digest(kept) == _digest([line for line in lines if line])
    assert len(re.findall(r"\$[^$]+\$", "\n".join(kept))) == 82
    assert read(write(reading.deck).encode(), "deck.toml").deck == reading.deck


def _digest(texts: list[str]) -> str:
    """So that a failing test prints no text of the source."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def test_plain_lines_without_any_mark_are_told_what_makes_them_notes() -> None:
    reading = read(b"What is a port?\nA number.\n", "ports.txt")
    assert [fault.message for fault in reading.faults] == [
        "No form of a deck can be seen in this file: it may be TOML, Markdown with a "
        '"## " before each question, CSV with a header, or interview notes, with #tags '
        "below at least one answer."
    ]
    assert read(b"What is a port?\nA number.\n#tcp\n", "ports.txt").deck is not None

"""The examples of docs/decks.md are what they say."""

import re
from pathlib import Path

from bot.cards import Level
from bot.decks import Reading, check, limits, read

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "decks.md").read_text("utf-8")


def example(after: str, name: str) -> Reading:
    """The first code block behind a heading, read as a file of that name."""
    block = re.search(r"\n```\w*\n(.*?\n)```\n", PAGE[PAGE.index(after) :], re.DOTALL)
    assert block
    return read(block[1].encode(), name)


def test_the_first_card_needs_no_more() -> None:
    reading = example("## A first card", "networks.toml")

    assert (reading.faults, reading.notes) == ((), ())


def test_what_deck_check_says_of_the_first_card_is_on_the_page() -> None:
    reading = example("## A first card", "networks.toml")
    assert reading.deck is not None
    notes = "".join(f"note   {note}\n" for note in check(reading.deck))
    assert f"{notes}networks.toml: 1 card, no faults, 5 notes\n" in PAGE


def test_a_card_with_everything_is_a_whole_one() -> None:
    head = 'format = 1\nid = "networks"\ntitle = "Networks"\n'
    block = re.search(r"```toml\n(\[\[cards\]\].*?)```", PAGE, re.DOTALL)
    assert block
    reading = read((head + block[1]).encode(), "networks.toml")
    assert (reading.faults, reading.notes) == ((), ())
    assert reading.deck is not None
    assert check(reading.deck) == ()


def test_the_markdown_example_holds_one_whole_card() -> None:
    reading = example("### Markdown", "networks.md")

    assert (reading.faults, reading.notes) == ((), ())
    assert reading.deck is not None
    [card] = reading.deck.cards
    assert (len(card.key_points), len(card.checks)) == (1, 1)
    assert (len(card.follow_ups), len(card.sources), card.level) == (1, 1, "beginner")


def test_the_table_and_the_notes_are_read() -> None:
    table = example("### Tables", "ports.csv").deck
    notes = example("### Interview notes", "names.txt").deck

    assert table is not None
    assert table.cards[0].tags == ("tcp", "udp")
    assert [point.label for point in table.cards[0].key_points] == [
        "Sixteen bits",
        "One per socket",
    ]
    assert notes is not None
    assert [card.level for card in notes.cards] == [Level.BEGINNER, Level.EXPERT]


def test_the_limits_on_the_page_are_those_of_the_code() -> None:
    assert f"| cards in a deck | {limits.CARDS:,} |" in PAGE
    assert f"| a file | {limits.FILE_BYTES // 1024**2} MB |" in PAGE
    assert f"| lines of a file | {limits.LINES:,} |" in PAGE
    assert f"| a text | {limits.FIELD_LENGTH:,} characters |" in PAGE
    assert f"| an id or kind | {limits.ID_LENGTH} characters |" in PAGE

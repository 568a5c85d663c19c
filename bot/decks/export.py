"""A Deck -> a file to take away, and what the file's form does not hold."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from enum import StrEnum

from bot.cards import Deck
from bot.decks import markdown_text, tables, toml_text
from bot.decks.faults import Note


class Form(StrEnum):
    """A form that decks are written in; each can be read again."""

    TOML = "toml"
    MARKDOWN = "markdown"
    CSV = "csv"

    @property
    def ending(self) -> str:
        return ".md" if self is Form.MARKDOWN else f".{self}"


@dataclass(frozen=True, slots=True)
class Export:
    """A file: its name, its bytes, and what was left out of it."""

    name: str
    data: bytes
    notes: tuple[Note, ...] = ()


def export(deck: Deck, form: Form) -> Export:
    """The deck as a file. CSV has the mark by which spreadsheets know UTF-8."""
    name = f"{deck.id}{form.ending}"
    match form:
        case Form.TOML:
            return Export(name, toml_text.write(deck).encode())
        case Form.MARKDOWN:
            text = markdown_text.write(deck)
            return Export(name, text.encode(), tuple(_returns(deck)))
        case Form.CSV:
            text, notes = tables.write(deck)
            return Export(name, text.encode("utf-8-sig"), (*notes, *_returns(deck)))


def _returns(deck: Deck) -> Iterator[Note]:
    for card in deck.cards:
        if any("\r" in text for text in _texts(astuple(card))):
            yield Note("carriage returns become plain line ends", card=card.id)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)

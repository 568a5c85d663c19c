"""A file that came in a chat, read to the end: ready to be kept, or what is wrong."""

from dataclasses import dataclass

from bot.decks.faults import grouped
from bot.decks.forms import read
from bot.decks.packing import Packed, packed


@dataclass(frozen=True, slots=True)
class Arrival:
    """`packed` is the deck; None where there are faults.

    `lines` are the first of the faults, or else of the notes; `count` is that of all.
    """

    packed: Packed | None
    lines: tuple[str, ...]
    count: int


def arrival(data: bytes, name: str, most: int) -> Arrival:
    """What `read` brings, as far as a message of `most` lines can tell it."""
    reading = read(data, name)
    if reading.deck is None:
        faults = reading.faults
        return Arrival(None, tuple(map(str, faults[:most])), len(faults))
    notes = list(grouped(reading.notes))
    return Arrival(packed(reading.deck), tuple(notes[:most]), len(notes))

"""What reading a deck brings: the deck, or what is wrong; and what is worth knowing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.cards import Deck

Path = tuple[str | int, ...]
"""Where a value stands: `("cards", 3, "checks", 0, "question")`."""


@dataclass(frozen=True, slots=True)
class _Finding:
    message: str
    line: int | None = None
    card: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else ""
        card = f"card {self.card}" if self.card else ""
        place = ", ".join(part for part in (line, card) if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True, slots=True)
class Fault(_Finding):
    """A defect that makes the file unusable as it stands; lines count from 1."""


@dataclass(frozen=True, slots=True)
class Note(_Finding):
    """What was inferred, is missing or looks odd, and does not stop anything."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a file; where `deck` is None there is at least one fault."""

    deck: Deck | None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()


def refused(message: str, line: int | None = None) -> Reading:
    """The reading of a file in which nothing more can be looked for."""
    return Reading(None, (Fault(message, line),))


class Findings:
    """Faults and notes as they are found, each with the line of its place.

    `lines` is asked at the first finding only: a sound file never pays for it. A place
    that it does not know takes the line of the nearest place around it.
    """

    def __init__(self, lines: Callable[[], Mapping[Path, int]]) -> None:
        self._ask = lines
        self._lines: Mapping[Path, int] | None = None
        self.faults: list[Fault] = []
        self.notes: list[Note] = []

    def fault(self, path: Path, message: str, card: str = "") -> None:
        self.faults.append(Fault(message, self.line(path), card))

    def note(self, path: Path, message: str, card: str = "") -> None:
        self.notes.append(Note(message, self.line(path), card))

    def line(self, path: Path) -> int | None:
        if self._lines is None:
            self._lines = self._ask()
        for length in range(len(path), -1, -1):
            line = self._lines.get(path[:length])
            if line is not None:
                return line
        return None

    def reading(self, deck: Deck | None) -> Reading:
        """The whole, in the order of the lines."""
        faults, notes = in_order(self.faults), in_order(self.notes)
        return Reading(None if faults else deck, faults, notes)


_ALIKE = 3
"""Notes that say the same, up to which each has a line of its own."""

_NAMED = 10
"""Cards named where one line stands for more notes than that."""


def grouped(notes: Iterable[Note]) -> Iterator[str]:
    """The notes as lines; what is said of many cards is said once."""
    alike: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        alike[note.message].append(note)
    for message, group in alike.items():
        if len(group) <= _ALIKE:
            yield from map(str, group)
            continue
        named = ", ".join(note.card or f"line {note.line}" for note in group[:_NAMED])
        rest = ", …" if len(group) > _NAMED else ""
        yield f"{len(group):,} cards: {message} ({named}{rest})"


F = TypeVar("F", bound=_Finding)


def in_order(found: Iterable[F]) -> tuple[F, ...]:
    """By line; what has no line comes first, for it concerns the whole file."""
    return tuple(sorted(found, key=lambda finding: finding.line or 0))

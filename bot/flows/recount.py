"""What is derived, computed anew from the log: memory, streaks, tallies."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.flows.scoring import recounted
from bot.flows.turn import Turn
from bot.members import Person, PersonId
from bot.moments import to_ms
from bot.rounds import CardNumber
from bot.spacing import Memory, Rating, replay


@dataclass(frozen=True, slots=True)
class Difference:
    """Something derived that does not follow from the log."""

    what: str
    person: PersonId | None = None

    def __str__(self) -> str:
        return f"{self.what} (person {self.person})" if self.person else self.what


def people(turn: Turn, repair: bool) -> Iterator[tuple[int, int, list[Difference]]]:
    """Each person's memory and streak; yields how far it is, and what differs."""
    everybody = turn.store.members.everybody()
    for done, person in enumerate(everybody, 1):
        found = _memory(turn, person.id, repair) + _streak(turn, person, repair)
        yield done, len(everybody), found


def mend(turn: Turn, person: Person) -> None:
    """A person's memory and streak, as the log has them."""
    _memory(turn, person.id, repair=True)
    _streak(turn, person, repair=True)


def _memory(turn: Turn, person: PersonId, repair: bool) -> list[Difference]:
    histories: dict[CardNumber, list[tuple[datetime, Rating]]] = defaultdict(list)
    for card, attempt in turn.store.attempts.history(person):
        assert attempt.rating is not None, "only counted attempts are read"
        histories[card].append((attempt.at, Rating(attempt.rating)))
    wanted = {
        card: memory
        for card, history in histories.items()
        if (memory := replay(history))
    }
    held = turn.store.memories.of(person)
    if held.keys() == wanted.keys() and all(
        _same(held[card], wanted[card]) for card in held
    ):
        return []
    if repair:
        turn.store.memories.clear(person)
        for card, memory in wanted.items():
            turn.store.memories.put(person, card, memory)
    return [Difference("memory does not follow from the log", person)]


def _same(one: Memory, other: Memory) -> bool:
    """Equal as far as the database can tell."""
    return (
        to_ms(one.due) == to_ms(other.due)
        and to_ms(one.last) == to_ms(other.last)
        and abs(one.stability - other.stability) < 1e-6
        and abs(one.difficulty - other.difficulty) < 1e-6
    )


def _streak(turn: Turn, person: Person, repair: bool) -> list[Difference]:
    """The kept streak, judged as far as it was when it was kept."""
    held = turn.store.streaks.get(person.id)
    if held is None or held.last is None:
        days = turn.store.attempts.days(person.id)
        if not days:
            return []
        wanted = recounted(turn, person.id, days[-1])
    else:
        wanted = recounted(turn, person.id, held.last)
    if held == wanted:
        return []
    if repair:
        turn.store.streaks.put(person.id, wanted)
    return [Difference("the streak does not follow from the log", person.id)]


def tallies(turn: Turn, repair: bool) -> list[Difference]:
    """The points, attempts and checks of every day."""
    wanted = sorted(turn.store.attempts.tallies())
    if wanted == sorted(turn.store.tallies.all()):
        return []
    if repair:
        turn.store.tallies.replace_all(wanted)
    return [Difference("tallies do not follow from the log")]

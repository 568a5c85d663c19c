"""Memory: FSRS's state of one person and one card. Recomputed from the log at will."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlite_utils import Database

from bot.ids import ChannelId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import CardNumber
from bot.spacing import Memory


class Memories:
    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, person: PersonId, card: CardNumber) -> Memory | None:
        row = self._db.execute(
            "select stability, difficulty, due, last from memories "
            "where person = ? and card = ?",
            [person, card],
        ).fetchone()
        return _memory(*row) if row else None

    def put(self, person: PersonId, card: CardNumber, memory: Memory) -> None:
        self._db.execute(
            "insert into memories (person, card, stability, difficulty, due, last) "
            "values (?, ?, ?, ?, ?, ?) on conflict (person, card) do update set "
            "stability = excluded.stability, difficulty = excluded.difficulty, "
            "due = excluded.due, last = excluded.last",
            [
                person,
                card,
                memory.stability,
                memory.difficulty,
                to_ms(memory.due),
                to_ms(memory.last),
            ],
        )

    def of(self, person: PersonId) -> dict[CardNumber, Memory]:
        """Everything a person holds."""
        rows = self._db.execute(
            "select card, stability, difficulty, due, last from memories "
            "where person = ?",
            [person],
        )
        return {CardNumber(card): _memory(*rest) for card, *rest in rows}

    def due(self, person: PersonId, before: datetime) -> list[CardNumber]:
        """Cards due before a moment, the most overdue first."""
        rows = self._db.execute(
            "select card from memories where person = ? and due < ? order by due",
            [person, to_ms(before)],
        )
        return [CardNumber(row[0]) for row in rows]

    def of_group(
        self, channel: ChannelId, since: str, cards: Iterable[CardNumber], now: datetime
    ) -> Iterator[tuple[CardNumber, float, int]]:
        """What those hold who studied in a channel since a day, by card and person.

        The stability in days, and whole days since the last time. Plain numbers: a
        large channel has a hundred thousand of them.
        """
        wanted = ",".join(str(int(card)) for card in cards)
        rows = self._db.execute(
            "select card, stability, max(0, (? - last) / 86400000) from memories "
            "where person in "
            "(select distinct m.person from tallies t "
            "join members m on m.id = t.member "
            f"where t.channel = ? and t.day >= ?) and card in ({wanted})",
            [to_ms(now), channel, since],
        )
        yield from rows

    def clear(self, person: PersonId) -> None:
        self._db.execute("delete from memories where person = ?", [person])


def _memory(stability: float, difficulty: float, due: int, last: int) -> Memory:
    return Memory(stability, difficulty, from_ms(due), from_ms(last))

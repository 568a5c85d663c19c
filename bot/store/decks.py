"""Decks and their versions. A version never changes, so it is kept once read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlite_utils import Database

from bot.cards import Card, Deck
from bot.decks.packing import Packed, unpacked
from bot.ids import MemberId, SpaceId
from bot.members import PersonId
from bot.moments import from_ms, to_ms
from bot.rounds import CardNumber, VersionId

SHIPPED = SpaceId("")
"""The space of the decks that come with the program: everybody's."""

_KEPT = 256
"""Editions held in memory; a deck of 20 cards takes about 100 kB."""


@dataclass(frozen=True)
class Edition:
    """A deck as of one version, with the numbers of its cards."""

    id: VersionId
    number: int
    space: SpaceId
    deck: Deck
    numbers: Mapping[str, CardNumber]

    @cached_property
    def cards(self) -> dict[CardNumber, Card]:
        """The cards by number, in the deck's order."""
        return {self.numbers[card.id]: card for card in self.deck.cards}


class Decks:
    def __init__(self, db: Database) -> None:
        self._db = db
        self._editions: dict[VersionId, Edition] = {}
        self._unsure: set[VersionId] = set()

    def edition(self, version: VersionId) -> Edition:
        """A version of a deck; KeyError if there is none of this number."""
        if version not in self._editions:
            self._hold(self._read(version))
        return self._editions[version]

    def _hold(self, edition: Edition) -> None:
        if len(self._editions) >= _KEPT:
            self._editions.pop(next(iter(self._editions)))
        self._editions[edition.id] = edition

    def _read(self, version: VersionId) -> Edition:
        row = self._db.execute(
            "select v.content, d.id, d.space from versions v "
            "join decks d on d.id = v.deck where v.id = ?",
            [version],
        ).fetchone()
        if row is None:
            raise KeyError(version)
        content, number, space = row
        deck = unpacked(content)
        return Edition(version, number, SpaceId(space), deck, self._numbers(number))

    def _numbers(self, deck: int) -> dict[str, CardNumber]:
        """The cards that the deck has or had, by id."""
        rows = self._db.execute("select slug, id from cards where deck = ?", [deck])
        return {slug: CardNumber(number) for slug, number in rows.fetchall()}

    def current(self, number: int) -> Edition | None:
        """A deck's newest version; None where the deck was removed."""
        row = self._db.execute(
            "select version from decks where id = ? and removed is null", [number]
        ).fetchone()
        return self.edition(row[0]) if row and row[0] is not None else None

    def of_space(self, space: SpaceId | None) -> list[Edition]:
        """The decks there are in a space: its own, then those that ship.

        A deck of the space stands in for a shipped one with the same id.
        """
        rows = self._db.execute(
            "select slug, version from decks where removed is null "
            "and version is not null and space in (?, ?) order by space desc, id",
            [space or SHIPPED, SHIPPED],
        ).fetchall()
        first: dict[str, VersionId] = {}
        for slug, version in rows:
            first.setdefault(slug, version)
        return [self.edition(version) for version in first.values()]

    def add(
        self, space: SpaceId, packed: Packed, author: MemberId | None, now: datetime
    ) -> Edition:
        """A new deck, or a new version of it; the same content adds nothing."""
        slug = packed.deck.id
        self._db.execute(
            "insert or ignore into decks (space, slug) values (?, ?)", [space, slug]
        )
        number, version, current = self._db.execute(
            "select d.id, d.version, v.digest from decks d "
            "left join versions v on v.id = d.version where d.space = ? and d.slug = ?",
            [space, slug],
        ).fetchone()
        if current != packed.digest:
            edition = self._version(number, space, packed, author, now)
            version = edition.id
        self._db.execute(
            "update decks set version = ?, removed = null where id = ?",
            [version, number],
        )
        return self.edition(version)

    def _version(
        self,
        number: int,
        space: SpaceId,
        packed: Packed,
        author: MemberId | None,
        now: datetime,
    ) -> Edition:
        """It is held as it came: to read a large deck back would take long."""
        added = self._db.execute(
            "insert into versions (deck, digest, content, author, made) "
            "values (?, ?, ?, ?, ?)",
            [number, packed.digest, packed.text, author or "", to_ms(now)],
        ).lastrowid
        assert added is not None, "it was inserted"
        self._db.conn.executemany(
            "insert or ignore into cards (deck, slug) values (?, ?)",
            [(number, card.id) for card in packed.deck.cards],
        )
        numbers = self._numbers(number)
        edition = Edition(VersionId(added), number, space, packed.deck, numbers)
        self._unsure.add(edition.id)
        self._hold(edition)
        return edition

    def shipped(self, slug: str) -> int | None:
        """The deck of this name that comes with the program, by number."""
        row = self._db.execute(
            "select id from decks where space = ? and slug = ? and removed is null",
            [SHIPPED, slug],
        ).fetchone()
        return row[0] if row else None

    def asked_still(self, cards: Collection[CardNumber]) -> frozenset[CardNumber]:
        """Those of the cards that are in the newest version of their deck."""
        wanted = ",".join(str(int(card)) for card in cards)
        rows = self._db.execute(
            f"select distinct deck from cards where id in ({wanted})"
        ).fetchall()
        editions = [self.current(deck) for (deck,) in rows]
        there = {number for edition in editions if edition for number in edition.cards}
        return frozenset(there.intersection(cards))

    def names(self, cards: Collection[CardNumber]) -> dict[CardNumber, tuple[str, str]]:
        """The ids of the cards' decks, and those that they have there."""
        wanted = ",".join(str(int(card)) for card in cards)
        rows = self._db.execute(
            "select c.id, d.slug, c.slug from cards c join decks d on d.id = c.deck "
            f"where c.id in ({wanted})"
        )
        return {CardNumber(number): (deck, card) for number, deck, card in rows}

    def brought_by(self, person: PersonId) -> list[tuple[str, datetime]]:
        """The decks that a person brought, by id, each version with its moment."""
        rows = self._db.execute(
            "select d.slug, v.made from versions v join decks d on d.id = v.deck "
            "where v.author in (select id from members where person = ?) order by v.id",
            [person],
        )
        return [(slug, from_ms(made)) for slug, made in rows]

    def forget_author(self, member: MemberId) -> None:
        """Who brought a version is no longer known."""
        self._db.execute("update versions set author = '' where author = ?", [member])

    def remove(self, number: int, now: datetime) -> None:
        """Take a deck out of use; its versions and history stay."""
        self._db.execute(
            "update decks set removed = ? where id = ?", [to_ms(now), number]
        )

    def settle(self) -> None:
        """What was added is on the disk."""
        self._unsure.clear()

    def forget_unsure(self) -> None:
        """Drop what was added since; what of it is read again stays unsure."""
        for version in self._unsure:
            self._editions.pop(version, None)

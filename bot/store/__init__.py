"""The database, and the only place with SQL: a module for each kind of thing kept.

sqlite-utils brings it up to date. Statements go through its `execute`: `insert`,
`upsert` and `update` look the table up at each call, which takes twenty times as long
as the statement itself, and a whole channel may press in one second.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.store.admins import Admins
from bot.store.attempts import Attempts
from bot.store.challenges import Challenges
from bot.store.channels import Channels
from bot.store.codes import Codes
from bot.store.connection import (
    Busy,
    Full,
    Moved,
    Newer,
    Older,
    Place,
    Unusable,
    copy,
    emptied,
    fit,
    of_the_disk,
    outdated,
    reader,
    told,
    writer,
)
from bot.store.decks import Decks, Edition
from bot.store.keepsakes import Keepsakes
from bot.store.links import Links
from bot.store.lockins import Lockin, Lockins
from bot.store.members import Members
from bot.store.memories import Memories
from bot.store.messages import Message, Messages, MessageState
from bot.store.results import Results
from bot.store.rounds import Rounds
from bot.store.streaks import Streaks
from bot.store.tallies import Tallies
from bot.store.uptime import Uptime

__all__ = [
    "Busy",
    "Edition",
    "Full",
    "Lockin",
    "Message",
    "MessageState",
    "Moved",
    "Newer",
    "Older",
    "Store",
    "Unusable",
    "of_the_disk",
    "told",
]


class Store:
    """What is kept. Used by one thread at a time; commits are the caller's."""

    FAULTS = (sqlite3.OperationalError,)
    """What the file or disk may raise, and nobody but the caller can answer."""

    def __init__(
        self, db: Database, kept: Path | None = None, place: Place | None = None
    ) -> None:
        self._db = db
        self._place = place
        self.kept = kept
        """The copy of the database as an older program had left it, if it was one."""
        self._traces = False
        self.admins = Admins(db)
        self.attempts = Attempts(db)
        self.challenges = Challenges(db)
        self.channels = Channels(db)
        self.codes = Codes(db)
        self.decks = Decks(db)
        self.keepsakes = Keepsakes(db)
        self.links = Links(db)
        self.lockins = Lockins(db)
        self.members = Members(db)
        self.memories = Memories(db)
        self.messages = Messages(db)
        self.results = Results(db)
        self.rounds = Rounds(db)
        self.streaks = Streaks(db)
        self.tallies = Tallies(db)
        self.uptime = Uptime(db)

    @classmethod
    def open(cls, path: Path) -> "Store":
        """The store that writes; raises Newer, Full, Busy or Unusable."""
        return cls(*writer(path), Place(path))

    @classmethod
    def reading(cls, path: Path) -> "Store":
        """A store that only reads, beside the one that writes."""
        return cls(reader(path))

    def fit(self) -> None:
        """Raises Newer or Older where a reader would not understand what it reads."""
        fit(self._db)

    def begin(self) -> None:
        """Open the transaction; the write lock is taken at once. May raise Moved."""
        if self._place:
            self._place.check()
        self._db.execute("begin immediate")

    @property
    def changes(self) -> int:
        """Rows written over this connection so far."""
        return int(self._db.conn.total_changes)

    def commit(self) -> None:
        """Make everything since `begin` durable."""
        self._db.execute("commit")
        self.decks.settle()
        if self._traces:
            self._traces = not emptied(self._db)

    def leave_no_trace(self) -> None:
        """What was deleted goes from the files too, once this is committed."""
        self._traces = True

    def rollback(self) -> None:
        """Forget everything since `begin`."""
        if self._db.conn.in_transaction:
            self._db.execute("rollback")

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """One call in a batch: if it raises, its writes alone are undone."""
        self._db.execute("savepoint call")
        try:
            yield
        except BaseException:
            # A full disk, say, has undone the whole transaction, savepoints and all.
            if self._db.conn.in_transaction:
                self._db.execute("rollback to call")
                self._db.execute("release call")
            raise
        self._db.execute("release call")

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Begin, then commit; or roll back if it raises."""
        self.begin()
        try:
            yield
        except BaseException:
            self.rollback()
            raise
        self.commit()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state of the database, whatever is written meanwhile."""
        self._db.execute("begin")
        try:
            yield
        finally:
            self.rollback()

    def forget_cached(self) -> None:
        """Drop what is held in memory of a call that was undone."""
        self.decks.forget_unsure()

    def backup(self, to: Path) -> None:
        """A copy of the whole database as it stands now; `to` must not exist.

        Tokens of workspaces are in it: it is for the bot's own account alone.
        """
        copy(self._db, to)

    @property
    def outdated(self) -> bool:
        """Whether an older Studybot wrote it, and nobody has brought it up to date."""
        return outdated(self._db)

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty where all is well."""
        found = [row[0] for row in self._db.execute("pragma integrity_check")]
        broken = self._db.execute("pragma foreign_key_check").fetchall()
        return [line for line in found if line != "ok"] + [
            f"{table} row {row} points at a missing {parent}"
            for table, row, parent, _ in broken
        ]

    def sizes(self) -> dict[str, int]:
        """Rows by table."""
        tables = sorted(self._db.table_names())
        return {
            name: self._db.table(name).count
            for name in tables
            if not name.startswith("_")
        }

    def close(self) -> None:
        self._db.conn.close()

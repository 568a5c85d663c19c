"""Databases of another age than the program's."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from bot.store import Store
from bot.store.migrations import migrations


def make(path: Path) -> None:
    """A database as a first run leaves it."""
    Store.open(path).close()


def newer(path: Path) -> None:
    """As a program would leave it that knows one more step."""
    make(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) "
            "values ('studybot', 'from_the_future', '2031-01-01')"
        )


@contextmanager
def one_more_step() -> Iterator[None]:
    """Meanwhile the program knows one more step than what it made before."""

    @migrations(name="novelty")
    def novelty(db: Database) -> None:
        db.execute("create table novelty (id integer primary key)")

    try:
        yield
    finally:
        migrations._migrations.pop()

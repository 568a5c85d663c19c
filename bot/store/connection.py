"""Opening the database: one writing connection, and readers beside it."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database

from bot.store.migrations import migrations


class Newer(Exception):
    """The database was made by a newer Studybot than this one."""


class Unusable(Exception):
    """The database cannot be opened; `str()` says why in plain words."""


def writer(path: Path) -> Database:
    """The one connection that writes, brought up to date; Newer or Unusable.

    Write-ahead log with full sync: what was committed survives the loss of power.
    """
    try:
        db = _connect(f"file:{_quoted(path)}?mode=rwc")
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        _bring_up_to_date(db, path)
    except sqlite3.DatabaseError as fault:
        raise Unusable(str(fault)) from fault
    return db


def reader(path: Path) -> Database:
    """A connection that cannot write to the file; it can copy it elsewhere."""
    return _connect(f"file:{_quoted(path)}?mode=ro")


def _connect(uri: str) -> Database:
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=5,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=512,
    )
    db = Database(connection)
    db.execute("pragma foreign_keys = on")
    # Else each call's savepoint would have a file of its own.
    db.execute("pragma temp_store = memory")
    return db


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _bring_up_to_date(db: Database, path: Path) -> None:
    ours = {step.name for step in migrations.pending(Database(memory=True))}
    applied = {step.name for step in migrations.applied(db)}
    if applied - ours:
        raise Newer(str(path))
    pending = [step.name for step in migrations.pending(db)]
    if pending and applied:
        keep = path.with_name(f"{path.name}.before-{pending[0]}")
        if not keep.exists():
            db.execute("vacuum into ?", [str(keep)])
    migrations.apply(db)

"""Opening the database: one writing connection, and readers beside it.

Answers of members and tokens of workspaces are in it, so its files and copies can be
read by nobody but the account that the bot runs as.
"""

import contextlib
import errno
import os
import sqlite3
from contextlib import ExitStack
from pathlib import Path

from sqlite_utils import Database

from bot.store.migrations import migrations

WAIT = 5
"""Seconds to wait for another program that writes to the same file."""


_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)


class Newer(Exception):
    """The database was made by a newer Studybot than this one."""


class Older(Exception):
    """The database is as an older Studybot left it, and this connection only reads."""


class Full(Exception):
    """The database's disk has no room, or fails; `str()` says which."""


class Busy(Exception):
    """Another program has been writing to the database for too long."""


class Unusable(Exception):
    """The database cannot be opened; `str()` says why in plain words."""


class Moved(sqlite3.OperationalError):
    """The database's file was moved away or replaced: what is written now is lost."""

    sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} was moved away or replaced while the bot runs")


class Place:
    """Where a database was opened. With a write-ahead log SQLite never looks again; it
    would go by the number of the file, too."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._found()

    def check(self) -> None:
        """Raises Moved where another file stands there now, or none."""
        if self._found() != self._file:
            raise Moved(self._path)

    def _found(self) -> int | None:
        try:
            return os.stat(self._path).st_ino
        except OSError:
            return None


def told(fault: sqlite3.DatabaseError) -> Full | Busy | Unusable:
    """The fault, by what can be done about it."""
    # Whatever SQLite adds about where it happened is in the higher bits.
    match getattr(fault, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_READONLY:
            # A full one, too, is an error of input and output to SQLite here and there.
            return Full(str(fault))
        case sqlite3.SQLITE_BUSY:
            return Busy(str(fault))
        case _:
            return Unusable(str(fault))


def of_the_disk(fault: sqlite3.Error) -> bool:
    """Whether the disk or another program is to blame, and no statement of ours."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    return code in (
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    )


def writer(path: Path) -> tuple[Database, Path | None]:
    """The one connection that writes, brought up to date; Newer, Full, Busy, Unusable.

    And the copy that was kept of an older database, if it was one. Write-ahead log with
    full sync: what was committed survives the loss of power.
    """
    with ExitStack() as until_sound:
        try:
            _close_to_others(path)
            db = _connect(f"file:{_quoted(path)}?mode=rwc")
            until_sound.callback(db.conn.close)
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = full")
            # What is deleted is overwritten, however this SQLite was built.
            db.execute("pragma secure_delete = on")
            kept = _bring_up_to_date(db, path)
            # A bot that died may have left what was deleted in the log.
            emptied(db)
        except OSError as fault:
            kind = Full if fault.errno in _OF_THE_DISK else Unusable
            raise kind(fault.strerror or str(fault)) from fault
        except sqlite3.DatabaseError as fault:
            raise told(fault) from fault
        until_sound.pop_all()
    return db, kept


def _close_to_others(path: Path) -> None:
    """Make the file where there is none; SQLite's own beside it are as it is."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for one in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        # It may be gone, or belong to somebody else: then it is as they want it.
        with contextlib.suppress(OSError):
            one.chmod(0o600)


def copy(db: Database, to: Path) -> None:
    """The whole database as it stands now, in a file that must not exist."""
    os.close(os.open(to, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        db.execute("vacuum into ?", [str(to)])
    except BaseException:
        for left in (to, to.with_name(f"{to.name}-journal")):
            left.unlink(missing_ok=True)
        raise


def emptied(db: Database) -> bool:
    """Whether the write-ahead log is empty now: what was deleted is still in it.

    It stays as it is while somebody reads what it held; nobody waits for that.
    """
    db.execute("pragma busy_timeout = 0")
    try:
        (busy, _, _) = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    except sqlite3.OperationalError:  # no room on the disk, say
        return False
    finally:
        db.execute(f"pragma busy_timeout = {WAIT * 1000}")
    return not busy


def outdated(db: Database) -> bool:
    """Whether it was made by an older Studybot, and not brought up to date yet."""
    return bool(migrations.pending(db))


def reader(path: Path) -> Database:
    """A connection that cannot write to the file; it can copy it elsewhere."""
    return _connect(f"file:{_quoted(path)}?mode=ro")


def fit(db: Database) -> None:
    """Whether this program can read the database; Newer or Older where it cannot."""
    applied = {step.name for step in migrations.applied(db)}
    if applied - _ours():
        raise Newer
    if migrations.pending(db):
        raise Older


def _connect(uri: str) -> Database:
    connection = sqlite3.connect(
        uri,
        uri=True,
        timeout=WAIT,
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


def _ours() -> set[str]:
    with Database(memory=True) as empty:
        return {step.name for step in migrations.pending(empty)}


def _bring_up_to_date(db: Database, path: Path) -> Path | None:
    applied = {step.name for step in migrations.applied(db)}
    if applied - _ours():
        raise Newer
    pending = [step.name for step in migrations.pending(db)]
    kept = _keep(db, path, pending[0]) if pending and applied else None
    migrations.apply(db)
    return kept


def _keep(db: Database, path: Path, step: str) -> Path:
    """A copy as it was before this step; only a whole one bears the name."""
    keep = path.with_name(f"{path.name}.before-{step}")
    if not keep.exists():
        part = keep.with_name(f"{keep.name}.part")
        part.unlink(missing_ok=True)
        copy(db, part)
        part.replace(keep)
    return keep

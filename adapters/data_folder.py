"""The data folder and the database in it: held and opened, or why that cannot be."""

import logging
import os
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

from bot.settings import Settings
from bot.store import Busy, Full, Newer, Store, Unusable

log = logging.getLogger(__name__)


class CannotStart(Exception):
    """Why the bot cannot start, and what to do; one sentence for the screen."""


class AlreadyRunning(CannotStart):
    """Another one holds the folder."""


def locked(settings: Settings) -> FileLock:
    """The data folder, made, and held by this process alone; CannotStart otherwise."""
    folder = settings.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "studybot.lock")
        lock.acquire(timeout=0)
    except Timeout:
        raise AlreadyRunning(
            f"Another Studybot is already running on {folder}. Stop that one first, "
            "or give this one a folder of its own with STUDYBOT_DATA."
        ) from None
    except OSError as fault:
        raise CannotStart(unwritable(folder, fault.strerror or str(fault))) from None
    return lock


def opened(settings: Settings, say: Callable[[str], None] = log.warning) -> Store:
    """The database, brought up to date; CannotStart where it cannot be used."""
    path = settings.database
    barred = foreign(path)
    if barred:
        raise CannotStart(not_ours(barred))
    try:
        store = Store.open(path)
    except Newer:
        raise CannotStart(too_new(path)) from None
    except (Full, Busy, Unusable) as fault:
        raise CannotStart(unusable(path, fault)) from None
    if store.kept:
        say(
            f"{path} was written by an older Studybot and has been brought up to date; "
            f"{store.kept.name} beside it is how it was."
        )
    return store


def foreign(path: Path) -> Path | None:
    """The file of the database that this account may not read and write, if any; or its
    folder, in which SQLite makes files even to read."""
    if os.path.isdir(path.parent) and not os.access(path.parent, os.W_OK | os.X_OK):
        return path.parent
    files = (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm")))
    for file in files:
        if os.path.isfile(file) and not os.access(file, os.R_OK | os.W_OK):
            return file
    return None


def unusable(path: Path, why: Full | Busy | Unusable) -> str:
    match why:
        case Full():
            return (
                f"{path} cannot be used ({why}). See that its disk has room and is "
                "sound, then start again: what is in it stays as it is."
            )
        case Busy():
            return (
                f"Another program is writing to {path}. End that one, then start "
                "again: no other may write to it while the bot runs."
            )
    return (
        f"{path} cannot be opened as a database ({why}). Put a backup in its place, "
        "or move it away to begin anew."
    )


def unwritable(folder: Path, why: str) -> str:
    return (
        f"Nothing can be written in {folder} ({why}). "
        "Make the folder writable, or name another with STUDYBOT_DATA."
    )


def too_new(path: Path) -> str:
    return (
        f"{path} was written by a newer Studybot than this one. "
        "Update the program, or go back to a backup made before."
    )


def too_old(path: Path) -> str:
    return (
        f"{path} was written by an older Studybot than this one. "
        "The next studybot run brings it up to date, and keeps a copy."
    )


def not_ours(path: Path) -> str:
    return (
        f"{path} may not be read and written by this account. Give it the right to, "
        "or name another folder with STUDYBOT_DATA."
    )


def why(fault: OSError) -> str:
    """The system's own words: asyncio puts its own around them."""
    if fault.errno is not None and fault.errno > 0:
        return os.strerror(fault.errno)
    return fault.strerror or str(fault)

"""Nobody but the bot's own account can read the database or a copy of it."""

import sqlite3
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import Store, Unusable

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def modes(folder: Path) -> dict[str, int]:
    return {one.name: stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()}


def test_the_database_and_what_sqlite_puts_beside_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "studybot.db")
    with store.transaction():
        store.keepsakes.keep("token", "T1", "xoxb-canary", NOW)

    assert modes(tmp_path) == {
        "studybot.db": 0o600,
        "studybot.db-wal": 0o600,
        "studybot.db-shm": 0o600,
    }
    store.close()


def test_one_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "studybot.db"
    Store.open(path).close()
    path.chmod(0o644)

    Store.open(path).close()

    assert modes(tmp_path) == {"studybot.db": 0o600}


def test_a_backup(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "studybot.db")
    (tmp_path / "there").mkdir()

    store.backup(tmp_path / "there" / "copy.db")

    assert modes(tmp_path / "there") == {"copy.db": 0o600}
    store.close()


def test_a_backup_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "studybot.db")
    other = tmp_path / "other"
    other.write_text("mine")

    with pytest.raises(FileExistsError):
        store.backup(other)

    assert other.read_text() == "mine"
    store.close()


def test_a_backup_that_failed_leaves_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "studybot.db")

    with pytest.raises(sqlite3.OperationalError), store.transaction():
        store.backup(tmp_path / "copy.db")

    assert not (tmp_path / "copy.db").exists()
    store.close()


def test_the_copy_made_before_the_schema_changes(tmp_path: Path) -> None:
    path = tmp_path / "studybot.db"
    store = Store.open(path)
    store._db.execute("delete from _sqlite_migrations where name = 'keepsakes'")
    store._db.execute("drop table keepsakes")
    store.close()

    Store.open(path).close()

    assert modes(tmp_path)["studybot.db.before-keepsakes"] == 0o600


def test_a_folder_in_its_place_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="Is a directory"):
        Store.open(tmp_path)

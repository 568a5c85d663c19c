import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from adapters.data_folder import locked
from bot.engine import Engine
from bot.panels import Caller, ChannelId, MemberId, SpaceId
from bot.settings import Settings
from bot.store import Store
from tests.adapters.small_bot import DECK
from tests.cli.commands import command, invoke
from tests.cli.databases import make, newer, one_more_step

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
STUDY = ChannelId("web:study")
ADA = Caller(MemberId("web:ada"), "Ada", STUDY, SpaceId("web"), manages=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a database in which Ada answered a card on each of three days."""
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store.open(folder / "studybot.db")
    engine = Engine(store, Random(7))
    with store.transaction():
        engine.ship([DECK], NINE)
        engine.join(STUDY, SpaceId("web"), "study", "UTC", NINE)
        for day in range(3):
            now = NINE + timedelta(days=day)
            engine.run(ADA, "drop set", {"time": "21:00"}, now)
            engine.run(ADA, "drop now", {}, now)
            engine.press(ADA, f"reveal:{day + 1}", {}, now)
            engine.press(ADA, f"tick:{day + 1}", {"picks": ("0",)}, now)
    store.close()
    return folder


def test_a_sound_database_is_well(data: Path) -> None:
    result = invoke(data, "db", "check")
    assert (result.exit_code, result.stdout) == (0, "All is well.\n")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "update streaks set days = 40",
            "the streak does not follow from the log (person 1)",
        ),
        (
            "update memories set stability = 9",
            "memory does not follow from the log (person 1)",
        ),
        ("update tallies set points = 900", "tallies do not follow from the log"),
        ("delete from memories", "memory does not follow from the log (person 1)"),
    ],
)
def test_what_does_not_follow_from_the_log_is_found_and_mended(
    data: Path, damage: str, said: str
) -> None:
    with closing(sqlite3.connect(data / "studybot.db")) as db, db:
        db.execute(damage)
    found = invoke(data, "db", "check")
    assert found.exit_code == 1
    assert found.stdout == f"{said}\n"
    assert found.stderr == "Stop the bot and run: studybot db check --repair\n"
    mended = invoke(data, "db", "check", "--repair")
    assert mended.exit_code == 0
    assert mended.stdout == found.stdout + "Mended.\n"
    assert invoke(data, "db", "check").stdout == "All is well.\n"


def test_a_damaged_file_is_told_from_a_wrong_number(data: Path) -> None:
    path = data / "studybot.db"
    with closing(sqlite3.connect(path)) as db:
        [page] = db.execute(
            "select rootpage from sqlite_master where name = 'attempts'"
        ).fetchone()
        [size] = db.execute("pragma page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"spilt ink" * 400)
    result = invoke(data, "db", "check")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "The file itself is damaged: go back to a backup."
    )
    assert isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("command", [["check"], ["check", "--repair"], ["backup", "x"]])
def test_without_a_database_it_says_how_to_get_one(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke(tmp_path / "none", "db", *command)
    assert result.exit_code == 1
    assert result.stderr == (
        f"There is no database at {tmp_path / 'none' / 'studybot.db'} yet. "
        "Try: studybot run\n"
    )


@pytest.mark.parametrize("command", [["check"], ["check", "--repair"], ["backup", "x"]])
def test_what_is_no_database_is_said_in_one_sentence(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "studybot.db").write_bytes(b"A shopping list: milk, bread." * 200)
    result = invoke(tmp_path, "db", *command)
    assert result.exit_code == 1
    assert result.stderr == (
        f"{tmp_path / 'studybot.db'} cannot be opened as a database (file is not a "
        "database). Put a backup in its place, or move it away to begin anew.\n"
    )
    assert not (tmp_path / "x").exists()


def test_a_backup_holds_everything_and_overwrites_nothing(
    data: Path, tmp_path: Path
) -> None:
    to = tmp_path / "backup.db"
    done = invoke(data, "db", "backup", str(to))
    assert done.exit_code == 0
    assert done.stdout == f"Backed up to {to} ({to.stat().st_size:,} bytes).\n"
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(to, restored / "studybot.db")
    assert invoke(restored, "db", "check").stdout == "All is well.\n"
    with closing(sqlite3.connect(restored / "studybot.db")) as db:
        assert db.execute("select count(*) from attempts").fetchone() == (6,)
    again = invoke(data, "db", "backup", str(to))
    assert again.exit_code == 1
    assert again.stderr == (
        f"{to} exists already. Name another file, or move that one away.\n"
    )


def test_a_backup_into_a_folder_is_told_to_name_a_file(data: Path) -> None:
    result = invoke(data, "db", "backup", str(data))
    assert result.exit_code == 1
    assert result.stderr == (
        f"{data} is a folder. Name a file in it, such as {data / 'backup.db'}.\n"
    )


def test_a_database_of_another_age_is_copied_but_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "studybot.db"
    make(path)
    with one_more_step():
        old = invoke(tmp_path, "db", "check")
        copied = invoke(tmp_path, "db", "backup", str(tmp_path / "old.db"))
    assert (old.exit_code, copied.exit_code) == (1, 0)
    assert old.stderr == (
        f"{path} was written by an older Studybot than this one. "
        "The next studybot run brings it up to date, and keeps a copy.\n"
    )
    newer(path)
    new = invoke(tmp_path, "db", "check")
    copied = invoke(tmp_path, "db", "backup", str(tmp_path / "new.db"))
    assert (new.exit_code, copied.exit_code) == (1, 0)
    assert new.stderr == (
        f"{path} was written by a newer Studybot than this one. Update the program, or "
        "go back to a backup made before.\n"
    )


LONG = "x" * 300


@pytest.mark.parametrize(
    ("to", "said"),
    [
        (
            "/proc/copy.db",
            "/proc/copy.db cannot be written (No such file or directory).",
        ),
        ("/dev/null/copy.db", "There is no folder /dev/null. Make it first."),
        ("no/such.db", "There is no folder no. Make it first."),
        (LONG, f"{LONG} cannot be written (File name too long)."),
    ],
)
def test_a_backup_that_cannot_be_written_is_said(
    data: Path, to: str, said: str
) -> None:
    result = invoke(data, "db", "backup", to)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{said}\n"


def test_a_backup_that_its_disk_has_no_room_for_is_said_and_leaves_nothing(
    data: Path, tmp_path: Path
) -> None:
    to = tmp_path / "copy.db"
    before = (data / "studybot.db").read_bytes()

    done = command(data, "db", "backup", str(to), room=40_000)
    said, fault = done.communicate(timeout=30)

    assert (done.returncode, said) == (1, "")
    assert fault == f"{to} cannot be written (disk I/O error).\n"
    assert not to.exists()
    assert (data / "studybot.db").read_bytes() == before


def test_a_folder_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    for words in (["check"], ["check", "--repair"], ["backup", "copy.db"]):
        result = invoke(tmp_path / LONG, "db", *words)
        assert result.exit_code == 1
        assert result.stderr == (
            f"{tmp_path / LONG / 'studybot.db'} cannot be reached (File name too long)."
            "\n"
        )


def test_repair_does_not_touch_a_running_bot(data: Path) -> None:
    with locked(Settings(data=data)):
        result = invoke(data, "db", "check", "--repair")
        assert invoke(data, "db", "check").exit_code == 0
    assert result.exit_code == 1
    assert result.stderr == (
        f"Another Studybot is already running on {data}. Stop that one first, or give "
        "this one a folder of its own with STUDYBOT_DATA.\n"
    )

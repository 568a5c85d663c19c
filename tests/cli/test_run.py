import errno
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Never

import pytest
from typer.testing import CliRunner

from adapters.cli import World, app, settings_file
from adapters.data_folder import opened
from bot.settings import Settings
from tests.cli.commands import ROOT, command, hear_all, invoke, running
from tests.cli.databases import make, newer, one_more_step

STOPS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]

Faults = Callable[[Path], dict[str, str]]


@pytest.mark.parametrize("told", STOPS)
def test_it_says_where_the_page_is_and_the_page_is_there(
    tmp_path: Path, told: signal.Signals
) -> None:
    with running(tmp_path, told) as address:
        with urllib.request.urlopen(address) as page:
            assert page.status == 200
            assert b"<title>" in page.read()
        second = command(tmp_path, "run", "--no-browser")
        said, fault = second.communicate(timeout=30)
    assert second.returncode == 1
    assert said == "Starting …\n"
    assert fault == (
        f"Another Studybot is already running on {tmp_path}. Stop that one first, or "
        "give this one a folder of its own with STUDYBOT_DATA.\n"
    )


def test_a_busy_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        bot = command(tmp_path, "run", "--no-browser", STUDYBOT_PORT=str(port))
        _, fault = bot.communicate(timeout=30)
    assert bot.returncode == 1
    assert fault == (
        f"Port {port} is taken, perhaps by another Studybot. "
        f"Choose another, such as STUDYBOT_PORT={port + 1}.\n"
    )


def test_a_fault_of_ours_is_shown_whole_and_not_as_a_setting_to_be_mended(
    tmp_path: Path,
) -> None:
    def clock() -> datetime:
        raise ValueError("no such hour")

    given = {"STUDYBOT_DATA": str(tmp_path), "STUDYBOT_PORT": "0"}
    world = World(clock, Random(7), given)

    done = CliRunner().invoke(app, ["run", "--no-browser"], obj=world)

    assert repr(done.exception) == "ValueError('no such hour')"


def a_file_in_its_place(folder: Path) -> dict[str, str]:
    (folder / "data").write_text("no folder")
    return {}


def under_a_file(folder: Path) -> dict[str, str]:
    (folder / "file").write_text("no folder")
    return {"STUDYBOT_DATA": str(folder / "file" / "data")}


def in_proc(folder: Path) -> dict[str, str]:
    return {"STUDYBOT_DATA": "/proc/studybot"}


@pytest.mark.parametrize("spoil", [a_file_in_its_place, under_a_file, in_proc])
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, spoil: Faults) -> None:
    given = spoil(tmp_path)
    result = invoke(tmp_path / "data", "run", "--no-browser", **given)
    folder = given.get("STUDYBOT_DATA", str(tmp_path / "data"))
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Nothing can be written in {folder} (")
    assert result.stderr.endswith(
        "Make the folder writable, or name another with STUDYBOT_DATA.\n"
    )
    assert sentences(result.stderr) == 1


def no_database(path: Path) -> str:
    path.write_bytes(b"This is a shopping list: milk, bread, cheese." * 100)
    return "cannot be opened as a database"


def a_folder(path: Path) -> str:
    path.mkdir()
    return "cannot be opened as a database"


def cut_short(path: Path) -> str:
    invoke(path.parent, "db", "check")
    make(path)
    path.write_bytes(path.read_bytes()[:5000])
    return "cannot be opened as a database"


def of_a_newer_program(path: Path) -> str:
    newer(path)
    return "was written by a newer Studybot than this one"


@pytest.mark.parametrize(
    "spoil", [no_database, a_folder, cut_short, of_a_newer_program]
)
def test_a_database_that_cannot_be_used_is_said(
    tmp_path: Path, spoil: Callable[[Path], str]
) -> None:
    path = tmp_path / "studybot.db"
    why = spoil(path)
    result = invoke(tmp_path, "run", "--no-browser")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{path} {why}")
    assert sentences(result.stderr) == 1


def test_a_database_of_another_account_is_not_called_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "studybot.db")
    # Who runs the tests may be root, to whom nothing is forbidden.
    monkeypatch.setattr(os, "access", lambda path, mode: path == tmp_path)
    for words in (
        ["run", "--no-browser"],
        ["db", "check"],
        ["db", "check", "--repair"],
        ["db", "backup", str(tmp_path / "copy.db")],
        ["doctor"],
    ):
        result = invoke(tmp_path, *words)
        assert result.exit_code == 1
        assert (
            f"{tmp_path / 'studybot.db'} may not be read and written by this account. "
            "Give it the right to, or name another folder with STUDYBOT_DATA."
        ) in result.output


def test_a_folder_of_another_account_is_not_called_a_broken_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path / "studybot.db")
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    for words in (["db", "check"], ["db", "backup", "copy.db"]):
        result = invoke(tmp_path, *words)
        assert result.exit_code == 1
        assert result.stderr == (
            f"{tmp_path} may not be read and written by this account. Give it the "
            "right to, or name another folder with STUDYBOT_DATA.\n"
        )


@pytest.mark.parametrize("beside", ["studybot.db-wal", "studybot.db-shm"])
def test_so_is_a_file_beside_it_that_another_account_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: str
) -> None:
    make(tmp_path / "studybot.db")
    (tmp_path / beside).touch()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != beside)
    for words in (["run", "--no-browser"], ["db", "check"], ["doctor"]):
        result = invoke(tmp_path, *words)
        assert result.exit_code == 1
        assert (
            f"{tmp_path / beside} may not be read and written by this account."
        ) in result.output


def test_a_database_that_another_program_writes_to_is_not_called_full_or_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "studybot.db"
    make(path)
    monkeypatch.setattr("bot.store.connection.WAIT", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        result = invoke(tmp_path, "run", "--no-browser")
    assert result.exit_code == 1
    assert result.stderr == (
        f"Another program is writing to {path}. End that one, then start again: no "
        "other may write to it while the bot runs.\n"
    )


@pytest.mark.parametrize("spare", [1 - 10_000, 0, 3])
def test_a_full_disk_is_said_and_not_that_the_database_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int
) -> None:
    path = tmp_path / "studybot.db"
    opened(Settings(data=tmp_path)).close()
    with closing(sqlite3.connect(path)) as db:
        (pages,) = db.execute("pragma page_count").fetchone()
    if spare < 0:
        path.unlink()

    class Full(sqlite3.Connection):
        """A disk with room for so many pages, and the database no more."""

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            self.execute(f"pragma max_page_count = {max(1, pages + spare)}")

    connect = partial(sqlite3.connect, factory=Full)
    monkeypatch.setattr("bot.store.connection.sqlite3.connect", connect)
    result = invoke(tmp_path, "run", "--no-browser")
    assert result.exit_code == 1
    assert result.stderr == (
        f"{path} cannot be used (database or disk is full). See that its disk has room "
        "and is sound, then start again: what is in it stays as it is.\n"
    )


def test_a_disk_with_no_room_for_what_sqlite_makes_to_read_is_not_a_broken_database(
    tmp_path: Path,
) -> None:
    make(tmp_path / "studybot.db")
    for words in (["run"], ["db", "check"], ["db", "backup", "copy.db"], ["doctor"]):
        bot = command(tmp_path, *words, room=20_000)
        said, faults = bot.communicate(timeout=30)
        assert bot.returncode == 1
        assert (
            f"{tmp_path / 'studybot.db'} cannot be used (disk I/O error). See that its "
            "disk has room and is sound, then start again: what is in it stays as it "
            "is.\n"
        ) in said + faults


def test_an_old_database_is_brought_up_to_date_and_that_is_said(
    tmp_path: Path,
) -> None:
    make(tmp_path / "studybot.db")
    said: list[str] = []
    with one_more_step():
        for _ in range(2):
            opened(Settings(data=tmp_path), said.append).close()
    assert said == [
        f"{tmp_path / 'studybot.db'} was written by an older Studybot and has been "
        "brought up to date; studybot.db.before-novelty beside it is how it was."
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "Slack has no way in: set SLACK_APP_TOKEN"),
        (
            {"SLACK_CLIENT_ID": "1", "SLACK_SIGNING_SECRET": "s"},
            "Slack is set up by half: set SLACK_BOT_TOKEN, or SLACK_CLIENT_ID and",
        ),
    ],
)
def test_tokens_that_can_never_come_to_anything_are_said_and_not_waited_with(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    result = invoke(tmp_path, "run", "--no-browser", **given)
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert sentences(result.stderr) == 1


def test_somebody_elses_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "studybot.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("create table people (name text)")
        db.execute("insert into people values ('Ada')")
    result = invoke(tmp_path, "run", "--no-browser")
    assert result.exit_code == 1
    assert sentences(result.stderr) == 1
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select * from people").fetchall() == [("Ada",)]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "eighty", "STUDYBOT_PORT is “eighty”; write a number"),
        ("HOST", "192.0.2.1", "192.0.2.1:0 cannot be listened on"),
        ("HOST", "0.0.0.0", "To serve the page on 0.0.0.0, beyond this computer"),
        ("ZONE", "Mars/Olympus", "STUDYBOT_ZONE: "),
        ("SLACK_APP_TOKEN", "xapp-1", "SLACK_APP_TOKEN is set, and SLACK_BOT_TOKEN is"),
    ],
)
def test_a_setting_that_is_no_good_is_said(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    given = {name if "_" in name else f"STUDYBOT_{name}": value}
    if said.startswith("192"):
        given["STUDYBOT_WEB_TOKEN"] = "correct-horse-battery"
    result = invoke(tmp_path, "run", "--no-browser", **given)
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert sentences(result.stderr) == 1


def test_a_name_that_nobody_reads_is_told_and_the_bot_starts(tmp_path: Path) -> None:
    bot = command(tmp_path, "run", "--no-browser", STUDYBOT_TIMEZONE="Europe/Berlin")
    assert bot.stdout is not None
    begun = [bot.stdout.readline() for _ in range(3)]
    bot.send_signal(signal.SIGTERM)
    assert bot.communicate(timeout=30)[1] == ""
    assert bot.returncode == 0
    assert begun[:2] == [
        "Starting …\n",
        "STUDYBOT_TIMEZONE is set, and there is no such setting. "
        "Is STUDYBOT_ZONE meant?\n",
    ]
    assert begun[2].startswith("Your study channel is open: http://127.0.0.1:")


@pytest.mark.parametrize(
    "written", [b"STUDYBOT_ZONE=K\xf6ln", "STUDYBOT_PORT=1".encode("utf-16")]
)
def test_a_file_of_settings_that_is_no_utf_8_is_said(
    tmp_path: Path, written: bytes
) -> None:
    (tmp_path / ".env").write_bytes(written)
    given = {**os.environ, "PYTHONPATH": str(ROOT)}
    bot = [sys.executable, "-m", "adapters", "doctor"]
    done = subprocess.run(
        bot, cwd=tmp_path, env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.startswith("The file .env cannot be read (")
    assert done.stderr.endswith(" Save it as text in UTF-8.\n")
    assert sentences(done.stderr) == 1


def test_a_file_of_settings_of_another_account_is_not_called_badly_saved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def closed(path: str, **_: object) -> Never:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("builtins.open", closed)
    with pytest.raises(SystemExit) as ended:
        settings_file.load()
    assert ended.value.code == "The file .env cannot be read (Permission denied)."


def test_a_line_that_is_no_setting_is_told_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # As editors on Windows save it: with a mark at its head.
    (tmp_path / ".env").write_text(
        "\ufeffSTUDYBOT_ZONE=Asia/Tokyo\nSTUDYBOT_PORT: canary\n# PORT: 1\n\n"
        "STUDYBOT_PORT=8400\nSTUDYBOT_HOST='canary\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    found: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", found)
    settings_file.load()
    assert found == {"STUDYBOT_ZONE": "Asia/Tokyo", "STUDYBOT_PORT": "8400"}
    assert capsys.readouterr().err == (
        ".env, line 2, is left out: it is no NAME=value.\n"
        ".env, line 6, is left out: it is no NAME=value.\n"
    )


@pytest.mark.parametrize("words", [["run"], ["doctor"], ["db", "check"], ["--help"]])
def test_ctrl_c_while_it_is_still_being_loaded_ends_it_without_a_word(
    tmp_path: Path, words: list[str]
) -> None:
    os.mkfifo(tmp_path / ".env")
    bot = subprocess.Popen(
        [sys.executable, "-m", "adapters", *words],
        preexec_fn=hear_all,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with (tmp_path / ".env").open("w"):  # as soon as it begins to read
        bot.send_signal(signal.SIGINT)
        said, faults = bot.communicate(timeout=30)
    assert (bot.returncode, said, faults) == (130, "", "")


def sentences(text: str) -> int:
    """How many complaints: each is a paragraph of its own."""
    assert "Traceback" not in text
    return len(text.strip().splitlines())

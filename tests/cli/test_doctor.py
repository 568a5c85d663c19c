import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.data_folder import locked
from adapters.serve import address
from bot.members import ZoneBy
from bot.panels import MemberId
from bot.settings import Settings
from bot.store import Store
from tests.cli.commands import invoke
from tests.cli.databases import make, newer, one_more_step


def test_a_machine_that_is_ready_is_said_to_be(tmp_path: Path) -> None:
    result = invoke(tmp_path / "data", "doctor")
    assert result.exit_code == 0
    assert "Ready. Start with: studybot run" in result.stdout
    assert "fault" not in result.stdout
    assert f"Data will be kept in {tmp_path / 'data'}." in result.stdout
    assert list(tmp_path.iterdir()) == []  # who only asks may be in the wrong place


TOKEN = {"STUDYBOT_WEB_TOKEN": "correct-horse-battery"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"STUDYBOT_DATA": "/proc/studybot"}, "Nothing can be written in"),
        ({"STUDYBOT_HOST": "0.0.0.0"}, "set STUDYBOT_WEB_TOKEN to 16 characters"),
        ({"STUDYBOT_WEB_TOKEN": "short"}, "lengthen STUDYBOT_WEB_TOKEN"),
        ({"STUDYBOT_ZONE": "Mars"}, "STUDYBOT_ZONE: I know no time zone called"),
        ({"STUDYBOT_HOST": "192.0.2.1"} | TOKEN, "(Cannot assign requested address)"),
        ({"STUDYBOT_HOST": "no.such.invalid"} | TOKEN, "Check STUDYBOT_HOST"),
    ],
)
def test_a_fault_is_named_with_its_cure_and_fails_the_command(
    tmp_path: Path, given: dict[str, str], said: str
) -> None:
    result = invoke(tmp_path, "doctor", **given)
    assert result.exit_code == 1
    [fault] = [line for line in result.stdout.splitlines() if "✗ fault" in line]
    assert said in fault
    assert "Something has to be mended first" in result.stdout


def test_a_name_that_nobody_reads_is_noted_and_is_no_fault(tmp_path: Path) -> None:
    result = invoke(tmp_path, "doctor", STUDYBOT_TIMEZONE="Europe/Berlin")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "– note   STUDYBOT_TIMEZONE is set, and there is no such setting. "
        "Is STUDYBOT_ZONE meant?\n"
    )


def test_one_account_is_not_called_accounts(tmp_path: Path) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with closing(Store.open(tmp_path / "studybot.db")) as store, store.transaction():
        store.members.add(MemberId("web:ada"), "Ada", "UTC", ZoneBy.CHANNEL, None, now)
    result = invoke(tmp_path, "doctor")
    assert (
        f"Data is kept in {tmp_path}: 1 account, 0 steps in the log." in result.stdout
    )


def test_what_is_no_database_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "studybot.db").write_bytes(b"milk, bread, cheese" * 300)
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert (
        f"✗ fault  {tmp_path / 'studybot.db'} cannot be opened as a database (file is "
        "not a database). Put a backup in its place, or move it away to begin anew."
    ) in result.stdout


@pytest.fixture
def busy() -> Iterator[int]:
    """A port that somebody listens on."""
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


# With tokens there is no page, but what watches over the machine is answered there.
@pytest.mark.parametrize("page", ["1", ""])
def test_a_busy_port_is_a_fault(tmp_path: Path, busy: int, page: str) -> None:
    slack = {} if page else {"SLACK_SIGNING_SECRET": "x", "SLACK_BOT_TOKEN": "xoxb-1"}
    result = invoke(tmp_path, "doctor", STUDYBOT_PORT=str(busy), **slack)

    assert result.exit_code == 1
    assert (
        f"✗ fault  127.0.0.1:{busy} is taken. Choose another, such as "
        f"STUDYBOT_PORT={busy + 1}." in result.stdout
    )


def test_a_port_that_is_busy_with_our_own_bot_is_a_note(
    tmp_path: Path, busy: int
) -> None:
    with locked(Settings(data=tmp_path)):
        result = invoke(tmp_path, "doctor", STUDYBOT_PORT=str(busy))

    assert result.exit_code == 0
    assert (
        f"– note   127.0.0.1:{busy} is taken, by your running bot if all is well."
        in result.stdout
    )


def test_a_running_bot_is_no_fault(tmp_path: Path) -> None:
    with locked(Settings(data=tmp_path)):
        result = invoke(tmp_path, "doctor")
    assert result.exit_code == 0
    assert f"✓ good   A Studybot is running on {tmp_path} now." in result.stdout
    assert result.stdout.endswith(
        "\nAll is well: it runs, by the settings that it found at its start.\n"
    )


def test_a_database_of_another_age_is_told_from_a_broken_one(tmp_path: Path) -> None:
    make(tmp_path / "studybot.db")
    with one_more_step():
        result = invoke(tmp_path, "doctor")
    assert result.exit_code == 0
    assert (
        f"– note   {tmp_path / 'studybot.db'} was written by an older Studybot than "
        "this one. The next studybot run brings it up to date, and keeps a copy."
    ) in result.stdout

    newer(tmp_path / "studybot.db")
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert "was written by a newer Studybot than this one" in result.stdout


def test_where_the_page_is_not_served_nothing_is_said_of_its_address(
    tmp_path: Path,
) -> None:
    result = invoke(tmp_path, "doctor", DISCORD_TOKEN="x")
    assert "STUDYBOT_PAGE=1 serves it too" in result.stdout
    assert "The page will be at" not in result.stdout


def test_the_page_beside_slack_over_http_is_a_fault_before_it_is_tried(
    tmp_path: Path,
) -> None:
    result = invoke(
        tmp_path,
        "doctor",
        STUDYBOT_PAGE="1",
        SLACK_BOT_TOKEN="xoxb-1-2-canary",
        SLACK_SIGNING_SECRET="0" * 32,
        SLACK_API_URL="http://127.0.0.1:9/api/",
    )
    assert result.exit_code == 1
    assert (
        "✗ fault  The page and Slack over HTTP cannot share one address. Leave out "
        "STUDYBOT_PAGE, or use Socket Mode (SLACK_APP_TOKEN)." in result.stdout
    )


def test_an_address_with_colons_is_written_as_browsers_want_it() -> None:
    assert address("::1", 8399) == "http://[::1]:8399"
    assert address("::", 8399) == "http://localhost:8399"


def test_a_machine_without_such_addresses_is_said_to_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A family that no system has is what IPv6 is to one without it.
    monkeypatch.setattr(socket, "AF_INET6", 4096)
    result = invoke(tmp_path, "doctor", STUDYBOT_HOST="::1", STUDYBOT_PORT="8399")
    assert result.exit_code == 1
    assert (
        "✗ fault  ::1:8399 cannot be listened on (Address family not supported by "
        "protocol). Check STUDYBOT_HOST and STUDYBOT_PORT." in result.stdout
    )


def test_a_disk_that_is_almost_full_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=30 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert f"Only 30 MB are free in {tmp_path}; make room." in result.stdout

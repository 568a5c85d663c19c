import shutil
import socket
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import invoke


def test_a_machine_that_is_ready_is_said_to_be(tmp_path: Path) -> None:
    result = invoke(tmp_path / "data", "doctor")
    assert result.exit_code == 0
    assert "Ready. Start with: studybot run" in result.stdout
    assert "fault" not in result.stdout
    assert f"Data will be kept in {tmp_path / 'data'}." in result.stdout


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"STUDYBOT_DATA": "/proc/studybot"}, "Nothing can be written in"),
        ({"STUDYBOT_HOST": "0.0.0.0"}, "The page would be open to the network."),
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


def test_what_is_no_database_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "studybot.db").write_bytes(b"milk, bread, cheese" * 300)
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert "studybot.db cannot be read" in result.stdout


def test_a_busy_port_is_a_note(tmp_path: Path) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = invoke(tmp_path, "doctor", STUDYBOT_PORT=str(port))
    assert result.exit_code == 0
    assert f"127.0.0.1:{port} cannot be had now" in result.stdout


def test_a_disk_that_is_almost_full_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=30 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    result = invoke(tmp_path, "doctor")
    assert result.exit_code == 1
    assert f"Only 30 MB are free in {tmp_path}; make room." in result.stdout

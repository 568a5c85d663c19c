"""What is kept beside the database: a file that no crash breaks."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.slack.notes import Notes

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def notes(folder: Path, now: datetime = NOON) -> Notes:
    return Notes(folder / "slack.jsonl", lambda: now)


def test_what_is_kept_survives_a_restart_and_the_last_word_counts(
    tmp_path: Path,
) -> None:
    first = notes(tmp_path)
    first.keep("file", "T1/a", "F1")
    first.keep("file", "T1/a", "F2")
    first.keep("file", "T1/b", "F3")
    assert first.take("file", "T1/b") == "F3"

    again = notes(tmp_path)

    assert again.kept("file", "T1/a") == "F2"
    assert again.kept("file", "T1/b") is None
    assert again.kept("installation", "T1/a") is None


def test_what_is_taken_can_be_had_once(tmp_path: Path) -> None:
    made = notes(tmp_path)
    made.keep("state", "s", "b")

    assert (made.take("state", "s"), made.take("state", "s")) == ("b", None)


def test_what_is_over_is_not_there(tmp_path: Path) -> None:
    notes(tmp_path).keep("state", "s", "b", NOON + timedelta(minutes=5))

    assert notes(tmp_path, NOON + timedelta(minutes=4)).kept("state", "s") == "b"
    assert notes(tmp_path, NOON + timedelta(minutes=5)).take("state", "s") is None


def test_a_line_that_was_cut_short_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notes(tmp_path).keep("installation", "T1", "xoxb-canary")
    with (tmp_path / "slack.jsonl").open("a") as file:
        file.write('["installation","T2","xoxb-can')

    assert notes(tmp_path).kept("installation", "T1") == "xoxb-canary"
    assert "xoxb" not in caplog.text


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    notes(tmp_path).keep("installation", "T1", "xoxb-canary")

    mode = (tmp_path / "slack.jsonl").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600

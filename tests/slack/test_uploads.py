"""Pictures on their way into a workspace: what is known of them, and for how long."""

from datetime import timedelta
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError

from adapters.slack import uploads
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.uploads import TOPIC, Uploads
from tests.clock import LoopTime
from tests.slack.town import Town


def begun(town: Town) -> Uploads:
    """As in a process that has just begun."""
    return Uploads(town.slack.wire, kept(town), lambda: town.now)


def kept(town: Town) -> Keepsakes:
    return Keepsakes(town.engine, town.slack._house.desk, lambda: town.now)


def picture(town: Town, name: str) -> Path:
    path = town.folder / name
    path.write_bytes(b"\x89PNG")
    return path


def sent(town: Town) -> int:
    return len(town.peer.called("files.completeUploadExternal"))


async def test_a_picture_is_known_for_ninety_days(small: Town) -> None:
    team, path = small.space.id, picture(small, "a.png")
    file = await begun(small).picture(team, path, "A curve.")

    small.now += timedelta(days=90, seconds=-1)
    assert await begun(small).picture(team, path, "A curve.") == file
    assert sent(small) == 1

    small.now += timedelta(seconds=1)
    assert await begun(small).picture(team, path, "A curve.") != file
    assert sent(small) == 2


async def test_a_workspace_that_takes_no_files_is_tried_again_in_ten_minutes(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    time, there = LoopTime(monkeypatch), begun(small)
    team, path = small.space.id, picture(small, "a.png")
    small.peer.rules.uploads = False

    assert there.allowed(team)
    with pytest.raises(SlackApiError):
        await there.picture(team, path, "")

    time.advance(599)
    assert not there.allowed(team)
    assert not await there.give(team, small.ben.user.id, "deck.toml", b"title")
    assert there.allowed("T2")
    time.advance(1)
    assert there.allowed(team)
    assert len(small.peer.called("files.getUploadURLExternal")) == 1


async def test_a_file_that_slack_is_never_done_with_is_no_picture(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "LOOKS", (0.01, 0.01))
    small.peer.rules.file_ready_after = 60
    team, path = small.space.id, picture(small, "a.png")

    with pytest.raises(TimeoutError, match="Slack did not get done with a picture"):
        await begun(small).picture(team, path, "")

    assert await begun(small).known(team, "a.png") is None


def test_slack_is_given_ten_seconds_with_a_file_and_is_asked_ever_less_often() -> None:
    pauses = uploads.LOOKS

    assert 10 <= sum(pauses) <= 15
    assert list(pauses) == sorted(pauses)
    assert pauses[0] < 0.2


async def test_where_the_app_may_not_look_a_file_is_given_a_while(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "BLIND_WAIT", 0.01)
    small.space.scopes.discard("files:read")
    team, path = small.space.id, picture(small, "a.png")

    assert (await begun(small).picture(team, path, "")).startswith("F")
    assert len(small.peer.called("files.info")) == 1


async def test_of_more_files_than_are_held_in_memory_the_oldest_are_looked_up_again(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "AT_HAND", 2)
    team, there = small.space.id, begun(small)
    for name in ("a.png", "b.png", "c.png"):
        await there.picture(team, picture(small, name), "")

    await kept(small).drop(f"{TOPIC}{team}")

    assert await there.known(team, "a.png") is None
    assert await there.known(team, "b.png") is not None
    assert await there.known(team, "c.png") is not None

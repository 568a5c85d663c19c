"""The connection to Slack: comes up, is renewed, and ends where it can never be."""

import asyncio
import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack import library
from adapters.slack.faults import Refused
from bot.panels import Later, Sent
from tests.slack import peer
from tests.slack.peer import Kind
from tests.slack.peer.waiting import until
from tests.slack.town import Town, by_http, town


async def test_a_connection_that_slack_renews_is_renewed(small: Town) -> None:
    sockets = small.peer.sockets
    (old,) = sockets.usable

    await sockets.disconnect(old, "refresh_requested")
    await sockets.connected()
    seen = await small.say(small.ben, "streak")

    assert sockets.usable != [old]
    assert "Your streak" in seen.text


async def test_without_a_connection_nobody_reaches_it(small: Town) -> None:
    assert await small.slack.reached()

    await small.close()

    assert not await small.slack.reached()


async def test_an_address_is_asked_for_once(tmp_path: Path) -> None:
    rules = peer.Rules()
    rules.be_strict()
    async with town(tmp_path, rules) as made:
        assert len(made.peer.called("apps.connections.open")) == 1


async def test_a_connection_that_failed_is_tried_again_by_another_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.client.PING", 0.2)
    async with peer.Slack() as slack:
        slack.fault("link", 1, Kind.STATUS_503, times=2)
        made = Town(tmp_path, slack)
        await made.open()
        seen = await made.say(made.ben, "streak")
        await made.close()
        made.store.close()

    assert "Your streak" in seen.text
    assert len(slack.called("apps.connections.open")) == 3


async def test_slack_that_cannot_be_reached_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.client.FIRST_PAUSE", 0.05)
    async with peer.Slack() as slack:
        slack.fault("auth.test", 1, Kind.STATUS_503)
        slack.fault("apps.connections.open", 1, Kind.ERROR, error="internal_error")
        made = Town(tmp_path, slack)
        await made.open()
        await made.close()
        made.store.close()


async def test_an_outage_is_two_lines_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("adapters.slack.client.PING", 0.05)
    monkeypatch.setattr("adapters.troubles.CALM", 0.05)
    async with town(tmp_path) as made:
        port = int(made.peer.url.rpartition(":")[2])
        await made.peer.stop()
        assert await until(lambda: bool(caplog.messages), 10)
        assert not await made.slack.reached()
        await made.peer.start(port)
        await made.peer.sockets.connected()
        await asyncio.sleep(0.1)
        assert await made.slack.reached()
        await asyncio.sleep(0.1)
        assert await made.slack.reached()

    began, ended = caplog.messages
    assert began.startswith("Slack cannot be reached (Cannot connect to host 127.0.0.1")
    assert began.endswith(
        f"look at this machine's network, then at {made.peer.api_url}"
    )
    assert ended == "Slack is reached again, after 1 minute"


@pytest.mark.parametrize(
    ("where", "fault", "why"),
    [
        ("connect", ConnectionResetError("reset"), "reset"),
        ("monitor_current_session", TimeoutError(), "TimeoutError()"),
        (
            "issue_new_wss_url",
            Refused("fatal_error"),
            "fatal_error",
        ),
        ("connect", KeyError("url"), ""),
        ("run_message_listeners", ConnectionResetError("reset"), ""),
    ],
)
def test_what_goes_wrong_with_a_message_is_no_outage(
    where: str, fault: Exception, why: str
) -> None:
    line = logging.LogRecord("sdk", logging.ERROR, "", 0, "Failed", (), None, where)
    try:
        raise fault
    except type(fault):
        assert library.why(line) == why


@pytest.mark.parametrize("wrong", [{"app_token": "xapp-no"}, {"token": "xoxb-no"}])
async def test_tokens_that_slack_never_takes_end_it_with_a_word(
    tmp_path: Path, wrong: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    async with peer.Slack() as slack:
        made = Town(tmp_path, slack, more=wrong)
        async with asyncio.timeout(5):
            await made.slack.run()
        made.store.close()

    (said,) = [r.getMessage() for r in caplog.records if r.levelname == "ERROR"]
    assert "Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN" in said
    assert "xapp-no" not in caplog.text
    assert "xoxb-no" not in caplog.text


async def test_what_is_under_way_is_finished_before_it_ends(small: Town) -> None:
    small.painter.seconds = 0.3

    seen = await small.ben.slash(small.channel, "/study", "quiz", patience=0)
    await asyncio.sleep(0.05)
    await small.close()

    assert seen.message.pictures[0].data is not None


async def test_taken_out_and_let_in_again_its_channels_go_on_by_themselves(
    small: Town,
) -> None:
    await small.say(small.ada, "drop set time:09:00 deck:basics")
    for told in small.space.uninstall():
        await told.done.wait()
    assert small.store.channels.next_due() is None

    small.space.app.error = ""
    await small.restart()
    await small.clock(hours=1)

    assert [message.buttons for message in small.channel.messages] == [
        ["Answer", "Show answer"]
    ]


async def test_word_of_leaving_that_was_cut_short_is_heard_when_it_is_told_again(
    small: Town, tmp_path: Path
) -> None:
    await small.say(small.ada, "drop set time:09:00 deck:basics")
    small.peer.rules.event_retries = (0.1,) * 50
    with closing(sqlite3.connect(tmp_path / "studybot.db")) as db:
        db.execute(
            "create trigger stopped before update of gone on channels "
            "begin select raise(abort, 'cut short'); end"
        )
        told = small.space.emit({"type": "app_uninstalled"})
        assert await until(lambda: len(told.attempts) > 1, 5)
        assert small.store.channels.next_due() is not None
        db.execute("drop trigger stopped")
    await told.done.wait()

    assert told.failure is None
    assert small.store.channels.next_due() is None


async def test_word_of_leaving_that_comes_again_after_coming_back_is_no_news(
    small: Town,
) -> None:
    await small.say(small.ada, "drop set time:09:00 deck:basics")
    told, revoked = small.space.uninstall()
    await asyncio.gather(told.done.wait(), revoked.done.wait())
    small.space.app.error = ""
    await small.restart()

    small.now += timedelta(minutes=14)
    await small.peer.dispatch.event(told.payload).done.wait()

    assert small.store.channels.next_due() is not None


async def test_a_token_that_was_wrong_for_a_while_costs_no_channel_its_cards(
    small: Town,
) -> None:
    await small.say(small.ada, "drop set time:09:00 deck:basics")
    small.space.app.error = "token_revoked"
    first = await small.clock(hours=1)
    small.space.app.error = ""
    await small.restart()

    second = await small.clock(minutes=10)

    assert [first, [type(one) for one in second]] == [[Later(600.0)], [Sent]]


async def test_a_workspace_that_is_not_ours_is_answered_and_not_served(
    tmp_path: Path,
) -> None:
    async with by_http(tmp_path) as made:
        stranger = made.peer.team("Strangers", scopes=None)
        eve = stranger.user("Eve")
        channel = stranger.channel("lounge")

        await eve.slash(channel, "/study", "streak", patience=0.1)

        assert made.store.sizes()["people"] == 0

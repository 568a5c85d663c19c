"""HTTP mode: what Slack signed comes in, once; all else is refused in a word."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from tests.slack.peer import Kind
from tests.slack.peer.signed import Reply
from tests.slack.town import Town

CANARY = "canary-in-the-body"
BODY = f"command=%2Fstudy&text={CANARY}&team_id=T1&user_id=U1".encode()

Bad = Callable[[Town], Awaitable[Reply]]

BAD: dict[str, tuple[Bad, int]] = {
    "wrong signature": (lambda t: t.peer.forge.wrong_signature(BODY), 401),
    "no signature": (lambda t: t.peer.forge.no_signature(BODY), 401),
    "no timestamp": (lambda t: t.peer.forge.no_timestamp(BODY), 401),
    "too old": (lambda t: t.peer.forge.stale(BODY), 401),
    "from the future": (lambda t: t.peer.forge.stale(BODY, -400), 401),
    "junk timestamp": (lambda t: t.peer.forge.junk_timestamp(BODY), 401),
    "signed minus": (lambda t: t.peer.forge.junk_timestamp(BODY, "-1"), 401),
    "Arabic digits": (lambda t: t.peer.forge.junk_timestamp(BODY, "١٢٣"), 401),
    "no ASCII": (lambda t: t.peer.forge.non_ascii_signature(BODY), 401),
    "junk headers": (lambda t: t.peer.forge.junk_headers(BODY), 401),
    "not UTF-8": (lambda t: t.peer.forge.invalid_utf8(), 400),
    "changed body": (lambda t: t.peer.forge.changed_body(BODY), 401),
    "10 MB": (lambda t: t.peer.forge.huge(), 413),
    "10 MB, signed": (lambda t: t.peer.forge.huge(signed=True), 413),
}


@pytest.mark.parametrize("name", BAD)
async def test_what_is_not_slacks_is_turned_away_and_not_logged(
    http: Town, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    send, status = BAD[name]

    reply = await send(http)

    # A sender that is still sending when it is refused may find the line cut.
    assert reply.status in ((status, 0) if status == 413 else (status,))
    assert "Traceback" not in reply.text + caplog.text
    assert CANARY not in reply.text + caplog.text
    assert not [r for r in caplog.records if r.levelno > logging.INFO]


async def test_what_slack_signed_comes_in_and_once_only(http: Town) -> None:
    seen = await http.ben.slash(http.channel, "/study", "streak")
    assert "Your streak" in seen.text

    again = await http.peer.forge.replayed()

    assert again.status == 409
    assert len(http.peer.called("response_url")) == 1


async def test_it_comes_in_once_for_as_long_as_its_signature_is_good(
    http: Town,
) -> None:
    await http.ben.slash(http.channel, "/study", "streak")
    http.later += timedelta(seconds=299)

    again = await http.peer.forge.replayed()

    assert again.status in (409, 401)  # seen before, or too old since just now
    assert len(http.peer.called("response_url")) == 1


async def test_slack_finds_the_address_to_be_ours(http: Town) -> None:
    reply = await http.peer.verify_url()

    assert (reply.status, reply.payload) == (200, {"challenge": "challenge"})


async def test_whoever_comes_while_it_stops_is_sent_away_to_try_again(
    http: Town,
) -> None:
    assert http.running is not None
    http.running.cancel()
    await asyncio.wait([http.running])

    reply = await http.peer.verify_url()

    assert reply.status == 503


async def test_what_came_before_a_restart_does_not_come_in_again(http: Town) -> None:
    await http.ben.slash(http.channel, "/study", "streak")
    await http.restart()

    again = await http.peer.forge.replayed()

    assert again.status == 409
    assert len(http.peer.called("response_url")) == 1


async def test_what_can_come_no_more_is_forgotten(http: Town) -> None:
    await http.ben.slash(http.channel, "/study", "streak")
    http.later += timedelta(seconds=302)
    await http.peer.forge.replayed()
    http.later = timedelta(seconds=299)
    await http.ben.slash(http.channel, "/study", "streak")

    assert http.store.sizes()["keepsakes"] == 2


async def test_an_event_is_answered_at_once_however_slow_slack_is(http: Town) -> None:
    http.peer.fault("views.publish", 1, Kind.SLOW, ms=900)

    seen = await http.ben.open_home()

    assert seen.latency is not None
    assert seen.latency < 0.3


async def test_a_modal_is_answered_by_the_acknowledgement(http: Town) -> None:
    drop = await http.drop()
    opened = await http.ben.press(drop, "Answer")

    seen = await http.ben.submit(opened.view, {"What would you say?": "Softmax"})

    assert "Softmax" in seen.view.readable
    assert seen.view.submit == "Save"

"""Whatever happens at a drop: one message, nothing lost, and an admin who is told.

The whole bot runs; its clock goes on by minutes, as it would while it tries again.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import aiohttp
import pytest

from adapters.discord import watchdog, wire
from adapters.ticker import Ticker
from tests.discord.life import Life, of_the_day, rules
from tests.discord.peer import Discord as Peer
from tests.discord.peer import Permission, Place, What
from tests.discord.town import MONDAY

LOOKS = timedelta(seconds=0.05)
PATIENCE = aiohttp.ClientTimeout(total=0.3)

SEND = "POST /channels/{channel}/messages"
LOOK = "GET /channels/{channel}/messages"
EDIT = "PATCH /channels/{channel}/messages/{message}"
THREAD = "POST /channels/{channel}/messages/{message}/threads"
CALLBACK = "POST /interactions/{interaction}/{token}/callback"

PASSING = (
    "429",
    "429 bare",
    "429 cloudflare",
    "500",
    "503",
    "reset before",
    "reset after",
    "never answer",
    "truncated",
)


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with Peer(rules()) as running:
        yield running
        assert running.violations == []


@pytest.fixture
def study(peer: Peer) -> Place:
    return peer.guild("Study group").channel("study")


@pytest.fixture
async def life(
    peer: Peer,
    study: Place,
    tmp_path: Path,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Life]:
    """At work, and a minute before a card is due."""
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    monkeypatch.setattr(wire, "PATIENCE", PATIENCE)
    monkeypatch.setattr(wire, "IN_ALL", 0.6)
    monkeypatch.setattr(watchdog, "EVERY", 0.1)
    made = Life(peer, tmp_path, pictures)
    async with made.lived():
        await made.owner.slash(study, "drop set", time="09:00")
        await made.comes("select state from messages where kind='hello'", [("sent",)])
        made.now = MONDAY + timedelta(minutes=59)
        yield made


async def posted(life: Life, study: Place) -> None:
    """The card stands, once, and the bot knows it; minutes pass until it does."""
    drop = "select state, ref is not null from messages where kind = 'drop'"
    await life.comes(drop, [("sent", 1)])
    assert len(of_the_day(study)) == 1


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("fault", PASSING)
async def test_what_passes_leaves_one_card(
    life: Life, study: Place, fault: str, times: int
) -> None:
    struck = life.peer.fault(SEND, 1, fault, times=times, ms=50)

    await posted(life, study)

    assert struck.struck >= 1
    assert life.rows("select state from drops") == [("open",)]
    seen = await life.peer.user("Ada").press(study.last, "Show answer")
    assert "Tick" in seen.message.buttons


@pytest.mark.parametrize("fault", ["500", "503", "reset before", "truncated", "429"])
async def test_a_card_that_may_stand_waits_until_it_can_be_looked_for(
    life: Life, study: Place, fault: str
) -> None:
    life.peer.rules.nonce_window = 0
    life.peer.fault(SEND, 1, "reset after")
    failed = life.peer.fault(LOOK, 1, fault, times=3, ms=50)

    await posted(life, study)

    assert failed.struck >= 1


async def test_a_card_that_is_found_again_gets_its_thread_and_pin(
    life: Life, study: Place
) -> None:
    await life.owner.slash(study, "drop set", thread="on", pin="on")
    life.peer.rules.nonce_window = 0
    life.peer.fault(SEND, 1, "reset after")

    await posted(life, study)

    assert len(study.threads) == 1
    assert study.last.pinned


@pytest.mark.parametrize("fault", ["500", "reset before", "429 bare"])
async def test_a_thread_that_fails_in_passing_costs_neither_card_nor_wish(
    life: Life, study: Place, fault: str
) -> None:
    await life.owner.slash(study, "drop set", thread="on")
    life.peer.fault(THREAD, 1, fault, times=9)

    await posted(life, study)

    assert life.rows("select thread from channels") == [(1,)]


async def test_what_may_stand_and_can_never_be_looked_for_is_told(
    life: Life, study: Place
) -> None:
    study.deny(Permission.READ_MESSAGE_HISTORY)
    life.peer.fault(SEND, 1, "reset after", times=2)
    life.later(minutes=1)

    note = await life.owner.direct.message("message history")

    assert "#study" in note.text
    assert len(of_the_day(study)) == 1
    assert life.rows("select state from messages where kind = 'drop'") == [("unknown",)]


@pytest.mark.parametrize("fault", ["403 50001", "403 50013"])
async def test_where_it_may_not_post_the_channel_rests_and_the_admin_is_told_once(
    life: Life, study: Place, fault: str
) -> None:
    life.peer.fault(SEND, 1, fault, times=2, of=study.id)
    life.later(minutes=1)

    note = await life.owner.direct.message("#study")
    life.later(days=2)
    await life.until("select due from channels", [(None,)])

    assert "Missing" in note.text
    assert of_the_day(study) == []
    told = [("drop", "forbidden"), ("notice", "sent")]
    await life.until("select kind, state from messages where kind <> 'hello'", told)
    await life.owner.slash(study, "drop set", time="09:00")
    life.later(hours=1, minutes=1)
    await life.card(study)


async def test_a_channel_that_is_gone_ends_its_drop_and_is_told(
    life: Life, study: Place
) -> None:
    life.peer.fault(SEND, 1, "404 10003", times=2, of=study.id)
    life.later(minutes=1)

    note = await life.owner.direct.message("#study")

    assert "I can no longer find #study, so no cards come there." in note.text
    assert of_the_day(study) == []
    assert life.rows("select due from channels") == [(None,)]
    assert life.rows("select count(*) from rounds where closed is null") == [(0,)]


@pytest.mark.parametrize("fault", [*PASSING, "404 10008"])
async def test_an_edit_that_fails_is_made_good_or_given_up_and_nothing_is_lost(
    life: Life, study: Place, fault: str
) -> None:
    await posted(life, study)
    life.peer.fault(EDIT, 1, fault, times=2, ms=50)
    ada = life.peer.user("Ada")
    seen = await ada.press(study.last, "Show answer")
    saved = await ada.submit(await ada.press(seen, "Tick"), picks=["0"])

    edited = "select state, shown = wanted from messages where kind = 'drop'"
    await life.comes(edited, [("gone", 0) if fault.startswith("404") else ("sent", 1)])
    assert "1 of 5 key points" in saved.text
    assert len(of_the_day(study)) == 1


async def test_where_an_old_card_takes_no_edit_its_answer_is_posted_anew(
    life: Life, study: Place
) -> None:
    await posted(life, study)
    life.peer.clock.advance(86_400)
    life.peer.rules.old_edits = (1, 86_400)
    study.channel.old_edits = [life.peer.clock.now()]
    life.later(days=1, seconds=1)

    answer = await study.message("Card of the day: the answer")

    first, *_ = of_the_day(study)
    assert answer.id != first.id
    assert answer.buttons == ["Text"]
    assert first.edits == []
    await life.until("select count(*) from messages where kind = 'recap'", [(1,)])


# The gateway.


async def test_a_connection_cut_at_a_drop_brings_no_second_card(
    life: Life, study: Place
) -> None:
    life.peer.gateway.cut()
    life.later(minutes=1)
    await posted(life, study)
    await life.peer.ready()

    seen = await life.peer.user("Ada").press(study.last, "Show answer")

    assert "Tick" in seen.message.buttons
    assert life.peer.gateway.identifies == 1
    assert life.peer.gateway.resumes == 1


async def test_a_press_that_came_while_the_line_was_down_is_delivered_and_kept(
    life: Life, study: Place
) -> None:
    await posted(life, study)
    ada = life.peer.user("Ada")
    revealed = await ada.press(study.last, "Show answer")
    ticking = await ada.press(revealed, "Tick")
    life.peer.gateway.cut()

    saved = await ada.submit(ticking, picks=["0", "1"])

    assert saved.what in (What.UPDATE, What.FAILED)
    await life.until("select count(*) from attempts where step = 'tick'", [(1,)])


async def test_a_resumed_line_replays_nothing_twice(life: Life, study: Place) -> None:
    await posted(life, study)
    ada = life.peer.user("Ada")
    life.peer.gateway.repeat = 3
    revealed = await ada.press(study.last, "Show answer")
    ticking = await ada.press(revealed, "Tick")
    saved = await ada.submit(ticking, picks=["0", "1"])
    await life.peer.gateway.close(4000)
    await life.peer.ready()
    following = await ada.slash(study, "streak")

    assert "2 of 5 key points" in saved.text
    assert following.what is What.MESSAGE
    assert life.rows("select count(*) from attempts where step = 'tick'") == [(1,)]
    answered = life.peer.asked(CALLBACK)
    assert len(answered) == len({call.params["interaction"] for call in answered})


async def test_a_press_that_comes_too_late_to_be_answered_is_kept(
    life: Life, study: Place
) -> None:
    await posted(life, study)
    ada = life.peer.user("Ada")
    revealed = await ada.press(study.last, "Show answer")
    ticking = await ada.press(revealed, "Tick")
    life.peer.rules.answer_within = 0.1
    life.peer.gateway.lateness = 0.3

    saved = await ada.submit(ticking, picks=["0"])

    assert saved.what is What.FAILED
    await life.until("select count(*) from attempts where step = 'tick'", [(1,)])
    life.peer.gateway.lateness = 0
    life.peer.rules.answer_within = 3
    again = await ada.press(study.last, "Show answer")
    assert "1 of 5 key points" in again.text


async def test_a_line_without_a_heartbeat_is_made_anew(
    life: Life, study: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await posted(life, study)
    life.peer.gateway.silent = True
    with monkeypatch.context() as soon:
        soon.setattr(watchdog, "DEAD", 0.3)
        await life.holds(lambda: life.peer.gateway.identifies == 2)
    life.peer.gateway.silent = False
    life.peer.gateway.cut()
    await life.peer.ready()

    seen = await life.peer.user("Ada").press(study.last, "Show answer")

    assert "Tick" in seen.message.buttons


async def test_a_session_that_is_deaf_to_presses_is_made_anew(
    life: Life, study: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    await posted(life, study)
    life.peer.gateway.deafen()
    life.peer.rules.answer_within = 0.1
    lost = await life.peer.user("Ada").press(study.last, "Show answer")
    life.peer.rules.answer_within = 3
    with monkeypatch.context() as soon:
        soon.setattr(watchdog, "DEAF", 0.3)
        await life.holds(lambda: life.peer.gateway.identifies == 2)
    await life.peer.ready()

    seen = await life.peer.user("Ada").press(study.last, "Show answer")

    assert lost.what is What.FAILED
    assert "Tick" in seen.message.buttons


async def test_a_session_that_is_gone_begins_anew(life: Life, study: Place) -> None:
    life.peer.gateway.invalidate(resumable=False)
    await life.holds(lambda: life.peer.gateway.identifies == 2)
    await life.peer.ready()

    await posted(life, study)

    assert len(of_the_day(study)) == 1

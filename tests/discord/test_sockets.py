"""The adapter over real sockets, as it runs: log in, answer, post, and survive faults.

The far side checks each body by Discord's own document where that is at hand.
"""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from adapters.discord import client, names, refs, watchdog, wire
from adapters.discord.budget import Budget
from adapters.redact import redact
from bot.panels import Forbidden, Gone, Later, MessageId, Post, Public, Sent, Unknown
from tests.discord.peer import Discord as Peer
from tests.discord.peer import Permission, Person, Place, Rules, What
from tests.discord.peer import Sent as Upload
from tests.discord.test_show import MARK, pictured
from tests.discord.town import Town

SEND = "POST /channels/{channel}/messages"
EDIT = "PATCH /channels/{channel}/messages/{message}"
COMMANDS = "PUT /applications/{application}/commands"
CALLBACK = "POST /interactions/{interaction}/{token}/callback"


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    specs = os.environ.get("STUDYBOT_SPECS")
    schema = Path(specs) / "discord-openapi.json" if specs else None
    async with Peer(Rules(schema=schema)) as running:
        yield running
        assert running.violations == []


@pytest.fixture
def study(peer: Peer) -> Place:
    return peer.guild("Study group").channel("study")


@pytest.fixture
async def town(
    made: Town, peer: Peer, study: Place, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """The adapter at work, connected to the peer."""
    monkeypatch.setattr(wire, "PATIENCE", aiohttp.ClientTimeout(total=0.5))
    with peer.pointed():
        made.discord = made.adapter(peer.token, api_url=peer.api, shards=None)
        running = asyncio.create_task(made.discord.run())
        await peer.ready()
        await peer.until(lambda: made.discord.link.get_channel(study.id))
        yield made
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def owner(peer: Peer) -> Person:
    return Person(peer, peer.owner)


def post(study: Place, unsure: bool = False, ref: str | None = None) -> Post:
    to = Public(names.channel(study.id), MessageId(1), MARK, ref, unsure)
    return Post(pictured("Why?"), to)


async def dropped(town: Town, peer: Peer, study: Place) -> None:
    await owner(peer).slash(study, "drop set", time="09:00", deck="basics")
    await town.clock(hours=1)


async def test_from_nothing_to_a_saved_answer(
    town: Town, peer: Peer, study: Place
) -> None:
    ada = peer.user("Ada")
    await dropped(town, peer, study)

    opened = await ada.press(study.last, "Answer")
    revealed = await ada.submit(opened, text="softmax over the scores")
    ticking = await ada.press(revealed, "Tick")
    saved = await ada.submit(ticking, picks=["0", "1"])

    assert revealed.ephemeral
    assert saved.what is What.UPDATE
    assert "2 of 4 key points" in saved.text
    await town.clock(minutes=1)
    assert "1 has answered" in study.last.text
    assert len(study.messages) == 1


async def test_pictures_are_uploaded_once_and_kept_by_edits(
    town: Town, peer: Peer, study: Place
) -> None:
    first = await town.discord.show(post(study))
    assert isinstance(first, Sent)

    second = await town.discord.show(post(study, ref=first.ref))

    assert isinstance(second, Sent)
    assert refs.read(second.ref).files == refs.read(first.ref).files
    assert len(refs.read(first.ref).files) == 1


@pytest.mark.parametrize(
    "fault", ["reset before", "reset after", "never answer", "truncated", "503"]
)
async def test_whatever_becomes_of_the_answer_there_is_one_message(
    town: Town, peer: Peer, study: Place, fault: str
) -> None:
    peer.fault(SEND, 1, fault)

    outcome = await town.discord.show(post(study))

    assert isinstance(outcome, Sent)
    assert len(study.messages) == 1
    assert refs.read(outcome.ref).message == study.last.id


async def test_what_may_stand_and_cannot_be_looked_for_is_not_sent_again(
    town: Town, peer: Peer, study: Place
) -> None:
    study.deny(Permission.READ_MESSAGE_HISTORY)
    await asyncio.sleep(0.05)

    outcome = await town.discord.show(post(study, unsure=True))

    assert outcome == Unknown("I may not read the message history there")
    assert study.messages == []


async def test_a_message_of_somebody_elses_is_not_taken_for_ours(
    town: Town, peer: Peer, study: Place
) -> None:
    await town.discord.show(post(study))
    study.last.author = peer.owner
    peer.clock.advance(3600)  # Discord has forgotten the nonce

    outcome = await town.discord.show(post(study, unsure=True))

    assert isinstance(outcome, Sent)
    assert len(study.messages) == 2
    assert refs.read(outcome.ref).message == study.last.id


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429 bare", Later),
        ("429 cloudflare", Later),
        ("401", Later),
        ("403 50001", Forbidden),
        ("404 10003", Gone),
    ],
)
async def test_a_refusal_is_told_apart(
    town: Town, peer: Peer, study: Place, fault: str, kind: type
) -> None:
    peer.fault(SEND, 1, fault, times=2)

    assert isinstance(await town.discord.show(post(study)), kind)
    assert study.messages == []


async def test_a_short_limit_is_waited_out(
    town: Town, peer: Peer, study: Place
) -> None:
    peer.fault(SEND, 1, "429", ms=300)

    assert isinstance(await town.discord.show(post(study)), Sent)
    assert len(study.messages) == 1


@pytest.mark.parametrize("fault", ["reset before", "reset after", "503"])
async def test_a_first_response_that_is_lost_is_given_again(
    town: Town, peer: Peer, study: Place, fault: str
) -> None:
    await dropped(town, peer, study)
    peer.fault(CALLBACK, 1, fault)

    seen = await peer.user("Ada").press(study.last, "Show answer")

    assert seen.what is What.MESSAGE
    assert seen.seconds < 3


async def test_a_first_response_that_is_lost_and_then_refused_comes_without_files(
    town: Town, peer: Peer, study: Place
) -> None:
    await dropped(town, peer, study)
    peer.fault(CALLBACK, 1, "reset before")
    peer.fault(CALLBACK, 2, "403 50001")

    seen = await peer.user("Ada").press(study.last, "Show answer")

    assert seen.what is What.MESSAGE
    assert seen.message is not None
    assert seen.message.attachments == []


async def test_another_session_takes_over_after_the_gateway_is_lost(
    town: Town, peer: Peer, study: Place
) -> None:
    await dropped(town, peer, study)
    await peer.gateway.close(4000)
    await peer.ready()

    seen = await peer.user("Ada").press(study.last, "Show answer")

    assert "The answer" in seen.text
    assert peer.gateway.identifies == 1


async def test_without_the_gateway_nobody_reaches_it(town: Town, peer: Peer) -> None:
    assert await town.discord.reached()
    peer.gateway.silent = True
    await peer.gateway.close(4000)

    await peer.until(lambda: not town.discord.link.hears)
    assert not await town.discord.reached()

    peer.gateway.silent = False
    peer.gateway.cut()
    await peer.until(lambda: town.discord.link.hears)
    assert await town.discord.reached()


async def test_an_outage_is_two_lines_in_the_log(
    town: Town,
    peer: Peer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.troubles.CALM", 0.05)
    tries: list[object] = []

    def delay(backoff: object) -> float:
        tries.append(backoff)
        return 0.02

    monkeypatch.setattr("discord.shard.ExponentialBackoff.delay", delay)
    await peer.__aexit__()
    await peer.until(lambda: len(tries) > 5, 10)
    assert not await town.discord.reached()
    async with peer:
        await peer.until(lambda: town.discord.link.hears, 10)
        assert await town.discord.reached()
        await asyncio.sleep(0.1)
        assert await town.discord.reached()

    began, ended = caplog.messages
    assert began.startswith("Discord cannot be reached (Cannot connect to host 127.0.")
    assert began.endswith(f"look at this machine's network, then at {peer.api}")
    assert ended == "Discord is reached again, after 1 minute"


async def test_it_can_be_stopped_while_it_reconnects(
    town: Town, peer: Peer, study: Place
) -> None:
    peer.gateway.silent = True
    await peer.gateway.close(4000)
    await asyncio.sleep(0.05)

    async with asyncio.timeout(8):
        await town.discord.close()


async def test_a_server_that_invites_the_bot_is_greeted(
    town: Town, peer: Peer, study: Place
) -> None:
    await town.discord.link.wait_until_ready()
    server = peer.guild("Second", joined=False)
    hall = server.channel("hall", system=True)
    server.invite()
    await asyncio.sleep(0.2)

    await town.clock(minutes=1)

    assert len(hall.messages) == 1


async def test_the_token_is_in_no_log_at_any_level(
    made: Town, peer: Peer, study: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    with peer.pointed():
        made.discord = made.adapter(peer.token, api_url=peer.api, shards=None)
        running = asyncio.create_task(made.discord.run())
        await peer.ready()
        await peer.until(lambda: made.discord.link.get_channel(study.id))
        await dropped(made, peer, study)
        seen = await peer.user("Ada").press(study.last, "Show answer")
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

    logged = redact(caplog.text)
    assert "has connected to Gateway" in logged
    assert peer.token not in logged
    assert seen.interaction.token not in logged


async def test_a_file_that_cannot_be_fetched_is_asked_for_once_more(
    town: Town, peer: Peer, study: Place
) -> None:
    class Shelf(dict[int, Any]):
        """Everything that is put on it falls off."""

        def __setitem__(self, key: int, value: Any) -> None:
            return

    peer.world.files = Shelf()
    file = Upload("tiny.toml", b"format = 1")

    seen = await owner(peer).slash(study, "deck import", file=file)

    assert seen.text.startswith("I could not fetch that file from Discord.")


# Coming up.


@pytest.fixture
async def starting(
    made: Town, peer: Peer, study: Place, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Town]:
    """The adapter about to connect; `begin` lets it."""
    monkeypatch.setattr(client, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(client, "REGISTER_AGAIN", 0.1)
    running: list[asyncio.Task[None]] = []

    def begin() -> None:
        running.append(asyncio.create_task(made.discord.run()))

    with peer.pointed():
        made.discord = made.adapter(peer.token, api_url=peer.api, shards=None)
        monkeypatch.setattr(made, "begin", begin, raising=False)
        yield made
        for task in running:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_it_comes_up_once_discord_can_be_reached(
    starting: Any, peer: Peer, study: Place
) -> None:
    peer.fault("GET /users/@me", 1, "reset before", times=2)
    starting.begin()
    await peer.ready()
    await peer.until(lambda: starting.discord.link.get_channel(study.id))

    seen = await owner(peer).slash(study, "drop status")

    assert seen.what is What.MESSAGE
    assert peer.gateway.identifies == 1


async def test_discord_that_cannot_be_reached_is_tried_ever_less_often(
    starting: Any, peer: Peer
) -> None:
    fault = peer.fault("GET /users/@me", 1, "403 50001", times=1000)

    starting.begin()
    await peer.until(lambda: fault.struck == 1)
    await asyncio.sleep(0.6)  # pauses of 0.1, 0.2 and 0.4 s, and what each try takes

    assert 2 <= fault.struck <= 3


@pytest.mark.parametrize("fault", ["503", "429 bare"])
async def test_commands_that_are_not_taken_just_now_are_registered_later(
    starting: Any, peer: Peer, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    peer.fault(COMMANDS, 1, fault)
    starting.begin()
    await peer.ready()

    await peer.until(lambda: peer.commands)

    assert "The commands could not be registered" in caplog.text
    assert "broke off" not in caplog.text
    assert [call.status for call in peer.asked(COMMANDS)] == [int(fault[:3]), 200]


async def test_after_too_many_starts_it_waits_before_it_says_who_it_is(
    starting: Any, peer: Peer, study: Place, caplog: pytest.LogCaptureFixture
) -> None:
    spent = Budget(starting.folder / "discord-identifies.json", lambda: starting.now)
    for _ in range(12):
        spent.spend(0)
    starting.begin()

    await peer.until(lambda: "Too many starts" in caplog.text)

    assert peer.calls == []
    assert peer.gateway.identifies == 0


async def test_a_line_that_breaks_again_and_again_is_left_alone_for_a_while(
    starting: Any, peer: Peer, study: Place, caplog: pytest.LogCaptureFixture
) -> None:
    starting.begin()
    await peer.ready()
    spent = Budget(starting.folder / "discord-identifies.json", lambda: starting.now)
    for _ in range(12):
        spent.spend(0)

    peer.gateway.invalidate(resumable=False)
    await peer.until(lambda: "Too many starts" in caplog.text, 10)

    assert peer.gateway.identifies == 1


async def test_an_event_that_cannot_be_read_is_logged_and_connected_after(
    starting: Any, peer: Peer, study: Place, caplog: pytest.LogCaptureFixture
) -> None:
    starting.begin()
    await peer.ready()
    await peer.until(lambda: starting.discord.link.get_channel(study.id))

    peer.gateway.dispatch("CHANNEL_CREATE", {})
    await peer.until(lambda: "KeyError: 'type'" in caplog.text, 10)
    await peer.until(lambda: peer.gateway.identifies == 2, 10)
    await peer.until(lambda: starting.discord.link.get_channel(study.id))
    seen = await owner(peer).slash(study, "drop status")

    assert seen.what is What.MESSAGE


async def test_a_fault_of_what_watches_the_line_is_logged_where_it_broke_off(
    starting: Any,
    peer: Peer,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watchdog, "EVERY", 0.05)
    starting.begin()
    await peer.ready()

    monkeypatch.setattr(starting.discord.watchdog, "_beats", None)
    await peer.until(lambda: "The connection broke off by a fault" in caplog.text, 10)

    assert "'NoneType' object has no attribute 'get'" in caplog.text


async def test_a_wrong_token_ends_it_with_a_word(
    made: Town, peer: Peer, caplog: pytest.LogCaptureFixture
) -> None:
    with peer.pointed():
        await made.adapter("nobody", api_url=peer.api, shards=None).run()

    assert "Check DISCORD_TOKEN" in caplog.text
    assert "nobody" not in caplog.text
    assert peer.invalid_requests == 1

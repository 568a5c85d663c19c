"""The peer, proved with the real discord.py and a tiny bot that speaks to it."""

import asyncio
import io
import json
import os
import struct
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands, ui

from tests.discord.peer import (
    CannotSend,
    Clock,
    Discord,
    NotThere,
    Permission,
    Person,
    Place,
    Rules,
    Seen,
    Sent,
    What,
)
from tests.discord.peer.interactions import Interaction
from tests.discord.peer.remote import Remote
from tests.discord.peer.storm import crowd, storm

NOBODY = discord.AllowedMentions.none()
SEND = "POST /channels/{channel}/messages"
EDIT = "PATCH /channels/{channel}/messages/{message}"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * width) * height)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Box(ui.Modal, title="Your answer"):
    said = ui.Label[Any](
        text="Answer",
        component=ui.TextInput(custom_id="text", max_length=1500, required=False),
    )
    points = ui.Label[Any](
        text="Which did you say?",
        component=ui.CheckboxGroup(
            custom_id="points",
            options=[
                discord.CheckboxGroupOption(label="Bias", value="b"),
                discord.CheckboxGroupOption(label="Variance", value="v"),
            ],
            required=False,
        ),
    )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        said = self.said.component
        points = self.points.component
        assert isinstance(said, ui.TextInput)
        assert isinstance(points, ui.CheckboxGroup)
        text = f"You said {said.value!r} and ticked {sorted(points.values)}"
        await interaction.response.send_message(text, ephemeral=True)


class Card(ui.LayoutView):
    """A picture, its text and two buttons."""

    def __init__(self, words: str = "Card of the day") -> None:
        super().__init__(timeout=None)
        gallery: ui.MediaGallery[Any] = ui.MediaGallery()
        gallery.add_item(media="attachment://question.png", description="Why?")
        row: ui.ActionRow[Any] = ui.ActionRow()
        row.add_item(ui.Button(label="Answer", custom_id="answer:1"))
        row.add_item(ui.Button(label="Show answer", custom_id="show:1"))
        row.add_item(ui.Button(label="Count", custom_id="count:1"))
        self.add_item(ui.Container(ui.TextDisplay(words), gallery, row))


def picture() -> discord.File:
    return discord.File(io.BytesIO(png(40, 20)), "question.png", description="Why?")


class Bot(discord.AutoShardedClient):
    """One command, three buttons."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True)
        super().__init__(
            intents=intents, guild_ready_timeout=0.05, allowed_mentions=NOBODY
        )
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(quiz)
        self.tree.add_command(upload)
        self.resumed = 0
        self.pressed: list[int] = []

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumed += 1

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        match interaction.data and interaction.data.get("custom_id"):
            case "answer:1":
                await interaction.response.send_modal(Box())
            case "show:1":
                self.pressed.append(interaction.id)
                await interaction.response.send_message("Because.", ephemeral=True)
            case "count:1":
                await interaction.response.defer()
                message = interaction.message
                assert message is not None
                await interaction.edit_original_response(view=Card("2 have answered"))

    async def channel(self, place: Place) -> discord.TextChannel:
        channel = self.get_channel(place.id)
        assert isinstance(channel, discord.TextChannel)
        return channel


@app_commands.command(description="One question, privately")
async def quiz(interaction: discord.Interaction, deck: str = "basics") -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.followup.send(f"A question from {deck}")


@quiz.autocomplete("deck")
async def decks(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    names = ["basics", "bayes", "trees"]
    return [
        app_commands.Choice(name=name, value=name)
        for name in names
        if name.startswith(typed)
    ]


@app_commands.command(description="Bring a deck")
@app_commands.default_permissions(manage_guild=True)
async def upload(interaction: discord.Interaction, file: discord.Attachment) -> None:
    data = await file.read()
    await interaction.response.send_message(f"{file.filename}: {len(data)} bytes")


@asynccontextmanager
async def awake(peer: Discord) -> AsyncIterator[Bot]:
    """The tiny bot, logged in and ready."""
    with peer.pointed():
        bot = Bot()
        async with bot:
            running = asyncio.create_task(bot.start(peer.token))
            ready = asyncio.create_task(bot.wait_until_ready())
            await asyncio.wait({running, ready}, return_when="FIRST_COMPLETED")
            if running.done():
                ready.cancel()
                running.result()
            yield bot
            await bot.close()
            with suppress(asyncio.CancelledError):
                await running


def rules() -> Rules:
    specs = os.environ.get("STUDYBOT_SPECS")
    schema = Path(specs) / "discord-openapi.json" if specs else None
    return Rules(schema=schema)


@pytest.fixture
async def peer() -> AsyncIterator[Discord]:
    async with Discord(rules()) as running:
        yield running


@pytest.fixture
def study(peer: Discord) -> Place:
    return peer.guild("Study group").channel("general")


@pytest.fixture
async def bot(peer: Discord, study: Place) -> AsyncIterator[Bot]:
    async with awake(peer) as client:
        yield client


async def card(bot: Bot, study: Place) -> None:
    channel = await bot.channel(study)
    await channel.send(view=Card(), file=picture())


async def post(peer: Discord, place: Place, **body: Any) -> tuple[int, Any]:
    """A message past discord.py, which would not send such."""
    headers = {"Authorization": f"Bot {peer.token}"}
    address = f"{peer.api}/v10/channels/{place.id}/messages"
    async with (
        aiohttp.ClientSession() as http,
        http.post(address, json=body, headers=headers) as response,
    ):
        return response.status, await response.json()


# Login and commands.


async def test_the_bot_logs_in_and_knows_its_server(
    peer: Discord, bot: Bot, study: Place
) -> None:
    assert [guild.name for guild in bot.guilds] == ["Study group"]
    channel = await bot.channel(study)
    assert channel.permissions_for(channel.guild.me).pin_messages
    assert peer.gateway.identifies == 1
    assert list(peer.commands[None]) == ["quiz", "upload"]
    assert peer.violations == []


async def test_a_wrong_token_is_not_let_in(peer: Discord, study: Place) -> None:
    with peer.pointed():
        async with Bot() as stranger:
            with pytest.raises(discord.LoginFailure):
                await stranger.login("nobody")
    assert peer.invalid_requests == 1


async def test_a_command_is_deferred_and_then_answered(
    peer: Discord, bot: Bot, study: Place
) -> None:
    seen = await peer.user("Ada").slash(study, "quiz", deck="bayes")
    assert seen.text == "A question from bayes"
    assert seen.ephemeral
    assert seen.deferred
    assert seen.seconds < 1
    assert study.messages == []


async def test_an_option_completes_itself(
    peer: Discord, bot: Bot, study: Place
) -> None:
    seen = await peer.user("Ada").autocomplete(study, "quiz", "deck", "b")
    assert seen.choices == ["basics", "bayes"]


async def test_a_file_given_to_a_command_can_be_read_by_who_may(
    peer: Discord, bot: Bot, study: Place
) -> None:
    ada, ben = peer.user("Ada"), peer.user("Ben")
    assert study.channel.guild is not None
    study.channel.guild.owner = ada.account
    seen = await ada.slash(study, "upload", file=Sent("deck.csv", b"a,b"))
    assert seen.text == "deck.csv: 3 bytes"
    with pytest.raises(NotThere, match="not offered"):
        await ben.slash(study, "upload", file=Sent("deck.csv", b"a,b"))


async def test_a_silent_bot_fails_the_interaction_after_three_seconds(
    peer: Discord, bot: Bot, study: Place
) -> None:
    peer.rules.answer_within = 0.1
    peer.gateway.deafen()
    seen = await peer.user("Ada").slash(study, "quiz")
    assert seen.what is What.FAILED


async def test_a_late_first_response_meets_an_unknown_interaction(
    peer: Discord, bot: Bot, study: Place
) -> None:
    peer.rules.answer_within = 0.05
    peer.gateway.lateness = 0.2
    await card(bot, study)
    ada = peer.user("Ada")
    seen = await ada.press(study.last, "Show answer")
    assert seen.what is What.FAILED
    await peer.until(lambda: seen.interaction.refused)
    assert [error.code for error in seen.interaction.refused] == [10062]


# Messages, buttons, modals.


async def test_a_picture_in_a_layout_is_stored_shown_and_served(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    message = study.last
    assert message.text == (
        "  Card of the day\n  [picture: Why?]\n  (Answer) (Show answer) (Count)"
    )
    assert [each.data for each in message.pictures] == [png(40, 20)]
    shown = peer.shown(message)
    assert shown["attachments"] == []
    media = shown["components"][0]["components"][1]["items"][0]["media"]
    assert (media["width"], media["height"]) == (40, 20)
    async with aiohttp.ClientSession() as http, http.get(media["url"]) as response:
        assert await response.read() == png(40, 20)
    assert (peer.violations, peer.messages.notes) == ([], [])


async def test_a_button_is_answered_for_one_member_alone(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    seen = await peer.user("Ada").press(study.last, "Show answer")
    assert (seen.text, seen.ephemeral) == ("Because.", True)
    assert len(study.messages) == 1
    with pytest.raises(NotThere, match="Ben does not see that message"):
        await peer.user("Ben").press(seen, "anything")


async def test_a_button_opens_a_modal_whose_submission_is_answered(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    ada = peer.user("Ada")
    opened = await ada.press(study.last, "answer:1")
    assert (opened.what, opened.modal.title) == (What.MODAL, "Your answer")
    seen = await ada.submit(opened, text="Overfitting", picks=["Variance"])
    assert seen.text == "You said 'Overfitting' and ticked ['v']"
    with pytest.raises(CannotSend, match="too long"):
        await ada.submit(opened, text="x" * 1501)
    assert peer.violations == []


async def test_a_deferred_update_changes_the_pressed_message_and_keeps_its_picture(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    seen = await peer.user("Ada").press(study.last, "Count")
    await seen.settled()
    assert study.last.text.startswith("  2 have answered\n  [picture: Why?]")
    assert len(study.last.pictures) == 1
    assert len(study.last.edits) == 1


async def test_the_same_interaction_delivered_twice_can_be_answered_once(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    peer.gateway.repeat = 2
    seen = await peer.user("Ada").press(study.last, "Show answer")
    await peer.until(lambda: seen.interaction.refused)
    assert [error.code for error in seen.interaction.refused] == [40060]
    assert len(set(bot.pressed)) == 1


async def test_a_token_dies_after_fifteen_minutes(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    seen = await peer.user("Ada").press(study.last, "Show answer")
    peer.clock.advance(15 * 60 + 1)
    hook = f"{peer.api}/v10/webhooks/{peer.world.application}"
    address = f"{hook}/{seen.interaction.token}/messages/@original"
    async with aiohttp.ClientSession() as http:
        async with http.get(address) as response:
            expired = response.status, (await response.json())["code"]
        peer.rules.expired_as_unknown = True
        async with http.get(address) as response:
            unknown = response.status, (await response.json())["code"]
    assert (expired, unknown) == ((401, 50027), (404, 10015))


async def test_attachments_unlisted_in_an_edit_are_dropped(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    files = [discord.File(io.BytesIO(b"1"), "a.txt"), picture()]
    message = await channel.send("Two files", files=files)
    assert [each.name for each in study.last.attachments] == ["a.txt", "question.png"]
    await message.edit(content="Still two")
    assert len(study.last.attachments) == 2
    await message.edit(attachments=[message.attachments[1]])
    assert [each.name for each in study.last.attachments] == ["question.png"]


async def test_a_layout_that_shows_a_dropped_picture_is_refused(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    message = await channel.send(view=Card(), file=picture())
    with pytest.raises(discord.HTTPException) as caught:
        await message.edit(view=Card(), attachments=[])
    assert caught.value.code == 50035
    assert "'question.png' was not sent or kept" in str(peer.violations[0])


async def test_an_old_message_takes_only_so_many_edits(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    message = await channel.send("Old")
    peer.rules.old_edits = (1, 0.5)
    peer.clock.advance(3601)
    await message.edit(content="Once")
    await message.edit(content="Twice, after waiting as told")
    assert [call.status for call in peer.asked(EDIT)] == [200, 429, 200]
    error = peer.asked(EDIT)[1].error
    assert error is not None
    assert error.code == 30046


async def test_pins_threads_and_direct_messages(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    message = await channel.send("Talk below")
    await message.pin()
    thread = await message.create_thread(name="Today")
    await thread.send("Here")
    assert study.last.pinned
    assert [each.last.text for each in study.threads] == ["Here"]
    ada = peer.user("Ada")
    friend = await bot.fetch_user(ada.id)
    await friend.send("Psst")
    assert ada.direct.last.text == "Psst"
    ada.account.refuses_messages = True
    with pytest.raises(discord.Forbidden) as caught:
        await friend.send("Psst")
    assert caught.value.code == 50007


async def test_permissions_decide_what_the_bot_may(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    await channel.send("Seen")
    study.deny(Permission.READ_MESSAGE_HISTORY)
    assert [each async for each in channel.history()] == []
    study.deny(Permission.SEND_MESSAGES)
    with pytest.raises(discord.Forbidden) as caught:
        await channel.send("Unseen")
    assert caught.value.code == 50013
    study.delete()
    with pytest.raises(discord.NotFound) as gone:
        await channel.send("Unseen")
    assert gone.value.code == 10003


async def test_a_name_in_a_message_calls_nobody_where_mentions_are_off(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    await channel.send("@everyone <@1>")
    await post(peer, study, content="@everyone <@1>")
    pings = [message.pings for message in study.messages]
    assert pings == [(), ("@everyone", "<@1>")]


async def test_a_file_over_ten_megabytes_is_too_large(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    peer.rules.max_file = 100
    with pytest.raises(discord.HTTPException) as caught:
        await channel.send(file=discord.File(io.BytesIO(b"x" * 101), "big.bin"))
    assert (caught.value.status, caught.value.code) == (413, 40005)
    assert [str(each) for each in peer.violations] == [
        f"{SEND}: files: Request entity too large"
    ]


# What may answer what.


async def answer(
    peer: Discord, interaction: Interaction, kind: int, **data: Any
) -> tuple[int, int]:
    """Past discord.py: a callback of type `kind`; the status and code."""
    place = f"{peer.api}/v10/interactions/{interaction.id}/{interaction.token}"
    body = {"type": kind, "data": data}
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{place}/callback", json=body) as response,
    ):
        told = await response.json() if response.status != 204 else {}
        return response.status, told.get("code", 0)


MODAL = {
    "title": "T",
    "custom_id": "m",
    "components": [
        {
            "type": 18,
            "label": "L",
            "component": {"type": 4, "style": 1, "custom_id": "t", "required": False},
        }
    ],
}


async def pressed(peer: Discord, study: Place) -> tuple[asyncio.Task[Seen], Person]:
    """A press that no bot answers."""
    await post(peer, study, content="x", components=[row(button("Go", "go"))])
    ada = peer.user("Ada")
    return asyncio.create_task(ada.press(study.last, "Go")), ada


async def open_one(peer: Discord, number: int = 1) -> Interaction:
    """The last of so many interactions."""
    await peer.until(lambda: len(peer.interactions) == number)
    return list(peer.interactions.values())[-1]


async def test_a_modal_answers_neither_a_modal_nor_follows_a_defer(
    peer: Discord, study: Place
) -> None:
    press, ada = await pressed(peer, study)
    open_ = await open_one(peer)
    assert await answer(peer, open_, 9, **MODAL) == (204, 0)
    opened = await press
    submitting = asyncio.create_task(ada.submit(opened, text="x"))
    open_ = await open_one(peer, 2)
    assert await answer(peer, open_, 9, **MODAL) == (400, 50035)
    assert await answer(peer, open_, 7) == (204, 0)
    assert await answer(peer, open_, 9, **MODAL) == (400, 40060)
    assert (await submitting).what is What.UPDATE
    assert [str(each.problem) for each in peer.violations] == [
        "type: Callback type 9 cannot answer MODAL."
    ]


BAD_MODALS: dict[str, dict[str, Any]] = {
    "a long title": {"title": "T" * 46},
    "no parts": {"components": []},
    "six parts": {"components": [{"type": 10, "content": "x"}] * 6},
    "a button": {"components": [{"type": 1, "components": [{"type": 2, "style": 1}]}]},
    "one radio": {
        "components": [
            {
                "type": 18,
                "label": "L",
                "component": {
                    "type": 21,
                    "custom_id": "r",
                    "options": [{"label": "A", "value": "a"}],
                },
            }
        ]
    },
}


@pytest.mark.parametrize("name", BAD_MODALS)
async def test_a_modal_beyond_a_limit_is_refused(
    peer: Discord, study: Place, name: str
) -> None:
    press, _ = await pressed(peer, study)
    open_ = await open_one(peer)
    wrong = {**MODAL, **BAD_MODALS[name]}
    assert await answer(peer, open_, 9, **wrong) == (400, 50035)
    assert await answer(peer, open_, 7) == (204, 0)
    await press
    assert peer.violations


async def test_commands_work_in_direct_messages_and_threads(
    peer: Discord, bot: Bot, study: Place
) -> None:
    ada = peer.user("Ada")
    assert (await ada.slash(ada.direct, "quiz")).text == "A question from basics"
    message = await (await bot.channel(study)).send("Below")
    await message.create_thread(name="Today")
    (thread,) = study.threads
    assert (await ada.slash(thread, "quiz")).text == "A question from basics"


async def test_a_command_beyond_a_limit_is_refused(
    peer: Discord, bot: Bot, study: Place
) -> None:
    @app_commands.command(description="x" * 100)
    async def fine(interaction: discord.Interaction) -> None: ...

    fine.description = "x" * 101
    bot.tree.add_command(fine)
    with pytest.raises(app_commands.CommandSyncFailure):
        await bot.tree.sync()
    assert "description" in str(peer.violations[0])


# Nonces, limits, faults.


async def test_an_enforced_nonce_makes_one_message_for_some_minutes(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    first = await channel.send("Once", nonce="drop-1")
    again = await channel.send("Once", nonce="drop-1")
    assert first.id == again.id
    assert len(study.messages) == 1
    peer.clock.advance(peer.rules.nonce_window + 1)
    await channel.send("Once", nonce="drop-1")
    assert len(study.messages) == 2


async def test_a_429_is_obeyed(peer: Discord, bot: Bot, study: Place) -> None:
    peer.fault(SEND, 1, "429", ms=200)
    began = time.perf_counter()
    await (await bot.channel(study)).send("Later")
    assert time.perf_counter() - began >= 0.2
    assert [call.status for call in peer.asked(SEND)] == [429, 200]
    assert peer.invalid_requests == 1


async def test_a_bucket_empties_and_its_headers_are_heeded(
    peer: Discord, bot: Bot, study: Place
) -> None:
    peer.rules.limits = {SEND: (2, 0.3)}
    channel = await bot.channel(study)
    began = time.perf_counter()
    for number in range(4):
        await channel.send(str(number))
    assert time.perf_counter() - began >= 0.3
    assert {call.status for call in peer.asked(SEND)} == {200}
    peer.clock.freeze()
    statuses = [(await post(peer, study, content="x"))[0] for _ in range(3)]
    assert 429 in statuses


async def test_the_busiest_second_is_known(peer: Discord, study: Place) -> None:
    peer.clock.freeze()
    for number in range(6):
        if number == 4:
            peer.clock.advance(1)
        await post(peer, study, content="x")
    assert peer.busiest_second(SEND) == 4
    peer.rules.global_limit = 2
    peer.clock.advance(5)
    answers = [await post(peer, study, content="x") for _ in range(3)]
    assert [status for status, _ in answers] == [200, 200, 429]
    assert answers[-1][1]["global"] is True


@pytest.mark.parametrize(
    ("kind", "stored"), [("reset before", 0), ("reset after", 1), ("truncated", 1)]
)
async def test_a_broken_connection_leaves_the_effect_or_not(
    peer: Discord, bot: Bot, study: Place, kind: str, stored: int
) -> None:
    peer.fault(SEND, 1, kind)
    channel = await bot.channel(study)
    with pytest.raises((aiohttp.ClientError, OSError, json.JSONDecodeError)):
        await channel.send("Perhaps")
    assert len(study.messages) == stored


async def test_a_502_after_the_effect_is_repeated_with_the_nonce_of_before(
    peer: Discord, bot: Bot, study: Place
) -> None:
    peer.fault(SEND, 1, "502", after=True)
    await (await bot.channel(study)).send("Once", nonce="drop-2")
    assert [call.status for call in peer.asked(SEND)] == [502, 200]
    assert len(study.messages) == 1


async def test_an_answer_may_never_come_or_come_slowly(
    peer: Discord, bot: Bot, study: Place
) -> None:
    channel = await bot.channel(study)
    peer.fault(SEND, 1, "never answer")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(channel.send("Lost"), 0.2)
    assert len(study.messages) == 1
    peer.fault(SEND, 1, "slow", ms=150)
    peer.latency = 0.1
    began = time.perf_counter()
    await channel.send("Slow")
    assert 0.25 <= time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("403 50001", 403, 50001),
        ("404 10008", 404, 10008),
        ("401", 401, 0),
        ("503", 503, 0),
        ("429 cloudflare", 429, 0),
    ],
)
async def test_a_refusal_reaches_the_caller(
    peer: Discord, bot: Bot, study: Place, kind: str, status: int, code: int
) -> None:
    other = study.channel.id + 1
    peer.fault(SEND, 1, "500", of=other)
    peer.fault(SEND, 1, kind, of=study.id)
    with pytest.raises(discord.HTTPException) as caught:
        await (await bot.channel(study)).send("No")
    assert (caught.value.status, caught.value.code) == (status, code)
    assert study.messages == []


def test_a_fault_for_a_route_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no route 'POST /nowhere'"):
        Discord().fault("POST /nowhere", 1, "500")


# What Discord would not take.


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def button(label: str, custom_id: str) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": custom_id}


def row(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(parts)}


V2 = 1 << 15

BAD: dict[str, dict[str, Any]] = {
    "over 2000 characters": {"content": "x" * 2001},
    "content beside components": {
        "flags": V2,
        "content": "x",
        "components": [text("x")],
    },
    "components without their flag": {"components": [text("x")]},
    "over 40 components": {
        "flags": V2,
        "components": [{"type": 17, "components": [text("x")] * 40}],
    },
    "over 4000 characters shown": {"flags": V2, "components": [text("x" * 2001)] * 2},
    "two of one custom_id": {"components": [row(button("A", "a"), button("B", "a"))]},
    "a long label": {"components": [row(button("A" * 81, "a"))]},
    "a long custom_id": {"components": [row(button("A", "a" * 101))]},
    "six buttons": {"components": [row(*(button("A", str(n)) for n in range(6)))]},
    "a file that was not sent": {
        "flags": V2,
        "components": [
            {"type": 12, "items": [{"media": {"url": "attachment://a.png"}}]}
        ],
    },
    "26 options": {
        "components": [
            row(
                {
                    "type": 3,
                    "custom_id": "s",
                    "options": [{"label": str(n), "value": str(n)} for n in range(26)],
                }
            )
        ]
    },
    "a long nonce": {"content": "x", "nonce": "n" * 26},
}


@pytest.mark.parametrize("name", BAD)
async def test_a_message_beyond_a_limit_is_refused_and_noted(
    peer: Discord, study: Place, name: str
) -> None:
    status, body = await post(peer, study, **BAD[name])
    assert (status, body["code"]) == (400, 50035)
    assert peer.violations
    assert study.messages == []


async def test_the_same_message_within_the_limits_is_taken(
    peer: Discord, study: Place
) -> None:
    parts = [text("x" * 2000)] * 2 + [row(button("A" * 80, "a" * 100))]
    status, _ = await post(peer, study, flags=V2, components=parts, nonce="n" * 25)
    assert status == 200
    assert peer.violations == []


async def test_discords_own_document_is_asked_where_it_is_at_hand(
    peer: Discord, study: Place
) -> None:
    if peer.rules.schema is None:
        pytest.skip("STUDYBOT_SPECS is not set")
    status, body = await post(peer, study, content=7)
    assert (status, body["code"]) == (400, 50035)
    entry = {"id": 0, "filename": "a.txt"}
    status, body = await post(peer, study, content="x", attachments=[entry])
    assert "No file 0." in json.dumps(body)
    assert "SnowflakeType" not in json.dumps(body)


# The gateway.


async def test_a_dropped_connection_is_resumed_and_what_was_missed_is_replayed(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    peer.gateway.silent = True
    asked = asyncio.create_task(peer.user("Ada").press(study.last, "Show answer"))
    await asyncio.sleep(0.1)
    peer.gateway.silent = False
    await peer.gateway.close(4000)
    seen = await asked
    assert seen.text == "Because."
    assert (peer.gateway.identifies, peer.gateway.resumes) == (1, 1)
    assert bot.resumed == 1


async def test_a_request_to_reconnect_is_followed(
    peer: Discord, bot: Bot, study: Place
) -> None:
    peer.gateway.reconnect()
    await peer.until(lambda: peer.gateway.resumes == 1)
    peer.gateway.cut()
    await peer.until(lambda: peer.gateway.resumes == 2)
    assert peer.gateway.identifies == 1


async def test_an_ended_session_is_begun_anew(
    peer: Discord, bot: Bot, study: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def at_once(*_: object, **__: object) -> None:
        """discord.py waits five seconds before it identifies again."""

    monkeypatch.setattr(bot, "before_identify_hook", at_once)
    peer.gateway.invalidate(resumable=False)
    await peer.until(lambda: peer.gateway.identifies == 2)
    assert peer.gateway.resumes == 0


async def test_heartbeats_are_counted_and_silence_is_noticed(
    peer: Discord, study: Place
) -> None:
    peer.gateway.heartbeat_interval = 0.05
    async with awake(peer) as bot:
        await peer.until(lambda: peer.gateway.heartbeats >= 3)
        assert bot.latency < 1


async def test_servers_come_and_go(peer: Discord, bot: Bot, study: Place) -> None:
    other = peer.guild("Others", joined=False)
    assert len(bot.guilds) == 1
    other.invite()
    await peer.until(lambda: len(bot.guilds) == 2)
    other.kick()
    await peer.until(lambda: len(bot.guilds) == 1)


async def test_each_shard_hears_its_own_servers() -> None:
    async with Discord(rules(), shards=2) as peer:
        places = [peer.guild(f"S{n}", id=(1000 + n) << 22).channel("c") for n in (0, 1)]
        with peer.pointed():
            async with Bot() as bot:

                async def at_once(*_: object, **__: object) -> None: ...

                bot.before_identify_hook = at_once  # type: ignore[method-assign]
                running = asyncio.create_task(bot.start(peer.token))
                await peer.ready(2)
                await peer.until(bot.is_ready)
                for place in places:
                    seen = await peer.user("Ada").slash(place, "quiz")
                    assert seen.text == "A question from basics"
                told = [
                    sum('"t":"INTERACTION_CREATE"' in event for _, event in each.kept)
                    for each in peer.gateway.sessions.values()
                ]
                assert told == [1, 1]
                await bot.close()
                await running


async def test_one_identify_too_many_resets_the_token(study: Place) -> None:
    async with Discord(Rules(identifies=0)) as peer:
        before = peer.token
        with pytest.raises((discord.ConnectionClosed, discord.LoginFailure)):
            async with awake(peer):
                pass
        assert peer.token != before


# Speed, and a process of its own.


async def test_hundreds_of_presses_are_all_acknowledged_and_timed(
    peer: Discord, bot: Bot, study: Place
) -> None:
    await card(bot, study)
    people = crowd(peer, study.last, 200)
    result = await storm(peer, study.last, ["Show answer"], people, within=0.5)
    assert (result.pressed, result.failed) == (200, 0)
    assert 0 < result.at(0.5) <= result.at(0.99) < 3


async def test_a_peer_in_its_own_process_is_steered_from_here() -> None:
    async with Remote("--channels", "2", "--latency", "0.01") as remote:
        assert len(remote.channels) == 2
        address = f"{remote.api}/v10/channels/{remote.channels[0]}/messages"
        headers = {"Authorization": f"Bot {remote.token}"}
        body = {"content": "Hello"}
        async with (
            aiohttp.ClientSession() as http,
            http.post(address, json=body, headers=headers) as response,
        ):
            assert response.status == 200
        told = await remote.do("messages", channel=remote.channels[0])
        report = await remote.do("report")
    assert [each["text"] for each in told["messages"][str(remote.channels[0])]] == [
        "Hello"
    ]
    assert report["calls"] == {SEND: 1}


def test_the_clock_can_be_pushed_stopped_and_hurried() -> None:
    clock = Clock(speed=100)
    before = clock.now()
    time.sleep(0.02)
    assert (clock.now() - before).total_seconds() >= 2
    clock.freeze()
    frozen = clock.now()
    clock.advance(60)
    assert (clock.now() - frozen).total_seconds() == 60
    assert clock.real(100) == 1

"""Coming up, being invited, being thrown out, and not coming up too often."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from adapters.discord import DiscordSettings, doctor, watchdog
from adapters.discord.budget import Budget
from adapters.discord.watchdog import DEAD, Watchdog
from adapters.findings import Sign
from bot.panels import Later, MessageId, Panel, Post, Public
from tests.clock import LoopTime
from tests.discord.town import Town, texts

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


# Intents and caches.


def test_the_client_asks_for_the_least(made: Town) -> None:
    link = made.discord.link

    assert dict(link.intents) == {**dict(discord.Intents.none()), "guilds": True}
    assert link._connection.member_cache_flags == discord.MemberCacheFlags.none()
    assert link._connection._messages is None


async def test_a_post_before_the_login_waits(made: Town) -> None:
    to = Public("discord:1", MessageId(1), "mark")  # type: ignore[arg-type] # any id
    assert await made.discord.show(Post(Panel(()), to)) == Later(5)


async def test_a_server_without_the_commands_endpoint_stops_nothing(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    (town.folder / "discord-commands.json").unlink()
    town.env.inject_error("PUT", "/applications/*/commands", status=404)

    await town.restart()

    assert "The commands could not be registered" in caplog.text
    assert not (town.folder / "discord-commands.json").exists()


async def test_commands_that_cannot_be_noted_are_registered_all_the_same(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    noted = town.folder / "discord-commands.json"
    noted.unlink()
    noted.mkdir()

    await town.restart()

    assert "discord-commands.json cannot be written" in caplog.text
    assert "could not be registered" not in caplog.text


# Invited, and thrown out.


async def test_a_new_server_is_greeted_where_its_system_talks(town: Town) -> None:
    guild = town.env.create_guild("Second")
    hall = guild.create_text_channel("hall")
    town.env.backend.get_guild(guild.id).system_channel_id = hall.id
    joined = town.env.bot.get_guild(guild.id)
    assert joined is not None
    joined._system_channel_id = hall.id

    await town.discord.joined(joined)
    await town.clock(minutes=1)

    assert hall.last_message is not None


async def test_where_the_bot_may_not_talk_the_owner_is_greeted(town: Town) -> None:
    guild = town.env.create_guild("Second")
    joined = town.env.bot.get_guild(guild.id)
    assert joined is not None

    await town.discord.joined(joined)
    await town.clock(minutes=1)

    assert guild.owner.dm_channel.last_message is not None


@pytest.mark.parametrize("missing", ["view_channel", "send_messages"])
async def test_where_its_system_talks_and_the_bot_may_not_the_owner_is_greeted(
    town: Town, missing: str
) -> None:
    guild = town.env.create_guild("Second")
    hall = guild.create_text_channel("hall")
    joined = town.env.bot.get_guild(guild.id)
    assert joined is not None
    joined._system_channel_id = hall.id
    assert joined.system_channel is not None
    await joined.system_channel.set_permissions(
        joined.me, overwrite=discord.PermissionOverwrite(**{missing: False})
    )

    await town.discord.joined(joined)
    await town.clock(minutes=1)

    assert hall.last_message is None
    assert guild.owner.dm_channel.last_message is not None


async def test_once_thrown_out_nothing_more_is_posted(town: Town) -> None:
    await town.ada.slash(town.channel, "drop set", time="09:00", deck="basics")
    guild = town.env.bot.get_guild(town.guild.id)
    assert guild is not None

    await town.discord.left(guild)

    assert await town.clock(hours=1) == []


async def test_back_in_the_server_everything_is_as_it_was(town: Town) -> None:
    await town.ada.slash(town.channel, "drop set", time="09:00", deck="basics")
    guild = town.env.bot.get_guild(town.guild.id)
    assert guild is not None
    await town.discord.left(guild)

    status = await town.ben.slash(town.channel, "drop status")

    assert "At 09:00 (UTC)" in texts(status.response)


async def test_a_channel_that_is_deleted_is_left(town: Town) -> None:
    await town.ada.slash(town.channel, "drop set", time="09:00", deck="basics")
    channel = town.env.bot.get_channel(town.channel.id)
    assert isinstance(channel, discord.TextChannel)

    await channel.delete()
    await town.env.settle()

    assert await town.clock(hours=1) == []


# Not too often.


def budget(folder: Path) -> tuple[Budget, Clock]:
    clock = Clock()
    return Budget(folder / "identifies.json", clock), clock


def test_the_first_starts_cost_no_wait(tmp_path: Path) -> None:
    made, _ = budget(tmp_path)

    for _ in range(3):
        assert made.wait() == timedelta(0)
        made.spend(0)


def test_a_crash_loop_waits_longer_each_time_across_processes(tmp_path: Path) -> None:
    waits = []
    for _ in range(12):
        made, _ = budget(tmp_path)
        waits.append(made.wait().total_seconds())
        made.spend(0)

    assert waits == [0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 600, 600]


def test_what_was_waited_already_is_no_wait_any_more(tmp_path: Path) -> None:
    made, clock = budget(tmp_path)
    for _ in range(4):
        clock.now += timedelta(minutes=1)
        made.spend(0)

    clock.now += timedelta(seconds=7)
    assert made.wait() == timedelta(seconds=3)
    clock.now += timedelta(seconds=4)
    assert made.wait() == timedelta(0)


def test_a_quarter_of_an_hour_later_it_begins_without_a_wait(tmp_path: Path) -> None:
    made, clock = budget(tmp_path)
    for _ in range(20):
        made.spend(0)

    clock.now += timedelta(minutes=15)
    for _ in range(3):
        assert made.wait() == timedelta(0)
        made.spend(0)
    assert made.wait() == timedelta(seconds=5)


def test_a_count_that_cannot_be_kept_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made, _ = budget(tmp_path / "nowhere")

    made.spend(0)

    assert "identifies.json cannot be written" in caplog.text


def test_fifty_in_a_day_are_enough(tmp_path: Path) -> None:
    made, clock = budget(tmp_path)
    for _ in range(50):
        made.spend(0)
        clock.now += timedelta(minutes=20)

    assert made.wait() == timedelta(hours=24) - timedelta(minutes=20 * 50)
    assert made.wait(shard=1) == timedelta(0)
    clock.now += timedelta(hours=8)
    assert made.wait() == timedelta(0)


def test_a_clock_that_was_set_back_makes_nobody_wait(tmp_path: Path) -> None:
    made, clock = budget(tmp_path)
    for _ in range(12):
        made.spend(0)
    clock.now -= timedelta(hours=6)

    assert made.wait() == timedelta(0)


def test_a_spoilt_file_counts_from_nought(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "identifies.json").write_text("[1, 2")

    made, _ = budget(tmp_path)

    assert made.wait() == timedelta(0)
    assert "cannot be read" in caplog.text


# Dead connections.


class FakeShard:
    """A connection whose last heartbeat took so long."""

    def __init__(self) -> None:
        self.latency = 0.1
        self.reconnected = 0

    async def reconnect(self) -> None:
        self.reconnected += 1


async def looked(
    monkeypatch: pytest.MonkeyPatch, shard: Any, reached: Any, *latencies: float
) -> None:
    """The watchdog looks once a minute, each time at a new latency."""
    dog, time = Watchdog(lambda: {0: shard}, reached), LoopTime(monkeypatch)
    for latency in latencies:
        shard.latency = latency
        await dog.look()
        time.advance(60)


async def _yes() -> None:
    return


async def _no() -> None:
    raise OSError("no net")


async def test_a_silent_connection_is_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shard = FakeShard()
    await looked(monkeypatch, shard, _yes, *[0.1] * 8)
    assert DEAD == 180
    assert shard.reconnected == 1  # the new one has its three minutes too


async def test_a_beating_one_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shard = FakeShard()
    await looked(monkeypatch, shard, _yes, 0.1, 0.11, 0.12, 0.1, 0.13, 0.14, 0.15)
    assert shard.reconnected == 0


async def test_one_that_hears_no_presses_is_made_anew_after_six_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shard, made_anew = FakeShard(), list[int]()
    shards: Any = {0: shard}
    time, dog = LoopTime(monkeypatch), Watchdog(lambda: shards, _yes)
    for minute in range(60 * 24):
        shard.latency = 0.1 + minute / 1e6
        if minute == 60:
            dog.heard(0)
        await dog.look()
        if shard.reconnected > len(made_anew):
            made_anew.append(minute)
        time.advance(60)

    assert made_anew[0] == 60 + 361
    assert len(made_anew) == 3


async def test_after_hours_without_a_line_its_time_is_counted_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shard = FakeShard()
    shards: Any = {0: shard}
    monkeypatch.setattr(watchdog, "EVERY", 0)
    time, dog = LoopTime(monkeypatch), Watchdog(lambda: shards, _yes)
    await dog.look()
    time.advance(7 * 3600)

    running = asyncio.create_task(dog.run())
    for _ in range(5):
        await asyncio.sleep(0)
    running.cancel()

    assert shard.reconnected == 0


async def test_without_a_net_it_is_not_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shard = FakeShard()
    with pytest.raises(OSError, match="no net"):
        await looked(monkeypatch, shard, _no, *[0.1] * 5)
    assert shard.reconnected == 0


# The doctor.

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDe." + "x" * 38


def test_the_doctor_gives_the_invitation_with_the_least_permissions() -> None:
    findings = [*doctor.findings(TOKEN)]

    assert {finding.sign for finding in findings} == {Sign.GOOD}
    assert (
        "https://discord.com/oauth2/authorize?client_id=123456789012345678"
        "&scope=bot+applications.commands&permissions=309237746688&integration_type=0"
    ) in findings[-1].text


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "does not look like a bot's token"),
        ("secret", "does not look like a bot's token"),
        (f"Bot {TOKEN}", "begins with “Bot ”"),
        (f" {TOKEN}", "has spaces around it"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_a_token(token: str, said: str) -> None:
    [wrong] = [found for found in doctor.findings(token) if found.sign is Sign.BAD]

    assert said in wrong.text


def test_another_server_may_have_tokens_of_its_own() -> None:
    findings = [*doctor.findings("anything", "http://127.0.0.1:4700/api")]

    assert Sign.BAD not in [finding.sign for finding in findings]
    assert findings[-1].text == (
        "Discord is http://127.0.0.1:4700/api here, as DISCORD_API_URL says."
    )


def test_neither_doctor_nor_settings_say_the_token(tmp_path: Path) -> None:
    said = [finding.text for finding in doctor.findings(f" {TOKEN}")]

    assert TOKEN not in " ".join(said)
    assert TOKEN not in repr(DiscordSettings(TOKEN, tmp_path))

"""Discord and Slack in one process: one database, and a member with both accounts."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from adapters.ticker import Ticker
from tests.discord.life import Life, rules
from tests.discord.peer import Discord, Person
from tests.slack import peer
from tests.slack.peer import Member
from tests.slack.peer import Rules as SlackRules

LOOKS = timedelta(seconds=0.1)
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}")


@dataclass
class Two:
    """A server and a workspace, each with a channel to study in."""

    life: Life
    slack: peer.Slack

    def __post_init__(self) -> None:
        server = self.life.peer.guild("Study group")
        self.hall = server.channel("study", system=True)
        self.discord_ben: Person = self.life.peer.user("Ben")
        team = self.slack.team("Study group")
        self.room = team.channel("study")
        self.slack_ben: Member = team.user("Benjamin", tz="UTC")
        given = {
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_APP_TOKEN": self.slack.app_token,
            "SLACK_API_URL": self.slack.api_url,
        }
        self.life.settings = replace(self.life.settings, slack=given)

    async def check(self, where: str) -> None:
        """A question there, answered."""
        if where == "discord":
            shown = await self.discord_ben.slash(self.hall, "quiz", form="check")
            await self.discord_ben.press(shown, "A")
        else:
            seen = await self.slack_ben.slash(self.room, "/study", "quiz form:check")
            await self.slack_ben.press(seen.message, "A")

    async def streak(self, where: str) -> str:
        if where == "discord":
            return (await self.discord_ben.slash(self.hall, "streak")).text
        seen = await self.slack_ben.slash(self.room, "/study", "streak")
        return seen.message.readable


@pytest.fixture
async def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Two]:
    monkeypatch.setattr("adapters.serve.Ticker", partial(Ticker, every=LOOKS))
    async with (
        Discord(rules()) as discord,
        peer.Slack(SlackRules(file_ready_after=0.05)) as slack,
    ):
        yield Two(Life(discord, tmp_path), slack)
        assert discord.violations == []
        assert slack.violations == []


async def test_an_account_on_each_is_one_person_until_they_part(two: Two) -> None:
    async with two.life.lived():
        await two.slack.sockets.connected()
        await two.check("discord")
        two.life.later(days=1)
        await two.check("slack")
        assert "1 day" in await two.streak("discord")

        shown = await two.slack_ben.slash(two.room, "/study", "settings link")
        (code,) = CODE.findall(shown.message.readable)
        assert shown.message.only_for is two.slack_ben.user
        asked = await two.discord_ben.slash(two.hall, "settings link", code=code)
        question = asked.text.replace("\\", "")
        done = await two.discord_ben.press(asked, "Link them")
        await two.life.holds(lambda: two.slack_ben.direct.messages)

    assert asked.ephemeral
    assert "Ben (Discord): streak of 1 day" in question
    assert "Benjamin (Slack): streak of 1 day" in question
    assert "Together, a streak of 2 days." in question
    assert "Streak: 2 days." in done.text

    async with two.life.lived():  # also after a restart
        await two.slack.sockets.connected()
        assert "2 days: your best so far." in await two.streak("slack")
        two.life.later(days=1)
        await two.check("discord")
        assert "3 days: your best so far." in await two.streak("slack")
        told = two.slack_ben.direct.messages[0].readable
        assert "Ben (Discord) is now linked with this account" in told

        await two.slack_ben.slash(two.room, "/study", "settings unlink")
        assert "1 day: your best so far." in await two.streak("slack")
        assert "2 days: your best so far." in await two.streak("discord")

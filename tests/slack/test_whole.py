"""The whole bot in a workspace over real sockets, from its settings on."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import aiohttp

from adapters.serve import running
from bot import settings
from tests.slack import peer
from tests.slack.peer.world import Channel, Message

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


async def posted(channel: Channel) -> Message:
    """The first message of a channel, once it stands there."""
    for _ in range(500):
        if channel.messages:
            return channel.messages[0]
        await asyncio.sleep(0.02)
    raise AssertionError("nothing was posted")


async def asked(address: str) -> tuple[int, str]:
    """What a browser would be given."""
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        return answer.status, await answer.text()


async def test_from_tokens_to_a_saved_answer_and_back_after_a_restart(
    tmp_path: Path,
) -> None:
    async with peer.Slack() as slack:
        team = slack.team("Study group")
        study = team.channel("study")
        ada = team.user("Ada", tz="Europe/Berlin", admin=True)
        environment = {
            "STUDYBOT_DATA": str(tmp_path),
            "STUDYBOT_PORT": "0",
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        found = settings.read(environment)
        assert not found.page

        async with running(found, "UTC", lambda: NOON, Random(7)) as address:
            await slack.sockets.connected()
            assert await asked(f"{address}/healthz") == (200, "ok")
            assert (await asked(address))[0] == 404
            await ada.slash(study, "/study", "drop set time:09:00")
            await ada.slash(study, "/study", "drop now")
            card = await posted(study)
            revealed = await ada.press(card, "Show answer")
        assert "Which of these did you say?" in revealed.text

        async with running(found, "UTC", lambda: NOON, Random(8)):
            await slack.sockets.connected()
            again = await ada.slash(study, "/study", "today")
            assert "Card of the day" in again.text

        cards = [m for m in study.messages if "Card of the day" in m.readable]
        assert len(cards) == 1
        assert slack.violations == []

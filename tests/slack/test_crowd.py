"""Many at once: all acknowledged, each counted once, and Slack's limits kept."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from adapters.serve import running
from bench import slack as bench
from bot import settings
from tests.slack import peer
from tests.slack.peer import Rules
from tests.slack.test_whole import NOON, posted
from tests.slack.town import town
from tests.soak.long import long

CROWD = 60


async def test_where_no_more_modals_may_be_opened_the_answer_is_a_message(
    tmp_path: Path,
) -> None:
    rules = Rules(file_ready_after=0.05, limited=True, tiers={"views.open": 1})
    async with town(tmp_path, rules) as small:
        drop = await small.drop()
        cleo = small.space.user("Cleo", tz="UTC")
        first = await small.ada.press(drop, "Show answer")
        second = await small.ben.press(drop, "Show answer")
        third = await cleo.press(drop, "Show answer")
        await small.ben.select(second.message, "picks.0", ["0", "1"])
        saved = await small.ben.press(second.message, "Save")

        assert first.view.submit == "Save"
        assert "Which of these did you say?" in third.message.readable
        assert "2 of" in saved.text
        # While Slack wants a rest, it is not even asked.
        assert len(small.peer.called("views.open")) == 2
        small.clean()


async def test_each_of_a_crowd_is_acknowledged_and_counted_once(
    tmp_path: Path,
) -> None:
    async with peer.Slack(Rules(ack_within=60, trigger_lives=60)) as slack:
        team = slack.team("Study group")
        study = team.channel("study")
        ada = team.user("Ada", tz="UTC", admin=True)
        people = [team.user(f"Member {n}", tz="UTC") for n in range(CROWD)]
        environment = {
            "STUDYBOT_DATA": str(tmp_path),
            "STUDYBOT_PORT": "0",
            "SLACK_BOT_TOKEN": team.token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": slack.api_url,
        }
        found = settings.read(environment)
        async with running(found, "UTC", lambda: NOON, Random(7)):
            await slack.sockets.connected()
            await ada.slash(study, "/study", "drop set time:09:00")
            await ada.slash(study, "/study", "drop now")
            card = await posted(study)
            acts = [partial(one.press, card, "Show answer") for one in people]
            seen = await slack.at_once(acts, within=0.1)
            twice = await slack.at_once(acts, within=0.1)
        with closing(sqlite3.connect(found.database)) as db:
            counted = db.execute("select member, step from attempts").fetchall()

        assert [one.failure for one in (*seen, *twice)] == [None] * 2 * CROWD
        assert len(counted) == len(set(counted)) == CROWD
        assert slack.violations == []


@long
@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_a_thousand_presses_in_a_second() -> None:
    assert "1,000 revealed, 1,000 saved" in (await bench.storms()).note


@long
@pytest.mark.soak
@pytest.mark.timeout(1800)
async def test_ten_thousand_channels_due_at_once() -> None:
    assert "9,999" in str(await bench.drops())

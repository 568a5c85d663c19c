"""The whole bot against a Web API of Slack's that others wrote."""

import asyncio
import json
import os
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web

from adapters.serve import running
from adapters.slack import manifest
from adapters.slack.transport import bears
from adapters.slack.wire import Wire
from bot import settings
from tests.slack.emulate import (
    ADMIN,
    ADMINS,
    CHANNEL,
    TEAM,
    TOKEN,
    Emulated,
    emulated,
    served,
    version,
)
from tests.slack.peer import blocks as tree
from tests.slack.peer.signed import FORM, JSON, signature

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(
        os.environ.get("STUDYBOT_SOAK") != "1", reason="installs with npm: soak only"
    ),
    pytest.mark.skipif(version() is None, reason="needs Node 20 or 24, with npm"),
]

SECRET = "the-signing-secret"
PNG = b"\x89PNG"


@dataclass
class Client:
    """Slack's client: what it sends to the bot, signed, and what comes back."""

    there: Emulated
    clock: Callable[[], datetime]
    bot: str = ""
    url: str = ""
    """Our response URL: the emulator has none."""
    said: list[dict[str, Any]] = field(default_factory=list)

    async def respond(self, request: web.Request) -> web.Response:
        self.said.append(await request.json())
        return web.Response(text="ok")

    async def slash(self, text: str) -> str:
        """The private answer."""
        before = len(self.said)
        given = {
            "team_id": TEAM,
            "channel_id": CHANNEL,
            "channel_name": "general",
            "user_id": ADMIN,
            "user_name": "admin",
            "command": "/study",
            "text": text,
            "response_url": self.url,
            "trigger_id": await self._trigger(),
        }
        await self._send(urlencode(given).encode(), FORM)

        async def answered() -> list[dict[str, Any]]:
            return self.said[before:]

        return tree.as_text((await holds(answered))[-1]["blocks"])

    async def press(self, message: dict[str, Any], label: str) -> None:
        ids = {"block_id": "actions", "action_id": token(message, label)}
        stamp = {"action_ts": f"{self.clock().timestamp():.6f}"}
        await self._interact(
            {
                "type": "block_actions",
                "container": {"type": "message", "message_ts": message["ts"]},
                "channel": {"id": CHANNEL, "name": "general"},
                "response_url": self.url,
                "actions": [{"type": "button", **ids, **stamp}],
            }
        )

    async def submit(self, callback: str, view: str, picks: list[str]) -> Any:
        """Sends in a modal of boxes; gives the acknowledgement."""
        chosen = [{"text": {}, "value": pick} for pick in picks]
        boxes = {"type": "checkboxes", "selected_options": chosen}
        shown = {
            "id": view,
            "type": "modal",
            "callback_id": callback,
            "private_metadata": json.dumps([CHANNEL, "general"]),
            "state": {"values": {"boxes": {"picks.0": boxes}}},
        }
        return await self._interact({"type": "view_submission", "view": shown})

    async def event(self, event: dict[str, Any]) -> None:
        body = {"type": "event_callback", "team_id": TEAM, "event_id": "Ev1"}
        await self._send(json.dumps(body | {"event": event}).encode(), JSON)

    async def shown(self, where: str) -> list[str]:
        """The ids of the views in a section of the emulator's own page."""
        page = (await self.there.data(f"{self.there.url}/?tab=views")).decode()
        section = page.partition(f">{where}<")[2].partition("<h2")[0]
        return re.findall(r"\bV[0-9A-Z]{8,}\b", section)

    async def _interact(self, payload: dict[str, Any]) -> Any:
        who = {"id": ADMIN, "name": "admin", "team_id": TEAM}
        whole = {"user": who, "team": {"id": TEAM}, "trigger_id": await self._trigger()}
        body = json.dumps(whole | payload)
        return await self._send(urlencode({"payload": body}).encode(), FORM)

    async def _send(self, body: bytes, kind: str) -> Any:
        stamp = str(int(self.clock().timestamp()))
        headers = {
            "Content-Type": kind,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": signature(SECRET, stamp, body),
        }
        url = f"{self.bot}/slack/events"
        async with self.there.session.post(url, data=body, headers=headers) as answer:
            assert answer.status == 200
            text = await answer.text()
        return json.loads(text) if text else None

    async def _trigger(self) -> str:
        made = await self.there.call("views.generateTriggerId", user_id=ADMIN)
        return str(made["trigger_id"])


def token(message: dict[str, Any], button: str) -> str:
    """The action_id of a button: the emulator gives blocks no ids of their own."""
    found = tree.elements(message["blocks"])
    labels = {one["text"]["text"]: one["action_id"] for _, one in found}
    return str(labels[button])


@asynccontextmanager
async def client_of(
    there: Emulated, clock: Callable[[], datetime]
) -> AsyncIterator[Client]:
    client = Client(there, clock)
    async with served("POST", "/respond", client.respond) as address:
        client.url = f"{address}/respond"
        yield client


async def holds(true: Callable[[], Awaitable[Any]]) -> Any:
    """What it gives, once that is something; half a minute at most."""
    async with asyncio.timeout(30):
        found = await true()
        while not found:  # it can only be asked
            await asyncio.sleep(0.05)
            found = await true()
    return found


async def test_a_card_is_posted_answered_edited_and_found_again(tmp_path: Path) -> None:
    ahead = timedelta()

    def clock() -> datetime:
        return datetime.now(UTC) + ahead

    scopes = [*manifest.SCOPES, *manifest.OPTIONAL]
    async with emulated(tmp_path, scopes) as there, client_of(there, clock) as client:
        found = settings.read(
            {
                "STUDYBOT_DATA": str(tmp_path / "data"),
                "STUDYBOT_PORT": "0",
                "SLACK_BOT_TOKEN": TOKEN,
                "SLACK_SIGNING_SECRET": SECRET,
                "SLACK_API_URL": there.api_url,
            }
        )

        async def card() -> dict[str, Any] | None:
            told = await there.call("conversations.history", channel=CHANNEL)
            texts = ((one, str(one.get("blocks"))) for one in told["messages"])
            return next((one for one, text in texts if "Card of the day" in text), None)

        async with running(found, "UTC", clock, Random(7)) as client.bot:
            set_up = await client.slash("drop set time:09:00 thread:on pin:on")
            assert "At 09:00" in set_up
            await client.slash("drop now")
            posted = await holds(card)
            [picture] = tree.images(posted["blocks"])
            file = await there.call("files.info", file=picture["slack_file"]["id"])
            data = await there.data(file["file"]["url_private"])
            assert data.startswith(PNG)
            thread = {"channel": CHANNEL, "ts": posted["ts"]}

            async def threaded() -> bool:
                told = await there.call("conversations.replies", **thread)
                pinned = await there.call("pins.list", ADMINS, channel=CHANNEL)
                return len(told["messages"]) == 2 and len(pinned["items"]) == 1

            await holds(threaded)

            await client.press(posted, "Show answer")
            view, *_ = await holds(lambda: client.shown("Modals"))
            callback = token(posted, "Show answer").replace("reveal", "tick")
            verdict = await client.submit(callback, view, ["0", "1"])
            assert verdict["response_action"] == "update"
            assert "2 of" in tree.as_text(verdict["view"]["blocks"])

            ahead += timedelta(minutes=1)
            await client.slash("streak")

            async def counted() -> bool:
                return "1 has answered" in str(await card())

            await holds(counted)
            home = {"type": "app_home_opened", "user": ADMIN, "tab": "home"}
            await client.event(home | {"channel": "D1", "event_ts": "1.2"})
            await holds(lambda: client.shown("App Home"))

        async def given(_: str) -> str:
            return TOKEN

        wire = Wire(there.api_url, given)
        recent, _ = await wire.recent(TEAM, CHANNEL)
        await wire.close()
    with closing(sqlite3.connect(found.database)) as db:
        [(mark,)] = db.execute("select mark from messages where kind = 'drop'")
    assert [bears(one, mark) for one in recent].count(True) == 1

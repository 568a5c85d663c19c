"""The requests to Slack: one method for each, bounded in time, each with its token.

slack_sdk repeats a request whose connection broke, by default, and Slack knows no two
posts to be the same: so posts go through a client that repeats nothing, over a
connection of their own.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from adapters.json_types import Json
from adapters.pace import Pace
from adapters.slack import faults
from adapters.slack.refs import Ref
from adapters.slack.render import Message

PATIENCE = 10
"""Seconds for one request."""

PAGE = 200
"""Messages that are read at once, looking for one of ours. To apps that are distributed
outside of its marketplace, Slack gives 15 of them, once a minute."""

EVENT = "studybot"
"""The type of the metadata that holds a message's mark."""

AGAIN = 0.5
"""Seconds until an answer is sent once more."""

ERROR_LENGTH = 200

quiet = logging.getLogger("adapters.slack.sdk")
"""The libraries' own lines: at lower levels they hold what members wrote."""
quiet.setLevel(logging.WARNING)


class Wire:
    """`token` gives a workspace's; it raises NotInstalled where there is none.

    Each request may end in what `faults.FAULTS` names.
    """

    def __init__(self, base: str, token: Callable[[str], Awaitable[str]]) -> None:
        self._base = base
        self._token = token
        self._session: aiohttp.ClientSession | None = None
        self._views = Pace(0.0)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def client(self, token: str = "") -> AsyncWebClient:
        """One that repeats what can be repeated without harm."""
        return AsyncWebClient(
            token=token or None,
            base_url=self._base,
            timeout=PATIENCE,
            session=self.session(),
            logger=quiet,
            retry_handlers=[
                AsyncConnectionErrorRetryHandler(),
                AsyncRateLimitErrorRetryHandler(max_retry_count=1),
            ],
        )

    def session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                timeout=aiohttp.ClientTimeout(total=PATIENCE),
            )
        return self._session

    # Messages.

    async def post(
        self, team: str, channel: str, message: Message, mark: str, thread: str = ""
    ) -> Json:
        """A new message; never repeated."""
        given = await (await self._once(team)).chat_postMessage(
            channel=channel,
            thread_ts=thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **_said(message, mark),
        )
        return cast(Json, given.data)

    async def edit(self, team: str, ref: Ref, message: Message, mark: str) -> Json:
        given = await (await self._once(team)).chat_update(
            channel=ref.channel, ts=ref.ts, **_said(message, mark)
        )
        return cast(Json, given.data)

    async def recent(
        self, team: str, channel: str, since: float = 0.0, cursor: str = ""
    ) -> tuple[list[Json], str]:
        """The channel's last messages, with what is hidden in them, newest first.

        And the cursor to those before them, as long as there are any since then.
        """
        found = await (await self._once(team)).conversations_history(
            channel=channel,
            limit=PAGE,
            oldest=f"{since:.6f}",
            cursor=cursor or None,
            include_all_metadata=True,
        )
        more = (found.get("response_metadata") or {}).get("next_cursor")
        return cast(list[Json], found["messages"]), str(more or "")

    async def direct(self, team: str, user: str) -> str:
        """The conversation of somebody with the app."""
        found = await (await self._again(team)).conversations_open(users=user)
        return str(cast(Json, found["channel"])["id"])

    async def pin(self, team: str, ref: Ref) -> None:
        await (await self._again(team)).pins_add(channel=ref.channel, timestamp=ref.ts)

    async def unpin(self, team: str, ref: Ref) -> None:
        client = await self._again(team)
        await client.pins_remove(channel=ref.channel, timestamp=ref.ts)

    async def respond(
        self, url: str, message: Message, *, replace: bool, thread: str = ""
    ) -> None:
        """To the one who pressed or typed, by the address that came with it.

        Once more where it is not clear that it came: only they would see it twice.
        """
        said: Json = {
            "response_type": "ephemeral",
            "replace_original": replace,
            "text": message.text,
            "blocks": message.blocks,
            "unfurl_links": False,
            "unfurl_media": False,
        }
        if thread and not replace:
            said["thread_ts"] = thread
        try:
            clear = await self._responded(url, said)
        except aiohttp.ClientError:
            clear = False
        if not clear:
            await asyncio.sleep(AGAIN)
            if not await self._responded(url, said):
                raise faults.Refused("internal_error")

    async def _responded(self, url: str, said: Json) -> bool:
        """Whether it came; Refused where it certainly did not."""
        async with self.session().post(url, json=said) as answer:
            if 400 <= answer.status < 500:
                raise faults.Refused(_refusal(await answer.text()))
            return answer.status == 200

    # Views.

    async def open(self, team: str, trigger: str, view: Json) -> str:
        """A modal; gives its id."""
        return await self._opened("views.open", team, trigger, view)

    async def push(self, team: str, trigger: str, view: Json) -> str:
        """A modal above the one that was pressed."""
        return await self._opened("views.push", team, trigger, view)

    async def _opened(self, method: str, team: str, trigger: str, view: Json) -> str:
        """Nobody waits for a modal, so where Slack wants a rest, it is not asked."""
        key = f"{method} {team}"
        if self._views.take(key):
            raise faults.Refused(faults.LIMITED)
        asked = {"trigger_id": trigger, "view": view}
        try:
            given = await (await self._once(team)).api_call(method, json=asked)
        except SlackApiError as fault:
            if faults.limited(fault):
                self._views.rest(key, faults.asked_to_wait(fault))
            raise
        return str(cast(Json, given["view"])["id"])

    async def update(self, team: str, id: str, view: Json) -> None:
        await (await self._again(team)).views_update(view_id=id, view=view)

    async def publish(self, team: str, user: str, view: Json) -> None:
        await (await self._again(team)).views_publish(user_id=user, view=view)

    # People and workspaces.

    async def user(self, team: str, user: str) -> Json:
        found = await (await self._again(team)).users_info(user=user)
        return cast(Json, found["user"])

    async def whoami(self, token: str) -> tuple[Json, frozenset[str]]:
        """Whose token it is, and its scopes."""
        found = await self.client(token).auth_test()
        headers = {key.lower(): value for key, value in found.headers.items()}
        scopes = str(headers.get("x-oauth-scopes", ""))
        granted = frozenset(scope.strip() for scope in scopes.split(",") if scope)
        return cast(Json, found.data), granted

    async def exchange(self, **given: str) -> Json:
        """A code that an installation brought, for a token. Never repeated."""
        url = f"{self._base}oauth.v2.access"
        async with self.session().post(url, data=given) as answer:
            told = json.loads(await answer.text())
        if not told.get("ok"):
            raise faults.Refused(str(told.get("error") or answer.status))
        return cast(Json, told)

    # Files.

    async def begin_upload(
        self, team: str, name: str, length: int, alt: str
    ) -> tuple[str, str]:
        """The address to send it to, and the file's id."""
        given = await (await self._again(team)).files_getUploadURLExternal(
            filename=name, length=length, alt_txt=alt or None
        )
        return str(given["upload_url"]), str(given["file_id"])

    async def send(self, url: str, data: bytes) -> None:
        async with self.session().post(url, data=data) as answer:
            if answer.status != 200:
                raise faults.Refused(_refusal(await answer.text()))

    async def complete_upload(
        self, team: str, file: str, title: str, channel: str = "", comment: str = ""
    ) -> None:
        """Without a channel it belongs to the app alone, and can stand in blocks."""
        await (await self._once(team)).files_completeUploadExternal(
            files=[{"id": file, "title": title}],
            channel_id=channel or None,
            initial_comment=comment or None,
        )

    async def file(self, team: str, id: str) -> Json:
        found = await (await self._again(team)).files_info(file=id)
        return cast(Json, found["file"])

    async def fetch(self, team: str, url: str, most: int) -> bytes | None:
        """A member's file; None where it has more than `most` bytes.

        The token goes along, so the address has to be Slack's own.
        """
        there, base = urlsplit(url), urlsplit(self._base)
        host = there.hostname or ""
        api = (there.scheme, host) == (base.scheme, base.hostname)
        if not api and not (there.scheme == "https" and host.endswith(".slack.com")):
            raise faults.Refused("not an address of Slack's")
        headers = {"Authorization": f"Bearer {await self._token(team)}"}
        async with self.session().get(url, headers=headers) as answer:
            # To whom it gives nothing, Slack shows its page for signing in.
            if answer.status != 200 or answer.content_type == "text/html":
                raise faults.Refused(str(answer.status))
            data = await answer.content.read(most + 1)
            while len(data) <= most and (more := await answer.content.read(most)):
                data += more
        return data if len(data) <= most else None

    async def _again(self, team: str) -> AsyncWebClient:
        return self.client(await self._token(team))

    async def _once(self, team: str) -> AsyncWebClient:
        return AsyncWebClient(
            token=await self._token(team),
            base_url=self._base,
            timeout=PATIENCE,
            logger=quiet,
            retry_handlers=[],
        )


def _said(message: Message, mark: str) -> Json:
    return {
        "text": message.text,
        "blocks": message.blocks,
        "metadata": {"event_type": EVENT, "event_payload": {"mark": mark}},
    }


def _refusal(answer: str) -> str:
    """Slack's word, which comes alone or in JSON."""
    try:
        return str(json.loads(answer).get("error") or answer)[:ERROR_LENGTH]
    except (ValueError, AttributeError):
        return answer[:ERROR_LENGTH]

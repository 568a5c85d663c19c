"""Installing the app in further workspaces: out to Slack's page, and back."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from adapters.redact import redact
from adapters.slack import names
from bot.panels import Caller
from tests.slack import peer
from tests.slack.peer import Kind
from tests.slack.town import Town, by_http


@dataclass
class Browser:
    """Somebody at Slack's page and ours; `address` is ours."""

    town: Town
    address: str
    session: aiohttp.ClientSession
    guest: peer.Workspace

    async def begin(self) -> str:
        """To Slack's page; gives where it sends one back once it is allowed."""
        async with self._get(f"{self.address}/slack/install") as ours:
            there = ours.headers["Location"]
        owner = next(user for user in self.guest.team.users.values() if not user.bot)
        cookies = {"Cookie": f"d={owner.id}"}
        async with self._get(there, headers=cookies) as slack:
            assert slack.status == 302, await slack.text()
            return slack.headers["Location"]

    async def back(self, address: str) -> tuple[int, str]:
        async with self._get(address) as answer:
            return answer.status, await answer.text()

    def _get(
        self, address: str, headers: dict[str, str] | None = None
    ) -> "aiohttp.client._RequestContextManager":
        return self.session.get(address, allow_redirects=False, headers=headers)


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[Browser]:
    async with by_http(tmp_path, installable=True) as town:
        assert town.peer.http_app_url is not None
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            address = town.peer.http_app_url.removesuffix("/slack/events")
            guest = town.peer.team("Guests <b>", scopes=None)
            guest.user("Gil", admin=True)
            yield Browser(town, address, session, guest)
        town.clean()


async def test_a_workspace_installs_the_app_and_can_use_it_at_once(
    browser: Browser,
) -> None:
    status, page = await browser.back(await browser.begin())

    assert status == 200
    assert "Studybot is now in Guests &lt;b&gt;." in page

    gia = browser.guest.user("Gia")
    channel = browser.guest.channel("study")
    seen = await gia.slash(channel, "/study", "streak")
    assert "Your streak" in seen.text


async def test_who_installed_it_is_greeted(browser: Browser) -> None:
    await browser.back(await browser.begin())

    outcomes = await browser.town.clock(minutes=1)

    assert [type(one).__name__ for one in outcomes] == ["Sent"]


async def test_back_in_a_workspace_its_channels_go_on_by_themselves(
    browser: Browser,
) -> None:
    await browser.back(await browser.begin())
    gus = browser.guest.user("Gus", admin=True)
    channel = browser.guest.channel("study")
    await gus.slash(channel, "/study", "drop set time:09:00 deck:basics")
    for told in browser.guest.uninstall():
        await told.done.wait()
    assert browser.town.store.channels.next_due() is None

    browser.guest.app.error = ""
    await browser.back(await browser.begin())
    await browser.town.clock(hours=25)

    assert any("Answer" in message.buttons for message in channel.messages)


async def test_a_state_is_good_once(browser: Browser) -> None:
    address = await browser.begin()
    await browser.back(address)

    assert (await browser.back(address))[0] == 400


async def test_a_state_and_a_token_survive_a_restart(browser: Browser) -> None:
    address = await browser.begin()
    await browser.town.restart()

    status, _ = await browser.back(address)
    await browser.town.restart()

    assert status == 200
    found = await browser.town.slack.installations.of(browser.guest.id)
    assert found.token == browser.guest.token


@pytest.mark.parametrize(("seconds", "taken"), [(290, 200), (300, 400)])
async def test_a_state_is_good_for_five_minutes(
    browser: Browser, seconds: int, taken: int
) -> None:
    address = await browser.begin()
    browser.town.later += timedelta(seconds=seconds)

    status, page = await browser.back(address)

    assert (status, "begin again" in page) == (taken, taken == 400)
    assert len(browser.town.peer.called("oauth.v2.access")) == (taken == 200)


async def test_a_token_is_in_the_database_alone(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await browser.back(await browser.begin())
    gil = next(user for user in browser.guest.team.users.values() if not user.bot)
    caller = Caller(names.member(browser.guest.id, gil.id), "Gil", None, None)
    with browser.town.store.transaction():
        (post,) = browser.town.engine.run(  # type: ignore[misc] # not a form
            caller, "privacy export", {}, browser.town.now
        )

    token = browser.guest.token
    assert token in "\n".join(browser.town.store._db.conn.iterdump())
    assert token not in repr(post)
    found = await browser.town.slack.installations.of(browser.guest.id)
    assert token not in repr(found)
    assert token not in "".join(map(redact, caplog.messages))


async def test_where_the_app_is_taken_out_nothing_of_it_is_kept(
    browser: Browser,
) -> None:
    await browser.back(await browser.begin())
    gia = browser.guest.user("Gia")
    await gia.slash(browser.guest.channel("study"), "/study", "quiz form:check")
    assert browser.town.store.sizes()["keepsakes"] > 1

    for told in browser.guest.uninstall():
        await told.done.wait()

    topics = "select distinct topic from keepsakes order by topic"
    left = browser.town.store._db.execute(topics).fetchall()
    assert left == [("slack.event",), ("slack.signed",)]


async def test_a_state_is_good_in_the_browser_in_which_it_was_begun(
    browser: Browser,
) -> None:
    address = await browser.begin()
    browser.session.cookie_jar.clear()

    status, _ = await browser.back(address)

    assert status == 400
    assert browser.town.peer.called("oauth.v2.access") == []


async def test_the_browser_is_known_by_a_cookie_for_five_minutes_and_for_us_alone(
    browser: Browser,
) -> None:
    async with browser._get(f"{browser.address}/slack/install") as answer:
        (cookie,) = answer.cookies.values()
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)

    assert answer.status == 302
    assert (cookie["path"], cookie["max-age"]) == ("/slack", "300")
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["secure"] == ""  # ours is reached by http here
    assert len(asked["state"][0]) == len(cookie.value) == 43
    assert cookie.value != asked["state"][0]


async def test_a_state_that_we_never_made_is_refused(browser: Browser) -> None:
    await browser.begin()

    status, page = await browser.back(
        f"{browser.address}/slack/oauth_redirect?state=mine&code=stolen"
    )

    assert (status, "begin again" in page) == (400, True)


async def test_who_says_no_is_told_so(browser: Browser) -> None:
    address = urlsplit(await browser.begin())
    state = parse_qs(address.query)["state"][0]

    status, page = await browser.back(
        f"{browser.address}/slack/oauth_redirect?state={state}&error=access_denied"
    )

    assert (status, "Nothing was installed" in page) == (200, True)


async def test_only_the_scopes_that_are_needed_are_asked_for(browser: Browser) -> None:
    async with browser._get(f"{browser.address}/slack/install") as ours:
        asked = parse_qs(urlsplit(ours.headers["Location"]).query)

    assert asked["scope"] == [
        "chat:write,commands,files:read,files:write,im:write,users:read,"
        "channels:history,groups:history,im:history,chat:write.public,pins:write"
    ]
    assert len(asked["state"][0]) >= 32


@pytest.mark.parametrize(
    ("kind", "noted"),
    [
        (Kind.ERROR, "bad_client_secret"),
        (Kind.STATUS_502, "JSONDecodeError"),
        (Kind.TRUNCATED, "JSONDecodeError"),
    ],
)
async def test_where_slack_gives_no_token_nothing_is_installed_and_it_is_said(
    browser: Browser, kind: Kind, noted: str, caplog: pytest.LogCaptureFixture
) -> None:
    browser.town.peer.fault("oauth.v2.access", 1, kind, error="bad_client_secret")

    status, said = await browser.back(await browser.begin())

    assert status == 502
    assert "Slack did not take it. Please begin again in a minute." in said
    assert f"An installation failed: {noted}" in caplog.messages
    assert "Traceback" not in caplog.text
    assert (await browser.back(await browser.begin()))[0] == 200

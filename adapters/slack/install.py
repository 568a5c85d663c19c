"""Letting further workspaces install the app: out to Slack's page, and back.

The state that goes along is good once, for five minutes, and in the browser in which it
was begun.

Bolt's own flow (AsyncOAuthFlow, 1.30.0) is not used, though its stores could be ours:
it needs as much around it, writes the code of an exchange that failed into the log,
lets a broken connection go up as an error, and loses an installation whose `auth.test`,
asked after the exchange, fails.
"""

import hashlib
import hmac
import html
import logging
import secrets
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import urlencode

from aiohttp import web

from adapters.slack import faults, manifest, words
from adapters.slack.installations import Installations
from adapters.slack.keepsakes import Keepsakes
from adapters.slack.settings import SlackSettings
from adapters.slack.wire import Wire

log = logging.getLogger(__name__)

PATH, BACK = "/slack/install", "/slack/oauth_redirect"
COOKIE = "studybot-slack-install"
TOPIC = "slack.state"
LIVES = timedelta(minutes=5)
"""How long somebody may be on Slack's page, on the way back to us."""


class Install:
    """`greet` says hello to the one (by workspace and user) who let the app in."""

    def __init__(
        self,
        settings: SlackSettings,
        wire: Wire,
        installations: Installations,
        keepsakes: Keepsakes,
        clock: Callable[[], datetime],
        greet: Callable[[str, str], Awaitable[None]],
    ) -> None:
        self._settings = settings
        self._wire = wire
        self._installations = installations
        self._keepsakes = keepsakes
        self._clock = clock
        self._greet = greet

    def mount(self, app: web.Application) -> None:
        app.router.add_get(PATH, self.begin)
        app.router.add_get(BACK, self.back)

    async def begin(self, _: web.Request) -> web.Response:
        """To Slack's page, where somebody lets the app in."""
        state, browser = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        until = self._clock() + LIVES
        await self._keepsakes.keep(TOPIC, _digest(state), _digest(browser), until)
        asked = {
            "client_id": self._settings.client_id,
            "scope": ",".join((*manifest.SCOPES, *manifest.OPTIONAL)),
            "redirect_uri": self._redirect(),
            "state": state,
        }
        target = f"{self._settings.authorize}?{urlencode(asked)}"
        answer = web.Response(status=302, headers={"Location": target})
        answer.set_cookie(
            COOKIE,
            browser,
            max_age=int(LIVES.total_seconds()),
            path="/slack",
            secure=self._settings.address.startswith("https:"),
            httponly=True,
            samesite="Lax",
        )
        return answer

    async def back(self, request: web.Request) -> web.Response:
        """From Slack's page, with a code for a token, or with a no."""
        given, browser = request.query, request.cookies.get(COOKIE, "")
        kept = await self._keepsakes.take(TOPIC, _digest(given.get("state", "")))
        if kept is None or not hmac.compare_digest(kept, _digest(browser)):
            return _page(words.install_stale(), 400)
        code = given.get("code", "")
        if given.get("error") or not code:
            return _page(words.install_denied(), 200)
        try:
            told = await self._wire.exchange(
                client_id=self._settings.client_id,
                client_secret=self._settings.client_secret,
                code=code,
                redirect_uri=self._redirect(),
            )
            owner = str(told["authed_user"]["id"])
            installed = await self._installations.add(told)
        except (KeyError, TypeError, ValueError, *faults.FAULTS) as fault:
            # Of a whole organisation, Slack tells no workspace.
            log.warning("An installation failed: %s", faults.short(fault))
            return _page(words.install_failed(), 502)
        await self._greet(installed.team, owner)
        return _page(words.installed(installed.name), 200)

    def _redirect(self) -> str:
        return f"{self._settings.address.rstrip('/')}{BACK}"


def _digest(secret: str) -> str:
    """What is kept of a secret: enough to know it again."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _page(sentence: str, status: int) -> web.Response:
    said = html.escape(sentence)
    page = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Studybot</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<body style="font:1.1rem system-ui;max-width:34rem;margin:4rem auto">'
        f"<p>{said}</p></body></html>"
    )
    answer = web.Response(text=page, content_type="text/html", status=status)
    answer.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'"
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.del_cookie(COOKIE, path="/slack")
    return answer

"""Response URLs: a few words to whoever pressed or typed, for half an hour.

https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
"""

from collections.abc import Callable

from .checks import Checks, Ready, parsed
from .errors import ApiError, Json
from .limits import TEXT
from .posting import Draft, Posting
from .tickets import ResponseUrl
from .world import Channel, Message, Team, User

Readiness = Callable[[Team], Ready]


class Responses:
    def __init__(
        self, checks: Checks, posting: Posting, readiness: Readiness, app: "Author"
    ) -> None:
        self._checks = checks
        self._posting = posting
        self._readiness = readiness
        self._app = app

    def respond(self, url: ResponseUrl, body: Json) -> None:
        """What a body posted to `url` does."""
        replace, delete = body.get("replace_original"), body.get("delete_original")
        if _yes(delete):
            self._delete(url)
            return
        draft = self.draft("response_url", url.user.team, body)
        if self._replaces(url, body, replace):
            self._change(url, draft)
            return
        self.say(
            url.user, url.channel, draft, body.get("response_type") == "in_channel"
        )

    def draft(self, call: str, team: Team, body: Json) -> Draft:
        text = str(body.get("text") or "")
        blocks: list[Json] = []
        if body.get("blocks"):
            ready = self._readiness(team)
            blocks = self._checks.blocks(call, body["blocks"], ready)
        attachments = parsed(body.get("attachments"), "/attachments") or []
        if not (text or blocks or attachments):
            raise ApiError("no_text")
        return Draft(
            text[:TEXT],
            blocks,
            attachments if isinstance(attachments, list) else [],
            body.get("metadata"),
            body.get("thread_ts"),
            body.get("unfurl_links"),
            body.get("unfurl_media"),
            bool(body.get("link_names")),
        )

    def say(self, user: User, channel: Channel, draft: Draft, public: bool) -> Message:
        """Membership is not needed: whoever acted is there."""
        only_for = None if public else user
        return self._posting.post(channel, self._app(user.team), draft, only_for)

    def _replaces(self, url: ResponseUrl, body: Json, replace: object) -> bool:
        if url.source is None:
            if _yes(replace):
                # Seen in life: bolt-js #2287, bolt-python #1268.
                text = "does nothing where there was no message: it posts a new one"
                self._checks.note("response_url", "/replace_original", text, "#2287")
            return False
        if replace is None and body.get("response_type") is None:
            # Slack replaces the message unless it is told false.
            text = "left to Slack's default, which replaces the message"
            page = "interactivity/handling-user-interaction"
            self._checks.note("response_url", "/replace_original", text, page)
            return True
        return _yes(replace)

    def _change(self, url: ResponseUrl, draft: Draft) -> None:
        source = url.source
        assert source is not None
        gone = source.only_for and source not in source.only_for.ephemerals
        if not source.deleted and not gone:
            self._posting.change(source, draft)

    def _delete(self, url: ResponseUrl) -> None:
        if url.source is not None and not url.source.deleted:
            self._posting.delete(url.source)


Author = Callable[[Team], User]


def _yes(value: object) -> bool:
    return value is True or str(value).lower() == "true"

"""What Slack sends to an app, field by field.

https://docs.slack.dev/reference/interaction-payloads
"""

from dataclasses import dataclass

from tests.clock import Clock

from . import inputs
from .errors import Json
from .escaping import escaped
from .mint import Mint
from .rules import Rules
from .screens import Screens
from .tickets import Tickets
from .world import Channel, Message, Privacy, Team, User, View

_NAMES = {Privacy.DIRECT: "directmessage", Privacy.PRIVATE: "privategroup"}


@dataclass(frozen=True, slots=True)
class Payloads:
    app_id: str
    token: str
    """The old verification token, which nobody should rely on."""
    rules: Rules
    clock: Clock
    mint: Mint
    tickets: Tickets
    screens: Screens

    def slash(self, user: User, channel: Channel, command: str, text: str) -> Json:
        url = self.tickets.response_url(user, channel)
        return {
            "token": self.token,
            "team_id": user.team.id,
            "team_domain": user.team.domain,
            "channel_id": channel.id,
            "channel_name": _NAMES.get(channel.privacy, channel.name),
            "user_id": user.id,
            "user_name": user.name.lower(),
            "command": command,
            "text": escaped(text, user.team) if self.rules.escapes else text,
            "api_app_id": self.app_id,
            "is_enterprise_install": "false",
            "response_url": url.address,
            "trigger_id": self.tickets.trigger(user),
        }

    def _interaction(self, kind: str, user: User, view: View | None = None) -> Json:
        team = user.team
        name = user.name.lower()
        who = {"id": user.id, "username": name, "name": name, "team_id": team.id}
        return {
            "type": kind,
            "user": who,
            "api_app_id": self.app_id,
            "token": self.token,
            "team": {"id": team.id, "domain": team.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            "trigger_id": self.tickets.trigger(user, view),
        }

    def _action(self, block: Json, element: Json, chosen: Json) -> Json:
        action: Json = {
            key: element[key] for key in ("text", "value") if key in element
        }
        return {
            **action,
            **chosen,
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self.mint.ts(),
        }

    def message_action(
        self, user: User, message: Message, block: Json, element: Json, chosen: Json
    ) -> Json:
        """A press or a choice in a message."""
        channel = message.channel
        url = self.tickets.response_url(user, channel, message)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": message.ephemeral,
        }
        if message.thread_ts:  # of an ephemeral message as well: java-slack-sdk #1200
            container["thread_ts"] = message.thread_ts
        body = self._interaction("block_actions", user) | {
            "container": container,
            "channel": self._channel(channel),
            "state": inputs.state(
                message.blocks, lambda *ids: message.filled.get((user.id, *ids))
            ),
            "response_url": url.address,
            "actions": [self._action(block, element, chosen)],
        }
        # Of an ephemeral message Slack gives no more than the container.
        return body if message.ephemeral else body | {"message": self._message(message)}

    def view_action(
        self, user: User, view: View, block: Json, element: Json, chosen: Json
    ) -> Json:
        inside = view if view.body["type"] == "modal" else None
        return self._interaction("block_actions", user, inside) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self.screens.shown(view),
            "actions": [self._action(block, element, chosen)],
        }

    def submission(self, user: User, view: View) -> Json:
        shown = self.screens.shown(view)
        body = self._interaction("view_submission", user, view)
        return body | {"view": shown, "response_urls": []}

    def closed(self, user: User, view: View, cleared: bool) -> Json:
        body = self._interaction("view_closed", user)
        del body["trigger_id"]
        return body | {"view": self.screens.shown(view), "is_cleared": cleared}

    def shortcut(self, user: User, callback_id: str, message: Message | None) -> Json:
        stamp = self.mint.ts()
        known = {"callback_id": callback_id, "action_ts": stamp}
        if message is None:
            return self._interaction("shortcut", user) | known
        url = self.tickets.response_url(user, message.channel)
        return self._interaction("message_action", user) | {
            **known,
            "message_ts": message.ts,
            "message": self._message(message),
            "channel": self._channel(message.channel),
            "response_url": url.address,
        }

    def suggestion(
        self, user: User, where: Message | View, block: Json, element: Json, text: str
    ) -> Json:
        body = self._interaction("block_suggestion", user)
        del body["trigger_id"]
        known = {"action_id": element["action_id"], "block_id": block["block_id"]}
        body |= {**known, "value": text}
        if isinstance(where, View):
            container = {"type": "view", "view_id": where.id}
            return body | {"container": container, "view": self.screens.shown(where)}
        container = {"type": "message", "message_ts": where.ts}
        channel = self._channel(where.channel)
        shown = self._message(where)
        return body | {"container": container, "channel": channel, "message": shown}

    def event(self, team: Team, event: Json) -> Json:
        app = team.installation
        authorization = {
            "enterprise_id": None,
            "team_id": team.id,
            "user_id": app.user.id if app else None,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": self.token,
            "team_id": team.id,
            "context_team_id": team.id,
            "api_app_id": self.app_id,
            "event": {"event_ts": self.mint.ts(), **event},
            "type": "event_callback",
            "event_id": self.mint.id("Ev"),
            "event_time": int(self.clock.timestamp()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
        }

    @staticmethod
    def _channel(channel: Channel) -> Json:
        name = _NAMES.get(channel.privacy, channel.name)
        return {"id": channel.id, "name": name}

    def _message(self, message: Message) -> Json:
        app = message.channel.team.installation
        author = message.author
        bot = {"bot_id": app.bot_id, "app_id": self.app_id} if app else {}
        thread = {"thread_ts": message.thread_ts} if message.thread_ts else {}
        return {
            "type": "message",
            "user": author.id,
            "team": author.team.id,
            "ts": message.ts,
            "text": message.text,
            "blocks": message.blocks,
            **(bot if author.bot else {}),
            **thread,
        }

"""What Slack sends when somebody types, presses or sends in -> one plain value."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from adapters.json_types import JsonIn
from adapters.slack import commands, forms, names
from adapters.slack.controls import PICKS
from bot.panels import Values


class Surface(Enum):
    """Where it was done, which decides where the answer can go."""

    NOWHERE = "a typed command or a shortcut"
    CHANNEL = "a message that stands in a channel"
    PRIVATE = "a message that only one member sees"
    MODAL = "a modal"
    HOME = "the app's home tab"


@dataclass(frozen=True, slots=True)
class Came:
    """`action` is a token, or a modal's callback_id; `text` what was typed.

    `channel` is empty in direct messages and outside of channels, its name where it is
    not told. `key` is the same for a delivery that comes again, `twin` for a press that
    is made again. `at` is when it was pressed, where Slack says.
    """

    team: str
    user: str
    handle: str
    key: str
    surface: Surface = Surface.NOWHERE
    channel: str = ""
    channel_name: str = ""
    trigger: str = ""
    url: str = ""
    thread: str = ""
    action: str = ""
    values: Values = field(default_factory=dict)
    text: str = ""
    twin: str = ""
    view: str = ""
    blocks: tuple[JsonIn, ...] = ()
    files: tuple[JsonIn, ...] = ()
    at: datetime | None = None

    def private(self) -> str:
        """What a modal must keep, so that what is done in it comes from here too."""
        return json.dumps([self.channel, self.channel_name])


def command(body: JsonIn) -> Came:
    """A slash command."""
    team, user = str(body["team_id"]), str(body["user_id"])
    channel, name = _place(body.get("channel_id"), body.get("channel_name"))
    return Came(
        team=team,
        user=user,
        handle=str(body.get("user_name") or user),
        key=str(body.get("trigger_id") or body.get("response_url")),
        channel=channel,
        channel_name=name,
        trigger=str(body.get("trigger_id") or ""),
        url=str(body.get("response_url") or ""),
        text=commands.plain(str(body.get("text") or "")),
    )


def shortcut(body: JsonIn) -> Came:
    """A shortcut, from a message's menu or from anywhere: as the bare command."""
    place = body.get("channel") or {}
    channel, name = _place(place.get("id"), place.get("name"))
    message = body.get("message") or {}
    return Came(
        **_who(body),
        channel=channel,
        channel_name=name,
        url=str(body.get("response_url") or ""),
        thread=str(message.get("thread_ts") or ""),
    )


def press(body: JsonIn) -> Came | None:
    """A button or a menu; None for a box that is ticked but not saved yet."""
    action = body["actions"][0]
    id = str(action.get("action_id", ""))
    if id.startswith(f"{PICKS}."):
        return None
    who, container = _who(body), body.get("container") or {}
    view = body.get("view") or {}
    surface = _surface(container, view)
    values = _values(action, body.get("state") or view.get("state") or {})
    place = body.get("channel") or {}
    channel, name = _place(place.get("id"), place.get("name"))
    if view:
        channel, name = _kept(view)
    if there := commands.channel_of(id):
        channel, name = there, ""
    where = view.get("id") or container.get("message_ts")
    # What says something else by now is another button.
    says = (action.get("text") or {}).get("text", "")
    return Came(
        **{**who, "key": f"{who['key']}.{action.get('action_ts')}"},
        surface=surface,
        channel=channel,
        channel_name=name,
        url=str(body.get("response_url") or ""),
        thread=str(container.get("thread_ts") or ""),
        action=id,
        values=values,
        twin=f"{who['team']}.{who['user']}.{where}.{id}.{sorted(values.items())}.{says}",
        view=str(view.get("id") or ""),
        at=moment(action.get("action_ts")),
    )


def submission(body: JsonIn) -> Came:
    """A modal that was sent in."""
    view = body["view"]
    channel, name = _kept(view)
    state = view.get("state") or {}
    return Came(
        **_who(body),
        surface=Surface.MODAL,
        channel=channel,
        channel_name=name,
        action=str(view.get("callback_id") or ""),
        values=forms.values(state),
        view=str(view["id"]),
        blocks=tuple(view.get("blocks") or ()),
        files=tuple(forms.files(state)),
    )


def moment(ts: object) -> datetime | None:
    """One of Slack's timestamps, which are also its messages' ids; None for no such."""
    try:
        return datetime.fromtimestamp(float(str(ts)), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _who(body: JsonIn) -> dict[str, Any]:
    user = body["user"]
    # An app that is installed in a whole organisation gets no team of its own.
    team = (body.get("team") or {}).get("id") or user.get("team_id")
    return {
        "team": str(team),
        "user": str(user["id"]),
        "handle": str(user.get("name") or user.get("username") or user["id"]),
        "key": str(body.get("trigger_id") or ""),
        "trigger": str(body.get("trigger_id") or ""),
    }


def _surface(container: JsonIn, view: JsonIn) -> Surface:
    if view:
        return Surface.HOME if view.get("type") == "home" else Surface.MODAL
    return Surface.PRIVATE if container.get("is_ephemeral") else Surface.CHANNEL


def _place(id: object, name: object) -> tuple[str, str]:
    """A channel, or nothing for direct messages."""
    if not id or names.direct(str(id)) or name == "directmessage":
        return "", ""
    return str(id), str(name or id)


def _kept(view: JsonIn) -> tuple[str, str]:
    """The channel that a modal was opened from."""
    try:
        channel, name = json.loads(view.get("private_metadata") or "[]")
    except ValueError:
        return "", ""
    return str(channel), str(name)


def _values(action: JsonIn, state: JsonIn) -> Values:
    """What was chosen in a menu; for a button, which boxes beside it are ticked."""
    if action.get("type") != "button":
        return {"choice": forms.given(action)}
    picked = forms.values(state).get(PICKS)
    return {} if picked is None else {PICKS: picked}

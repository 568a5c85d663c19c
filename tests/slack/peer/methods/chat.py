"""chat.*: nothing here is idempotent."""

import json

from tests.slack.peer.checks import Checks
from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.limits import METADATA, SHORT_TEXT, TEXT
from tests.slack.peer.posting import Draft
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method
from tests.slack.peer.world import Channel, Message, Privacy


def draft(call: Call, checks: Checks, was: Message | None = None) -> Draft:
    """What is to be said; `was` gives what an update leaves out."""
    blocks = was.blocks if was else []
    if call.args.get("blocks") is not None:
        ready = call.peer.readiness(call.team)
        blocks = checks.blocks(call.method, call.args["blocks"], ready)
    attachments = call.json("attachments")
    if not isinstance(attachments, list):
        attachments = was.attachments if was else []
    text = call.text("text") or call.text("markdown_text")
    if not (text or blocks or attachments):
        raise ApiError("no_text")
    if text is None:
        text = was.text if was else ""
    if len(text) > SHORT_TEXT:
        page = "reference/methods/chat.update"
        checks.note(call.method, "/text", f"{len(text)} characters", page)
        if was is not None:
            raise ApiError("msg_too_long")
    return Draft(
        text[:TEXT],
        blocks,
        attachments,
        _metadata(call, was),
        call.text("thread_ts"),
        call.flag("unfurl_links"),
        call.flag("unfurl_media"),
        bool(call.flag("link_names")) or call.text("parse") == "full",
    )


def _metadata(call: Call, was: Message | None) -> Json | None:
    value = call.json("metadata")
    if value is None:
        return was.metadata if was else None
    if value == {}:
        return None
    if not isinstance(value, dict) or not isinstance(value.get("event_type"), str):
        raise ApiError("invalid_metadata_format")
    if not isinstance(value.get("event_payload"), dict):
        raise ApiError("invalid_metadata_format")
    if len(json.dumps(value)) > METADATA:
        raise ApiError("metadata_too_large")
    return value


def shown(call: Call, message: Message, metadata: bool = False) -> Json:
    """A message as the API gives it."""
    author = message.author
    body: Json = {
        "type": "message",
        "user": author.id,
        "team": author.team.id,
        "ts": message.ts,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
    }
    if author.bot:
        body |= {"bot_id": call.app.bot_id, "app_id": call.peer.app_id}
    if message.thread_ts:
        body["thread_ts"] = message.thread_ts
    if message.files:
        body["files"] = [{"id": file.id, "name": file.name} for file in message.files]
    replies = [m for m in message.channel.messages if m.thread_ts == message.ts]
    if replies:
        body |= {"thread_ts": message.ts, "reply_count": len(replies)}
    if message.ts in message.channel.pinned:
        body["pinned_to"] = [message.channel.id]
    if message.versions:
        body["edited"] = {"user": author.id, "ts": message.ts}
    if metadata and message.metadata:
        body["metadata"] = message.metadata
    return body


def place(call: Call) -> Channel:
    """Where to write: a channel, or a member's conversation with the app."""
    user = call.team.users.get(call.need("channel"))
    if user is None:
        return call.channel()
    return call.peer.direct(user)


def may_post(call: Call, channel: Channel) -> None:
    if channel.archived:
        raise ApiError("is_archived")
    if channel.holds(call.app.user):
        return
    open_to_all = channel.privacy is Privacy.PUBLIC
    if not (open_to_all and "chat:write.public" in call.app.scopes):
        raise ApiError("not_in_channel")


@method("chat.postMessage", "chat:write", tier=Tier.SPECIAL)
def post_message(call: Call) -> Json:
    channel = place(call)
    may_post(call, channel)
    what = draft(call, call.peer.checks)
    if what.thread_ts and what.thread_ts not in channel.stored:
        raise ApiError("thread_not_found")
    message = call.peer.posting.post(channel, call.app.user, what)
    return {"channel": channel.id, "ts": message.ts, "message": shown(call, message)}


@method("chat.postEphemeral", "chat:write", tier=Tier.FOUR)
def post_ephemeral(call: Call) -> Json:
    channel = call.channel()
    may_post(call, channel)
    user = call.team.users.get(call.need("user"))
    if user is None or not channel.holds(user):
        raise ApiError("user_not_in_channel")
    what = draft(call, call.peer.checks)
    message = call.peer.posting.post(channel, call.app.user, what, user)
    return {"message_ts": message.ts}


def _own(call: Call, cannot: str) -> Message:
    channel = call.channel()
    message = channel.stored.get(call.need("ts"))
    if message is None or message.deleted:
        raise ApiError("message_not_found")
    if message.author is not call.app.user:
        raise ApiError(cannot)
    return message


@method("chat.update", "chat:write")
def update(call: Call) -> Json:
    message = _own(call, "cant_update_message")
    if message.channel.archived:
        raise ApiError("is_archived")
    call.peer.posting.change(message, draft(call, call.peer.checks, message))
    where = {"channel": message.channel.id, "ts": message.ts}
    return where | {"text": message.text, "message": shown(call, message)}


@method("chat.delete", "chat:write")
def delete(call: Call) -> Json:
    message = _own(call, "cant_delete_message")
    call.peer.posting.delete(message)
    return {"channel": message.channel.id, "ts": message.ts}


@method("chat.getPermalink", tier=Tier.SPECIAL)
def permalink(call: Call) -> Json:
    channel = call.channel()
    ts = call.need("message_ts")
    if ts not in channel.stored:
        raise ApiError("message_not_found")
    home = f"https://{call.team.domain}.slack.com/archives/{channel.id}"
    link = f"{home}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


@method("pins.add", "pins:write", tier=Tier.TWO)
def pin(call: Call) -> Json:
    channel = call.channel()
    message = channel.stored.get(call.need("timestamp"))
    if message is None or message.deleted:
        raise ApiError("message_not_found")
    if not channel.holds(call.app.user):
        raise ApiError("not_in_channel")
    if message.ts in channel.pinned:
        raise ApiError("already_pinned")
    channel.pinned.append(message.ts)
    return {}


@method("pins.remove", "pins:write", tier=Tier.TWO)
def unpin(call: Call) -> Json:
    channel = call.channel()
    if call.need("timestamp") not in channel.pinned:
        raise ApiError("no_pin")
    channel.pinned.remove(call.need("timestamp"))
    return {}

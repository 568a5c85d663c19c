"""Channels and their messages."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from . import payloads
from .calls import Answered, Call, route
from .errors import (
    missing_access,
    missing_permissions,
    not_own_message,
    old_edits,
    refuses_messages,
    thread_exists,
    unknown,
)
from .permissions import NOTHING, Permission
from .world import PUBLIC_THREAD, Channel, Message

if TYPE_CHECKING:
    from .server import Discord

_CHANNEL = "/channels/{channel}"
_MESSAGES = f"{_CHANNEL}/messages"
_MESSAGE = f"{_MESSAGES}/{{message}}"
_PIN = f"{_MESSAGES}/pins/{{message}}"


def _place(peer: "Discord", call: Call, *needs: Permission) -> Channel:
    channel = peer.world.channels.get(call.id("channel"))
    if channel is None or channel.deleted:
        raise unknown("Channel")
    bits = channel.bits(peer.world.bot)
    if Permission.VIEW_CHANNEL not in bits:
        raise missing_access()
    if any(need not in bits for need in needs):
        raise missing_permissions()
    return channel


def _message(call: Call, channel: Channel) -> Message:
    message = channel.stored.get(call.id("message"))
    if message is None or message.ephemeral:
        raise unknown("Message")
    return message


def _shown(peer: "Discord", message: Message) -> Answered:
    return 200, peer.shown(message)


@route(f"GET {_CHANNEL}")
def get_channel(peer: "Discord", call: Call) -> Answered:
    return 200, payloads.channel(_place(peer, call))


@route(f"POST {_CHANNEL}/typing")
def typing(peer: "Discord", call: Call) -> Answered:
    _place(peer, call, Permission.SEND_MESSAGES)
    return 204, None


@route(f"POST {_MESSAGES}", shape="MessageCreateRequest")
def create_message(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call)
    thread = channel.kind == PUBLIC_THREAD
    needs = Permission.SEND_MESSAGES_IN_THREADS if thread else Permission.SEND_MESSAGES
    files = Permission.ATTACH_FILES if call.body.files else NOTHING
    _place(peer, call, needs, files)
    if channel.recipient is not None and channel.recipient.refuses_messages:
        raise refuses_messages()
    if (first := _same_nonce(peer, call, channel)) is not None:
        return _shown(peer, first)
    message = peer.messages.create(channel, peer.world.bot, call.body)
    reference = call.body.payload.get("message_reference") or {}
    if reference.get("message_id"):
        message.reply_to = int(reference["message_id"])
        message.kind = 19
    peer.announce("MESSAGE_CREATE", message)
    return _shown(peer, message)


def _same_nonce(peer: "Discord", call: Call, channel: Channel) -> Message | None:
    """The message that an enforced nonce has already made."""
    body = call.body.payload
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    window = timedelta(seconds=peer.rules.nonce_window)
    since = peer.clock.now() - window
    for message in reversed(channel.stored.values()):
        if message.nonce == str(body["nonce"]) and message.created >= since:
            return message
    return None


@route(f"GET {_MESSAGES}")
def list_messages(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call)
    if Permission.READ_MESSAGE_HISTORY not in channel.bits(peer.world.bot):
        return 200, []
    limit = int(call.query.get("limit", 50))
    found = sorted(channel.messages, key=lambda each: each.id)
    if "after" in call.query:
        found = [each for each in found if each.id > int(call.query["after"])][:limit]
    elif "before" in call.query:
        found = [each for each in found if each.id < int(call.query["before"])]
    return 200, [peer.shown(each) for each in reversed(found[-limit:])]


@route(f"GET {_MESSAGE}")
def get_message(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call, Permission.READ_MESSAGE_HISTORY)
    return _shown(peer, _message(call, channel))


@route(f"PATCH {_MESSAGE}", shape="MessageEditRequestPartial")
def edit_message(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call)
    message = _message(call, channel)
    if message.author is not peer.world.bot:
        raise not_own_message()
    _mind_age(peer, channel, message)
    peer.messages.edit(message, call.body)
    peer.announce("MESSAGE_UPDATE", message)
    return _shown(peer, message)


def _mind_age(peer: "Discord", channel: Channel, message: Message) -> None:
    now = peer.clock.now()
    if peer.rules.old_edits is None or now - message.created < timedelta(hours=1):
        return
    most, seconds = peer.rules.old_edits
    window = timedelta(seconds=seconds)
    channel.old_edits = [each for each in channel.old_edits if now - each < window]
    if len(channel.old_edits) >= most:
        wait: datetime = channel.old_edits[0] + window
        raise old_edits(peer.clock.real((wait - now).total_seconds()))
    channel.old_edits.append(now)


@route(f"DELETE {_MESSAGE}")
def delete_message(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call)
    message = _message(call, channel)
    bits = channel.bits(peer.world.bot)
    if message.author is not peer.world.bot and Permission.MANAGE_MESSAGES not in bits:
        raise missing_permissions()
    peer.remove(message)
    return 204, None


@route(f"PUT {_PIN}")
def pin(peer: "Discord", call: Call) -> Answered:
    return _pin(peer, call, True)


@route(f"DELETE {_PIN}")
def unpin(peer: "Discord", call: Call) -> Answered:
    return _pin(peer, call, False)


def _pin(peer: "Discord", call: Call, pinned: bool) -> Answered:
    channel = _place(peer, call, Permission.PIN_MESSAGES)
    _message(call, channel).pinned = pinned
    peer.pulse()
    return 204, None


@route(f"GET {_MESSAGES}/pins")
def pins(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call, Permission.READ_MESSAGE_HISTORY)
    items = [
        {"pinned_at": peer.stamp(), "message": peer.shown(each)}
        for each in channel.messages
        if each.pinned
    ]
    return 200, {"items": items, "has_more": False}


@route(f"POST {_MESSAGE}/threads", shape="CreateTextThreadWithMessageRequest")
def start_thread(peer: "Discord", call: Call) -> Answered:
    channel = _place(peer, call, Permission.CREATE_PUBLIC_THREADS)
    message = _message(call, channel)
    if message.thread is not None:
        raise thread_exists()
    name = call.body.payload["name"]
    thread = Channel(message.id, name, PUBLIC_THREAD, channel.guild, channel)
    message.thread = thread
    peer.world.channels[thread.id] = thread
    assert channel.guild is not None
    channel.guild.channels[thread.id] = thread
    peer.gateway.dispatch("THREAD_CREATE", payloads.channel(thread), channel.guild.id)
    peer.pulse()
    return 201, payloads.channel(thread)

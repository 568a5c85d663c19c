"""conversations.*: what the app may see of channels, and of what was said there."""

from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method
from tests.slack.peer.world import Channel, Message, Privacy

from .chat import shown


def described(call: Call, channel: Channel) -> Json:
    direct = channel.direct
    body: Json = {
        "id": channel.id,
        "is_channel": channel.privacy is Privacy.PUBLIC,
        "is_group": False,
        "is_im": direct,
        "is_private": channel.privacy is not Privacy.PUBLIC,
        "is_archived": channel.archived,
        "is_member": channel.holds(call.app.user),
        "context_team_id": call.team.id,
    }
    if direct:
        others = [u.id for u in channel.members.values() if u is not call.app.user]
        return body | {"user": others[0]}
    return body | {"name": channel.name, "name_normalized": channel.name}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.scope(f"{channel.privacy}:history")
    if not channel.holds(call.app.user):
        raise ApiError("not_in_channel")
    return channel


def _within(call: Call, message: Message) -> bool:
    """`oldest` and `latest` as Slack reads them: ends left out unless `inclusive`."""
    ts = float(message.ts)
    oldest, latest = call.text("oldest"), call.text("latest")
    inclusive = bool(call.flag("inclusive"))
    low, high = float(oldest or 0), float(latest) if latest else float("inf")
    return low <= ts <= high if inclusive else low < ts < high


def _listed(call: Call, found: list[Message]) -> Json:
    seen_until = call.peer.clock.timestamp() - call.peer.rules.history_delay
    whole = bool(call.flag("include_all_metadata"))
    bodies = [
        shown(call, message, whole)
        for message in found
        if _within(call, message) and float(message.ts) <= seen_until
    ]
    page = call.page(bodies, "messages")
    return page | {"has_more": bool(page["response_metadata"]["next_cursor"])}


@method("conversations.history")
def history(call: Call) -> Json:
    """Newest first; no replies, nothing ephemeral."""
    channel = _readable(call)
    return _listed(call, [m for m in channel.messages if not m.thread_ts][::-1])


@method("conversations.replies")
def replies(call: Call) -> Json:
    """The parent first, then the replies, oldest first."""
    channel = _readable(call)
    ts = call.need("ts")
    if ts not in channel.stored:
        raise ApiError("thread_not_found")
    return _listed(call, [m for m in channel.messages if ts in (m.ts, m.thread_ts)])


@method("conversations.info")
def info(call: Call) -> Json:
    channel = call.channel()
    call.scope(f"{channel.privacy}:read")
    body = described(call, channel)
    if call.flag("include_num_members"):
        body["num_members"] = len(channel.members)
    return {"channel": body}


@method("conversations.list", tier=Tier.TWO)
def list_all(call: Call) -> Json:
    kinds = (call.text("types") or "public_channel").split(",")
    wanted = {_KINDS[kind] for kind in kinds if kind in _KINDS}
    for privacy in sorted(wanted):
        call.scope(f"{privacy}:read")
    found = [
        described(call, channel)
        for channel in call.team.channels.values()
        if channel.privacy in wanted
        and channel.visible(call.app.user)
        and not (call.flag("exclude_archived") and channel.archived)
    ]
    return call.page(found, "channels")


_KINDS = {
    "public_channel": Privacy.PUBLIC,
    "private_channel": Privacy.PRIVATE,
    "im": Privacy.DIRECT,
}


@method("conversations.members", tier=Tier.FOUR)
def members(call: Call) -> Json:
    channel = call.channel()
    call.scope(f"{channel.privacy}:read")
    ids = [{"id": user_id} for user_id in channel.members]
    page = call.page(ids, "members")
    return page | {"members": [each["id"] for each in page["members"]]}


@method("conversations.join", "channels:join")
def join(call: Call) -> Json:
    channel = call.channel()
    if channel.archived:
        raise ApiError("is_archived")
    if channel.privacy is not Privacy.PUBLIC:
        raise ApiError("method_not_supported_for_channel_type")
    already = channel.holds(call.app.user)
    channel.members[call.app.user.id] = call.app.user
    warning = {"warning": "already_in_channel"} if already else {}
    return {"channel": described(call, channel), **warning}


@method("conversations.open", "im:write")
def open_direct(call: Call) -> Json:
    if call.text("channel"):
        return {"channel": {"id": call.channel().id}}
    ids = call.need("users").split(",")
    user = call.team.users.get(ids[0])
    if user is None or len(ids) > 1:
        raise ApiError("user_not_found")
    if user.deleted:
        raise ApiError("user_disabled")
    if user.bot:
        raise ApiError("cannot_dm_bot")
    return {"channel": {"id": call.peer.direct(user).id}}

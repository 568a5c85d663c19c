"""files.*: an upload in three steps, and the wait until Slack has looked at it."""

from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.posting import Draft
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method
from tests.slack.peer.world import Channel, File

from .chat import may_post

ALT_TEXT = 1000  # reference/methods/files.getUploadURLExternal: alt_txt_too_large


def described(call: Call, file: File) -> Json:
    done = call.peer.file_ready(file)
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": file.media_type if done else "",
        "filetype": file.media_type.rpartition("/")[2] if done else "",
        "size": file.length,
        "channels": list(file.shared_in),
        "alt_txt": file.alt,
        "user": call.app.user.id,
    }


def _file(call: Call, file_id: str) -> File:
    file = call.team.files.get(file_id)
    if file is None:
        raise ApiError("file_not_found")
    return file


@method("files.getUploadURLExternal", "files:write", tier=Tier.FOUR)
def upload_url(call: Call) -> Json:
    if not call.peer.rules.uploads:
        raise ApiError("file_uploads_disabled")
    name, length = call.need("filename"), call.number("length", 0)
    if length <= 0:
        raise ApiError("invalid_arguments")
    alt = call.text("alt_txt")
    if alt and len(alt) > ALT_TEXT:
        raise ApiError("alt_txt_too_large")
    return {**call.peer.begin_upload(call.team, name, length, alt)}


@method("files.completeUploadExternal", "files:write", tier=Tier.FOUR)
def complete(call: Call) -> Json:
    """Repeated, it posts again: it is no more idempotent than chat.postMessage."""
    entries = call.json("files")
    if not isinstance(entries, list) or not entries:
        raise ApiError("invalid_arguments")
    files = [_file(call, str(entry.get("id"))) for entry in entries]
    if any(file.data is None for file in files):
        raise ApiError("file_not_found")
    channels = _channels(call)
    for file, entry in zip(files, entries, strict=True):
        file.title = str(entry.get("title") or file.name)
        if file.completed is None:
            file.completed = call.peer.clock.timestamp()
    for channel in channels:
        _share(call, channel, files)
    return {"files": [described(call, file) for file in files]}


def _channels(call: Call) -> list[Channel]:
    named = call.text("channel_id") or call.text("channels") or ""
    found: list[Channel] = []
    for channel_id in filter(None, named.split(",")):
        channel = call.team.channels.get(channel_id)
        if channel is None:
            raise ApiError("channel_not_found")
        may_post(call, channel)
        found.append(channel)
    return found


def _share(call: Call, channel: Channel, files: list[File]) -> None:
    comment = call.text("initial_comment")
    blocks: list[Json] = []
    if call.args.get("blocks") is not None and not comment:
        ready = call.peer.readiness(call.team)
        blocks = call.peer.checks.blocks(call.method, call.args["blocks"], ready)
        if any(block.get("type") == "markdown" for block in blocks):
            raise ApiError("internal_error")
    what = Draft(
        comment or "", blocks, thread_ts=call.text("thread_ts"), files=tuple(files)
    )
    call.peer.posting.post(channel, call.app.user, what)
    for file in files:
        file.shared_in.append(channel.id)


@method("files.info", "files:read", tier=Tier.FOUR)
def info(call: Call) -> Json:
    return {"file": described(call, _file(call, call.need("file")))}


@method("files.delete", "files:write")
def delete(call: Call) -> Json:
    file = _file(call, call.need("file"))
    del call.team.files[file.id]
    return {}

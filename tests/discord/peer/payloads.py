"""Things as Discord writes them in JSON."""

from .errors import Json
from .permissions import Permission
from .snowflakes import born, stamp
from .world import (
    DIRECT_CHANNEL,
    EPHEMERAL,
    PUBLIC_THREAD,
    Attachment,
    Channel,
    Guild,
    Member,
    Message,
    Role,
    User,
)


def user(who: User) -> Json:
    return {
        "id": str(who.id),
        "username": who.name.lower().replace(" ", "."),
        "discriminator": "0",
        "global_name": None if who.bot else who.name,
        "avatar": None,
        "avatar_decoration_data": None,
        "public_flags": 0,
        "bot": who.bot,
    }


def member(who: Member, permissions: Permission | None = None) -> Json:
    """With `permissions`, as in an interaction."""
    payload: Json = {
        "user": user(who.user),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in who.roles],
        "joined_at": stamp(who.joined),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    if permissions is not None:
        payload["permissions"] = str(int(permissions))
    return payload


def role(what: Role) -> Json:
    return {
        "id": str(what.id),
        "name": what.name,
        "color": 0,
        "colors": {
            "primary_color": 0,
            "secondary_color": None,
            "tertiary_color": None,
        },
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": 0,
        "permissions": str(int(what.permissions)),
        "managed": False,
        "mentionable": what.mentionable,
        "flags": 0,
    }


def channel(what: Channel) -> Json:
    if what.kind == DIRECT_CHANNEL:
        return _direct(what)
    assert what.guild is not None
    last = max(what.stored, default=None)
    payload: Json = {
        "id": str(what.id),
        "type": what.kind,
        "guild_id": str(what.guild.id),
        "name": what.name,
        "rate_limit_per_user": 0,
        "last_message_id": str(last) if last else None,
        "flags": 0,
    }
    return payload | (_thread(what) if what.kind == PUBLIC_THREAD else _text(what))


def _direct(what: Channel) -> Json:
    assert what.recipient is not None
    last = max(what.stored, default=None)
    return {
        "id": str(what.id),
        "type": what.kind,
        "last_message_id": str(last) if last else None,
        "flags": 0,
        "recipients": [user(what.recipient)],
    }


def _text(what: Channel) -> Json:
    return {
        "topic": None,
        "position": 0,
        "nsfw": False,
        "parent_id": None,
        "permission_overwrites": [
            {
                "id": str(each.target),
                "type": each.kind,
                "allow": str(int(each.allow)),
                "deny": str(int(each.deny)),
            }
            for each in what.overwrites.values()
        ],
    }


def _thread(what: Channel) -> Json:
    assert what.parent is not None
    return {
        "parent_id": str(what.parent.id),
        "owner_id": str(what.id),
        "message_count": len(what.messages),
        "total_message_sent": len(what.stored),
        "member_count": 1,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": stamp(born(what.id)),
            "create_timestamp": stamp(born(what.id)),
            "locked": False,
        },
    }


def guild(what: Guild, bot: User) -> Json:
    """As in GUILD_CREATE, to a bot without the members intent."""
    channels = [each for each in what.channels.values() if not each.deleted]
    own = what.members.get(bot.id)
    return {
        "id": str(what.id),
        "name": what.name,
        "owner_id": str(what.owner.id),
        "preferred_locale": what.locale,
        "features": [],
        "member_count": len(what.members),
        "large": False,
        "joined_at": stamp(own.joined) if own else None,
        "roles": [role(each) for each in (what.everyone, *what.roles)],
        "channels": [channel(each) for each in channels if each.kind == 0],
        "threads": [channel(each) for each in channels if each.kind == PUBLIC_THREAD],
        "members": [member(own)] if own else [],
        "system_channel_id": str(what.system_channel.id)
        if what.system_channel
        else None,
        "system_channel_flags": 0,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "icon": None,
        "emojis": [],
        "stickers": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def file_url(what: Attachment, base: str) -> str:
    return f"{base}/attachments/{what.id}/{what.name}"


def attachment(what: Attachment, base: str, ephemeral: bool = False) -> Json:
    url = file_url(what, base)
    payload: Json = {
        "id": str(what.id),
        "filename": what.name,
        "size": len(what.data),
        "url": url,
        "proxy_url": url,
        "content_type": what.media_type,
    }
    if what.description is not None:
        payload["description"] = what.description
    if what.size is not None:
        payload["width"], payload["height"] = what.size
    if ephemeral:
        payload["ephemeral"] = True
    return payload


def message(what: Message, base: str, application: int) -> Json:
    # With components of the second version, what they show is in no list.
    hidden = what.shown() if what.v2 else set()
    listed = [each for each in what.attachments if each.id not in hidden]
    payload: Json = {
        "id": str(what.id),
        "channel_id": str(what.channel.id),
        "type": what.kind,
        "author": user(what.author),
        "content": what.content,
        "timestamp": stamp(what.created),
        "edited_timestamp": stamp(what.edits[-1]) if what.edits else None,
        "tts": False,
        "mention_everyone": "everyone" in what.pings,
        "mentions": [],
        "mention_roles": [],
        "attachments": [
            attachment(each, base, bool(what.flags & EPHEMERAL)) for each in listed
        ],
        "embeds": what.embeds,
        "components": what.components,
        "flags": what.flags,
        "pinned": what.pinned,
    }
    return payload | _message_extras(what, application)


def _message_extras(what: Message, application: int) -> Json:
    extras: Json = {}
    if what.nonce is not None:
        extras["nonce"] = what.nonce
    if what.metadata is not None:
        extras["interaction_metadata"] = what.metadata
        extras["webhook_id"] = str(application)
        extras["application_id"] = str(application)
    if what.reply_to is not None:
        extras["message_reference"] = {
            "type": 0,
            "channel_id": str(what.channel.id),
            "message_id": str(what.reply_to),
        }
    if what.thread is not None:
        extras["thread"] = channel(what.thread)
    return extras

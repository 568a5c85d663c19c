"""The application, its commands, and the people it can look up."""

from typing import TYPE_CHECKING

from . import command_limits, payloads
from .calls import Answered, Call, route
from .errors import ApiError, InvalidBody, Json, missing_access, unknown

if TYPE_CHECKING:
    from .server import Discord

_COMMANDS = "/applications/{application}/commands"
_GUILD_COMMANDS = "/applications/{application}/guilds/{guild}/commands"
_SHAPE = "ApplicationCommandUpdateRequest[]"


@route("GET /gateway/bot")
def gateway_bot(peer: "Discord", _: Call) -> Answered:
    left = max(0, peer.rules.identifies - peer.gateway.identifies)
    return 200, {
        "url": peer.gateway_url,
        "shards": peer.shards,
        "session_start_limit": {
            "total": peer.rules.identifies,
            "remaining": left,
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        },
    }


@route("GET /users/@me")
def me(peer: "Discord", _: Call) -> Answered:
    extra = {"verified": True, "mfa_enabled": True, "locale": "en-US", "flags": 0}
    return 200, {**payloads.user(peer.world.bot), **extra}


@route("GET /oauth2/applications/@me")
@route("GET /applications/@me")
def application(peer: "Discord", _: Call) -> Answered:
    return 200, {
        "id": str(peer.world.application),
        "name": peer.world.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": payloads.user(peer.owner),
        "team": None,
        "verify_key": "0" * 64,
        "flags": 0,
        "interactions_endpoint_url": None,
        "redirect_uris": [],
        "approximate_guild_count": len(peer.world.guilds),
        "integration_types_config": {"0": {}},
    }


@route("GET /users/{user}")
def get_user(peer: "Discord", call: Call) -> Answered:
    user = peer.world.users.get(call.id("user"))
    if user is None:
        raise unknown("User")
    return 200, payloads.user(user)


@route("POST /users/@me/channels", shape="CreatePrivateChannelRequest")
def open_direct(peer: "Discord", call: Call) -> Answered:
    user = peer.world.users.get(int(call.body.payload["recipient_id"]))
    if user is None:
        raise unknown("User")
    return 200, payloads.channel(peer.direct(user))


@route("GET /guilds/{guild}")
def get_guild(peer: "Discord", call: Call) -> Answered:
    guild = peer.world.guilds.get(call.id("guild"))
    if guild is None or peer.world.bot.id not in guild.members:
        raise unknown("Guild")
    return 200, payloads.guild(guild, peer.world.bot)


@route("GET /guilds/{guild}/members/{user}")
def get_member(peer: "Discord", call: Call) -> Answered:
    guild = peer.world.guilds.get(call.id("guild"))
    if guild is None or peer.world.bot.id not in guild.members:
        raise unknown("Guild")
    member = guild.members.get(call.id("user"))
    if member is None:
        raise unknown("Member")
    return 200, payloads.member(member)


@route(f"GET {_COMMANDS}")
@route(f"GET {_GUILD_COMMANDS}")
def get_commands(peer: "Discord", call: Call) -> Answered:
    return 200, list(_scope(peer, call).values())


@route(f"PUT {_COMMANDS}", shape=_SHAPE)
@route(f"PUT {_GUILD_COMMANDS}", shape=_SHAPE)
def put_commands(peer: "Discord", call: Call) -> Answered:
    scope = _scope(peer, call)
    listed = call.body.payload or []
    if problems := list(command_limits.commands(listed)):
        raise InvalidBody(problems)
    before = dict(scope)
    scope.clear()
    for body in listed:
        _store(peer, call, scope, body, before.get(body["name"]))
    peer.pulse()
    return 200, list(scope.values())


@route(f"POST {_COMMANDS}", shape="ApplicationCommandCreateRequest")
@route(f"POST {_GUILD_COMMANDS}", shape="ApplicationCommandCreateRequest")
def post_command(peer: "Discord", call: Call) -> Answered:
    scope = _scope(peer, call)
    body = call.body.payload
    others = [each for name, each in scope.items() if name != body["name"]]
    if problems := list(command_limits.commands([*others, body])):
        raise InvalidBody(problems)
    return 200, _store(peer, call, scope, body, scope.get(body["name"]))


def _scope(peer: "Discord", call: Call) -> dict[str, Json]:
    if call.id("application") != peer.world.application:
        raise missing_access()
    if "guild" not in call.params:
        return peer.commands.setdefault(None, {})
    if not peer.rules.guild_commands:
        raise ApiError(404, 0, "404: Not Found")
    guild = peer.world.guilds.get(call.id("guild"))
    if guild is None or peer.world.bot.id not in guild.members:
        raise missing_access()
    return peer.commands.setdefault(guild.id, {})


def _store(
    peer: "Discord",
    call: Call,
    scope: dict[str, Json],
    body: Json,
    before: Json | None,
) -> Json:
    kept = before["id"] if before else str(peer.ids.mint())
    command: Json = {
        "default_member_permissions": None,
        "nsfw": False,
        "options": [],
        "name_localizations": None,
        "description_localizations": None,
        **body,
        "id": kept,
        "application_id": str(peer.world.application),
        "type": body.get("type") or 1,
        "version": str(peer.ids.mint()),
    }
    permissions = command["default_member_permissions"]
    if permissions is not None:
        command["default_member_permissions"] = str(permissions)
    if "guild" in call.params:
        command["guild_id"] = call.params["guild"]
    scope[body["name"]] = command
    return command

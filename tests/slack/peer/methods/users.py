"""users.*, team.info, bots.info, auth.test."""

from zoneinfo import ZoneInfo

from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method
from tests.slack.peer.world import User


def described(call: Call, user: User) -> Json:
    offset = call.peer.clock.now().astimezone(ZoneInfo(user.tz)).utcoffset()
    body: Json = {
        "id": user.id,
        "team_id": user.team.id,
        "name": user.name.lower(),
        "real_name": user.name,
        "deleted": user.deleted,
        "tz": user.tz,
        "tz_label": user.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "is_admin": user.admin or user.owner,
        "is_owner": user.owner,
        "is_primary_owner": False,
        "is_restricted": False,
        "is_bot": user.bot,
        "profile": {"display_name": user.display_name, "real_name": user.name},
    }
    locale = {"locale": user.locale} if call.flag("include_locale") else {}
    return body | locale


@method("users.info", "users:read", tier=Tier.FOUR)
def info(call: Call) -> Json:
    return {"user": described(call, call.user())}


@method("users.list", "users:read", tier=Tier.TWO)
def list_all(call: Call) -> Json:
    found = [described(call, user) for user in call.team.users.values()]
    return call.page(found, "members", 999)


@method("team.info", "team:read")
def team(call: Call) -> Json:
    found = call.team
    if call.text("team") not in (None, "", found.id):
        raise ApiError("team_not_found")
    return {"team": {"id": found.id, "name": found.name, "domain": found.domain}}


@method("bots.info", "users:read")
def bot(call: Call) -> Json:
    if call.text("bot") != call.app.bot_id:
        raise ApiError("bot_not_found")
    body = {"id": call.app.bot_id, "user_id": call.app.user.id}
    return {"bot": body | {"app_id": call.peer.app_id, "name": call.app.user.name}}


@method("auth.test", tier=Tier.SPECIAL)
def auth(call: Call) -> Json:
    team, app = call.team, call.app
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "team_id": team.id,
        "user": app.user.name,
        "user_id": app.user.id,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }

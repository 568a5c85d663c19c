"""oauth.v2.access and apps.connections.open: calls without a bot's token."""

from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method


@method("oauth.v2.access", tier=Tier.FOUR, token=False)
def access(call: Call) -> Json:
    if call.text("client_id") != call.peer.client_id:
        raise ApiError("invalid_client_id")
    if call.text("client_secret") != call.peer.client_secret:
        raise ApiError("bad_client_secret")
    grant = call.peer.oauth.exchange(call.need("code"), call.text("redirect_uri"))
    team = grant.user.team
    app = call.peer.install(team, grant.scopes)
    return {
        "access_token": app.token,
        "token_type": "bot",
        "scope": ",".join(sorted(app.scopes)),
        "bot_user_id": app.user.id,
        "app_id": call.peer.app_id,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": grant.user.id},
    }


@method("apps.connections.open", tier=Tier.ONE, token=False)
def connections_open(call: Call) -> Json:
    token = call.text("token") or ""
    if not token:
        raise ApiError("not_authed")
    if token.startswith("xoxb-"):
        raise ApiError("not_allowed_token_type")
    if token != call.peer.app_token:
        raise ApiError("invalid_auth")
    return {"url": call.peer.sockets.address()}

"""views.*: modals and the home tab."""

from tests.slack.peer.errors import ApiError, Json
from tests.slack.peer.ratelimits import Tier
from tests.slack.peer.registry import Call, method
from tests.slack.peer.world import View


def _body(call: Call, kind: str) -> Json:
    ready = call.peer.readiness(call.team)
    body = call.peer.checks.view(call.method, call.args.get("view"), ready)
    if body["type"] != kind:
        raise ApiError("invalid_arguments")
    external = body.get("external_id")
    if external and call.method in ("views.open", "views.push"):
        open_views = (view for view in call.team.views.values() if view.open)
        if any(view.body.get("external_id") == external for view in open_views):
            raise ApiError("duplicate_external_id")
    return body


def _answer(call: Call, view: View) -> Json:
    return {"view": call.peer.screens.shown(view)}


@method("views.open", tier=Tier.FOUR)
def open_view(call: Call) -> Json:
    trigger = call.peer.tickets.exchange(call.need("trigger_id"), call.team.id)
    view = call.peer.screens.open(trigger.user, _body(call, "modal"))
    return _answer(call, view)


@method("views.push", tier=Tier.FOUR)
def push(call: Call) -> Json:
    trigger = call.peer.tickets.exchange(call.need("trigger_id"), call.team.id)
    if trigger.view is None or not trigger.view.open:
        raise ApiError("invalid_trigger_id")
    if len(trigger.user.stack) >= call.peer.rules.view_stack:
        raise ApiError("push_limit_reached")
    return _answer(call, call.peer.screens.push(trigger.user, _body(call, "modal")))


def _open_view(call: Call) -> View:
    view = call.team.views.get(call.text("view_id") or "")
    external = call.text("external_id")
    if view is None and external:
        found = (v for v in call.team.views.values() if v.open)
        named = (v for v in found if v.body.get("external_id") == external)
        view = next(named, None)
    if view is None or not view.open:
        raise ApiError("not_found")
    return view


@method("views.update", tier=Tier.FOUR)
def update(call: Call) -> Json:
    view = _open_view(call)
    body = _body(call, str(view.body["type"]))
    if call.text("hash") not in (None, "", view.hash):
        raise ApiError("hash_conflict")
    call.peer.screens.update(view, body)
    return _answer(call, view)


@method("views.publish", tier=Tier.FOUR)
def publish(call: Call) -> Json:
    user = call.team.users.get(call.need("user_id"))
    if user is None:
        raise ApiError("user_not_found")
    body = _body(call, "home")
    wanted = call.text("hash")
    if wanted and user.home is not None and wanted != user.home.hash:
        raise ApiError("hash_conflict")
    return _answer(call, call.peer.screens.publish(user, body))

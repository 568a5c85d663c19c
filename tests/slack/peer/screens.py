"""What stands on members' screens: open modals and the home tab."""

from tests.clock import Clock

from . import blocks as tree
from . import inputs
from .errors import Json
from .mint import Mint
from .world import Change, User, View

OPENED, UPDATED, PUSHED, CLOSED, HOME = "opened", "updated", "pushed", "closed", "home"


class Screens:
    def __init__(self, mint: Mint, clock: Clock, app_id: str) -> None:
        self._mint = mint
        self._clock = clock
        self._app_id = app_id

    def open(self, user: User, body: Json) -> View:
        """A modal on an empty screen; what was open goes."""
        while user.stack:
            self._shut(user.stack.pop())
        return self._add(user, body, OPENED)

    def push(self, user: User, body: Json) -> View:
        return self._add(user, body, PUSHED)

    def _add(self, user: User, body: Json, what: str) -> View:
        view = self._made(user, body)
        if user.stack:
            view.previous = user.stack[-1].id
            view.root = user.stack[0].id
        user.stack.append(view)
        user.changes.append(Change(what, view))
        return view

    def publish(self, user: User, body: Json) -> View:
        if user.home is None:
            user.home = self._made(user, body)
        else:
            self._replace(user.home, body)
        user.changes.append(Change(HOME, user.home))
        return user.home

    def update(self, view: View, body: Json) -> None:
        """Inputs keep what was filled in where block_id and action_id stay."""
        self._replace(view, body)
        view.user.changes.append(Change(UPDATED, view))

    def close(self, view: View) -> None:
        """The one on top, or those above it too."""
        user = view.user
        while view in user.stack:
            self._shut(user.stack.pop())

    def clear(self, user: User) -> None:
        while user.stack:
            self._shut(user.stack.pop())

    def _shut(self, view: View) -> None:
        view.open = False
        view.user.changes.append(Change(CLOSED, view))

    def _made(self, user: User, body: Json) -> View:
        view_id = self._mint.id("V")
        view = View(view_id, user, {}, "", root=view_id)
        self._replace(view, body)
        user.team.views[view_id] = view
        return view

    def _replace(self, view: View, body: Json) -> None:
        view.body = body | {"blocks": tree.named(body.get("blocks") or [], self._mint)}
        view.hash = f"{self._clock.timestamp():.6f}.{self._mint.short()}"
        view.hashes.append(view.hash)
        kept = {
            (block["block_id"], element["action_id"])
            for block, element in tree.elements(view.blocks)
        }
        view.filled = {ids: was for ids, was in view.filled.items() if ids in kept}

    def shown(self, view: View) -> Json:
        """A view as the API and payloads give it."""
        sent = view.body
        app = view.user.team.installation
        return {
            **sent,
            "id": view.id,
            "team_id": view.user.team.id,
            "app_id": self._app_id,
            "app_installed_team_id": view.user.team.id,
            "bot_id": app.bot_id if app else None,
            "hash": view.hash,
            "private_metadata": sent.get("private_metadata") or "",
            "callback_id": sent.get("callback_id") or "",
            "external_id": sent.get("external_id") or "",
            "submit": sent.get("submit"),
            "close": sent.get("close"),
            "clear_on_close": bool(sent.get("clear_on_close")),
            "notify_on_close": bool(sent.get("notify_on_close")),
            "root_view_id": view.root,
            "previous_view_id": view.previous,
            "state": inputs.state(view.blocks, lambda *ids: view.filled.get(ids)),
        }

"""Answers to interactions: callbacks, the original message, follow-ups.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from typing import TYPE_CHECKING

from . import command_limits, modal_limits
from .calls import Answered, Call, route
from .errors import (
    ApiError,
    InvalidBody,
    Json,
    Problem,
    already_acknowledged,
    expired_token,
    too_many_followups,
    unknown,
)
from .interactions import Answer, Asked, Interaction, Modal
from .messages import Body
from .world import COMPONENTS_V2, EPHEMERAL, LOADING, Message

if TYPE_CHECKING:
    from .server import Discord

_HOOK = "/webhooks/{application}/{token}"
_ORIGINAL = f"{_HOOK}/messages/@original"
_MESSAGE = f"{_HOOK}/messages/{{message}}"
_UPDATE = "IncomingWebhookUpdateRequestPartial"

_MOST_FOLLOWUPS = 5
"""For an app that is installed to a user only."""


@route(
    "POST /interactions/{interaction}/{token}/callback",
    needs_token=False,
    shape="callback",
)
def callback(peer: "Discord", call: Call) -> Answered:
    interaction = peer.interactions.get(call.params["token"])
    if interaction is None or interaction.id != call.id("interaction"):
        raise unknown("Interaction")
    try:
        answer = _acknowledge(peer, interaction, call.body)
    except ApiError as error:
        interaction.refused.append(error)
        raise
    peer.pulse()
    if call.query.get("with_response") not in ("1", "true"):
        return 204, None
    return 200, _response(peer, interaction, answer)


def _acknowledge(peer: "Discord", interaction: Interaction, body: Body) -> Answer:
    if interaction.answer is not None:
        raise already_acknowledged()
    age = (peer.clock.now() - interaction.born).total_seconds()
    if age > peer.rules.answer_within:
        raise unknown("Interaction")
    kind = body.payload.get("type")
    if kind not in set(Answer):
        raise InvalidBody([Problem("type", f"{kind!r} is no callback type.")])
    answer = Answer(kind)
    if answer not in interaction.allowed():
        interaction.acknowledge(answer)  # raises
    data = Body(body.payload.get("data") or {}, body.files)
    _EFFECTS[answer](peer, interaction, data)
    interaction.acknowledge(answer)
    return answer


def _reply(peer: "Discord", interaction: Interaction, body: Body) -> None:
    interaction.original = _new(peer, interaction, body)


def _defer(peer: "Discord", interaction: Interaction, body: Body) -> None:
    flags = body.payload.get("flags") or 0
    if flags & ~EPHEMERAL:
        text = "A deferred answer takes no flag but EPHEMERAL."
        raise InvalidBody([Problem("data.flags", text)])
    bot = peer.world.bot
    message = peer.messages.placeholder(interaction.channel, bot, flags)
    interaction.original = _mark(peer, interaction, message)
    peer.announce("MESSAGE_CREATE", message)


def _defer_update(_: "Discord", interaction: Interaction, __: Body) -> None:
    interaction.original = interaction.message


def _update(peer: "Discord", interaction: Interaction, body: Body) -> None:
    message = interaction.message
    assert message is not None
    if message.deleted:
        raise unknown("Message")
    peer.messages.edit(message, body)
    interaction.original = message
    peer.announce("MESSAGE_UPDATE", message)


def _choices(_: "Discord", interaction: Interaction, body: Body) -> None:
    listed = body.payload.get("choices") or []
    if problems := list(command_limits.choices("data.choices", listed)):
        raise InvalidBody(problems)
    interaction.choices = listed


def _modal(_: "Discord", interaction: Interaction, body: Body) -> None:
    data = body.payload
    if problems := list(modal_limits.modal(data)):
        raise InvalidBody(problems)
    parts = data["components"]
    interaction.modal = Modal(data["title"], data["custom_id"], parts, interaction)


_EFFECTS = {
    Answer.MESSAGE: _reply,
    Answer.DEFERRED: _defer,
    Answer.DEFERRED_UPDATE: _defer_update,
    Answer.UPDATE: _update,
    Answer.CHOICES: _choices,
    Answer.MODAL: _modal,
}


def _new(peer: "Discord", interaction: Interaction, body: Body) -> Message:
    message = peer.messages.create(interaction.channel, peer.world.bot, body)
    _mark(peer, interaction, message)
    peer.announce("MESSAGE_CREATE", message)
    return message


def _mark(peer: "Discord", interaction: Interaction, message: Message) -> Message:
    if message.ephemeral:
        message.only_for = interaction.who
    command = interaction.asked is Asked.COMMAND
    message.kind = 20 if command else 0
    if not command and interaction.message is not None:
        message.kind, message.reply_to = 19, interaction.message.id
    message.metadata = peer.metadata(interaction)
    return message


def _response(peer: "Discord", interaction: Interaction, answer: Answer) -> Json:
    head: Json = {"id": str(interaction.id), "type": interaction.asked.value}
    whole: Json = {"interaction": head, "resource": {"type": answer.value}}
    message = interaction.original
    if message is not None:
        head["response_message_id"] = str(message.id)
        head["response_message_loading"] = message.loading
        head["response_message_ephemeral"] = message.ephemeral
        if answer in (Answer.MESSAGE, Answer.UPDATE, Answer.DEFERRED):
            whole["resource"]["message"] = peer.shown(message)
    return whole


def _live(peer: "Discord", call: Call) -> Interaction:
    """The acknowledged interaction of a token that still lives."""
    interaction = peer.interactions.get(call.params["token"])
    if interaction is None or call.id("application") != peer.world.application:
        raise unknown("Webhook")
    age = (peer.clock.now() - interaction.born).total_seconds()
    if age > peer.rules.token_lives:
        raise unknown("Webhook") if peer.rules.expired_as_unknown else expired_token()
    if interaction.answer is None:
        raise unknown("Webhook")
    return interaction


def _message(interaction: Interaction, call: Call) -> Message:
    wanted = call.params.get("message", "@original")
    known = [interaction.original, *interaction.followups]
    if wanted == "@original":
        known = known[:1]
    for message in known:
        mine = message is not None and wanted in ("@original", str(message.id))
        if message is not None and mine and not message.deleted:
            return message
    raise unknown("Message")


@route(f"POST {_HOOK}", needs_token=False, shape=_UPDATE)
def follow_up(peer: "Discord", call: Call) -> Answered:
    interaction = _live(peer, call)
    original = interaction.original
    if interaction.answer is Answer.DEFERRED and original and original.loading:
        # Straight after a defer, the follow-up is what was waited for.
        return _edit(peer, interaction, original, call.body)
    if interaction.user_installed_only and (
        len(interaction.followups) >= _MOST_FOLLOWUPS
    ):
        raise too_many_followups()
    message = _new(peer, interaction, call.body)
    interaction.followups.append(message)
    _stir(peer, interaction)
    return 200, peer.shown(message)


@route(f"GET {_ORIGINAL}", needs_token=False)
@route(f"GET {_MESSAGE}", needs_token=False)
def get_reply(peer: "Discord", call: Call) -> Answered:
    interaction = _live(peer, call)
    return 200, peer.shown(_message(interaction, call))


@route(f"PATCH {_ORIGINAL}", needs_token=False, shape=_UPDATE)
@route(f"PATCH {_MESSAGE}", needs_token=False, shape=_UPDATE)
def edit_reply(peer: "Discord", call: Call) -> Answered:
    interaction = _live(peer, call)
    return _edit(peer, interaction, _message(interaction, call), call.body)


def _edit(
    peer: "Discord", interaction: Interaction, message: Message, body: Body
) -> Answered:
    first = message.loading
    # A flag asked for by an edit is added; the loading one goes with the first.
    asked = (body.payload.get("flags") or 0) & COMPONENTS_V2
    flags = (message.flags & ~LOADING) | asked
    payload = {**body.payload, "flags": flags}
    peer.messages.edit(message, Body(payload, body.files))
    if first:
        message.edits.clear()
    peer.announce("MESSAGE_UPDATE", message)
    _stir(peer, interaction)
    return 200, peer.shown(message)


@route(f"DELETE {_ORIGINAL}", needs_token=False)
@route(f"DELETE {_MESSAGE}", needs_token=False)
def delete_reply(peer: "Discord", call: Call) -> Answered:
    interaction = _live(peer, call)
    peer.remove(_message(interaction, call))
    _stir(peer, interaction)
    return 204, None


def _stir(peer: "Discord", interaction: Interaction) -> None:
    interaction.changes += 1
    interaction.stir()
    peer.pulse()

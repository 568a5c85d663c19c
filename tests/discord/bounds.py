"""Whether Discord would take a payload: its limits, and its own document."""

import json
import os
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from discord.http import handle_message_parameters
from jsonschema_rs import Draft202012Validator

from adapters.discord import limits
from adapters.discord.forms import Modal
from adapters.discord.render import Attachment, Message
from adapters.discord.wire import files
from tests import schemas

Json = dict[str, Any]

MESSAGE = "MessageCreateRequest"
EDIT = "MessageEditRequestPartial"
MODAL = "ModalInteractionCallbackRequest"
COMMAND = "ApplicationCommandUpdateRequest"


def payload(message: Message) -> Json:
    """The message as it goes over the wire."""
    with handle_message_parameters(
        view=message.view, attachments=files(message.attachments)
    ) as made:
        form = made.multipart
        return dict(made.payload or json.loads((form or [])[0]["value"]))


def form_payload(modal: Modal) -> Json:
    return {"type": 9, "data": modal.to_dict()}


def faults(payload: Json, attachments: Sequence[Attachment] = ()) -> list[str]:
    """What Discord would refuse a message for; the limits its document misses too."""
    parts = [*walk(payload["components"])]
    found = [*_texts(parts), *_pictures(parts, attachments), *_pressed(parts)]
    if len(parts) > limits.COMPONENTS:
        found.append(f"{len(parts)} components")
    if not parts:
        found.append("an empty message")
    if len(attachments) > limits.ATTACHMENTS:
        found.append(f"{len(attachments)} attachments")
    return found + against(MESSAGE, payload)


def _texts(parts: list[Json]) -> Iterator[str]:
    said = [part["content"] for part in parts if part["type"] == 10]
    if sum(map(len, said)) > limits.TEXT:
        yield f"{sum(map(len, said))} characters of text"
    if not all(one.strip() for one in said):
        yield "an empty text display"


def _pictures(parts: list[Json], attachments: Sequence[Attachment]) -> Iterator[str]:
    there = {f"attachment://{one.name}" for one in attachments}
    shown: list[str] = []
    for part in parts:
        items = part.get("items", [])
        if part["type"] == 12 and not 1 <= len(items) <= limits.GALLERY:
            yield f"a gallery of {len(items)}"
        for item in items:
            shown.append(item["media"]["url"])
            if len(item.get("description") or "") > limits.ALT:
                yield "an alternative text that is too long"
        if part["type"] == 13:
            shown.append(part["file"]["url"])
    if len(there) != len(attachments):
        yield "two files of one name"
    if set(shown) != there:
        yield f"files {there} but shown {shown}"


def _pressed(parts: list[Json]) -> Iterator[str]:
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    if len(ids) != len(set(ids)):
        yield f"a custom id twice in {ids}"
    for part in parts:
        inner = part.get("components", [])
        if part["type"] == 1 and not 1 <= len(inner) <= limits.ROW_BUTTONS:
            yield f"a row of {len(inner)}"
        if part["type"] == 2 and not 1 <= len(part["label"]) <= limits.BUTTON_LABEL:
            yield f"a button labelled {part['label']!r}"
        yield from _options(part)
    if not all(1 <= len(id) <= limits.CUSTOM_ID for id in ids):
        yield f"a custom id that does not fit in {ids}"


def _options(part: Json) -> Iterator[str]:
    options = part.get("options")
    if options is None:
        return
    most = limits.SELECT_OPTIONS if part["type"] == 3 else limits.BOXES
    if not 1 <= len(options) <= most:
        yield f"{len(options)} options"
    values = [option["value"] for option in options]
    if len(values) != len(set(values)):
        yield "a value twice"
    for option in options:
        for key in ("label", "value"):
            if not 1 <= len(option[key]) <= limits.OPTION:
                yield f"an option's {key} of {len(option[key])} characters"
    preset = sum(bool(option.get("default")) for option in options)
    if preset > part.get("max_values", 1):
        yield f"{preset} options preset"
    if len(part.get("placeholder") or "") > limits.PLACEHOLDER:
        yield "a placeholder that is too long"


def form_faults(payload: Json) -> list[str]:
    data = payload["data"]
    found = []
    if not 1 <= len(data["title"]) <= limits.MODAL_TITLE:
        found.append(f"a title of {len(data['title'])}")
    if not 1 <= len(data["components"]) <= limits.MODAL_PARTS:
        found.append(f"{len(data['components'])} fields")
    for part in walk(data["components"]):
        if part["type"] == 18:
            if not 1 <= len(part["label"]) <= limits.LABEL:
                found.append(f"a label of {len(part['label'])}")
            if len(part.get("description") or "") > limits.LABEL_DESCRIPTION:
                found.append("a description that is too long")
        if part["type"] == 4 and len(part.get("value") or "") > part["max_length"]:
            found.append("a text that is longer than it may be")
        found += _options(part)
    return found + against(MODAL, payload)


def walk(components: Any) -> Iterator[Json]:
    for part in components:
        yield part
        yield from walk(part.get("components") or ())
        if part.get("component"):
            yield from walk([part["component"]])


def against(name: str, payload: Any) -> list[str]:
    """What Discord's own document has against it; nothing where it is not at hand."""
    validator = _validator(name)
    if validator is None:
        return []
    # The document wants strings for the ids of attachments; Discord takes integers.
    payload = json.loads(json.dumps(payload))
    for attachment in (
        payload.get("attachments") or () if "attachments" in payload else ()
    ):
        attachment["id"] = str(attachment["id"])
    return [fault for _, fault in schemas.faults(validator, payload)]


@cache
def _validator(name: str) -> Draft202012Validator | None:
    folder = os.environ.get("STUDYBOT_SPECS")
    if not folder:
        return None
    document = json.loads((Path(folder) / "discord-openapi.json").read_text("utf-8"))
    return Draft202012Validator({**document, "$ref": f"#/components/schemas/{name}"})

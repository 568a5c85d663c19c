"""Bodies against Discord's own OpenAPI document, where that is at hand."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator

from tests import schemas

from .errors import Json, Problem

_CALLBACKS = {
    1: "PongInteractionCallbackRequest",
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}


class Schema:
    """Checks bodies by the name that the document gives their shape.

    `callback` is an interaction's first response, of whichever type.
    """

    def __init__(self, document: Path) -> None:
        whole = json.loads(document.read_text("utf-8"))
        # Discord takes integers for ids; its document does not.
        snowflake = whole["components"]["schemas"]["SnowflakeType"]
        snowflake["type"] = ["string", "integer"]
        self._components = whole["components"]
        self._validators: dict[str, Draft202012Validator] = {}

    def problems(self, name: str, body: Any) -> list[Problem]:
        if name == "callback":
            name = _CALLBACKS.get(body.get("type", 0), "")
            if not name:
                return [Problem("type", f"{body.get('type')} is no callback type.")]
        found = schemas.faults(self._validator(name), body)
        return [Problem(".".join(where), fault) for where, fault in found]

    def _validator(self, name: str) -> Draft202012Validator:
        if name not in self._validators:
            listed = name.endswith("[]")
            reference = {"$ref": f"#/components/schemas/{name.removesuffix('[]')}"}
            shape: Json = {"type": "array", "items": reference} if listed else reference
            whole = {**shape, "components": self._components}
            self._validators[name] = Draft202012Validator(whole)
        return self._validators[name]


@lru_cache
def load(document: Path) -> Schema:
    return Schema(document)

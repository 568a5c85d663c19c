"""Bodies against Discord's own OpenAPI document, where that is at hand."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

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

_MEMORY = 4096


class Schema:
    """Checks bodies by the name that the document gives their shape.

    `callback` is an interaction's first response, of whichever type.
    """

    def __init__(self, document: Path) -> None:
        whole = json.loads(document.read_text("utf-8"))
        # Discord takes integers for ids; its document does not.
        snowflake = whole["components"]["schemas"]["SnowflakeType"]
        snowflake["type"] = ["string", "integer"]
        self._components = _by_type(whole["components"], whole["components"]["schemas"])
        self._validators: dict[str, Draft202012Validator] = {}
        self._good: dict[str, None] = {}

    def problems(self, name: str, body: Any) -> list[Problem]:
        if name == "callback":
            name = _CALLBACKS.get(body.get("type", 0), "")
            if not name:
                return [Problem("type", f"{body.get('type')} is no callback type.")]
        key = name + json.dumps(body)
        if key in self._good:
            return []
        found = [
            Problem(".".join(map(str, error.absolute_path)), error.message[:300])
            for error in self._validator(name).iter_errors(body)
        ]
        if not found and len(self._good) < _MEMORY:
            self._good[key] = None
        return found

    def _validator(self, name: str) -> Draft202012Validator:
        if name not in self._validators:
            listed = name.endswith("[]")
            reference = {"$ref": f"#/components/schemas/{name.removesuffix('[]')}"}
            shape: Json = {"type": "array", "items": reference} if listed else reference
            whole = {**shape, "components": self._components}
            self._validators[name] = Draft202012Validator(whole)
        return self._validators[name]


def _by_type(node: Any, schemas: Json) -> Any:
    """Unions of components told apart by `type`: quicker, and clearer in its errors."""
    if isinstance(node, list):
        return [_by_type(each, schemas) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: _by_type(value, schemas) for key, value in node.items()}
    for key in ("oneOf", "anyOf"):
        kinds = [_kind(each, schemas) for each in node.get(key) or ()]
        if kinds and None not in kinds and len(set(kinds)) == len(kinds):
            union = node.pop(key)
            node |= {"type": "object", "required": ["type"]}
            node["properties"] = {"type": {"enum": kinds}}
            node["allOf"] = [
                {"if": {"properties": {"type": {"const": kind}}}, "then": each}
                for kind, each in zip(kinds, union, strict=True)
            ]
    return node


def _kind(node: Json, schemas: Json) -> int | None:
    """The one value that `type` may have in the schema referred to."""
    if set(node) != {"$ref"}:
        return None
    schema = schemas[node["$ref"].rsplit("/", 1)[-1]]
    values = schema.get("properties", {}).get("type", {}).get("enum") or []
    required = "type" in schema.get("required", ())
    return values[0] if required and len(values) == 1 else None


@lru_cache
def load(document: Path) -> Schema:
    return Schema(document)

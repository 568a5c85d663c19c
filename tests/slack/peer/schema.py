"""Blocks and views against the schemas made from Slack's own types."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from .errors import Json, Problem

_MEMORY = 4096
_SOURCE = "@slack/types 3.2.0"


class Schema:
    """One document; what was found good is remembered, for speed under load."""

    def __init__(self, document: Path) -> None:
        whole = json.loads(document.read_text("utf-8"))
        shapes = whole["definitions"]
        whole["definitions"] = _by_type(shapes, shapes)
        self._validator = Draft7Validator(whole)
        self._good: dict[str, None] = {}

    def problems(self, body: Any, root: str) -> list[Problem]:
        key = json.dumps(body, sort_keys=True)
        if key in self._good:
            return []
        found = [
            Problem(
                "/".join([root, *map(str, error.absolute_path)]),
                error.message[:300],
                _SOURCE,
            )
            for error in self._validator.iter_errors(body)
        ]
        if not found and len(self._good) < _MEMORY:
            self._good[key] = None
        return found


def _by_type(node: Any, shapes: Json) -> Any:
    """Unions told apart by `type`: quicker, and clearer in what they complain of."""
    if isinstance(node, list):
        return [_by_type(each, shapes) for each in node]
    if not isinstance(node, dict):
        return node
    if "anyOf" in node:
        kinds = _kinds(node, shapes)
        if kinds is not None:
            return _told_apart(node, kinds)
    return {key: _by_type(value, shapes) for key, value in node.items()}


def _told_apart(node: Json, kinds: dict[str, str]) -> Json:
    kept = {key: value for key, value in node.items() if key != "anyOf"}
    branches = [
        {"if": {"properties": {"type": {"const": kind}}}, "then": {"$ref": reference}}
        for kind, reference in kinds.items()
    ]
    known = {"type": {"enum": sorted(kinds)}}
    return kept | {
        "type": "object",
        "required": ["type"],
        "properties": known,
        "allOf": branches,
    }


def _kinds(node: Json, shapes: Json) -> dict[str, str] | None:
    """Reference by the one `type` it allows; None where types do not tell it."""
    found: dict[str, str] = {}
    for each in node["anyOf"]:
        if set(each) != {"$ref"}:
            return None
        shape = shapes[each["$ref"].rsplit("/", 1)[-1]]
        inner = _own(each["$ref"], shape, shapes)
        if inner is None or inner.keys() & found.keys():
            return None
        found |= inner
    return found


def _own(reference: str, shape: Json, shapes: Json) -> dict[str, str] | None:
    if "$ref" in shape and len(shape.keys() - {"description"}) == 1:
        return _own(shape["$ref"], shapes[shape["$ref"].rsplit("/", 1)[-1]], shapes)
    alike = {_const(each) for each in shape.get("anyOf", [shape])}
    if None not in alike and len(alike) == 1:
        return {str(alike.pop()): reference}
    return _kinds(shape, shapes) if "anyOf" in shape else None


def _const(shape: Json) -> str | None:
    """The one `type` that a shape allows and asks for."""
    kind = shape.get("properties", {}).get("type", {}).get("const")
    return kind if "type" in shape.get("required", ()) else None


@lru_cache
def load(document: Path) -> Schema:
    return Schema(document)

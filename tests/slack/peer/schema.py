"""Blocks and views against the schemas made from Slack's own types."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator

from tests import schemas

from .errors import Problem

_SOURCE = "@slack/types 3.2.0"


class Schema:
    """One document: blocks, or a view."""

    def __init__(self, document: Path) -> None:
        self._validator = Draft7Validator(json.loads(document.read_text("utf-8")))

    def problems(self, body: Any, root: str) -> list[Problem]:
        return [
            Problem("/".join([root, *where]), fault, _SOURCE)
            for where, fault in schemas.faults(self._validator, body)
        ]


@lru_cache
def load(document: Path) -> Schema:
    return Schema(document)

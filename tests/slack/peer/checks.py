"""Everything that is checked about the blocks and views an app sends."""

import contextlib
import json
import logging
from collections.abc import Callable
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View as ViewModel

from . import blocks as tree
from . import limits, schema
from .errors import ApiError, InvalidBody, Json, Problem, Violation
from .rules import Rules

_UNTYPED = {"data_visualization"}
"""Blocks that Slack takes and its types do not name yet."""

Ready = Callable[[Json], str | None]
"""Why the file that a `slack_file` object names cannot be shown; None if it can."""


class Checks:
    """Refuses as Slack does, and records each violation for the test.

    `of_blocks` and `of_view` need no server: a renderer's own tests can ask them.
    """

    def __init__(
        self, rules: Rules | None = None, violations: list[Violation] | None = None
    ) -> None:
        self._rules = rules or Rules()
        self._violations = [] if violations is None else violations

    def of_blocks(self, blocks: list[Json]) -> list[Problem]:
        """All that is wrong with the blocks of a message, its whole size included."""
        long = limits.too_long(blocks)
        return self._message(blocks) + ([long] if long else [])

    def of_view(self, body: Json) -> list[Problem]:
        problems = self._shape("slack-view.schema.json", body, "/view")
        return problems + list(limits.view(body)) + _modelled_view(body)

    def note(self, call: str, pointer: str, message: str, source: str) -> None:
        """A violation to which Slack itself would answer `ok`."""
        problem = Problem(pointer, message, source)
        self._violations.append(Violation(call, problem))

    def blocks(self, call: str, value: object, ready: Ready) -> list[Json]:
        """The blocks of a message, as sent: a list, or a text of JSON."""
        found = parsed(value, "/blocks")
        if not isinstance(found, list) or not all(isinstance(b, dict) for b in found):
            problem = Problem("/blocks", "must be an array of objects")
            raise self._invalid(call, "invalid_blocks_format", [problem])
        if problems := self._message(found):
            raise self._invalid(call, "invalid_blocks", problems)
        if long := limits.too_long(found):
            raise self._invalid(call, "msg_blocks_too_long", [long])
        self._pictures("invalid_blocks", found, "/blocks", ready)
        return found

    def view(self, call: str, value: object, ready: Ready) -> Json:
        body = parsed(value, "/view")
        if not isinstance(body, dict) or body.get("type") not in ("modal", "home"):
            problem = Problem("/view", "must be a modal or a home tab")
            raise self._invalid(call, "invalid_arguments", [problem])
        if problems := self.of_view(body):
            raise self._invalid(call, "invalid_arguments", problems)
        blocks = body.get("blocks") or []
        self._pictures("invalid_arguments", blocks, "/view/blocks", ready)
        return body

    def _message(self, blocks: list[Json]) -> list[Problem]:
        problems = self._shape("slack-blocks.schema.json", blocks, "/blocks")
        return problems + list(limits.message(blocks)) + _modelled(blocks)

    def _shape(self, name: str, body: Any, root: str) -> list[Problem]:
        folder = self._rules.specs
        if folder is None or not (folder / name).exists():
            return []
        if isinstance(body, list):
            body = [block for block in body if block.get("type") not in _UNTYPED]
        return schema.load(folder / name).problems(body, root)

    def _pictures(
        self, error: str, blocks: list[Json], root: str, ready: Ready
    ) -> None:
        """Not violations: an app cannot know but by trying. Only refused."""
        problems: list[Problem] = []
        for pointer, node in tree.walk(blocks, root):
            if node["type"] != "image":
                continue
            address = str(node.get("image_url") or "")
            if address.startswith(self._rules.unreachable):
                text = "downloading image failed"
                problems.append(Problem(f"{pointer}/image_url", text))
            reference = node.get("slack_file")
            if isinstance(reference, dict) and (reason := ready(reference)):
                problems.append(Problem(f"{pointer}/slack_file", reason))
        if problems:
            raise InvalidBody(error, problems)

    def _invalid(self, call: str, error: str, problems: list[Problem]) -> ApiError:
        self._violations.extend(Violation(call, each) for each in problems)
        return InvalidBody(error, problems)


def parsed(value: object, pointer: str) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        problem = Problem(pointer, "is no JSON")
        raise InvalidBody("invalid_arguments", [problem]) from error


@contextlib.contextmanager
def _unheard() -> Any:
    """slack_sdk warns of each block that it has no class for; the schemas know it."""
    logger = logging.getLogger("slack_sdk.models.blocks")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _modelled(blocks: list[Json]) -> list[Problem]:
    problems: list[Problem] = []
    for index, block in enumerate(blocks):
        try:
            with _unheard():
                model = Block.parse(dict(block))
                if model is not None:
                    model.to_dict()
        except Exception as error:  # slack_sdk raises TypeError and more for bad shapes
            problems.append(Problem(f"/blocks/{index}", str(error), "slack_sdk.models"))
    return problems


def _modelled_view(body: Json) -> list[Problem]:
    try:
        with _unheard():
            ViewModel(**body).to_dict()
    except Exception as error:  # slack_sdk raises TypeError and more for bad shapes
        return [Problem("/view", str(error), "slack_sdk.models")]
    return []

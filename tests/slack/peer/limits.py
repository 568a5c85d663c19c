"""What blocks and views may hold, as a table.

Each row names its page under https://docs.slack.dev/reference/, or the other place that
told of it. Lengths count characters, lists count items.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from . import blocks as tree
from .errors import Json, Problem


@dataclass(frozen=True, slots=True)
class Limit:
    """`field` of things of that `kind`, from `low` to `high`; absent is fine at 0."""

    kind: str
    field: str
    low: int
    high: int
    source: str


_B, _E, _O = "block-kit/blocks/", "block-kit/block-elements/", "block-kit/composition-"
_OPTION = _O + "objects/option-object"
_CONFIRM = _O + "objects/confirmation-dialog-object"
_SELECT = _E + "select-menu-element"

MESSAGE_BLOCKS = 50  # block-kit/blocks
VIEW_BLOCKS = 100  # views/modal-views, views/home-tab-views
MESSAGE_SIZE = 13_200
"""Of all blocks of a message, as compact JSON. Undocumented: bolt-js #2509 met it at
13,297 characters of text in one block, #2867 at 11,341 in many; the JSON fits both."""
SHORT_TEXT = 4_000  # methods/chat.update: msg_too_long; elsewhere recommended
TEXT = 40_000  # methods/chat.postMessage: truncated there
MARKDOWN = 12_000  # block-kit/blocks/markdown-block, over all blocks of a message
CHARTS = 2  # block-kit/blocks/data-visualization-block, in a message
METADATA = 16_384
"""A guess: Slack publishes no figure for chat.postMessage."""

LIMITS = (
    Limit("*", "block_id", 1, 255, _B),
    Limit("*", "action_id", 1, 255, _E),
    Limit("section", "text.text", 1, 3000, _B + "section-block"),
    Limit("section", "fields", 1, 10, _B + "section-block"),
    Limit("section", "fields[].text", 1, 2000, _B + "section-block"),
    Limit("header", "text.text", 1, 150, _B + "header-block"),
    Limit("context", "elements", 1, 10, _B + "context-block"),
    Limit("context_actions", "elements", 1, 5, _B + "context-actions-block"),
    Limit("actions", "elements", 1, 25, _B + "actions-block"),
    Limit("markdown", "text", 1, MARKDOWN, _B + "markdown-block"),
    Limit("image", "alt_text", 1, 2000, _B + "image-block"),
    Limit("image", "image_url", 1, 3000, _B + "image-block"),
    Limit("image", "title.text", 1, 2000, _B + "image-block"),
    Limit("input", "label.text", 1, 2000, _B + "input-block"),
    Limit("input", "hint.text", 1, 2000, _B + "input-block"),
    Limit("table", "rows", 1, 100, _B + "table-block"),
    Limit("table", "rows[]", 1, 20, _B + "table-block"),
    Limit("card", "title.text", 1, 150, _B + "card-block"),
    Limit("card", "subtitle.text", 1, 150, _B + "card-block"),
    Limit("card", "body.text", 1, 200, _B + "card-block"),
    Limit("card", "actions", 1, 3, _B + "card-block"),
    Limit("carousel", "elements", 1, 10, _B + "carousel-block"),
    Limit("container", "child_blocks", 1, 10, _B + "container-block"),
    Limit("data_visualization", "title", 1, 50, _B + "data-visualization-block"),
    Limit("button", "text.text", 1, 75, _E + "button-element"),
    Limit("button", "value", 1, 2000, _E + "button-element"),
    Limit("button", "url", 1, 3000, _E + "button-element"),
    Limit("button", "accessibility_label", 1, 75, _E + "button-element"),
    Limit("checkboxes", "options", 1, 10, _E + "checkboxes-element"),
    Limit("radio_buttons", "options", 1, 10, _E + "radio-button-group-element"),
    Limit("overflow", "options", 1, 5, _E + "overflow-menu-element"),
    Limit("static_select", "options", 1, 100, _SELECT),
    Limit("static_select", "option_groups", 1, 100, _SELECT),
    Limit("multi_static_select", "options", 1, 100, _E + "multi-select-menu-element"),
    Limit("*", "placeholder.text", 1, 150, _SELECT),
    Limit("*", "options[].text.text", 1, 75, _OPTION),
    Limit("*", "options[].value", 1, 150, _OPTION + "; slack_sdk's Option"),
    Limit("*", "options[].description.text", 1, 75, _OPTION),
    Limit("*", "option_groups[].label.text", 1, 75, _OPTION),
    Limit("*", "option_groups[].options", 1, 100, _OPTION),
    Limit("plain_text_input", "initial_value", 0, 3000, _E + "plain-text-input"),
    Limit("*", "confirm.title.text", 1, 100, _CONFIRM),
    Limit("*", "confirm.text.text", 1, 300, _CONFIRM),
    Limit("*", "confirm.confirm.text", 1, 30, _CONFIRM),
    Limit("*", "confirm.deny.text", 1, 30, _CONFIRM),
    Limit("modal", "title.text", 1, 24, "views/modal-views"),
    Limit("modal", "submit.text", 1, 24, "views/modal-views"),
    Limit("modal", "close.text", 1, 24, "views/modal-views"),
    Limit("modal", "private_metadata", 0, 3000, "views/modal-views"),
    Limit("modal", "callback_id", 0, 255, "views/modal-views"),
    Limit("modal", "external_id", 0, 255, "views/modal-views"),
    Limit("home", "private_metadata", 0, 3000, "views/home-tab-views"),
    Limit("home", "callback_id", 0, 255, "views/home-tab-views"),
)

_BY_KIND: dict[str, list[Limit]] = {}
for _limit in LIMITS:
    _BY_KIND.setdefault(_limit.kind, []).append(_limit)

FILE_ID = re.compile(r"^F[A-Z0-9]{8,}$")


def values(node: object, field: str, pointer: str) -> Iterator[tuple[str, object]]:
    """What stands at a path such as `options[].text.text`, each with its pointer."""
    if node is None:
        return
    if not field:
        yield pointer, node
        return
    head, _, rest = field.partition(".")
    key = head.removesuffix("[]")
    value = node.get(key) if isinstance(node, dict) else None
    if not head.endswith("[]"):
        yield from values(value, rest, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from values(each, rest, f"{pointer}/{key}/{index}")


def sizes(body: object, root: str) -> Iterator[Problem]:
    """Every length and count of the table, in blocks or a whole view."""
    for pointer, node in tree.walk(body, root):
        for limit in _BY_KIND.get(str(node["type"]), []) + _BY_KIND["*"]:
            for place, value in values(node, limit.field, pointer):
                size = len(value) if isinstance(value, str | list) else 0
                if not limit.low <= size <= limit.high:
                    text = f"must have {limit.low} to {limit.high}, has {size}"
                    yield Problem(place, text, limit.source)


def message(blocks: list[Json]) -> Iterator[Problem]:
    if len(blocks) > MESSAGE_BLOCKS:
        text = f"no more than {MESSAGE_BLOCKS} items allowed, has {len(blocks)}"
        yield Problem("/blocks", text, _B)
    kinds = Counter(str(block.get("type")) for block in blocks)
    if kinds["alert"]:
        yield Problem("/blocks", "alert is for modals only", _B + "alert-block")
    if kinds["data_visualization"] > CHARTS:
        source = _B + "data-visualization-block"
        yield Problem("/blocks", f"over {CHARTS} data_visualization blocks", source)
    markdown = sum(
        len(str(b.get("text", ""))) for b in blocks if b.get("type") == "markdown"
    )
    if markdown > MARKDOWN:
        text = f"over {MARKDOWN} characters of markdown: {markdown}"
        yield Problem("/blocks", text, _B + "markdown-block")
    yield from _common(blocks, "/blocks")


def too_long(blocks: list[Json]) -> Problem | None:
    """The sum over a whole message, for which Slack has an error of its own."""
    size = len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))
    if size <= MESSAGE_SIZE:
        return None
    text = f"over {MESSAGE_SIZE} characters of blocks: {size}"
    return Problem("/blocks", text, "bolt-js #2509, #2867")


def view(body: Json) -> Iterator[Problem]:
    blocks = body.get("blocks") or []
    if len(blocks) > VIEW_BLOCKS:
        text = f"no more than {VIEW_BLOCKS} items allowed, has {len(blocks)}"
        yield Problem("/view/blocks", text, "views")
    if body.get("type") == "modal":
        if not body.get("title"):
            yield Problem("/view/title", "missing required field", "views/modal-views")
        inputs = any(block.get("type") == "input" for block in blocks)
        if inputs and not body.get("submit"):
            text = "a modal with an input block needs a submit"
            yield Problem("/view/submit", text, "views/modal-views")
    elif any(block.get("type") == "alert" for block in blocks):
        yield Problem("/view/blocks", "alert is for modals only", _B + "alert-block")
    yield from _common(blocks, "/view/blocks")
    # The view itself: its title, its private_metadata.
    whole = {key: value for key, value in body.items() if key != "blocks"}
    yield from sizes(whole, "/view")


def _common(blocks: list[Json], root: str) -> Iterator[Problem]:
    yield from sizes(blocks, root)
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for block_id, times in ids.items():
        if times > 1:
            yield Problem(root, f"block_id {block_id!r} is there {times} times", _B)
    for pointer, node in tree.walk(blocks, root):
        yield from _picture(pointer, node)
        yield from _choices(pointer, node)
    for index, block in enumerate(blocks):
        actions = Counter(
            element["action_id"]
            for _, element in tree.elements([block])
            if element.get("action_id")
        )
        for action_id, times in actions.items():
            if times > 1:
                text = f"action_id {action_id!r} is there {times} times"
                yield Problem(f"{root}/{index}", text, _E)


def _picture(pointer: str, node: Json) -> Iterator[Problem]:
    if node["type"] != "image":
        return
    if ("image_url" in node) == ("slack_file" in node):
        text = "needs one of image_url and slack_file"
        yield Problem(pointer, text, _B + "image-block")
    file_id = (node.get("slack_file") or {}).get("id")
    if file_id is not None and not FILE_ID.match(str(file_id)):
        text = "does not match the pattern of a file id"
        yield Problem(
            f"{pointer}/slack_file/id", text, _O + "objects/slack-file-object"
        )


def _choices(pointer: str, node: Json) -> Iterator[Problem]:
    found = tree.options(node) if isinstance(node.get("options"), list) else []
    for value, times in Counter(str(option.get("value")) for option in found).items():
        if times > 1:
            yield Problem(pointer, f"value {value!r} is there {times} times", _OPTION)
    for initial in node.get("initial_options") or []:
        if initial not in found:
            yield Problem(pointer, "initial_options must be among options", _OPTION)
    initial = node.get("initial_option")
    if found and initial is not None and initial not in found:
        yield Problem(pointer, "initial_option must be among options", _OPTION)
    if node.get("initial_options") == []:
        yield Problem(pointer, "initial_options must not be empty", _OPTION)

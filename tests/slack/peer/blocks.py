"""Walking the blocks of a message or a view."""

import copy
import re
from collections.abc import Iterable, Iterator

from .errors import Json
from .mint import Mint

PRESSED = {"button", "overflow", "workflow_button"}
TYPED = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
ONE_OF = {"radio_buttons", "static_select", "external_select"}
SOME_OF = {"checkboxes", "multi_static_select", "multi_external_select"}
NAMED = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "file_input": "files",
}
"""The key that holds what was chosen, where it is neither a text nor an option."""
GIVEN = {"file_input"}
INTERACTIVE = PRESSED | TYPED | ONE_OF | SOME_OF | set(NAMED) | GIVEN


def walk(node: object, pointer: str = "") -> Iterator[tuple[str, Json]]:
    """Every object that has a `type`, or is an option, with its JSON pointer."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from walk(each, f"{pointer}/{index}")
    elif isinstance(node, dict):
        if "type" in node:
            yield pointer, node
        for key, value in node.items():
            if key not in ("metadata", "event_payload"):
                yield from walk(value, f"{pointer}/{key}")


def elements(blocks: Iterable[Json]) -> Iterator[tuple[Json, Json]]:
    """The interactive elements, each with its block."""
    for block in blocks:
        for _, found in walk(block):
            if found.get("type") in INTERACTIVE:
                yield block, found


def images(blocks: Iterable[Json]) -> list[Json]:
    return [
        found
        for block in blocks
        for _, found in walk(block)
        if found.get("type") == "image"
    ]


def label(block: Json, element: Json) -> str:
    """What a member would call it: a button's text, an input's label."""
    own = element.get("text")
    if isinstance(own, dict):
        return str(own.get("text", ""))
    above = block.get("label") or block.get("text") or element.get("placeholder") or {}
    return str(above.get("text", "")) if isinstance(above, dict) else ""


def buttons(blocks: Iterable[Json]) -> list[str]:
    return [
        label(block, element)
        for block, element in elements(blocks)
        if element["type"] == "button"
    ]


def options(element: Json) -> list[Json]:
    groups = element.get("option_groups") or []
    found = list(element.get("options") or [])
    return found + [option for group in groups for option in group.get("options", [])]


def named(blocks: list[Json], mint: Mint) -> list[Json]:
    """A copy in which every block and element has an id, as Slack gives them."""
    copied = copy.deepcopy(blocks)
    for block in copied:
        block.setdefault("block_id", mint.short())
    for _, element in elements(copied):
        element.setdefault("action_id", mint.short())
    return copied


_BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|<!subteam\^([A-Z0-9]+)[^>]*>")


def pings(text: str, blocks: list[Json], link_names: bool = False) -> tuple[str, ...]:
    """Whom a message would notify: ids, and `channel`, `here`, `everyone`.

    Markup in plain_text objects is inert. The top-level `text` is counted even beside
    blocks, where it is what a notification shows.
    """
    found: list[str] = []
    mrkdwn = [text]
    for _, node in walk(blocks):
        kind = node["type"]
        if kind in ("mrkdwn", "markdown"):
            mrkdwn.append(str(node.get("text", "")))
        elif kind == "broadcast":
            found.append(str(node.get("range")))
        elif kind in ("user", "usergroup") and not isinstance(
            node.get("elements"), list
        ):
            found.append(str(node.get("user_id") or node.get("usergroup_id")))
    for part in mrkdwn:
        found += _BROADCAST.findall(part)
        found += [user or group for user, group in _MENTION.findall(part)]
        if link_names:
            found += re.findall(r"(?<!\w)@(\w[\w.-]*)", part)
    return tuple(found)


def as_text(blocks: Iterable[Json]) -> str:
    """Blocks as a reader has them, a line for each part: `[Answer]` is a button."""
    return "\n".join(line for block in blocks for line in _lines(block) if line)


def _lines(node: Json) -> Iterator[str]:
    kind = node.get("type")
    if kind == "divider":
        yield "---"
    elif kind in ("plain_text", "mrkdwn", "markdown", "text", "raw_text"):
        yield str(node.get("text", ""))
    elif kind == "image":
        title = node.get("title")
        if isinstance(title, dict):
            yield str(title.get("text", ""))
        yield f"(picture: {node.get('alt_text', '')})"
    elif kind == "button":
        yield f"[{label({}, node)}]"
    elif kind in ("checkboxes", "radio_buttons"):
        yield from _boxes(node)
    elif kind in INTERACTIVE:
        yield f"<{kind}: {label({}, node)}>"
        yield from (f"  {option['text']['text']}" for option in options(node))
    else:
        yield from _children(node)


_SHOWN = (
    "text",
    "title",
    "label",
    "fields",
    "elements",
    "element",
    "accessory",
    "hint",
)
_MORE = (*_SHOWN, "rows", "children", "cards", "actions", "body", "subtitle")


def _children(node: Json) -> Iterator[str]:
    for key in _MORE:
        yield from _each(node.get(key))


def _each(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _lines(value)
    elif isinstance(value, list):
        for each in value:
            yield from _each(each)


def _boxes(node: Json) -> Iterator[str]:
    chosen = node.get("initial_options") or [node.get("initial_option")]
    ticked = {option.get("value") for option in chosen if option}
    for option in options(node):
        mark = "x" if option.get("value") in ticked else " "
        yield f"[{mark}] {option['text']['text']}"
        described = option.get("description")
        if described:
            yield f"    {described['text']}"

"""What a message may hold, beyond its structure.

Each figure names its page under https://docs.discord.com/developers/.
"""

from collections.abc import Iterator, Sequence

from . import tree
from .errors import Json, Problem

CONTENT = 2000  # resources/message#create-message (bots)
EMBEDS = 10  # resources/message#create-message
EMBED_TEXT = 6000  # resources/message#embed-object-embed-limits
COMPONENTS = 40  # components/reference: total, nested ones included
DISPLAY_TEXT = 4000  # components/using-message-components, over all TextDisplays
ROWS = 5  # components/using-message-components#legacy
ROW_BUTTONS = 5  # components/reference#action-row
SECTION_TEXTS = 3  # components/reference#section
CUSTOM_ID = 100  # components/reference#custom-id
BUTTON_LABEL = 80  # components/reference#button
BUTTON_URL = 512  # components/reference#button
OPTIONS = 25  # components/reference#string-select
OPTION_TEXT = 100  # components/reference#string-select: label, value, description
PLACEHOLDER = 150  # components/reference#string-select
GALLERY = 10  # components/reference#media-gallery
DESCRIPTION = 1024  # components/reference#media-gallery, resources/message#attachment
FILES = 10  # resources/message#create-message
NONCE = 25  # resources/message#create-message
MENTIONED = 100  # resources/message#allowed-mentions-object

LINK = 5
"""The button style that opens an address; 1 to 4 carry a custom_id."""


def length(path: str, value: object, low: int, high: int) -> Iterator[Problem]:
    """`value` is a text of `low` to `high` characters, or absent where low is 0."""
    if value is None and low == 0:
        return
    if not isinstance(value, str) or not low <= len(value) <= high:
        size = len(value) if isinstance(value, str) else repr(value)
        yield Problem(path, f"Must be between {low} and {high} in length, is {size}.")


def count(path: str, values: object, low: int, high: int) -> Iterator[Problem]:
    size = len(values) if isinstance(values, Sequence) else 0
    if not low <= size <= high:
        yield Problem(path, f"Must have {low} to {high} items, has {size}.")


def message(body: Json, v2: bool, files: set[str]) -> Iterator[Problem]:
    """`v2`: the flag IS_COMPONENTS_V2 holds; `files`: names that can be referred to."""
    yield from length("content", body.get("content"), 0, CONTENT)
    yield from _embeds(body.get("embeds") or [])
    yield from count("attachments", body.get("attachments") or [], 0, FILES)
    for index, attached in enumerate(body.get("attachments") or []):
        path = f"attachments.{index}.description"
        yield from length(path, attached.get("description"), 0, DESCRIPTION)
    yield from length("nonce", _text(body.get("nonce")), 0, NONCE)
    yield from _mentions(body.get("allowed_mentions") or {})
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                yield Problem(key, "Not allowed with IS_COMPONENTS_V2.")
    yield from components(body.get("components") or [], v2, files)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _mentions(allowed: Json) -> Iterator[Problem]:
    for key in ("users", "roles"):
        path = f"allowed_mentions.{key}"
        yield from count(path, allowed.get(key) or [], 0, MENTIONED)
        if allowed.get(key) and key in (allowed.get("parse") or []):
            yield Problem(path, f"Excludes {key!r} in parse.")


def _embeds(embeds: list[Json]) -> Iterator[Problem]:
    yield from count("embeds", embeds, 0, EMBEDS)
    total = 0
    for embed in embeds:
        texts = [embed.get("title"), embed.get("description")]
        texts += [(embed.get(key) or {}).get("text") for key in ("footer",)]
        texts += [(embed.get("author") or {}).get("name")]
        for field in embed.get("fields") or []:
            texts += [field.get("name"), field.get("value")]
        total += sum(len(text) for text in texts if text)
    if total > EMBED_TEXT:
        yield Problem("embeds", f"Over {EMBED_TEXT} characters: {total}.")


def components(parts: list[Json], v2: bool, files: set[str]) -> Iterator[Problem]:
    found = list(tree.walk(parts))
    if len(found) > COMPONENTS:
        yield Problem("components", f"Over {COMPONENTS} components: {len(found)}.")
    if not v2:
        yield from count("components", parts, 0, ROWS)
        for index, part in enumerate(parts):
            if part.get("type") != tree.ROW:
                yield Problem(f"components.{index}", "Needs IS_COMPONENTS_V2.")
    texts = [str(c.get("content")) for _, c in found if c.get("type") == tree.TEXT]
    if sum(map(len, texts)) > DISPLAY_TEXT:
        size = sum(map(len, texts))
        yield Problem("components", f"Over {DISPLAY_TEXT} characters: {size}.")
    yield from custom_ids(found)
    for path, component in found:
        yield from _component(path, component)
        yield from _files(path, component, files)


def custom_ids(found: list[tuple[str, Json]]) -> Iterator[Problem]:
    """Unique in the message or modal, and of a length that comes back."""
    seen: set[str] = set()
    for path, component in found:
        custom_id = component.get("custom_id")
        if custom_id is None:
            continue
        yield from length(f"{path}.custom_id", custom_id, 1, CUSTOM_ID)
        if custom_id in seen:
            text = "Component custom id cannot be duplicated."
            yield Problem(f"{path}.custom_id", text)
        seen.add(custom_id)


def _component(path: str, component: Json) -> Iterator[Problem]:
    kind = component.get("type")
    if kind == tree.ROW:
        yield from _row(path, component.get("components") or [])
    elif kind == tree.BUTTON:
        yield from _button(path, component)
    elif kind in tree.SELECTS:
        yield from select(path, component)
    elif kind == tree.SECTION:
        yield from _section(path, component)
    elif kind == tree.TEXT:
        yield from length(f"{path}.content", component.get("content"), 1, DISPLAY_TEXT)
    elif kind == tree.THUMBNAIL:
        yield from _described(path, component)
    elif kind == tree.GALLERY:
        items = component.get("items") or []
        yield from count(f"{path}.items", items, 1, GALLERY)
        for index, item in enumerate(items):
            yield from _described(f"{path}.items.{index}", item)
    elif kind == tree.CONTAINER:
        yield from count(path, component.get("components") or [], 1, COMPONENTS)
    elif kind not in (tree.FILE, tree.SEPARATOR):
        yield Problem(path, f"Component type {kind} is not for messages.")


def _described(path: str, item: Json) -> Iterator[Problem]:
    yield from length(f"{path}.description", item.get("description"), 0, DESCRIPTION)


def _row(path: str, children: list[Json]) -> Iterator[Problem]:
    yield from count(f"{path}.components", children, 1, ROW_BUTTONS)
    kinds = {child.get("type") for child in children}
    if kinds - tree.PRESSABLE:
        yield Problem(path, "Only buttons, or one select, may stand in a row.")
    elif kinds & tree.SELECTS and len(children) > 1:
        yield Problem(path, "A select stands alone in its row.")


def _button(path: str, button: Json) -> Iterator[Problem]:
    yield from length(f"{path}.label", button.get("label"), 0, BUTTON_LABEL)
    if not button.get("label") and not button.get("emoji"):
        yield Problem(path, "A button needs a label or an emoji.")
    if button.get("style") == LINK:
        yield from length(f"{path}.url", button.get("url"), 1, BUTTON_URL)
        if button.get("custom_id"):
            yield Problem(path, "A link has no custom_id.")
    elif not button.get("custom_id") or button.get("url"):
        yield Problem(path, "A button needs a custom_id and has no url.")


def _section(path: str, section: Json) -> Iterator[Problem]:
    texts = section.get("components") or []
    yield from count(f"{path}.components", texts, 1, SECTION_TEXTS)
    if any(text.get("type") != tree.TEXT for text in texts):
        yield Problem(path, "A section holds texts only.")
    kind = (section.get("accessory") or {}).get("type")
    if kind not in (tree.BUTTON, tree.THUMBNAIL):
        yield Problem(f"{path}.accessory", "Must be a button or a thumbnail.")


def select(path: str, component: Json) -> Iterator[Problem]:
    if not component.get("custom_id"):
        yield Problem(f"{path}.custom_id", "Required.")
    placeholder = component.get("placeholder")
    yield from length(f"{path}.placeholder", placeholder, 0, PLACEHOLDER)
    high = tree.given(component, "max_values", 1)
    low = tree.given(component, "min_values", 1)
    if component["type"] == tree.SELECT:
        listed = component.get("options") or []
        yield from options(path, listed, 1, OPTIONS)
        if not 0 <= low <= high or high > len(listed):
            text = f"Wants {low} to {high} of {len(listed)} options."
            yield Problem(path, text)
        if sum(bool(option.get("default")) for option in listed) > high:
            yield Problem(path, "More defaults than max_values.")


def options(path: str, listed: list[Json], low: int, high: int) -> Iterator[Problem]:
    """Of a select, a radio group or a checkbox group."""
    yield from count(f"{path}.options", listed, low, high)
    seen: set[object] = set()
    for index, option in enumerate(listed):
        here = f"{path}.options.{index}"
        yield from length(f"{here}.label", option.get("label"), 1, OPTION_TEXT)
        yield from length(f"{here}.value", option.get("value"), 1, OPTION_TEXT)
        described = option.get("description")
        yield from length(f"{here}.description", described, 0, OPTION_TEXT)
        if option.get("value") in seen:
            yield Problem(f"{here}.value", "The specified option value is already used")
        seen.add(option.get("value"))


def _files(path: str, component: Json, files: set[str]) -> Iterator[Problem]:
    for item in tree.media(component):
        url = str(item.get("url"))
        name = url.removeprefix("attachment://")
        if name == url and component["type"] == tree.FILE:
            yield Problem(path, "A file refers to attachment:// only.")
        if name != url and name not in files:
            yield Problem(path, f"The referenced file {name!r} was not sent or kept.")

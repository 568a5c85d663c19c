"""What a modal may hold: https://docs.discord.com/developers/components/reference."""

from collections.abc import Iterator

from . import tree
from .errors import Json, Problem
from .limits import CUSTOM_ID, custom_ids, length, options, select
from .limits import count as counted

TITLE = 45  # interactions/receiving-and-responding#modal
TOP_LEVEL = 5  # interactions/receiving-and-responding#modal
LABEL = 45  # components/reference#label
LABEL_DESCRIPTION = 100  # components/reference#label
INPUT = 4000  # components/reference#text-input: min_length, max_length, value
INPUT_PLACEHOLDER = 100  # components/reference#text-input
CHECKBOXES = (1, 10)  # components/reference#checkbox-group
RADIOS = (2, 10)  # components/reference#radio-group
UPLOADS = 10  # components/reference#file-upload

_IN_LABEL = tree.SELECTS | {
    tree.TEXT_INPUT,
    tree.UPLOAD,
    tree.RADIO,
    tree.CHECKBOXES,
    tree.CHECKBOX,
}


def modal(data: Json) -> Iterator[Problem]:
    yield from length("data.title", data.get("title"), 1, TITLE)
    yield from length("data.custom_id", data.get("custom_id"), 1, CUSTOM_ID)
    parts = data.get("components") or []
    yield from counted("data.components", parts, 1, TOP_LEVEL)
    found = list(tree.walk(parts, "data.components"))
    yield from custom_ids(found)
    for index, part in enumerate(parts):
        yield from _top(f"data.components.{index}", part)


def _top(path: str, part: Json) -> Iterator[Problem]:
    kind = part.get("type")
    if kind == tree.LABEL:
        yield from length(f"{path}.label", part.get("label"), 1, LABEL)
        described = part.get("description")
        yield from length(f"{path}.description", described, 0, LABEL_DESCRIPTION)
        inside = part.get("component") or {}
        if inside.get("type") not in _IN_LABEL:
            yield Problem(path, f"A label cannot hold type {inside.get('type')}.")
        else:
            yield from _inside(f"{path}.component", inside)
    elif kind == tree.ROW:
        for child in part.get("components") or []:
            yield from _inside(f"{path}.components.0", child)
    elif kind != tree.TEXT:
        yield Problem(path, f"Component type {kind} is not for the top of a modal.")


def _inside(path: str, field: Json) -> Iterator[Problem]:
    if not field.get("custom_id"):
        yield Problem(f"{path}.custom_id", "Required.")
    if field.get("disabled"):
        yield Problem(f"{path}.disabled", "Nothing in a modal can be disabled.")
    kind = field.get("type")
    if kind == tree.TEXT_INPUT:
        yield from _input(path, field)
    elif kind == tree.RADIO:
        yield from options(path, field.get("options") or [], *RADIOS)
        yield from _defaults(path, field, 1)
    elif kind == tree.CHECKBOXES:
        yield from _boxes(path, field)
    elif kind == tree.UPLOAD and tree.given(field, "max_values", 1) > UPLOADS:
        yield Problem(f"{path}.max_values", f"At most {UPLOADS}.")
    elif kind in tree.SELECTS:
        yield from select(path, field)


def _input(path: str, field: Json) -> Iterator[Problem]:
    placeholder = field.get("placeholder")
    yield from length(f"{path}.placeholder", placeholder, 0, INPUT_PLACEHOLDER)
    low = field.get("min_length") or 0
    high = field.get("max_length") or INPUT
    if not 0 <= low <= high <= INPUT:
        yield Problem(path, f"Lengths from {low} to {high} are not possible.")
    if field.get("value"):
        yield from length(f"{path}.value", field["value"], low, high)


def _boxes(path: str, field: Json) -> Iterator[Problem]:
    listed = field.get("options") or []
    yield from options(path, listed, *CHECKBOXES)
    required = tree.given(field, "required", True)
    low = tree.given(field, "min_values", 1 if required else 0)
    high = field.get("max_values") or len(listed)
    if not low <= high <= len(listed):
        yield Problem(path, f"Wants {low} to {high} of {len(listed)} boxes.")
    if low == 0 and required:
        yield Problem(path, "min_values 0 needs required false.")
    yield from _defaults(path, field, high)


def _defaults(path: str, field: Json, most: int) -> Iterator[Problem]:
    chosen = sum(bool(option.get("default")) for option in field.get("options") or [])
    if chosen > most:
        yield Problem(path, f"{chosen} defaults where {most} can be chosen.")

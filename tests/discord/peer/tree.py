"""A message's or a modal's components: to walk, to find in, and to read as text."""

from collections.abc import Iterator, Sequence
from typing import Any

from .errors import Json

ROW, BUTTON, SELECT, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER, LABEL, UPLOAD, RADIO, CHECKBOXES, CHECKBOX = 17, 18, 19, 21, 22, 23
SELECTS = frozenset({3, 5, 6, 7, 8})
PRESSABLE = SELECTS | {BUTTON}


class NotThere(AssertionError):
    """A member cannot press, pick or call what they do not see."""


def walk(
    components: Sequence[Json], path: str = "components"
) -> Iterator[tuple[str, Json]]:
    """Every component, nested ones included, with its path."""
    for index, component in enumerate(components):
        here = f"{path}.{index}"
        yield here, component
        yield from walk(component.get("components") or (), f"{here}.components")
        for key in ("accessory", "component"):
            if isinstance(component.get(key), dict):
                yield f"{here}.{key}", component[key]


def given(component: Json, key: str, default: Any) -> Any:
    """A null says as little as an absence."""
    value = component.get(key)
    return default if value is None else value


def each(components: Sequence[Json]) -> Iterator[Json]:
    return (component for _, component in walk(components))


def media(component: Json) -> list[Json]:
    """The media items that a component shows."""
    match component.get("type"):
        case 11:
            return [component["media"]]
        case 12:
            return [item["media"] for item in component["items"]]
        case 13:
            return [component["file"]]
    return []


def pressable(components: Sequence[Json], wanted: str) -> Json:
    """The button or select with that label, placeholder or custom_id, not disabled."""
    found = [
        component
        for component in each(components)
        if component["type"] in PRESSABLE and wanted in _names(component)
    ]
    if not found:
        raise NotThere(f"no {wanted!r} in:\n{as_text(components)}")
    if found[0].get("disabled"):
        raise NotThere(f"{wanted!r} is disabled")
    return found[0]


def tokens(components: Sequence[Json]) -> list[str]:
    """The custom ids of all that can be pressed."""
    found = [component for component in each(components) if "custom_id" in component]
    return [str(component["custom_id"]) for component in found]


def _names(component: Json) -> tuple[Any, ...]:
    keys = ("label", "placeholder", "custom_id")
    return tuple(component[key] for key in keys if component.get(key))


def as_text(components: Sequence[Json], indent: str = "") -> str:
    """For eyes and assertions: texts as they are, the rest in brackets."""
    return "\n".join(indent + line for line in _lines(components))


def _lines(components: Sequence[Json]) -> Iterator[str]:
    for component in components:
        kind = component["type"]
        if kind == TEXT:
            yield from component["content"].split("\n")
        elif kind == ROW:
            yield " ".join(_control(child) for child in component["components"])
        elif kind in (CONTAINER, SECTION):
            yield from ("  " + line for line in _lines(component["components"]))
            if component.get("accessory"):
                yield "  " + " ".join(_lines([component["accessory"]]))
        elif kind == GALLERY:
            yield from (_picture(item) for item in component["items"])
        elif kind == LABEL:
            yield f"{component['label']}:"
            yield from ("  " + line for line in _lines([component["component"]]))
        else:
            yield _control(component)


def _picture(item: Json) -> str:
    hidden = "||" if item.get("spoiler") else ""
    return f"{hidden}[picture: {item.get('description') or ''}]{hidden}"


def _control(component: Json) -> str:
    kind = component["type"]
    off = " off" if component.get("disabled") else ""
    if kind == BUTTON:
        return f"({component.get('label') or component.get('emoji')}{off})"
    if kind in SELECTS | {RADIO, CHECKBOXES}:
        options = "|".join(_option(option) for option in component.get("options", ()))
        return f"<{component.get('placeholder') or ''}{off}: {options}>"
    if kind == SEPARATOR:
        return "---"
    if kind == THUMBNAIL:
        return _picture(component)
    if kind == FILE:
        return f"[file: {component['file']['url'].rsplit('/', 1)[-1]}]"
    return f"[{component.get('custom_id', kind)}: {component.get('value') or ''}]"


def _option(option: Json) -> str:
    return ("*" if option.get("default") else "") + str(option["label"])

"""What a member puts into a command's options or a modal's fields.

It refuses what Discord's own client would refuse: they never see it sent.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import payloads, tree
from .errors import Json
from .interactions import Modal
from .messages import Sent
from .tree import NotThere
from .world import Channel

if TYPE_CHECKING:
    from .server import Discord

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, FILE = 3, 4, 5, 6, 7, 8, 10, 11


class CannotSend(AssertionError):
    """Discord's client would not let this through."""


# Commands.


def command_data(
    peer: "Discord", command: Json, path: Sequence[str], options: Mapping[str, Any]
) -> Json:
    """`path` are the subcommands below the command."""
    resolved: Json = {}
    leaf = leaf_of(command, path)
    filled = [*_options(peer, leaf.get("options") or [], options, resolved)]
    for name in reversed(path):
        kind = 1 if name == path[-1] else 2
        filled = [{"type": kind, "name": name, "options": filled}]
    data = {"id": command["id"], "name": command["name"], "type": 1, "options": filled}
    if command.get("guild_id"):
        data["guild_id"] = command["guild_id"]
    if resolved:
        data["resolved"] = resolved
    return data


def leaf_of(command: Json, path: Sequence[str]) -> Json:
    """The subcommand that `path` leads to."""
    for name in path:
        below = [each for each in command.get("options") or [] if each["name"] == name]
        if not below:
            raise NotThere(f"no {name!r} in /{command['name']}")
        command = below[0]
    if any(each["type"] in (1, 2) for each in command.get("options") or []):
        raise NotThere(f"{command['name']!r} has subcommands; name one")
    return command


def _options(
    peer: "Discord", known: list[Json], given: Mapping[str, Any], resolved: Json
) -> Iterator[Json]:
    by_name = {each["name"]: each for each in known}
    if strangers := given.keys() - by_name.keys():
        raise NotThere(f"no option {sorted(strangers)}; there are {sorted(by_name)}")
    for option in known:
        if option["name"] in given:
            value = _value(peer, option, given[option["name"]], resolved)
            yield {"type": option["type"], "name": option["name"], "value": value}
        elif option.get("required"):
            raise CannotSend(f"option {option['name']!r} is required")


def _value(peer: "Discord", option: Json, given: Any, resolved: Json) -> Any:
    kind = option["type"]
    if option.get("choices"):
        return _chosen(option, given)
    if kind == FILE:
        assert isinstance(given, Sent)
        stored = peer.messages.store(given.name, given.data)
        shown = payloads.attachment(stored, peer.url, ephemeral=True)
        resolved.setdefault("attachments", {})[str(stored.id)] = shown
        return str(stored.id)
    if kind == CHANNEL:
        channel: Channel = given.channel
        shown = payloads.channel(channel) | {"permissions": "0"}
        resolved.setdefault("channels", {})[str(channel.id)] = shown
        return str(channel.id)
    if kind == ROLE:
        resolved.setdefault("roles", {})[str(given.id)] = payloads.role(given)
        return str(given.id)
    if kind == USER:
        shown = payloads.user(given.account)
        resolved.setdefault("users", {})[str(given.id)] = shown
        return str(given.id)
    return _typed(option, given)


def _chosen(option: Json, given: Any) -> Any:
    for choice in option["choices"]:
        if given in (choice["name"], choice["value"]):
            return choice["value"]
    offered = [choice["name"] for choice in option["choices"]]
    raise CannotSend(f"{given!r} is not among {offered}")


def _typed(option: Json, given: Any) -> Any:
    kind = option["type"]
    wanted: dict[int, type] = {STRING: str, INTEGER: int, BOOLEAN: bool, NUMBER: float}
    if kind in wanted and not isinstance(given, wanted[kind]):
        raise CannotSend(f"{option['name']!r} wants {wanted[kind].__name__}")
    size = len(given) if kind == STRING else given
    unit = "length" if kind == STRING else "value"
    low, high = f"min_{unit}", f"max_{unit}"
    if option.get(low) is not None and size < option[low]:
        raise CannotSend(f"{option['name']!r} is under {option[low]}")
    if option.get(high) is not None and size > option[high]:
        raise CannotSend(f"{option['name']!r} is over {option[high]}")
    return given


# Modals.


def modal_data(modal: Modal, values: Mapping[str, Any]) -> Json:
    """`values` go by custom_id or label; `text` and `picks` by being the only one."""
    fields = list(_fields(modal))
    given = {_field(fields, name)["custom_id"]: value for name, value in values.items()}
    parts = [_part(part, given) for part in modal.components]
    return {"custom_id": modal.custom_id, "components": parts, "resolved": {}}


_FIELDS = tree.SELECTS | {
    tree.TEXT_INPUT,
    tree.RADIO,
    tree.CHECKBOXES,
    tree.CHECKBOX,
    tree.UPLOAD,
}
_PICKS = tree.SELECTS | {tree.RADIO, tree.CHECKBOXES}


def _fields(modal: Modal) -> Iterator[tuple[str, Json]]:
    for part in modal.components:
        inside = [part["component"]] if "component" in part else part.get("components")
        for field in inside or []:
            yield str(part.get("label") or field.get("label")), field


def _field(fields: list[tuple[str, Json]], name: str) -> Json:
    exact = [field for label, field in fields if name in (label, field["custom_id"])]
    kinds = {"text": {tree.TEXT_INPUT}, "picks": _PICKS}.get(name, set())
    alike = [field for _, field in fields if field["type"] in kinds]
    found = exact or alike
    if len(found) != 1:
        raise NotThere(f"{len(found)} fields for {name!r} in {[f[0] for f in fields]}")
    return found[0]


def _part(part: Json, given: Mapping[str, Any]) -> Json:
    head = {"type": part["type"], "id": part.get("id", 0)}
    if part["type"] == tree.LABEL:
        return head | {"component": _filled(part["component"], given)}
    if part["type"] == tree.ROW:
        return head | {
            "components": [_filled(each, given) for each in part["components"]]
        }
    return head


def _filled(field: Json, given: Mapping[str, Any]) -> Json:
    kind = field["type"]
    head = {"type": kind, "id": field.get("id", 0), "custom_id": field["custom_id"]}
    value = given.get(field["custom_id"])
    if kind == tree.TEXT_INPUT:
        return head | {"value": _text(field, value)}
    if kind == tree.CHECKBOX:
        ticked = tree.given(field, "default", False) if value is None else value
        return head | {"value": bool(ticked)}
    if kind == tree.RADIO:
        chosen = _picked(field, value, 1)
        return head | {"value": chosen[0] if chosen else None}
    # A select takes one where nothing is said, a group of boxes all it has.
    all_ = len(field.get("options") or []) if kind == tree.CHECKBOXES else 1
    return head | {"values": _picked(field, value, field.get("max_values") or all_)}


def _text(field: Json, value: Any) -> str:
    text = str(field.get("value") or "") if value is None else str(value)
    if not text and tree.given(field, "required", True):
        raise CannotSend(f"{field['custom_id']!r} is required")
    if text and len(text) < (field.get("min_length") or 0):
        raise CannotSend(f"{field['custom_id']!r} is too short")
    if len(text) > (field.get("max_length") or 4000):
        raise CannotSend(f"{field['custom_id']!r} is too long")
    return text


def _picked(field: Json, value: Any, most: int) -> list[str]:
    """Values, chosen by value or label; what was ticked before where none is given."""
    options = field.get("options") or []
    if value is None:
        chosen = [option["value"] for option in options if option.get("default")]
    else:
        wanted = [value] if isinstance(value, str) else list(value)
        chosen = picked(field, wanted)
    required = tree.given(field, "required", True)
    least = tree.given(field, "min_values", 1 if required else 0)
    if required and len(chosen) < max(1, least):
        raise CannotSend(f"{field['custom_id']!r} wants at least {max(1, least)}")
    if chosen and not least <= len(chosen) <= most:
        raise CannotSend(f"{field['custom_id']!r} wants {least} to {most}")
    return chosen


def picked(field: Json, wanted: Sequence[str]) -> list[str]:
    """The values of options given by value or label, in the order of the options."""
    options = field.get("options")
    if options is None:
        return list(wanted)
    known = {name for each in options for name in (each["value"], each["label"])}
    if strangers := set(wanted) - known:
        raise NotThere(f"{sorted(strangers)} not among {sorted(known)}")
    return [
        each["value"]
        for each in options
        if each["value"] in wanted or each["label"] in wanted
    ]

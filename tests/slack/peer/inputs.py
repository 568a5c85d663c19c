"""What members fill in: choices and texts, in the shape that payloads give them."""

from collections.abc import Callable, Sequence

from . import blocks as tree
from .errors import Impossible, Json

Filled = Callable[[str, str], Json | None]
"""What the member chose, by block_id and action_id."""

Choice = str | Sequence[str] | Sequence[Json] | None
TYPED_MAX = 3000  # reference/block-kit/block-elements/plain-text-input-element


def find(blocks: list[Json], wanted: str, kinds: set[str]) -> tuple[Json, Json]:
    """The block and element with that action_id, block_id, label or placeholder."""
    found = [pair for pair in tree.elements(blocks) if pair[1]["type"] in kinds]
    for block, element in found:
        ids = (element["action_id"], block["block_id"], tree.label(block, element))
        if wanted in ids:
            return block, element
    offered = [tree.label(*pair) or pair[1]["action_id"] for pair in found]
    raise Impossible(f"there is no {wanted!r}; there are {offered}")


def option(element: Json, wanted: str) -> Json:
    """By its text or its value."""
    for each in tree.options(element):
        if wanted in (each["text"]["text"], each.get("value")):
            return each
    texts = [each["text"]["text"] for each in tree.options(element)]
    raise Impossible(f"there is no option {wanted!r}; there are {texts}")


def chosen(element: Json, choice: Choice, listed: list[Json] | None = None) -> Json:
    """The state of an element after a member chose or typed; None empties it.

    `listed` are the options of an external select, as the app suggested them.
    """
    kind = element["type"]
    source = element if listed is None else {"options": listed}
    if kind in tree.TYPED:
        return {"type": kind, "value": _typed(element, choice)}
    if kind in tree.ONE_OF or kind == "overflow":
        one = option(source, str(choice)) if choice is not None else None
        return {"type": kind, "selected_option": one}
    if kind in tree.SOME_OF:
        names = [choice] if isinstance(choice, str) else list(choice or ())
        some = [option(source, str(name)) for name in names]
        return {"type": kind, "selected_options": some}
    if kind in tree.GIVEN:
        return {"type": kind, "files": list(choice or ())}
    if kind in tree.NAMED:
        value = list(choice) if isinstance(choice, list | tuple) else choice
        return {"type": kind, tree.NAMED[kind]: value}
    raise Impossible(f"nothing can be chosen in a {kind}")


def _typed(element: Json, choice: Choice) -> str | None:
    if choice is None or choice == "":
        return None
    text = str(choice)
    longest = element.get("max_length", TYPED_MAX)
    if len(text) > longest:
        raise Impossible(f"{len(text)} characters typed where {longest} fit")
    if len(text) < element.get("min_length", 0):
        raise Impossible(f"at least {element['min_length']} characters are asked for")
    return text


def initial(element: Json) -> Json:
    """As it stands before anyone touched it."""
    kind = element["type"]
    if kind in tree.TYPED:
        return {"type": kind, "value": element.get("initial_value")}
    if kind in tree.ONE_OF:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in tree.SOME_OF:
        return {"type": kind, "selected_options": element.get("initial_options", [])}
    if kind in tree.GIVEN:
        return {"type": kind, "files": []}
    key = tree.NAMED[kind]
    return {"type": kind, key: element.get(key.replace("selected", "initial"))}


def state(blocks: list[Json], filled: Filled) -> Json:
    """`state` of a payload: all that has a value, touched or not."""
    values: Json = {}
    for block, element in tree.elements(blocks):
        if element["type"] in tree.PRESSED:
            continue
        ids = block["block_id"], element["action_id"]
        values.setdefault(ids[0], {})[ids[1]] = filled(*ids) or initial(element)
    return {"values": values}


def require(blocks: list[Json], filled: Filled) -> None:
    """What Slack's client asks for before it submits a modal."""
    for block, element in tree.elements(blocks):
        if block["type"] != "input" or block.get("optional"):
            continue
        ids = block["block_id"], element["action_id"]
        now = filled(*ids) or initial(element)
        if not any(value for key, value in now.items() if key != "type"):
            raise Impossible(f"{tree.label(block, element)!r} must be filled in")

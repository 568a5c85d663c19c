"""A form -> a modal; a modal that was sent in -> values."""

from collections.abc import Sequence
from typing import assert_never

from adapters.json_types import Json, JsonIn
from adapters.slack import limits, text, words
from adapters.slack.controls import PICKS, boxes, menu, plain, radio
from bot.panels import ChoiceField, Field, Form, TextField, Values

VALUE = "value"
"""The action_id of each field: what tells them apart is their block."""

FILE = "file"


def view(form: Form, private: str = "") -> Json:
    """The form; its token comes back as the callback_id."""
    return {
        "type": "modal",
        "callback_id": form.token,
        "title": plain(form.title, limits.VIEW_TITLE),
        "submit": plain(form.submit, limits.VIEW_TITLE),
        "close": plain(words.CLOSE, limits.VIEW_TITLE),
        "private_metadata": private[: limits.METADATA],
        "blocks": [_block(field, form.token) for field in form.fields],
    }


def upload(token: str, private: str = "") -> Json:
    """Asks for a file, which a typed command cannot bring."""
    return {
        "type": "modal",
        "callback_id": token,
        "title": plain(words.IMPORT_TITLE, limits.VIEW_TITLE),
        "submit": plain(words.IMPORT_SUBMIT, limits.VIEW_TITLE),
        "close": plain(words.CLOSE, limits.VIEW_TITLE),
        "private_metadata": private[: limits.METADATA],
        "blocks": [
            {
                "type": "input",
                "block_id": _id(FILE, token),
                "label": plain(words.IMPORT_LABEL, limits.LABEL),
                "element": {
                    "type": "file_input",
                    "action_id": VALUE,
                    "max_files": 1,
                },
            }
        ],
    }


def _id(name: str, token: str) -> str:
    """A field's id, different in each form: Slack keeps what was typed by it."""
    return f"{name}|{token}"[: limits.ID]


def _block(field: Field, token: str) -> Json:
    made: Json = {
        "type": "input",
        "block_id": _id(field.name, token),
        "optional": not field.required,
        "label": plain(field.label, limits.LABEL),
        "element": {"action_id": VALUE, **_element(field)},
    }
    hint = text.plain(field.hint, limits.LABEL)
    return {**made, "hint": plain(hint, limits.LABEL)} if hint else made


def _element(field: Field) -> Json:
    match field:
        case TextField():
            return _input(field)
        case ChoiceField(many=True):
            few = len(field.choices) <= limits.BOXES
            return boxes(field.choices) if few else _menu(field)
        case ChoiceField():
            few = len(field.choices) <= limits.BOXES
            return radio(field.choices) if few else _menu(field)
        case _:
            assert_never(field)


def _input(field: TextField) -> Json:
    length = max(1, min(field.max_length, limits.INPUT))
    made: Json = {
        "type": "plain_text_input",
        "multiline": field.multiline,
        "max_length": length,
    }
    value = field.value[:length]
    return {**made, "initial_value": value} if value else made


def _menu(field: ChoiceField) -> Json:
    return menu(field.choices[: limits.SELECT_OPTIONS], many=field.many)


def values(state: JsonIn) -> Values:
    """What was filled in, by field; what was left empty is there, with nothing in it.

    Boxes to tick are gathered under `picks`, in however many groups they came.
    """
    found: dict[str, tuple[str, ...]] = {}
    for block, elements in (state.get("values") or {}).items():
        for id, element in elements.items():
            name = str(block).partition("|")[0] if id == VALUE else str(id)
            if name.startswith(f"{PICKS}."):
                name = PICKS
            found[name] = (*found.get(name, ()), *given(element))
    return found


def given(element: JsonIn) -> tuple[str, ...]:
    """What one element holds: a text, the one chosen, or all of them."""
    if "selected_options" in element:
        chosen = element["selected_options"] or ()
        return tuple(str(option["value"]) for option in chosen)
    if "selected_option" in element:
        one = element["selected_option"]
        return (str(one["value"]),) if one else ()
    value = element.get("value")
    return () if value is None else (str(value),)


def files(state: JsonIn) -> list[Json]:
    """The files that were given."""
    return [
        file
        for elements in (state.get("values") or {}).values()
        for element in elements.values()
        for file in element.get("files") or ()
    ]


def errors(blocks: Sequence[JsonIn], refusal: str, values: Values) -> dict[str, str]:
    """Where in a form a refusal is shown: at the value it names, else at the first."""
    fields = [
        str(block["block_id"])
        for block in blocks
        if block.get("type") == "input"
        and block.get("element", {}).get("type") != "checkboxes"
    ]
    named = [
        field
        for field in fields
        if any(value and value in refusal for value in _of(field, values))
    ]
    return {field: text.spoken(refusal) for field in [*named, *fields][:1]}


def _of(field: str, values: Values) -> tuple[str, ...]:
    return values.get(field.partition("|")[0], ())

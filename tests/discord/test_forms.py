"""Forms as modals, and what comes back from them."""

from typing import Any

import pytest

from adapters.discord import forms
from bot.panels import Choice, ChoiceField, Form, TextField
from tests.discord.bounds import form_faults, form_payload
from tests.discord.hostile import NAUGHTY


def made(*fields: TextField | ChoiceField, title: str = "Yours") -> dict[str, Any]:
    shown = forms.modal(Form(title, "save:1", fields, "Save"))
    payload = form_payload(shown)
    assert form_faults(payload) == []
    data: dict[str, Any] = payload["data"]
    return data


def choices(count: int, *chosen: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"No {n}", str(n), n in chosen) for n in range(count))


def test_a_text_field_has_its_label_hint_and_length() -> None:
    data = made(TextField("text", "Yours?", "so far", "Up to 9", 9, multiline=True))

    assert (data["title"], data["custom_id"]) == ("Yours", "save:1")
    (label,) = data["components"]
    assert (label["label"], label["description"]) == ("Yours?", "Up to 9")
    field = label["component"]
    assert (field["type"], field["style"], field["custom_id"]) == (4, 2, "text")
    assert (field["value"], field["max_length"], field["required"]) == (
        "so far",
        9,
        True,
    )


def test_boxes_stand_ticked_as_they_were_and_none_need_be() -> None:
    field = ChoiceField("picks", "Which?", choices(4, 1, 2), many=True, required=False)
    group = made(field)["components"][0]["component"]

    assert (group["type"], group["min_values"], group["required"]) == (22, 0, False)
    assert [box["default"] for box in group["options"]] == [False, True, True, False]


@pytest.mark.parametrize(
    ("count", "many", "kind"),
    [
        (1, False, 3),
        (2, False, 21),
        (10, False, 21),
        (11, False, 3),
        (1, True, 22),
        (10, True, 22),
        (11, True, 3),
        (40, True, 3),
    ],
)
def test_choices_take_the_form_that_holds_them(
    count: int, many: bool, kind: int
) -> None:
    field = ChoiceField("one", "Which?", choices(count), many=many)

    assert made(field)["components"][0]["component"]["type"] == kind


@pytest.mark.parametrize(("many", "most"), [(False, 1), (True, 11)])
def test_of_a_menu_one_is_chosen_or_as_many_as_there_are(many: bool, most: int) -> None:
    field = ChoiceField("one", "Which?", choices(11), many=many)
    menu = made(field)["components"][0]["component"]

    assert (menu["min_values"], menu["max_values"]) == (1, most)


def test_a_line_that_may_stay_empty_is_a_short_one() -> None:
    field = made(TextField("zone", "Zone", required=False))["components"][0][
        "component"
    ]

    assert (field["style"], field["required"]) == (1, False)


@pytest.mark.parametrize("typed", NAUGHTY)
def test_no_text_is_too_odd_for_a_form(typed: str) -> None:
    options = (Choice(typed, "0"), Choice(typed, "1", chosen=True))
    made(
        TextField("text", typed, typed, typed),
        ChoiceField("boxes", typed, options, typed, many=True),
        ChoiceField("radio", typed, options, typed),
        title=typed,
    )


def test_what_was_filled_in_comes_back_by_field() -> None:
    sent: list[dict[str, Any]] = [
        {"type": 18, "component": {"type": 4, "custom_id": "text", "value": " x "}},
        {"type": 18, "component": {"type": 22, "custom_id": "a", "values": ["0", "2"]}},
        {"type": 18, "component": {"type": 22, "custom_id": "b", "values": []}},
        {"type": 18, "component": {"type": 21, "custom_id": "c", "value": None}},
        {"type": 18, "component": {"type": 3, "custom_id": "d", "values": ["9"]}},
        {"type": 1, "components": [{"type": 4, "custom_id": "old", "value": "y"}]},
        {"type": 10, "id": 7},
    ]

    assert forms.values(sent) == {
        "text": (" x ",),
        "a": ("0", "2"),
        "b": (),
        "c": (),
        "d": ("9",),
        "old": ("y",),
    }

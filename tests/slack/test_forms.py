"""Forms as modals, and what comes back from them."""

import pytest

from adapters.slack import forms
from bot.panels import Choice, ChoiceField, Form, TextField
from tests.discord.hostile import EVERYTHING, NAUGHTY
from tests.slack.bounds import view_faults

THREE = tuple(Choice(f"No {n}", str(n), chosen=n == 1) for n in range(3))
MANY = tuple(Choice(f"No {n}", str(n), chosen=n in (3, 4)) for n in range(30))

FORM = Form(
    "Your answer",
    "commit:1",
    (
        TextField("text", "What would you say?", hint="Say it", multiline=True),
        TextField("zone", "Zone", "Europe/Berlin", max_length=60, required=False),
        ChoiceField("theme", "Theme", THREE),
        ChoiceField("decks", "Decks", MANY, many=True, required=False),
        ChoiceField("days", "Days", THREE, many=True),
    ),
    "Show the answer",
)


def test_each_field_has_its_element() -> None:
    made = forms.view(FORM, "[]")

    assert view_faults(made) == []
    assert [(b["element"]["type"], b["optional"]) for b in made["blocks"]] == [
        ("plain_text_input", False),
        ("plain_text_input", True),
        ("radio_buttons", False),
        ("multi_static_select", True),
        ("checkboxes", False),
    ]
    assert made["blocks"][0]["element"]["max_length"] == 1500
    assert made["blocks"][1]["element"]["initial_value"] == "Europe/Berlin"
    assert made["callback_id"] == "commit:1"


def test_fields_of_two_forms_never_share_an_id() -> None:
    """Slack keeps what was typed under an id, also when the modal is another."""
    other = forms.view(Form("Your answer", "commit:2", FORM.fields, "Show"))
    mine = {block["block_id"] for block in forms.view(FORM)["blocks"]}

    assert mine.isdisjoint(block["block_id"] for block in other["blocks"])


@pytest.mark.parametrize("said", [*NAUGHTY, EVERYTHING])
def test_hostile_text_in_a_form_stays_within_every_limit(said: str) -> None:
    choices = (Choice(said, "0", True), Choice(said, "1"))
    form = Form(
        said,
        "commit:1",
        (
            TextField("a", said, said, said, 3000, multiline=True),
            ChoiceField("b", said, choices, said),
            ChoiceField("c", said, choices, said, many=True),
        ),
        said,
    )

    assert view_faults(forms.view(form)) == []


def test_what_was_filled_in_comes_back_by_field() -> None:
    state = {
        "values": {
            "text|commit:1": {"value": {"type": "plain_text_input", "value": "Hm"}},
            "zone|commit:1": {"value": {"type": "plain_text_input", "value": None}},
            "theme|x": {
                "value": {"type": "radio_buttons", "selected_option": {"value": "1"}}
            },
            "days|x": {"value": {"type": "checkboxes", "selected_options": []}},
        }
    }

    assert forms.values(state) == {
        "text": ("Hm",),
        "zone": (),
        "theme": ("1",),
        "days": (),
    }


def test_boxes_in_several_groups_come_back_as_one() -> None:
    def ticked(*values: str) -> dict[str, object]:
        return {"selected_options": [{"value": value} for value in values]}

    state = {
        "values": {
            "picks.0|tick:1": {"picks.0": ticked("0", "2")},
            "picks.1|tick:1": {"picks.1": ticked("11")},
        }
    }

    assert forms.values(state) == {"picks": ("0", "2", "11")}


def test_a_refusal_stands_at_the_value_it_names() -> None:
    blocks = forms.view(FORM)["blocks"]
    given = {"text": ("fine",), "zone": ("Mars/Base",)}

    assert forms.errors(blocks, "There is no zone “Mars/Base”.", given) == {
        "zone|commit:1": "There is no zone “Mars/Base”."
    }
    assert forms.errors(blocks, "Type something.", {}) == {
        "text|commit:1": "Type something."
    }


def test_a_modal_that_asks_for_a_file_is_taken() -> None:
    assert view_faults(forms.upload("/import", '["C1","study"]')) == []

"""A form -> a modal; a modal that was sent in -> values."""

from collections.abc import Iterable, Sequence
from typing import Any, assert_never

import discord
from discord import ui

from adapters.discord import limits, text
from adapters.json_types import JsonIn
from bot.panels import Choice, ChoiceField, Field, Form, TextField, Values


class Modal(ui.Modal):
    """A modal that discord.py shows and forgets: what it brings is routed by us."""

    def is_finished(self) -> bool:
        return True


def modal(form: Form) -> Modal:
    """Discord words the button that sends it in, so `submit` is not shown."""
    shown = Modal(
        title=text.plain(form.title, limits.MODAL_TITLE) or "…",
        custom_id=form.token,
        timeout=None,
    )
    for field in form.fields[: limits.MODAL_PARTS]:
        shown.add_item(
            ui.Label(
                text=text.plain(field.label, limits.LABEL) or "…",
                description=text.plain(field.hint, limits.LABEL_DESCRIPTION) or None,
                component=_component(field),
            )
        )
    return shown


def _component(field: Field) -> ui.Item[Any]:
    match field:
        case TextField():
            return _input(field)
        case ChoiceField(many=True):
            few = len(field.choices) <= limits.BOXES
            return _boxes(field) if few else _menu(field)
        case ChoiceField():
            few = 2 <= len(field.choices) <= limits.BOXES
            return _radio(field) if few else _menu(field)
        case _:
            assert_never(field)


def _input(field: TextField) -> ui.TextInput[Modal]:
    length = min(field.max_length, limits.INPUT)
    return ui.TextInput(
        custom_id=field.name,
        style=(
            discord.TextStyle.paragraph if field.multiline else discord.TextStyle.short
        ),
        default=field.value[:length] or None,
        required=field.required,
        max_length=length,
    )


def _boxes(field: ChoiceField) -> ui.CheckboxGroup[Modal]:
    return ui.CheckboxGroup(
        custom_id=field.name,
        required=field.required,
        min_values=1 if field.required else 0,
        max_values=len(field.choices),
        options=[
            discord.CheckboxGroupOption(
                label=_label(choice), value=choice.value, default=choice.chosen
            )
            for choice in field.choices
        ],
    )


def _radio(field: ChoiceField) -> ui.RadioGroup[Modal]:
    chosen = _first_chosen(field.choices)
    return ui.RadioGroup(
        custom_id=field.name,
        required=field.required,
        options=[
            discord.RadioGroupOption(
                label=_label(choice), value=choice.value, default=choice is chosen
            )
            for choice in field.choices
        ],
    )


def _menu(field: ChoiceField) -> ui.Select[Modal]:
    shown = field.choices[: limits.SELECT_OPTIONS]
    chosen = _first_chosen(shown)
    return ui.Select(
        custom_id=field.name,
        required=field.required,
        min_values=1 if field.required else 0,
        max_values=len(shown) if field.many else 1,
        options=[
            discord.SelectOption(
                label=_label(choice),
                value=choice.value,
                default=choice.chosen if field.many else choice is chosen,
            )
            for choice in shown
        ],
    )


def _first_chosen(choices: Iterable[Choice]) -> Choice | None:
    return next((choice for choice in choices if choice.chosen), None)


def _label(choice: Choice) -> str:
    return text.plain(choice.label, limits.OPTION) or "…"


def values(components: Sequence[JsonIn]) -> Values:
    """What was filled in, by field; a box left empty is there, with nothing in it."""
    return dict(_filled(components))


def _filled(components: Iterable[JsonIn]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for component in components:
        if "component" in component:
            yield from _filled([component["component"]])
        elif "components" in component:
            yield from _filled(component["components"])
        elif "custom_id" in component:
            yield str(component["custom_id"]), _given(component)


def _given(component: JsonIn) -> tuple[str, ...]:
    if "values" in component:
        return tuple(map(str, component["values"] or ()))
    value = component.get("value")
    return () if value is None else (str(value),)

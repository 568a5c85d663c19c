"""What can be pressed on a message: buttons in rows, and menus."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from adapters.discord import limits, text
from bot.panels import Button, Look, Panel, Select
from bot.panels import rows as rows_of

BODY = 4
"""Components that are always left for what is to be read."""

_STYLES = {
    Look.PRIMARY: discord.ButtonStyle.primary,
    Look.SECONDARY: discord.ButtonStyle.secondary,
    Look.DANGER: discord.ButtonStyle.danger,
}


def controls(panel: Panel) -> tuple[list[ui.Item[Any]], bool]:
    """Selects and rows of buttons, and whether some had no room."""
    rows: list[ui.Item[Any]] = []
    for select in panel.selects:
        if select.choices:
            rows.append(ui.TextDisplay(f"-# {text.escape(_label(select))}"))
            rows.append(ui.ActionRow(_select(select)))
    for row in _buttons(panel):
        rows += [
            ui.ActionRow(*row[start : start + limits.ROW_BUTTONS])
            for start in range(0, len(row), limits.ROW_BUTTONS)
        ]
    dropped = False
    while count(rows) > limits.COMPONENTS - 1 - BODY:
        rows.pop()
        dropped = True
    return rows, dropped


def count(items: Sequence[ui.Item[Any]]) -> int:
    return sum(
        1 + (len(item.children) if isinstance(item, ui.ActionRow) else 0)
        for item in items
    )


def _buttons(panel: Panel) -> list[list[ui.Button[Any]]]:
    given = list(panel.buttons)
    if panel.picks and panel.picks.form:
        boxes = Button(panel.picks.label, panel.picks.form, Look.PRIMARY)
        given.insert(0, boxes)
    return [[_button(button) for button in row] for row in rows_of(given)]


def _button(button: Button) -> ui.Button[Any]:
    return ui.Button(
        label=text.plain(button.label, limits.BUTTON_LABEL) or "…",
        custom_id=button.token,
        style=_STYLES[button.look],
    )


def _label(select: Select) -> str:
    return text.plain(select.label, limits.LABEL) or "…"


def _select(select: Select) -> ui.Select[Any]:
    """The chosen ones stay in view where there are more than Discord shows."""
    choices = sorted(select.choices, key=lambda choice: not choice.chosen)
    kept = set(choices[: limits.SELECT_OPTIONS])
    shown = [choice for choice in select.choices if choice in kept]
    chosen = [choice for choice in shown if choice.chosen]
    preset = set(chosen if select.many else chosen[:1])
    return ui.Select(
        custom_id=select.token,
        placeholder=text.plain(select.label, limits.PLACEHOLDER),
        min_values=select.least,
        max_values=len(shown) if select.many else 1,
        options=[
            discord.SelectOption(
                label=text.plain(choice.label, limits.OPTION) or "…",
                value=choice.value[: limits.OPTION],
                default=choice in preset,
            )
            for choice in shown
        ],
    )

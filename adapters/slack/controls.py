"""What can be pressed, chosen or ticked, as Block Kit's elements."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.json_types import Json
from adapters.slack import limits, text
from bot.panels import Button, Choice, Look, Panel, Picks, Select, rows

OFFERED = 25
"""Entries of a menu in a message: what the engine sends at most; more would take the
room of what is to be read."""

PICKS = "picks"
"""The action_id of boxes: ticking one changes nothing until they are saved."""

BODY = 2500
"""Characters on the wire that are always left for what is to be read."""

BODY_BLOCKS = 6

_STYLES = {Look.PRIMARY: "primary", Look.DANGER: "danger"}


def plain(said: str, length: int) -> Json:
    """A text object without any markup."""
    shown = text.plain(said, length) or "…"
    return {"type": "plain_text", "text": shown, "emoji": False}


def controls(panel: Panel, *, picks: bool) -> tuple[list[Json], bool]:
    """Selects, boxes and buttons, and whether some had no room.

    `picks`: the boxes too, with a button to save them; a modal has its own.
    """
    blocks = [_menu(select) for select in panel.selects if select.choices]
    buttons = list(panel.buttons)
    if picks and panel.picks:
        blocks += [
            {"type": "actions", "elements": [boxes]}
            for boxes in checkboxes(panel.picks)
        ]
        save = Button(panel.picks.submit, panel.picks.token, Look.PRIMARY)
        buttons.insert(0, save)
    blocks += _rows(buttons)
    dropped = False
    while (
        text.size(blocks) > limits.SIZE - BODY
        or len(blocks) > limits.BLOCKS - BODY_BLOCKS
    ):
        blocks.pop()
        dropped = True
    return blocks, dropped


def _rows(buttons: Sequence[Button]) -> list[Json]:
    return [
        {"type": "actions", "elements": _row(row[at : at + limits.ACTIONS])}
        for row in rows(buttons)
        for at in range(0, len(row), limits.ACTIONS)
    ]


def _row(buttons: Sequence[Button]) -> list[Json]:
    """One of them may stand out; where several would, none does."""
    looks = [button.look for button in buttons]
    if looks.count(Look.PRIMARY) <= 1:
        return [_button(one) for one in buttons]
    return [
        _button(replace(one, look=Look.SECONDARY) if one.look is Look.PRIMARY else one)
        for one in buttons
    ]


def _button(button: Button) -> Json:
    made: Json = {
        "type": "button",
        "action_id": button.token,
        "text": plain(button.label, limits.BUTTON),
    }
    style = _STYLES.get(button.look)
    return {**made, "style": style} if style else made


def _menu(select: Select) -> Json:
    """A line with its menu; those chosen stay in view where there are many."""
    choices = sorted(select.choices, key=lambda choice: not choice.chosen)
    kept = set(choices[:OFFERED])
    shown = [choice for choice in select.choices if choice in kept]
    return {
        "type": "section",
        "text": plain(select.label, limits.TEXT),
        "accessory": {
            **menu(shown, many=select.many),
            "action_id": select.token,
            "placeholder": plain(select.label, limits.PLACEHOLDER),
        },
    }


def menu(choices: Sequence[Choice], *, many: bool) -> Json:
    """A select of one or many, with what is chosen."""
    kind = "multi_static_select" if many else "static_select"
    return _offered(kind, choices, many=many, described=False)


def boxes(choices: Sequence[Choice]) -> Json:
    """One group of boxes, those chosen ticked."""
    return _offered("checkboxes", choices, many=True, described=True)


def radio(choices: Sequence[Choice]) -> Json:
    """One of a few."""
    return _offered("radio_buttons", choices, many=False, described=True)


def _offered(
    kind: str, choices: Sequence[Choice], *, many: bool, described: bool
) -> Json:
    options = [option(choice, described=described) for choice in choices]
    made: Json = {"type": kind, "options": options}
    chosen = [
        one for one, choice in zip(options, choices, strict=True) if choice.chosen
    ]
    if not chosen:
        return made
    if many:
        return {**made, "initial_options": chosen}
    return {**made, "initial_option": chosen[0]}


def checkboxes(picks: Picks) -> list[Json]:
    """Boxes, ten to a group: Slack takes no more in one."""
    groups = [
        picks.choices[at : at + limits.BOXES]
        for at in range(0, len(picks.choices), limits.BOXES)
    ]
    return [
        {"action_id": f"{PICKS}.{at}", **boxes(group)}
        for at, group in enumerate(groups)
    ]


def option(choice: Choice, *, described: bool = False) -> Json:
    """`described`: what does not fit into the label goes on in its description."""
    label = text.plain(choice.label, 10 * limits.OPTION) or "…"
    value = choice.value[: limits.OPTION_VALUE]
    if len(label) <= limits.OPTION or not described:
        return {"text": plain(label, limits.OPTION), "value": value}
    cut = label.rfind(" ", limits.OPTION // 2, limits.OPTION)
    at = cut if cut > 0 else limits.OPTION - 1
    return {
        "text": plain(label[:at] + "…", limits.OPTION),
        "value": value,
        "description": plain(f"… {label[at:].strip()}", limits.OPTION),
    }

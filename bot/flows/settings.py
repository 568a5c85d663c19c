"""`/settings`: a member's own zone, reminder and picture theme."""

from dataclasses import replace
from datetime import time

from bot import wording
from bot.actions import token
from bot.callers import Options, Values
from bot.errors import BadInput
from bot.flows import accounts, linking
from bot.flows.alarm import remind_in
from bot.flows.blocks import say
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Button,
    Choice,
    ChoiceField,
    Form,
    Look,
    Panel,
    Post,
    Response,
    TextField,
)
from bot.typed import parse_time
from bot.typeset import Theme
from bot.zones import parse_zone

AUTO = "auto"


def show(visit: Visit, options: Options) -> list[Post]:
    """Set what is given, then show it all."""
    given = {name: str(value) for name, value in options.items()}
    return privately(_panel(_apply(visit, given)))


def form(visit: Visit) -> Response:
    """*Change*: all of it in one box."""
    person = visit.person
    return Form(
        title=wording.settings.SETTINGS,
        token=token("settings.save"),
        fields=(
            TextField(
                "zone", wording.drops.ZONE, person.zone, wording.drops.ZONE_HINT, 60
            ),
            TextField(
                "reminder",
                wording.settings.REMINDER,
                f"{person.reminder:%H:%M}" if person.reminder else wording.settings.OFF,
                wording.settings.REMINDER_HINT,
                20,
            ),
            ChoiceField(
                "theme",
                wording.settings.THEME,
                tuple(
                    Choice(label, value, chosen=value == (person.theme or AUTO))
                    for value, label in wording.settings.THEMES.items()
                ),
            ),
        ),
        submit=wording.labels.SAVE,
    )


def save(visit: Visit, values: Values) -> list[Post]:
    given = {name: chosen[0] for name, chosen in values.items() if chosen}
    return in_place(_panel(_apply(visit, given)))


def _apply(visit: Visit, given: dict[str, str]) -> Visit:
    """All of what is given, or, where some of it is no good, nothing."""
    person, members = visit.person, visit.store.members
    zone = parse_zone(given["zone"]) if given.get("zone") else ""
    if given.get("reminder"):
        person = replace(person, reminder=_reminder(given["reminder"]))
    if given.get("theme"):
        person = replace(person, theme=_theme(given["theme"]))
        members.set_theme(person.id, person.theme)
    if given.get("reminder"):
        members.set_reminder(person.id, person.reminder)
    if zone:
        person = accounts.settle(visit, person, zone)
    return replace(visit, person=remind_in(visit, person))


def _reminder(typed: str) -> time | None:
    if typed.strip().casefold() in wording.settings.OFF_WORDS:
        return None
    return parse_time(typed)


def _theme(typed: str) -> Theme | None:
    if typed not in wording.settings.THEMES:
        raise BadInput(wording.refusals.no_theme(typed))
    return None if typed == AUTO else Theme(typed)


def _panel(visit: Visit) -> Panel:
    others = linking.linked(visit, visit.person.id, visit.caller.member)
    lines = wording.settings.settings(visit.person)
    if others:
        lines.append(wording.accounts.linked(others))
    return Panel(
        tuple(say(line) for line in lines),
        title=wording.settings.SETTINGS,
        buttons=(
            Button(wording.labels.CHANGE, token("settings"), Look.PRIMARY),
            Button(wording.accounts.LINK_ACCOUNT, token("link")),
            Button(wording.accounts.HAVE_CODE, token("link.code")),
            *((Button(wording.accounts.UNLINK, token("unlink")),) if others else ()),
        ),
    )

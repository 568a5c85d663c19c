"""`/settings`: a member's own zone, reminder and picture theme."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from bot import wording
from bot.actions import token
from bot.days import instant, local_day
from bot.errors import BadInput
from bot.flows.blocks import say
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Button,
    Choice,
    ChoiceField,
    Form,
    Look,
    Options,
    Panel,
    Post,
    Response,
    TextField,
    Values,
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
        title=wording.SETTINGS,
        token=token("settings.save"),
        fields=(
            TextField("zone", wording.ZONE, person.zone, wording.ZONE_HINT, 60),
            TextField(
                "reminder",
                wording.REMINDER,
                f"{person.reminder:%H:%M}" if person.reminder else wording.OFF,
                wording.REMINDER_HINT,
                20,
            ),
            ChoiceField(
                "theme",
                wording.THEME,
                tuple(
                    Choice(label, value, chosen=value == (person.theme or AUTO))
                    for value, label in wording.THEMES.items()
                ),
            ),
        ),
        submit=wording.SAVE,
    )


def save(visit: Visit, values: Values) -> list[Post]:
    given = {name: chosen[0] for name, chosen in values.items() if chosen}
    return in_place(_panel(_apply(visit, given)))


def _apply(visit: Visit, given: dict[str, str]) -> Visit:
    """All of what is given, or, where some of it is no good, nothing."""
    person = visit.person
    zone = parse_zone(given["zone"]) if given.get("zone") else person.zone
    reminder = person.reminder
    if given.get("reminder"):
        reminder = _reminder(given["reminder"])
    theme = person.theme
    if given.get("theme"):
        theme = _theme(given["theme"])
    members = visit.store.members
    if given.get("zone") and (zone != person.zone or person.zone_by != "member"):
        members.move(person.id, zone, "member", visit.now)
        person = replace(person, zone=zone, zone_by="member")
    members.set_theme(person.id, theme)
    due = next_reminder(reminder, zone, visit.now) if reminder else None
    members.set_reminder(person.id, reminder, due)
    return replace(visit, person=replace(person, reminder=reminder, theme=theme))


def _reminder(typed: str) -> time | None:
    if typed.strip().casefold() in wording.OFF_WORDS:
        return None
    return parse_time(typed)


def _theme(typed: str) -> Theme | None:
    if typed not in wording.THEMES:
        raise BadInput(wording.no_theme(typed))
    return None if typed == AUTO else Theme(typed)


def next_reminder(at: time, zone: str, now: datetime) -> datetime:
    """The next moment after `now` at which the wall clock shows `at`."""
    day = local_day(now, zone)
    due = instant(day, at, zone)
    return due if due > now else instant(day + timedelta(days=1), at, zone)


def _panel(visit: Visit) -> Panel:
    return Panel(
        tuple(say(line) for line in wording.settings(visit.person)),
        title=wording.SETTINGS,
        buttons=(Button(wording.CHANGE, token("settings"), Look.PRIMARY),),
    )

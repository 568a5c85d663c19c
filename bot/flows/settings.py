"""`/settings`: a member's own zone, reminder and picture theme."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import wording
from bot.actions import token
from bot.days import instant, local_day
from bot.errors import BadInput
from bot.flows.blocks import say
from bot.flows.turn import Turn, Visit, in_place, privately
from bot.members import Person
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
    before = person = visit.person
    if given.get("zone"):
        zone = parse_zone(given["zone"])
        person = replace(person, zone=zone, zone_by="member", home=None)
    if given.get("reminder"):
        person = replace(person, reminder=_reminder(given["reminder"]))
    if given.get("theme"):
        person = replace(person, theme=_theme(given["theme"]))
    members = visit.store.members
    if (person.zone, person.zone_by) != (before.zone, before.zone_by):
        members.move(person.id, person.zone, person.zone_by, None, visit.now)
    if person.theme != before.theme:
        members.set_theme(person.id, person.theme)
    return replace(visit, person=remind_in(visit, person))


def _reminder(typed: str) -> time | None:
    if typed.strip().casefold() in wording.OFF_WORDS:
        return None
    return parse_time(typed)


def _theme(typed: str) -> Theme | None:
    if typed not in wording.THEMES:
        raise BadInput(wording.no_theme(typed))
    return None if typed == AUTO else Theme(typed)


def remind_in(turn: Turn, person: Person) -> Person:
    """Write when the person is reminded next, by the clock of their zone now."""
    due = None
    if person.reminder:
        due = next_reminder(person.reminder, person.zone, turn.now, person.reminded)
    turn.store.members.set_reminder(person.id, person.reminder, due)
    return person


def next_reminder(
    at: time, zone: str, now: datetime, reminded: date | None
) -> datetime:
    """The next moment after `now` when the wall clock shows `at`, once a date."""
    day = local_day(now, zone)
    if reminded is not None and day <= reminded:
        day = reminded + timedelta(days=1)
    due = instant(day, at, zone)
    return due if due > now else instant(day + timedelta(days=1), at, zone)


def _panel(visit: Visit) -> Panel:
    return Panel(
        tuple(say(line) for line in wording.settings(visit.person)),
        title=wording.SETTINGS,
        buttons=(Button(wording.CHANGE, token("settings"), Look.PRIMARY),),
    )

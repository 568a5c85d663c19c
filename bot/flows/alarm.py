"""When a person is reminded next, by their own clock."""

from datetime import date, datetime, time, timedelta

from bot.days import instant, local_day
from bot.flows.turn import Turn
from bot.members import Person


def remind_in(turn: Turn, person: Person) -> Person:
    """Write when the person is reminded next, by the clock of their zone now."""
    due = None
    if person.reminder:
        due = next_reminder(person.reminder, person.zone, turn.now, person.reminded)
    turn.store.members.remind_at(person.id, due)
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

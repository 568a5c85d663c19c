"""Reminders: one direct message a day at most, and none to those who have studied."""

from datetime import datetime

from bot import wording
from bot.actions import token
from bot.days import study_day, study_span
from bot.flows.blocks import say
from bot.flows.settings import next_reminder
from bot.flows.turn import Turn
from bot.members import Person
from bot.panels import Button, Look, MemberId, Panel
from bot.store import Message

MESSAGE = "reminder"


def fall_due(turn: Turn, person: Person, member: MemberId) -> None:
    """Remind, unless today is done; then write the next moment."""
    assert person.reminder is not None, "only a set reminder falls due"
    today = study_day(turn.now, person.zone)
    studied = turn.store.tallies.days(person.id, today)
    due = _due(turn, person)
    if today not in studied and (due or turn.store.streaks.get(person.id)):
        turn.store.messages.plan(
            MESSAGE,
            turn.mark(),
            turn.now,
            member=member,
            payload=wording.reminder(due, turn.store.streaks.get(person.id)),
        )
    following: datetime = next_reminder(person.reminder, person.zone, turn.now)
    turn.store.members.set_reminder(person.id, person.reminder, following)


def _due(turn: Turn, person: Person) -> int:
    _, ends = study_span(study_day(turn.now, person.zone), person.zone)
    return len(turn.store.memories.due(person.id, ends))


def panel(turn: Turn, message: Message) -> Panel:
    return Panel(
        (say(message.payload),),
        title=wording.REMINDER,
        buttons=(
            Button(wording.REVIEW_NOW, token("review"), Look.PRIMARY),
            Button(wording.NO_REMINDERS, token("reminder.off")),
        ),
    )


def undeliverable(turn: Turn, message: Message) -> None:
    """It cannot be delivered: no more of them until asked for again."""
    person = message.member and turn.store.members.person(message.member)
    if person:
        turn.store.members.set_reminder(person.id, None, None)

"""Reminders: one direct message a day at most, and none to who has studied or left."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot import drops as rules
from bot import wording
from bot.actions import token
from bot.days import local_day, study_day, study_span
from bot.flows.alarm import remind_in
from bot.flows.blocks import say
from bot.flows.scoring import current
from bot.flows.turn import Turn
from bot.ids import MemberId
from bot.members import Person
from bot.panels import Button, Look, Panel
from bot.store import Message

MESSAGE = "reminder"

REST = timedelta(days=14)
"""How long after a member was last seen reminders rest, until they are back."""


def fall_due(turn: Turn, person: Person, member: MemberId, due: datetime) -> None:
    """Remind, unless today is done or it is too late; then write the next moment."""
    today = study_day(turn.now, person.zone)
    studied = today in turn.store.tallies.days(person.id, today)
    date = local_day(turn.now, person.zone)
    if rules.missed(due, turn.now, person.zone):
        remind_in(turn, person)
        return
    account = turn.store.members.known(member)
    assert account is not None, "whoever is to be reminded is known"
    away = turn.now - account.seen
    if not studied and away < REST:
        text = wording.streaks.reminder(
            cards_due(turn, person),
            current(turn, person, today),
            last=away >= REST - timedelta(days=1),
        )
        turn.store.messages.plan(
            MESSAGE, turn.mark(), turn.now, member=member, payload=text
        )
        turn.store.members.set_reminded(person.id, date)
    remind_in(turn, replace(person, reminded=date))


def cards_due(turn: Turn, person: Person) -> int:
    """How many cards are due that are still asked somewhere."""
    _, ends = study_span(study_day(turn.now, person.zone), person.zone)
    due = turn.store.memories.due(person.id, ends)
    return len(turn.store.decks.asked_still(due))


def panel(turn: Turn, message: Message) -> Panel:
    return Panel(
        (say(message.payload),),
        title=wording.settings.REMINDER,
        buttons=(
            Button(wording.labels.REVIEW_NOW, token("review"), Look.PRIMARY),
            Button(wording.labels.NO_REMINDERS, token("reminder.off")),
        ),
    )


def undeliverable(turn: Turn, message: Message) -> None:
    """It cannot be delivered: no more of them until asked for again."""
    person = message.member and turn.store.members.person(message.member)
    if person:
        turn.store.members.set_reminder(person.id, None)
        turn.store.members.remind_at(person.id, None)

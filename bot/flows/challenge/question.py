"""A question: asked in a message of its own, whose time begins once it stands."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import paces, wording
from bot.actions import token
from bot.challenges import (
    GRACE,
    LAST_CALL,
    UNREACHED,
    Challenge,
    Move,
    Pace,
    Question,
)
from bot.flows.blocks import Side, say, source_button
from bot.flows.challenge.lobby import check_picture, stop_button
from bot.flows.challenge.moves import made
from bot.flows.turn import Turn
from bot.members import PersonId
from bot.panels import Block, Bold, Button, Look, Moment, MomentStyle, Panel
from bot.questions import LETTERS
from bot.rounds import Round, RoundId, RoundKind
from bot.standings import POINTS
from bot.store import Message
from bot.store.messages import LEASE

MESSAGE = "question"

SLOW = timedelta(seconds=2)
"""A message that took longer to stand shows its end anew."""


def following(turn: Turn, challenge: Challenge, first: int) -> Question | None:
    """The first question from a place on that can be asked; None: there is none left.

    Those whose card became the card of the day here count for nobody.
    """
    nobody = PersonId(0)
    hidden = turn.store.rounds.open_cards(nobody, date.min, challenge.channel)
    for question in turn.store.challenges.questions(challenge.id)[first:]:
        if question.card not in hidden:
            return question
        turn.store.challenges.void(challenge.id, question.place)
    return None


def left(turn: Turn, challenge: Challenge) -> bool:
    """Whether there are questions after the one that was asked last."""
    questions = turn.store.challenges.questions(challenge.id)
    return challenge.place + 1 < len(questions)


def ask(turn: Turn, challenge: Challenge, move: Move, question: Question) -> Challenge:
    """Open the question's round, and plan the message that asks it."""
    round = turn.store.rounds.open(
        Round(
            id=RoundId(0),
            kind=RoundKind.CHALLENGE,
            channel=challenge.channel,
            member=None,
            version=question.version,
            card=question.card,
            opened=turn.now,
            check=question.check,
            order=question.order,
        )
    )
    turn.store.challenges.begin(challenge.id, question.place, round.id)
    turn.store.messages.plan(
        MESSAGE, turn.mark(), turn.now, channel=challenge.channel, round=round.id
    )
    asked = replace(challenge, place=question.place)
    return made(turn, asked, move, next=turn.now + UNREACHED)


def limit(turn: Turn, challenge: Challenge, round: Round) -> timedelta | None:
    """How long the question stands; None: until the host goes on."""
    check = turn.check(round)
    texts = [check.question, *(option.text for option in check.options)]
    return paces.limit(challenge.terms.pace, texts)


# Its time.


def stands(
    turn: Turn, challenge: Challenge, message: Message, at: datetime | None
) -> None:
    """The message stands for the first time: now its time begins.

    `at` is the platform's word for when, taken where it lies after we sent it.
    """
    round = turn.round(message.round)
    sent = message.lease - LEASE if message.lease else turn.now
    shown = min(max(at or turn.now, sent), turn.now)
    time = limit(turn, challenge, round)
    if time is None:
        return
    turn.store.rounds.put_off(round.id, shown + time)
    turn.store.challenges.look(challenge.id, next_look(shown + time, time, turn.now))
    if shown - sent > SLOW:
        turn.store.messages.touch(message.id, turn.now)


def last_call(closes: datetime, time: timedelta) -> datetime:
    """When its end is told once more; a short question's end is near all along."""
    return closes - LAST_CALL if time >= 2 * LAST_CALL else closes


def next_look(closes: datetime, time: timedelta, now: datetime) -> datetime:
    """When the clock must look at a question that closes then."""
    call = last_call(closes, time)
    return call if now < call < closes else closes + GRACE


# What it shows.


def panel(turn: Turn, challenge: Challenge, question: Question, round: Round) -> Panel:
    """While it can be answered."""
    return Panel(
        (
            check_picture(turn, question),
            _worth(turn, challenge, question, round),
            say(
                Bold(wording.challenges.answered_of(*_answered(turn, challenge, round)))
            ),
            *_skipped(turn, challenge, question),
        ),
        title=title(turn, challenge, question),
        buttons=(
            *letters(round),
            *_close(challenge, question),
            source_button(round.id, Side.CHECK),
            stop_button(challenge),
        ),
        ahead=tuple(
            check_picture(turn, one)
            for one in turn.store.challenges.questions(challenge.id)
            if one.place == question.place + 1
        ),
    )


def title(turn: Turn, challenge: Challenge, question: Question) -> str:
    total = len(turn.store.challenges.questions(challenge.id))
    return wording.challenges.question_title(question.place + 1, total)


def _answered(turn: Turn, challenge: Challenge, round: Round) -> tuple[int, int]:
    return turn.store.lockins.answered(challenge.id, round.id)


def _worth(turn: Turn, challenge: Challenge, question: Question, round: Round) -> Block:
    """What it is worth, and when it ends; before it stands, as if it stood now."""
    _, card = turn.card(question)
    worth = wording.challenges.worth(POINTS[card.level], challenge.terms.bonus)
    time = limit(turn, challenge, round)
    if time is None:
        return say(worth, wording.challenges.NO_LIMIT)
    closes = round.closes or turn.now + time
    ends = Moment(closes, MomentStyle.COUNTDOWN)
    last = last_call(closes, time) <= turn.now < closes
    call = [Bold(wording.challenges.LAST_SECONDS)] if last else []
    return say(worth, wording.challenges.ENDS, ends, ".", *call)


def _skipped(turn: Turn, challenge: Challenge, question: Question) -> list[Block]:
    """A word about the question before, where that counts for nobody."""
    before = turn.store.challenges.questions(challenge.id)[: question.place]
    if not before or not before[-1].void:
        return []
    return [
        say(
            wording.challenges.skipped_question(
                question.place, before[-1].round is not None
            )
        )
    ]


def letters(round: Round, right: int | None = None) -> list[Button]:
    """A button for each option; once it is known, the right one is marked by a sign."""
    return [
        Button(
            wording.challenges.right_letter(letter) if option == right else letter,
            token("lock", round.id, place),
            Look.PRIMARY if right in (None, option) else Look.SECONDARY,
            letter=True,
        )
        for place, (letter, option) in enumerate(
            zip(LETTERS, round.order, strict=False)
        )
    ]


def _close(challenge: Challenge, question: Question) -> tuple[Button, ...]:
    """Without a time limit, the host says when it is enough."""
    if challenge.terms.pace is not Pace.RELAXED:
        return ()
    close = token("challenge.close", challenge.id, question.place)
    return (Button(wording.labels.SHOW_ANSWER, close),)

"""How a challenge goes on by itself: what the clock does, and what follows from it."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.challenges import (
    GRACE,
    SILENCE,
    UNANSWERED,
    UNREACHED,
    Challenge,
    Ending,
    Move,
    Pace,
    Phase,
    Question,
)
from bot.flows import edits
from bot.flows.challenge import counting, ending, lobby, question, reveal
from bot.flows.challenge.moves import made
from bot.flows.turn import Turn
from bot.rounds import Round
from bot.store import Message, MessageState

UNCONFIRMED = timedelta(minutes=1)
"""How long the next question waits for word that the answer stands."""


def fall_due(turn: Turn, challenge: Challenge) -> None:
    """Its moment has come."""
    match challenge.phase:
        case Phase.LOBBY:
            lobby.over(turn, challenge, Move.EXPIRE, Ending.EXPIRED)
        case Phase.OPEN:
            _look(turn, challenge)
        case Phase.COUNTING:
            _count(turn, challenge)
        case Phase.SHOWN:
            _on(turn, challenge)
        case Phase.ENDED:
            raise AssertionError("what has ended is never due")


def current(turn: Turn, challenge: Challenge) -> tuple[Question, Round]:
    """The question that was asked last, and its round."""
    asked = turn.store.challenges.questions(challenge.id)[challenge.place]
    return asked, turn.round(asked.round)


# While a question is open.


def _look(turn: Turn, challenge: Challenge) -> None:
    """Close it once nobody is missing or its time is up; else look again later."""
    _, round = current(turn, challenge)
    message = turn.store.messages.of_round(round.id, question.MESSAGE)
    pressed = turn.store.lockins.last(round.id)
    answered, playing = turn.store.lockins.answered(challenge.id, round.id)
    if pressed is not None and 0 < playing == answered:
        until = pressed + GRACE
    elif message is None or message.ref is None:
        until = challenge.changed + UNREACHED
        if turn.now >= until:
            unreachable(turn, challenge, message)
            return
    elif round.closes is None:
        until = max(challenge.changed, pressed or challenge.changed) + SILENCE
    else:
        until = _until(turn, challenge, message, round)
    if turn.now >= until:
        _count(turn, close(turn, challenge))
    else:
        turn.store.challenges.put_off(challenge.id, until)


def _until(
    turn: Turn, challenge: Challenge, message: Message, round: Round
) -> datetime:
    """The next moment of a question with a time limit; its last call is shown once."""
    time, closes = question.limit(turn, challenge, round), round.closes
    assert time is not None, "what closes has a limit"
    assert closes is not None, "what has a limit closes"
    call = question.last_call(closes, time)
    if challenge.next is not None and challenge.next <= call <= turn.now < closes:
        edits.follow(turn, message)
    return question.next_look(closes, time, turn.now)


def close(
    turn: Turn,
    challenge: Challenge,
    move: Move = Move.CLOSE,
    why: Ending = Ending.NONE,
) -> Challenge:
    """No press is taken any more; those there are get counted."""
    _, round = current(turn, challenge)
    turn.store.rounds.close(round.id, turn.now)
    return made(turn, replace(challenge, ending=why), move, next=turn.now)


def void(turn: Turn, challenge: Challenge, why: Ending = Ending.NONE) -> None:
    """The open question counts for nobody; on to the next."""
    asked, round = current(turn, challenge)
    turn.store.rounds.close(round.id, turn.now)
    turn.store.challenges.void(challenge.id, asked.place)
    message = turn.store.messages.of_round(round.id, question.MESSAGE)
    if message is not None:
        turn.store.messages.touch(message.id, turn.now)
    go_on(turn, made(turn, replace(challenge, ending=why), Move.VOID))


def cut_short(turn: Turn, challenge: Challenge, move: Move, why: Ending) -> None:
    """The open question ends before its time: what was pressed counts, if anything."""
    _, round = current(turn, challenge)
    if turn.store.lockins.last(round.id) is None:
        void(turn, challenge, why)
    else:
        close(turn, challenge, move, why)


def unreachable(turn: Turn, challenge: Challenge, message: Message | None) -> None:
    """The question could not be shown for long: nobody is kept waiting for more."""
    if message is not None:
        turn.store.messages.end(message, MessageState.LATE)
    cut_short(turn, challenge, Move.CLOSE, Ending.UNREACHABLE)


# Once it is closed.


def _count(turn: Turn, challenge: Challenge) -> None:
    """A slice; after the last one, the answer."""
    asked, round = current(turn, challenge)
    if counting.counted(turn, challenge, asked):
        _answer(turn, challenge, round)
    else:
        turn.store.challenges.put_off(challenge.id, turn.now)


def _answer(turn: Turn, challenge: Challenge, round: Round) -> None:
    turn.store.results.award(challenge, turn.now)
    silent = 0 if turn.store.lockins.chosen(round.id) else challenge.silent + 1
    why = challenge.ending or (Ending.SILENT if silent >= UNANSWERED else Ending.NONE)
    pause = reveal.pause(turn, challenge, round)
    next = turn.now + (pause + UNCONFIRMED if pause else SILENCE)
    counted = replace(challenge, silent=silent, ending=why)
    shown = made(turn, counted, Move.COUNTED, next)
    if why is not Ending.GONE:
        reveal.show(turn, round)
    if why is not Ending.NONE:
        finish(turn, shown, why=why)


def _on(turn: Turn, challenge: Challenge) -> None:
    """The answer has stood long enough, or nobody came to go on."""
    if challenge.terms.pace is Pace.RELAXED:
        finish(turn, challenge, why=Ending.SILENT)
    else:
        go_on(turn, challenge)


def go_on(turn: Turn, challenge: Challenge) -> None:
    """The next question; after the last one, the result."""
    if challenge.ending is not Ending.NONE:
        finish(turn, challenge, why=challenge.ending)
        return
    following = question.following(turn, challenge, challenge.place + 1)
    if following is None:
        finish(turn, challenge)
    else:
        reveal.leave(turn, current(turn, challenge)[1])
        question.ask(turn, challenge, Move.NEXT, following)


def finish(
    turn: Turn,
    challenge: Challenge,
    move: Move = Move.FINISH,
    why: Ending = Ending.NONE,
) -> None:
    """The result, and why it comes before all was played, if so."""
    ended = made(turn, replace(challenge, ending=why), move)
    reveal.leave(turn, current(turn, ended)[1])
    lobby.touch(turn, ended)
    ending.announce(turn, ended)


# What became of its messages.


def shown(turn: Turn, message: Message, at: datetime | None) -> None:
    """A message of its stands as claimed, `at` by the platform's own clock."""
    if message.kind not in (question.MESSAGE, reveal.RECAP):
        return
    challenge, asked = turn.store.challenges.of_round(message.round)
    if asked.place != challenge.place:
        return
    if challenge.phase is Phase.OPEN and message.ref is None:
        question.stands(turn, challenge, message, at)
    elif challenge.phase is Phase.SHOWN and message.claimed == message.wanted:
        reveal.stands(turn, challenge, message)

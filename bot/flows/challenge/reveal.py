"""A question that is over: the right option, the reasons, who had it, the board."""

from collections import Counter
from datetime import timedelta

from bot import faces, paces, wording
from bot.actions import token
from bot.cards import Check
from bot.challenges import Challenge, Pace, Phase, Question
from bot.flows import edits
from bot.flows.blocks import Side, prose, say, source_button
from bot.flows.challenge import board, question
from bot.flows.challenge.lobby import check_picture, stop_button
from bot.flows.challenge.people import NAMES, named
from bot.flows.turn import Turn
from bot.panels import Block, Bold, Button, Look, Panel, Picture
from bot.questions import LETTERS
from bot.rounds import Round
from bot.store import Message

RECAP = "answer"
"""The kind of message for an answer where the question's own cannot be edited."""

LINES = 5
"""Lines of the board beside an answer."""


def show(turn: Turn, round: Round) -> None:
    """In place of the question; where that cannot be edited, in a new message."""
    message = turn.store.messages.of_round(round.id, question.MESSAGE)
    if message is not None and message.alive:
        edits.follow(turn, message)
    else:
        post_anew(turn, round)


def post_anew(turn: Turn, round: Round) -> None:
    """The answer in a message of its own, once."""
    if turn.store.messages.of_round(round.id, RECAP) is None:
        turn.store.messages.plan(
            RECAP, turn.mark(), turn.now, channel=round.channel, round=round.id
        )


def leave(turn: Turn, round: Round) -> None:
    """The challenge goes on from here: what led on from it is taken off, by and by."""
    for kind in (question.MESSAGE, RECAP):
        message = turn.store.messages.of_round(round.id, kind)
        if message is not None:
            turn.store.messages.touch(message.id, turn.now + edits.REST)


def pause(turn: Turn, challenge: Challenge, round: Round) -> timedelta | None:
    """How long the answer stands; None: until the host goes on."""
    check = turn.check(round)
    chosen = turn.store.lockins.chosen(round.id)
    reasons = [check.options[option].reason for option in _explained(check, chosen)]
    return paces.pause(challenge.terms.pace, reasons)


def stands(turn: Turn, challenge: Challenge, message: Message) -> None:
    """The answer stands: from now on there is time to read it."""
    time = pause(turn, challenge, turn.round(message.round))
    if time is not None:
        turn.store.challenges.look(challenge.id, turn.now + time)


# What it shows.


def panel(turn: Turn, message: Message) -> Panel:
    """A question's message as it should read now."""
    round = turn.round(message.round)
    challenge, asked = turn.store.challenges.of_round(round.id)
    if round.closed is None:
        return question.panel(turn, challenge, asked, round)
    counting = challenge.phase is Phase.COUNTING and challenge.place == asked.place
    if asked.void or counting:
        said = (
            wording.challenges.QUESTION_VOID
            if asked.void
            else wording.challenges.COUNTING
        )
        title = question.title(turn, challenge, asked)
        return Panel((check_picture(turn, asked), say(said)), title=title)
    return _answer(turn, challenge, asked, round)


def _answer(turn: Turn, challenge: Challenge, asked: Question, round: Round) -> Panel:
    check = turn.check(round)
    chosen = turn.store.lockins.chosen(round.id)
    assert round.closed is not None, "its answer stands"
    scores = turn.store.results.scores(challenge.id, asked.place, round.closed)
    return Panel(
        (
            _recap(turn, round, check, chosen),
            _who(turn, round, check, chosen),
            prose(reasons(turn, round), wording.challenges.REASONS),
            *board.top(challenge, scores, LINES),
            *_what_next(turn, challenge, asked, chosen),
        ),
        title=wording.challenges.answer_title(question.title(turn, challenge, asked)),
        buttons=(
            *question.letters(round, check.right),
            Button(wording.labels.EXPLAIN, token("explain", round.id)),
            source_button(round.id, Side.RECAP),
            *_go_on(turn, challenge, asked),
        ),
    )


def _recap(turn: Turn, round: Round, check: Check, chosen: Counter[int]) -> Picture:
    edition, card = turn.card(round)
    total = max(1, chosen.total())
    shares = [chosen[option] / total for option in range(len(check.options))]
    return Picture(
        faces.recap(card, check, round.order, None, shares, edition.deck.title)
    )


def _who(turn: Turn, round: Round, check: Check, chosen: Counter[int]) -> Block:
    """Which one is right, and who said so."""
    letter = LETTERS[round.order.index(check.right)]
    right, total = chosen[check.right], chosen.total()
    people = turn.store.lockins.right(round.id, check.right, NAMES)
    line = Bold(wording.challenges.is_right(letter))
    return say(line, wording.challenges.had_it(right, total), *named(people, right))


def _explained(check: Check, chosen: Counter[int]) -> list[int]:
    """The right option, and the wrong one that most chose, if anybody did."""
    wrong = [option for option in sorted(chosen) if option != check.right]
    if not wrong:
        return [check.right]
    return [check.right, max(wrong, key=lambda option: chosen[option])]


def reasons(turn: Turn, round: Round) -> str:
    """Why the right option is right, and the wrong one that most chose is not."""
    check, chosen = turn.check(round), turn.store.lockins.chosen(round.id)
    lines = [
        (wording.cards.why_right if option == check.right else wording.cards.why_wrong)(
            LETTERS[round.order.index(option)], check.options[option].reason
        )
        for option in _explained(check, chosen)
    ]
    return "\n\n".join(lines)


def _what_next(
    turn: Turn, challenge: Challenge, asked: Question, chosen: Counter[int]
) -> list[Block]:
    """A word to a group that has fallen silent, while there is a next question."""
    if chosen or not _stands_at(challenge, asked) or not question.left(turn, challenge):
        return []
    return [say(Bold(wording.challenges.SILENT_WARNING))]


def _stands_at(challenge: Challenge, asked: Question) -> bool:
    """Whether this answer is where the challenge stands."""
    return challenge.phase is Phase.SHOWN and challenge.place == asked.place


def _go_on(turn: Turn, challenge: Challenge, asked: Question) -> tuple[Button, ...]:
    """For the host, as long as this is where the challenge stands."""
    if not _stands_at(challenge, asked):
        return ()
    if challenge.terms.pace is not Pace.RELAXED:
        return (stop_button(challenge),)
    more = question.left(turn, challenge)
    label = wording.labels.NEXT if more else wording.challenges.TO_THE_RESULT
    next = token("challenge.next", challenge.id, challenge.place)
    return (Button(label, next, Look.PRIMARY), stop_button(challenge))

"""The message that shows a card of the day: open, counting along, and closed."""

import math
from collections import Counter
from datetime import timedelta

from bot import faces, wording
from bot.flows import asking
from bot.flows.blocks import Side, say, source_button
from bot.flows.turn import Turn
from bot.panels import Block, Bold, Moment, MomentStyle, Panel, Picture, Text
from bot.panels import Bullets as List
from bot.rounds import Round
from bot.store import Message

MESSAGE, RECAP = "drop", "recap"

LACKED_FROM = 3
"""Savers from which on it is told which key points were lacked: fewer is personal."""

GAPS = (
    (timedelta(minutes=10), timedelta(seconds=3)),
    (timedelta(hours=1), timedelta(seconds=20)),
    (timedelta(hours=6), timedelta(minutes=2)),
    (timedelta.max, timedelta(minutes=10)),
)
"""Age of a message -> the least time between two of its edits."""


def closed(turn: Turn, message: Message) -> bool:
    """Whether this is the message of a drop that is over."""
    return message.kind == MESSAGE and turn.round(message.round).closed is not None


def thread(turn: Turn, message: Message) -> str:
    """The name of a thread about the drop: it says of which day, by the channel's."""
    day = turn.round(message.round).day
    return wording.drops.thread(day) if day else wording.drops.DROP_TITLE


def panel(turn: Turn, message: Message) -> Panel:
    """The drop's message as it should read now."""
    round = turn.round(message.round)
    return _closed(turn, round) if round.closed else _open(turn, round, message.payload)


def _open(turn: Turn, round: Round, why: str) -> Panel:
    edition, card = turn.card(round)
    answered = turn.store.attempts.counted(round.id)
    assert round.closes is not None, "a drop closes"
    return Panel(
        blocks=(
            Picture(faces.question(card, edition.deck.title)),
            say(
                wording.drops.why_line(why),
                wording.drops.CLOSES,
                Moment(round.closes, MomentStyle.RELATIVE),
                ".",
            ),
            say(Bold(wording.drops.answered(answered))),
        ),
        title=wording.drops.DROP_TITLE,
        buttons=tuple(asking.answer_buttons(round)),
        ahead=(Picture(faces.answer(card, edition.deck.title)),),
    )


def _closed(turn: Turn, round: Round) -> Panel:
    edition, card = turn.card(round)
    blocks: list[Block] = [
        Picture(faces.question(card, edition.deck.title)),
        Picture(faces.answer(card, edition.deck.title)),
        say(wording.drops.closed_line(turn.store.attempts.counted(round.id))),
    ]
    lacked = _lacked(turn, round, len(card.key_points))
    if lacked:
        labels = tuple((Text(card.key_points[place].label),) for place in lacked)
        blocks += [say(wording.drops.MOST_LACKED), List(labels)]
    return Panel(
        tuple(blocks),
        title=wording.drops.DROP_CLOSED_TITLE,
        buttons=(source_button(round.id, Side.ANSWER),),
    )


def _lacked(turn: Turn, round: Round, points: int) -> list[int]:
    """The two key points most lacked, by at least a third of those who saved."""
    saved = turn.store.attempts.picks(round.id)
    if len(saved) < LACKED_FROM:
        return []
    lacking = Counter(
        {place: sum(place not in picks for picks in saved) for place in range(points)}
    )
    least = math.ceil(len(saved) / 3)
    return sorted(place for place, count in lacking.most_common(2) if count >= least)


def count_along(turn: Turn, round: Round) -> None:
    """Somebody saved: the message follows, less and less often as it ages."""
    pace = turn.store.messages.pace(round.id, MESSAGE)
    if pace is None:
        return
    message, made, shown = pace
    at = (shown or turn.now) + gap(turn.now - made)
    turn.store.messages.touch(message, max(turn.now, at))


def gap(age: timedelta) -> timedelta:
    """The least time between two edits of a message of this age."""
    return next(gap for limit, gap in GAPS if age <= limit)


def fall_back(turn: Turn, message: Message) -> None:
    """The message cannot be edited, or not be found: a closed drop gets a recap."""
    if message.kind != MESSAGE:
        return
    round = turn.round(message.round)
    if round.closed and not turn.store.messages.of_round(round.id, RECAP):
        turn.store.messages.plan(
            RECAP, turn.mark(), turn.now, channel=message.channel, round=round.id
        )

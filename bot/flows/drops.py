"""The card of the day: from due to opened to closed."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot import drops as rules
from bot import faces, wording
from bot.channels import Channel, DropState
from bot.days import local_day
from bot.drops import Choice, Schedule, Why
from bot.flows import notices
from bot.flows.blocks import say
from bot.flows.drop_message import MESSAGE, fall_back
from bot.flows.turn import RECENT, Turn
from bot.panels import Panel, Picture
from bot.rounds import CardNumber, Round, RoundId, RoundKind
from bot.spacing import UNSEEN, recall_after
from bot.store import Edition, Message, MessageState

FEW_UNSEEN = 3
"""Unseen cards left at which the admins are warned."""

AHEAD = timedelta(days=2)
"""By so much a channel's newest date can be ahead, where it moved to another zone."""


def schedule(turn: Turn, channel: Channel) -> Schedule | None:
    """When cards come here; None until it is set up."""
    if channel.at is None:
        return None
    return Schedule(
        channel.zone,
        channel.at,
        channel.days,
        channel.paused_until,
        channel.paused,
        turn.store.channels.skips(channel.id),
    )


def reschedule(turn: Turn, channel: Channel, after: datetime | None = None) -> Channel:
    """Write when the next drop is due: at `after` (now) or later, on a newer date."""
    plan = schedule(turn, channel)
    last = newest(turn, channel)
    found = plan and rules.next_drop(plan, last, after or turn.now)
    if not found or channel.suspended:
        return turn.store.channels.save(replace(channel, due=None, due_day=None))
    day, due = found
    return turn.store.channels.save(replace(channel, due=due, due_day=day))


def newest(turn: Turn, channel: Channel) -> date | None:
    """The newest date that was claimed: from there on dates move forward.

    One far ahead was claimed by a clock that was wrong, and binds nobody.
    """
    until = local_day(turn.now, channel.zone) + AHEAD
    if channel.last is None or channel.last <= until:
        return channel.last
    return turn.store.channels.asked_last(channel.id, until)


def caught_up(turn: Turn, channel: Channel) -> Channel:
    """The channel once its moment has come, or came while the bot was down.

    Each date up to now is opened, or skipped with its reason; then the next is written.
    Whoever changes a schedule calls this first, lest a date that was due get lost.
    """
    while channel.due is not None and channel.due <= turn.now:
        due, day = channel.due, channel.due_day
        assert day is not None, "a due moment has its date"
        claimed = turn.store.channels.claim(channel, day)
        if claimed is None:
            break
        if rules.missed(due, turn.now, channel.zone):
            _skip(turn, channel, day, wording.drops.MISSED)
        else:
            open(turn, channel, day)
        channel = reschedule(turn, claimed, due)
    return channel


def _skip(turn: Turn, channel: Channel, day: date, reason: str) -> None:
    turn.store.channels.record(channel.id, day, DropState.SKIPPED, reason, None)


def open(turn: Turn, channel: Channel, day: date) -> Round | None:
    """Open the drop of a date; None where there is no card to ask."""
    before = turn.store.rounds.open_drop(channel.id)
    if before is not None:
        close(turn, before)
    picked = _pick(turn, channel)
    if picked is None:
        _without_card(turn, channel, day)
        return None
    edition, choice = picked
    round = turn.store.rounds.open(
        Round(
            id=RoundId(0),
            kind=RoundKind.DROP,
            channel=channel.id,
            member=None,
            version=edition.id,
            card=choice.key,
            opened=turn.now,
            closes=turn.now + rules.OPEN_FOR,
            day=day,
        )
    )
    turn.store.channels.record(channel.id, day, DropState.OPEN, "", round.id)
    _announce(turn, channel, round, edition, choice)
    return round


def _without_card(turn: Turn, channel: Channel, day: date) -> None:
    """No deck has a card to ask: the admin is told on the first such day."""
    before = turn.store.channels.drops(channel.id, day, 1)
    _skip(turn, channel, day, wording.drops.NO_CARDS)
    if not before or before[0].reason != wording.drops.NO_CARDS:
        notices.tell(turn, channel, wording.drops.no_cards(channel.name))


def _announce(
    turn: Turn,
    channel: Channel,
    round: Round,
    edition: Edition,
    choice: Choice[CardNumber],
) -> None:
    turn.store.messages.plan(
        MESSAGE,
        turn.mark(),
        turn.now,
        channel=channel.id,
        round=round.id,
        payload=_why(edition, choice),
    )
    if choice.why is Why.FIRST_PASS and choice.unseen == FEW_UNSEEN:
        notices.tell(
            turn, channel, wording.drops.few_unseen(channel.name, choice.unseen)
        )


def _why(edition: Edition, choice: Choice[CardNumber]) -> str:
    place = list(edition.cards).index(choice.key) + 1
    return wording.drops.why_asked(choice.why, place, len(edition.cards))


def _pick(turn: Turn, channel: Channel) -> tuple[Edition, Choice[CardNumber]] | None:
    editions = {
        number: edition
        for deck in turn.store.channels.decks(channel.id)
        if (edition := turn.store.decks.current(deck))
        for number in edition.cards
    }
    now_played = turn.store.challenges.open_card(channel.id)
    if len(editions) > 1 and now_played is not None:
        editions.pop(now_played, None)
    asked = turn.store.rounds.asked(channel.id)
    unseen = any(number not in asked for number in editions)
    forgetting = {} if unseen else _forgetting(turn, channel, editions)
    choice = rules.pick(list(editions), asked, forgetting)
    return (editions[choice.key], choice) if choice else None


def _forgetting(
    turn: Turn, channel: Channel, cards: dict[CardNumber, Edition]
) -> dict[CardNumber, float]:
    """How probably the group has forgotten each card: the mean over who studies here.

    Who was never asked it, or did not answer, is as likely to know it as not.
    """
    since = (turn.now - RECENT).date().isoformat()
    group = turn.store.tallies.people(channel.id, since)
    lost: dict[CardNumber, float] = defaultdict(float)
    held: Counter[CardNumber] = Counter()
    memories = turn.store.memories.of_group(channel.id, since, cards, turn.now)
    for card, stability, days in memories:
        lost[card] += 1 - recall_after(days, stability)
        held[card] += 1
    return {
        card: (lost[card] + (group - held[card]) * (1 - UNSEEN)) / group
        for card in held
    }


def close(turn: Turn, round: Round) -> None:
    """The time is up: the message shows the answer, or a recap does."""
    if not turn.store.rounds.close(round.id, turn.now):
        return
    turn.store.channels.close_drop(round.id)
    message = turn.store.messages.of_round(round.id, MESSAGE)
    if message is not None:
        turn.store.messages.touch(message.id, turn.now)
        if not message.alive:
            fall_back(turn, message)


def preview(turn: Turn, channel: Channel) -> Panel | None:
    """How the next card would look; None where there is none to ask."""
    picked = _pick(turn, channel)
    if picked is None:
        return None
    edition, choice = picked
    why = _why(edition, choice)
    picture = Picture(faces.question(edition.cards[choice.key], edition.deck.title))
    return Panel(
        (picture, say(wording.drops.why_line(why)), say(wording.drops.PREVIEW_NOTE)),
        title=wording.drops.DROP_TITLE,
    )


def void(turn: Turn, message: Message, reason: str) -> None:
    """A drop that could never be posted: nobody was asked, and its date is free."""
    if message.kind != MESSAGE:
        return
    assert message.round is not None, "a drop's message has its round"
    turn.store.rounds.void(message.round)
    turn.store.channels.void(message.round, reason)


def suspend(turn: Turn, channel: Channel, why: str) -> None:
    """Nothing can be posted here: rest, and say so to an admin, once."""
    if channel.suspended:
        return
    reschedule(turn, replace(channel, suspended=why))
    notices.tell(turn, channel, wording.drops.suspended(channel.name, why))


def leave(turn: Turn, channel: Channel) -> None:
    """The bot is no longer in this channel: its drop ends, its data waits."""
    round = turn.store.rounds.open_drop(channel.id)
    message = round and turn.store.messages.of_round(round.id, MESSAGE)
    if message and message.state is MessageState.PLANNED:
        void(turn, message, wording.drops.NOT_POSTED)
    elif round:
        close(turn, round)
    turn.store.channels.leave(channel.id, turn.now)
    turn.store.messages.rest(channel.id)

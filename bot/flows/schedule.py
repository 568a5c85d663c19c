"""`/drop`: the channel's schedule. Everybody may look; its admins change it."""

from dataclasses import replace
from datetime import date, timedelta

from bot import wording
from bot.actions import token
from bot.callers import Options
from bot.channels import Channel, DropState
from bot.days import instant, local_day
from bot.errors import BadInput, Refusal
from bot.flows import drops
from bot.flows.blocks import say
from bot.flows.turn import Turn, Visit, privately
from bot.panels import Block, Button, Look, Moment, Panel, Post, Table
from bot.typed import days_text, parse_date

RECENT_DROPS = 7
"""Dates of which the status tells what became of them."""


def status(visit: Visit) -> list[Post]:
    """When the next card comes, and what happened so far; for everybody."""
    return privately(_status(visit, visit.channel()))


def _status(visit: Visit, channel: Channel) -> Panel:
    blocks: list[Block] = [*lines(visit, channel)]
    recent = visit.store.channels.drops(
        channel.id, _latest(visit, channel), RECENT_DROPS
    )
    if recent:
        rows = tuple(
            (
                wording.counting.date(drop.day),
                wording.drops.drop_state(drop.state, drop.reason),
            )
            for drop in recent
        )
        blocks.append(Table((wording.drops.DAY, wording.drops.WHAT), rows))
    buttons = _admin_buttons(visit, channel) if visit.manages else ()
    return Panel(tuple(blocks), title=wording.drops.DROP_STATUS, buttons=buttons)


def _latest(turn: Turn, channel: Channel) -> date:
    """Today, or the day that the channel is ahead of it; what comes is told apart."""
    today = local_day(turn.now, channel.zone)
    return max(today, drops.newest(turn, channel) or today)


def lines(visit: Visit, channel: Channel) -> list[Block]:
    """What is set here, a paragraph each."""
    today = local_day(visit.now, channel.zone)
    asked = visit.store.rounds.asked(channel.id)
    decks = [
        (edition.deck.title, len(edition.cards), len(edition.cards.keys() - asked))
        for number in visit.store.channels.decks(channel.id)
        if (edition := visit.store.decks.current(number))
    ]
    said = wording.drops.schedule(
        channel,
        days_text(channel.days),
        decks,
        sorted(day for day in visit.store.channels.skips(channel.id) if day >= today),
        visit.store.channels.skipped(channel.id, today),
        today,
        channel.changed and local_day(channel.changed, channel.zone),
    )
    blocks: list[Block] = [say(line) for line in said]
    if channel.due is not None:
        blocks.insert(0, say(wording.drops.NEXT_DROP, Moment(channel.due), "."))
    return blocks


def _admin_buttons(visit: Visit, channel: Channel) -> tuple[Button, ...]:
    if channel.at is None:
        return (Button(wording.labels.SET_UP, token("schedule"), Look.PRIMARY),)
    rests = channel.suspended or channel.rests_on(local_day(visit.now, channel.zone))
    rest = "resume" if rests else "pause"
    return (
        Button(wording.labels.CHANGE, token("schedule"), Look.PRIMARY),
        *now_button(visit, channel),
        Button(wording.labels.REST_LABELS[rest], token(f"drop.{rest}")),
        Button(wording.labels.SKIP_NEXT, token("drop.skip")),
    )


def now_button(
    turn: Turn, channel: Channel, look: Look = Look.SECONDARY
) -> tuple[Button, ...]:
    """*Post today's card now*, unless it is there."""
    if _posted(turn, channel):
        return ()
    return (Button(wording.labels.DROP_NOW, token("drop.now"), look),)


def _posted(turn: Turn, channel: Channel) -> bool:
    today = local_day(turn.now, channel.zone)
    before = turn.store.channels.drop(channel.id, today)
    newest = drops.newest(turn, channel)
    later = newest is not None and newest > today
    return later or (before is not None and before.state is not DropState.SKIPPED)


def now(visit: Visit) -> list[Post]:
    """Today's card, early; there is never a second."""
    channel = planned(visit)
    today = local_day(visit.now, channel.zone)
    if _posted(visit, channel):
        raise Refusal(wording.refusals.ALREADY_DROPPED)
    if drops.open(visit, channel, today) is None:
        raise Refusal(wording.drops.no_cards(channel.name))
    drops.reschedule(visit, replace(channel, suspended="", last=today))
    return privately(
        Panel((say(wording.drops.DROPPED),), title=wording.drops.DROP_STATUS)
    )


def preview(visit: Visit) -> list[Post]:
    """The next card, for the admin who asks alone; nothing is opened by it."""
    channel = managed(visit)
    shown = drops.preview(visit, channel)
    if shown is None:
        raise Refusal(wording.drops.no_cards(channel.name))
    return privately(shown)


def pause(visit: Visit, options: Options) -> list[Post]:
    """Rest until a date, or until somebody resumes."""
    channel = planned(visit)
    until = None
    if options.get("until"):
        today = local_day(visit.now, channel.zone)
        until = parse_date(str(options["until"]), today)
        if until <= today:
            raise BadInput(wording.refusals.PAUSE_IS_PAST)
    channel = replace(channel, paused=until is None, paused_until=until)
    return _changed(visit, channel, wording.drops.paused(until))


def resume(visit: Visit) -> list[Post]:
    """Go on: no pause, and nothing left out any more."""
    channel = planned(visit)
    visit.store.channels.unskip(channel.id, _still_ahead(visit, channel))
    channel = replace(channel, paused=False, paused_until=None, suspended="")
    return _changed(visit, channel, wording.drops.RESUMED)


def _still_ahead(turn: Turn, channel: Channel) -> date:
    """The first local date whose time for a card has not passed."""
    assert channel.at is not None, "cards are set up here"
    today = local_day(turn.now, channel.zone)
    passed = instant(today, channel.at, channel.zone) <= turn.now
    return today + timedelta(days=1) if passed else today


def skip(visit: Visit) -> list[Post]:
    """Leave out the next date, and say which."""
    channel = planned(visit)
    if channel.due_day is None:
        raise Refusal(wording.refusals.NOTHING_TO_SKIP)
    visit.store.channels.skip(channel.id, channel.due_day, wording.drops.LEFT_OUT)
    return _changed(visit, channel, wording.drops.skipping(channel.due_day))


def off(visit: Visit) -> list[Post]:
    """No more cards here; days, zone and decks stay set for another time."""
    channel = replace(planned(visit), at=None)
    return _changed(visit, channel, wording.drops.TURNED_OFF)


def managed(visit: Visit) -> Channel:
    """This channel, to be changed by one who may; what was due has come before."""
    visit.must_manage()
    return drops.caught_up(visit, visit.channel())


def planned(visit: Visit) -> Channel:
    """The same, where cards are set up."""
    channel = managed(visit)
    if channel.at is None:
        raise Refusal(wording.refusals.no_drop_planned(visit.platform))
    return channel


def signed(visit: Visit, channel: Channel) -> Channel:
    """The last change wins, and names its author."""
    author, name = visit.caller.member, visit.caller.name
    mine = replace(channel, author=author, author_name=name, changed=visit.now)
    return drops.reschedule(visit, mine)


def _changed(visit: Visit, channel: Channel, line: str) -> list[Post]:
    panel = _status(visit, signed(visit, channel))
    return privately(replace(panel, blocks=(say(line), *panel.blocks)))

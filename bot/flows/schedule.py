"""`/drop`: when cards come to a channel, and from which decks. For its admins."""

from dataclasses import replace
from datetime import date, time

from bot import wording
from bot.actions import Pressed, token
from bot.channels import Channel
from bot.days import local_day
from bot.errors import BadInput, Refusal
from bot.flows import drops
from bot.flows.blocks import say
from bot.flows.turn import Turn, Visit, in_place, privately
from bot.panels import (
    Block,
    Button,
    Choice,
    Form,
    Look,
    Moment,
    Options,
    Panel,
    Post,
    Response,
    Select,
    Table,
    TextField,
    Values,
)
from bot.store import Edition
from bot.typed import days_text, parse_date, parse_days, parse_time
from bot.zones import parse_zone

HOURS = (7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21)
"""Times offered to choose from; any other can be typed."""

DAY_SETS = ("0123456", "01234", "024", "13", "56")
"""Days offered to choose from, as numbers (0 is Monday)."""

DEFAULT_AT = time(9)


def status(visit: Visit) -> list[Post]:
    """When the next card comes, and what happened so far; for everybody."""
    return privately(_status(visit, visit.channel()))


def _status(visit: Visit, channel: Channel) -> Panel:
    blocks: list[Block] = [say(line) for line in _lines(visit, channel)]
    if channel.due is not None:
        blocks.insert(0, say(wording.NEXT_DROP, Moment(channel.due), "."))
    recent = visit.store.channels.drops(channel.id, 7)
    if recent:
        rows = tuple(
            (wording.date(drop.day), wording.drop_state(drop.state, drop.reason))
            for drop in recent
        )
        blocks.append(Table((wording.DAY, wording.WHAT), rows))
    buttons = _admin_buttons(channel) if visit.caller.manages else ()
    return Panel(tuple(blocks), title=wording.DROP_STATUS, buttons=buttons)


def _lines(visit: Visit, channel: Channel) -> list[str]:
    decks = [
        (edition.deck.title, len(edition.cards), _unseen(visit, channel, edition))
        for number in visit.store.channels.decks(channel.id)
        if (edition := visit.store.decks.current(number))
    ]
    skips = [
        day
        for day in visit.store.channels.skips(channel.id)
        if day >= _today(visit, channel)
    ]
    return wording.schedule(
        channel,
        days_text(channel.days),
        decks,
        sorted(skips),
        visit.store.channels.skipped(channel.id),
    )


def _unseen(turn: Turn, channel: Channel, edition: Edition) -> int:
    asked = turn.store.rounds.asked(channel.id)
    return sum(number not in asked for number in edition.cards)


def _today(turn: Turn, channel: Channel) -> date:
    return local_day(turn.now, channel.zone)


def _admin_buttons(channel: Channel) -> tuple[Button, ...]:
    if channel.at is None:
        return (Button(wording.SET_UP, token("schedule"), Look.PRIMARY),)
    rest = "resume" if channel.paused or channel.paused_until else "pause"
    return (
        Button(wording.CHANGE, token("schedule"), Look.PRIMARY),
        Button(wording.DROP_NOW, token("drop.now")),
        Button(wording.REST_LABELS[rest], token(f"drop.{rest}")),
        Button(wording.SKIP_NEXT, token("drop.skip")),
    )


def set_up(visit: Visit, options: Options) -> list[Post]:
    """Set what is given; then show it all, to go on from there."""
    visit.must_manage()
    channel = visit.channel()
    if options:
        channel = _change(visit, channel, options)
    return privately(_editor(visit, channel))


def _change(visit: Visit, channel: Channel, options: Options) -> Channel:
    """Apply the options, all or none of them."""
    given = {name: str(value) for name, value in options.items()}
    decks = _decks(visit, given["deck"]) if "deck" in given else None
    changed = replace(
        channel,
        at=parse_time(given["time"]) if "time" in given else channel.at or DEFAULT_AT,
        zone=parse_zone(given["zone"]) if "zone" in given else channel.zone,
        days=parse_days(given["days"]) if "days" in given else channel.days,
        suspended="",
    )
    if decks is not None:
        visit.store.channels.set_decks(channel.id, decks)
    elif not visit.store.channels.decks(channel.id):
        first = [edition.number for edition in visit.editions()[:1]]
        visit.store.channels.set_decks(channel.id, first)
    return _signed(visit, changed)


def _signed(visit: Visit, channel: Channel) -> Channel:
    """The last change wins, and names its author."""
    signed = replace(
        channel,
        author=visit.caller.member,
        author_name=visit.caller.name,
        changed=visit.now,
    )
    return drops.reschedule(visit, signed)


def _decks(visit: Visit, typed: str) -> list[int]:
    there = {edition.deck.id: edition.number for edition in visit.editions()}
    titles = {e.deck.title.casefold(): e.number for e in visit.editions()}
    numbers: list[int] = []
    for name in filter(None, (part.strip() for part in typed.split(","))):
        number = there.get(name) or titles.get(name.casefold())
        if number is None:
            raise BadInput(wording.no_deck(name, sorted(there)))
        if number not in numbers:
            numbers.append(number)
    if not numbers:
        raise BadInput(wording.no_deck(typed, sorted(there)))
    return numbers


def edit(visit: Visit) -> list[Post]:
    """*Set up* or *Change*: everything to choose, in one place."""
    visit.must_manage()
    channel = visit.channel()
    if channel.at is None:
        channel = _change(visit, channel, {})
    return in_place(_editor(visit, channel))


def _editor(visit: Visit, channel: Channel) -> Panel:
    blocks: list[Block] = [say(line) for line in _lines(visit, channel)]
    if channel.due is not None:
        blocks.insert(0, say(wording.NEXT_DROP, Moment(channel.due), "."))
    return Panel(
        tuple(blocks),
        title=wording.DROP_SETTINGS,
        selects=(_times(channel), _days(channel), *_deck_choices(visit, channel)),
        buttons=(
            Button(wording.OTHER_TIME, token("set.more")),
            Button(wording.DROP_NOW, token("drop.now"), Look.PRIMARY),
            Button(wording.DROPS_OFF, token("drop.off"), Look.DANGER),
        ),
    )


def _times(channel: Channel) -> Select:
    offered = [time(hour) for hour in HOURS]
    if channel.at is not None and channel.at not in offered:
        offered = sorted([*offered, channel.at])
    return Select(
        wording.TIME,
        token("set.time"),
        tuple(
            Choice(f"{at:%H:%M}", f"{at:%H:%M}", chosen=at == channel.at)
            for at in offered
        ),
    )


def _days(channel: Channel) -> Select:
    offered = [frozenset(map(int, days)) for days in DAY_SETS]
    if channel.days not in offered:
        offered.append(channel.days)
    return Select(
        wording.DAYS,
        token("set.days"),
        tuple(
            Choice(
                days_text(days),
                "".join(map(str, sorted(days))),
                chosen=days == channel.days,
            )
            for days in offered
        ),
    )


def _deck_choices(visit: Visit, channel: Channel) -> tuple[Select, ...]:
    editions = visit.editions()[:25]
    if not editions:
        return ()
    here = visit.store.channels.decks(channel.id)
    choices = tuple(
        Choice(e.deck.title, str(e.number), chosen=e.number in here) for e in editions
    )
    return (Select(wording.DECKS, token("set.decks"), choices, many=True),)


def choose(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """A select of the editor: time, days or decks."""
    visit.must_manage()
    channel = visit.channel()
    chosen = values.get("choice", ())
    if not chosen:
        raise BadInput(wording.NOTHING_CHOSEN)
    match pressed.action:
        case "set.time":
            channel = replace(channel, at=parse_time(chosen[0]))
        case "set.days":
            days = frozenset(int(one) for one in chosen[0] if one in "0123456")
            channel = replace(channel, days=days or channel.days)
        case _:
            there = {str(e.number): e.number for e in visit.editions()}
            numbers = [there[one] for one in chosen if one in there]
            if not numbers:
                raise BadInput(wording.NOTHING_CHOSEN)
            visit.store.channels.set_decks(channel.id, numbers)
    channel = _signed(visit, replace(channel, suspended=""))
    return in_place(_editor(visit, channel))


def more(visit: Visit) -> Response:
    """*Other time or zone*: a box to type them in."""
    visit.must_manage()
    channel = visit.channel()
    return Form(
        title=wording.DROP_SETTINGS,
        token=token("set.typed"),
        fields=(
            TextField(
                "time",
                wording.TIME,
                f"{channel.at or DEFAULT_AT:%H:%M}",
                wording.TIME_HINT,
                40,
            ),
            TextField("zone", wording.ZONE, channel.zone, wording.ZONE_HINT, 60),
            TextField(
                "days",
                wording.DAYS,
                days_text(channel.days),
                wording.DAYS_HINT,
                100,
            ),
        ),
        submit=wording.SAVE,
    )


def typed(visit: Visit, values: Values) -> list[Post]:
    """What was typed into that box."""
    visit.must_manage()
    given = {
        name: values[name][0]
        for name in ("time", "zone", "days")
        if values.get(name) and values[name][0].strip()
    }
    channel = _change(visit, visit.channel(), given)
    return in_place(_editor(visit, channel))


def now(visit: Visit) -> list[Post]:
    """Today's card, early; there is never a second."""
    visit.must_manage()
    channel = visit.channel()
    if channel.at is None:
        channel = _change(visit, channel, {})
    today = _today(visit, channel)
    before = visit.store.channels.drop(channel.id, today)
    if before is not None and before.state != "skipped":
        raise Refusal(wording.ALREADY_DROPPED)
    last = max(filter(None, (channel.last, today)))
    channel = replace(channel, suspended="", last=last)
    if drops.open(visit, channel, today) is None:
        raise Refusal(wording.no_cards(channel.name))
    drops.reschedule(visit, channel)
    return privately(Panel((say(wording.DROPPED),), title=wording.DROP_STATUS))


def pause(visit: Visit, options: Options) -> list[Post]:
    """Rest until a date, or until somebody resumes."""
    channel = _planned(visit)
    until = None
    if options.get("until"):
        until = parse_date(str(options["until"]), _today(visit, channel))
        if until <= _today(visit, channel):
            raise BadInput(wording.PAUSE_IS_PAST)
    channel = replace(channel, paused=until is None, paused_until=until)
    return _changed(visit, channel, wording.paused(until))


def resume(visit: Visit) -> list[Post]:
    """Go on after a pause."""
    channel = replace(_planned(visit), paused=False, paused_until=None, suspended="")
    return _changed(visit, channel, wording.RESUMED)


def skip(visit: Visit) -> list[Post]:
    """Leave out the next date, and say which."""
    channel = _planned(visit)
    if channel.due_day is None:
        raise Refusal(wording.NOTHING_TO_SKIP)
    visit.store.channels.skip(channel.id, channel.due_day)
    visit.store.channels.record(
        channel.id,
        channel.due_day,
        "skipped",
        wording.left_out(visit.caller.name),
        None,
    )
    return _changed(visit, channel, wording.skipping(channel.due_day))


def off(visit: Visit) -> list[Post]:
    """No more cards here; what is set stays for another time."""
    channel = replace(_planned(visit), at=None)
    return _changed(visit, channel, wording.TURNED_OFF)


def _planned(visit: Visit) -> Channel:
    visit.must_manage()
    channel = visit.channel()
    if channel.at is None:
        raise Refusal(wording.NO_DROP_PLANNED)
    return channel


def _changed(visit: Visit, channel: Channel, line: str) -> list[Post]:
    channel = _signed(visit, channel)
    panel = _status(visit, channel)
    return privately(replace(panel, blocks=(say(line), *panel.blocks)))


def first_card(turn: Turn, channel: Channel) -> None:
    """For a channel of its own: cards from the first deck, and one today, at once.

    Once an admin has changed anything, the schedule is theirs alone.
    """
    if channel.author is not None:
        return
    if channel.at is None:
        editions = turn.store.decks.of_space(channel.space)
        if not editions:
            return
        turn.store.channels.set_decks(channel.id, [editions[0].number])
        channel = drops.reschedule(turn, replace(channel, at=DEFAULT_AT))
    today = local_day(turn.now, channel.zone)
    before = turn.store.channels.drop(channel.id, today)
    if before is None or before.state == "skipped":
        if turn.store.rounds.open_drop(channel.id) and before is None:
            return
        channel = replace(channel, last=today)
        if drops.open(turn, channel, today):
            drops.reschedule(turn, channel)

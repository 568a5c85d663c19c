"""`/drop set` and its menus: when cards come to a channel, and from which decks."""

from dataclasses import replace
from datetime import time

from bot import wording
from bot.actions import Pressed, token
from bot.callers import Options, Values
from bot.channels import Channel
from bot.errors import BadInput
from bot.flows import wishes
from bot.flows.schedule import lines, managed, now_button, signed
from bot.flows.turn import Visit, in_place, privately
from bot.panels import (
    Button,
    Choice,
    Form,
    Look,
    Panel,
    Post,
    Response,
    Select,
    TextField,
)
from bot.typed import days_text, parse_days, parse_time
from bot.zones import parse_zone

HOURS = (7, 8, 9, 10, 12, 14, 16, 17, 18, 19, 20, 21)
"""Times offered to choose from; any other can be typed."""

DAY_SETS = ("0123456", "01234", "024", "13", "56")
"""Days offered to choose from, as numbers (0 is Monday)."""

ZONES = (
    *("America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York"),
    *("America/Sao_Paulo", "UTC", "Europe/London", "Europe/Berlin", "Europe/Athens"),
    *("Africa/Lagos", "Africa/Cairo", "Africa/Nairobi", "Europe/Istanbul"),
    *("Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok"),
    *("Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)
"""Zones offered to choose from, west to east; any other can be typed."""

DECKS_OFFERED = 25
"""Decks in the menu: Discord's limit, the tightest. The command takes any."""

DEFAULT_AT = time(9)


def set_up(visit: Visit, options: Options) -> list[Post]:
    """Set what is given, or the usual; then show it all, to go on from there."""
    return privately(_edited(visit, options))


def edit(visit: Visit) -> list[Post]:
    """*Set up* or *Change*: everything to choose, in one place."""
    return in_place(_edited(visit, {}))


def _edited(visit: Visit, options: Options) -> Panel:
    channel = managed(visit)
    if options or channel.at is None:
        channel = _change(visit, channel, options)
    return _editor(visit, channel)


def _change(visit: Visit, channel: Channel, options: Options) -> Channel:
    """Apply the options, all or none of them."""
    given = {name: str(value) for name, value in options.items()}
    decks = _decks(visit, given["deck"]) if "deck" in given else None
    changed = replace(
        channel,
        at=parse_time(given["time"]) if "time" in given else channel.at or DEFAULT_AT,
        zone=parse_zone(given["zone"]) if "zone" in given else channel.zone,
        days=parse_days(given["days"]) if "days" in given else channel.days,
        thread=given.get("thread", "on" if channel.thread else "off") == "on",
        pin=given.get("pin", "on" if channel.pin else "off") == "on",
        role=_role(given["role"]) if "role" in given else channel.role,
        twice=given.get("twice", "on" if channel.twice else "off") == "on",
        suspended="",
    )
    if decks is None and not visit.store.channels.decks(channel.id):
        decks = [edition.number for edition in visit.editions()[:1]]
    if decks is not None:
        visit.store.channels.set_decks(channel.id, decks)
    return signed(visit, changed)


def _role(typed: str) -> str:
    """A role's id, as the platform writes it; empty for nobody."""
    if typed.casefold() in wording.settings.OFF_WORDS:
        return ""
    if not typed.isascii() or not typed.isalnum():
        raise BadInput(wording.refusals.NO_ROLE)
    return typed


def _decks(visit: Visit, typed: str) -> list[int]:
    """Decks by id or title, parted by commas, in the order typed."""
    editions = visit.editions()
    there = {e.deck.title.casefold(): e.number for e in editions}
    there |= {e.deck.id: e.number for e in editions}
    names = [part.strip() for part in typed.split(",")]
    unknown = [name for name in names if name and name.casefold() not in there]
    numbers = [there[name.casefold()] for name in names if name.casefold() in there]
    if unknown or not numbers:
        wrong = unknown[0] if unknown else typed
        raise BadInput(wording.refusals.no_deck(wrong, [e.deck.id for e in editions]))
    return list(dict.fromkeys(numbers))


def choose(visit: Visit, pressed: Pressed, values: Values) -> list[Post]:
    """A menu of the editor: time, zone, days or decks."""
    channel = managed(visit)
    chosen = values.get("choice", ())
    if not chosen:
        raise BadInput(wording.refusals.NOTHING_CHOSEN)
    match pressed.action:
        case "set.time":
            channel = replace(channel, at=parse_time(chosen[0]))
        case "set.zone":
            channel = replace(channel, zone=parse_zone(chosen[0]))
        case "set.days":
            if chosen[0] not in map(_value, _day_sets(channel)):
                raise BadInput(wording.refusals.NOTHING_CHOSEN)
            channel = replace(channel, days=frozenset(map(int, chosen[0])))
        case _:
            visit.store.channels.set_decks(channel.id, _chosen(visit, channel, chosen))
    at = channel.at or DEFAULT_AT
    channel = signed(visit, replace(channel, at=at, suspended=""))
    return in_place(_editor(visit, channel))


def _chosen(visit: Visit, channel: Channel, chosen: tuple[str, ...]) -> list[int]:
    """The decks chosen: those the channel had in their order, then the others."""
    there = [e.number for e in visit.editions() if str(e.number) in chosen]
    if not there:
        raise BadInput(wording.refusals.NOTHING_CHOSEN)
    before = [n for n in visit.store.channels.decks(channel.id) if n in there]
    return list(dict.fromkeys([*before, *there]))


def wish(visit: Visit, values: Values) -> list[Post]:
    """The menu of what comes with each card; none of it may be chosen too."""
    channel = wishes.kept(managed(visit), values.get("choice", ()))
    return in_place(_editor(visit, signed(visit, channel)))


def more(visit: Visit) -> Response:
    """*Other time or zone*: a box to type them in."""
    channel = managed(visit)
    at = f"{channel.at or DEFAULT_AT:%H:%M}"
    days = days_text(channel.days)
    return Form(
        title=wording.drops.DROP_SETTINGS,
        token=token("set.typed"),
        fields=(
            TextField("time", wording.drops.TIME, at, wording.drops.TIME_HINT, 40),
            TextField(
                "zone", wording.drops.ZONE, channel.zone, wording.drops.ZONE_HINT, 60
            ),
            TextField("days", wording.drops.DAYS, days, wording.drops.DAYS_HINT, 100),
        ),
        submit=wording.labels.SAVE,
    )


def typed(visit: Visit, values: Values) -> list[Post]:
    """What was typed into that box."""
    given = {
        name: values[name][0]
        for name in ("time", "zone", "days")
        if values.get(name) and values[name][0].strip()
    }
    return in_place(_editor(visit, _change(visit, managed(visit), given)))


def _editor(visit: Visit, channel: Channel) -> Panel:
    return Panel(
        tuple(lines(visit, channel)),
        title=wording.drops.DROP_SETTINGS,
        selects=(
            _times(channel),
            _days(channel),
            *_deck_choices(visit, channel),
            _zones(channel),
            *wishes.menu(visit, channel),
        ),
        buttons=(
            Button(wording.labels.OTHER_TIME, token("set.more")),
            Button(wording.labels.PREVIEW, token("set.preview")),
            *now_button(visit, channel, Look.PRIMARY),
            Button(wording.labels.DROPS_OFF, token("drop.off"), Look.DANGER),
        ),
    )


def _times(channel: Channel) -> Select:
    offered = {time(hour) for hour in HOURS} | {channel.at or DEFAULT_AT}
    return Select(
        wording.drops.TIME,
        token("set.time"),
        tuple(
            Choice(f"{at:%H:%M}", f"{at:%H:%M}", chosen=at == channel.at)
            for at in sorted(offered)
        ),
    )


def _zones(channel: Channel) -> Select:
    offered = ZONES if channel.zone in ZONES else (channel.zone, *ZONES)
    choices = tuple(Choice(zone, zone, chosen=zone == channel.zone) for zone in offered)
    return Select(wording.drops.ZONE, token("set.zone"), choices)


def _days(channel: Channel) -> Select:
    choices = tuple(
        Choice(days_text(days), _value(days), chosen=days == channel.days)
        for days in _day_sets(channel)
    )
    return Select(wording.drops.DAYS, token("set.days"), choices)


def _day_sets(channel: Channel) -> list[frozenset[int]]:
    offered = [frozenset(map(int, days)) for days in DAY_SETS]
    return offered if channel.days in offered else [*offered, channel.days]


def _value(days: frozenset[int]) -> str:
    return "".join(map(str, sorted(days)))


def _deck_choices(visit: Visit, channel: Channel) -> tuple[Select, ...]:
    here = visit.store.channels.decks(channel.id)
    editions = visit.editions()
    editions.sort(key=lambda edition: edition.number not in here)
    choices = tuple(
        Choice(e.deck.title, str(e.number), chosen=e.number in here)
        for e in editions[:DECKS_OFFERED]
    )
    if not choices:
        return ()
    return (Select(wording.drops.DECKS, token("set.decks"), choices, many=True),)

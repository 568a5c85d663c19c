"""`/leaderboard`: who studied most, here or in the whole space."""

from bot import wording
from bot.actions import Pressed, token
from bot.callers import Options
from bot.days import study_day
from bot.errors import Stale
from bot.flows.blocks import say
from bot.flows.turn import Visit, in_place, privately
from bot.panels import Block, Button, Look, Panel, Post, Table
from bot.places import Place
from bot.standings import Period, Tally, rank, span

LINES = 15
"""Lines of a board; a member further down gets a line of their own."""

_WIDE = ("everywhere", "server")
"""By what words a board of all channels is known; the second one on old buttons."""


def show(visit: Visit, options: Options) -> list[Post]:
    period = Period(str(options.get("span") or Period.WEEK))
    return privately(_board(visit, period, options.get("where") in _WIDE))


def turn_to(visit: Visit, pressed: Pressed) -> list[Post]:
    """Another span, in place."""
    period, where = pressed.one_of(Period, 0), pressed.word(1)
    if where not in ("channel", *_WIDE):
        raise Stale(wording.refusals.OLD_BUTTON)
    return in_place(_board(visit, period, where in _WIDE))


def _board(visit: Visit, period: Period, wide: bool) -> Panel:
    channel = visit.channel()
    store, platform = visit.store, visit.platform
    channels = store.channels.of_space(channel.space) if wide else [channel.id]
    since, until = span(period, study_day(visit.now, channel.zone))
    places = rank(store.tallies.board(channels, since, until))
    place = wording.boards.whole(platform) if wide else channel.name
    title = wording.boards.title(period, place)
    where, other = ("everywhere", "channel") if wide else ("channel", "everywhere")
    buttons = [
        Button(
            wording.boards.PERIODS[each],
            token("board", each, where),
            Look.PRIMARY if each == period else Look.SECONDARY,
        )
        for each in Period
    ]
    label = wording.boards.width(not wide, platform)
    buttons.append(Button(label, token("board", period, other)))
    return Panel(_lines(visit, places), title=title, buttons=tuple(buttons))


def _lines(visit: Visit, places: list[Place[Tally]]) -> tuple[Block, ...]:
    if not places:
        return (say(wording.boards.EMPTY),)
    mine = {id for id, _ in visit.store.members.accounts(visit.person.id)}
    shown = places[:LINES]
    own = [place for place in places[LINES:] if place.score.member in mine]
    rows = tuple(_row(place, place.score.member in mine) for place in (*shown, *own))
    table = Table(
        (
            wording.boards.RANK,
            wording.boards.WHO,
            wording.boards.POINTS,
            wording.boards.STUDY_DAYS,
        ),
        rows,
    )
    return (table, say(wording.boards.note(any(p.score.points for p in places))))


def _row(place: Place[Tally], mine: bool) -> tuple[str, ...]:
    tally = place.score
    name = tally.name or wording.boards.SOMEBODY
    return (
        f"{place.rank:,}",
        wording.boards.you(name) if mine else name,
        f"{tally.points:,}",
        f"{tally.days:,}",
    )

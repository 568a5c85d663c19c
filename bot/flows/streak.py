"""`/streak`: how long, how safe, and when the day ends."""

from bot import wording
from bot.days import study_span
from bot.flows.blocks import say
from bot.flows.scoring import current
from bot.flows.turn import Visit, privately
from bot.panels import Moment, MomentStyle, Panel, Post


def show(visit: Visit) -> list[Post]:
    streak = current(visit, visit.person, visit.day)
    _, ends = study_span(visit.day, visit.person.zone)
    studied = visit.day in visit.store.tallies.days(visit.person.id, visit.day)
    return privately(
        Panel(
            (
                say(wording.streaks.streak(streak)),
                say(wording.streaks.freezes(streak)),
                say(
                    wording.streaks.day_so_far(studied),
                    Moment(ends, MomentStyle.RELATIVE),
                    wording.streaks.in_zone(visit.person.zone, visit.person.zone_by),
                ),
            ),
            title=wording.streaks.STREAK,
        )
    )

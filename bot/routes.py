"""Which use case answers a command or a press."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.actions import Pressed
from bot.callers import Options, Values
from bot.flows import (
    admins,
    answering,
    decks,
    details,
    editor,
    help,
    leaderboard,
    linking,
    privacy,
    progress,
    quiz,
    schedule,
    settings,
    streak,
    today,
)
from bot.flows.challenge import ending, joining, leading, lobby, lockin
from bot.flows.turn import Visit
from bot.flows.work import Work
from bot.panels import Response

COMMANDS: dict[str, Callable[[Visit, Options], Response | Work[Any]]] = {
    "today": lambda visit, _: today.show(visit),
    "quiz": quiz.quiz,
    "challenge": lobby.challenge,
    "review": lambda visit, _: quiz.review(visit),
    "streak": lambda visit, _: streak.show(visit),
    "leaderboard": leaderboard.show,
    "progress": lambda visit, _: progress.show(visit),
    "deck list": lambda visit, _: decks.listing(visit),
    "deck show": decks.show,
    "deck import": decks.take_in,
    "deck export": decks.export,
    "deck remove": decks.remove,
    "drop status": lambda visit, _: schedule.status(visit),
    "drop set": editor.set_up,
    "drop now": lambda visit, _: schedule.now(visit),
    "drop pause": schedule.pause,
    "drop resume": lambda visit, _: schedule.resume(visit),
    "drop skip": lambda visit, _: schedule.skip(visit),
    "drop off": lambda visit, _: schedule.off(visit),
    "drop admins": admins.admins,
    "settings set": settings.show,
    "settings link": linking.link,
    "settings unlink": lambda visit, _: linking.unlink(visit),
    "privacy show": lambda visit, _: privacy.show(visit),
    "privacy export": lambda visit, _: privacy.export(visit),
    "privacy delete": lambda visit, _: privacy.ask(visit),
    "help": help.show,
}


@dataclass(frozen=True, slots=True)
class Action:
    """`form`: it may answer with a form, so it must be the first response.

    `brief`: it mostly answers with a sentence, soon, and to a crowd at once.

    `forgets`: it deletes a member's data, and what they were told should go with it.
    """

    does: Callable[[Visit, Pressed, Values], Response]
    form: bool = False
    brief: bool = False
    forgets: bool = False


ACTIONS: dict[str, Action] = {
    "answer": Action(lambda v, p, _: answering.form(v, p), form=True),
    "commit": Action(answering.commit),
    "reveal": Action(lambda v, p, _: answering.reveal(v, p)),
    "boxes": Action(lambda v, p, _: answering.boxes(v, p), form=True),
    "tick": Action(answering.tick),
    "grade": Action(lambda v, p, _: answering.grade(v, p)),
    "choose": Action(lambda v, p, _: answering.choose(v, p)),
    "explain": Action(lambda v, p, _: details.explain(v, p)),
    "more": Action(lambda v, p, _: details.more(v, p)),
    "hint": Action(lambda v, p, _: details.hint(v, p)),
    "source": Action(lambda v, p, _: details.source(v, p)),
    "next": Action(lambda v, p, _: quiz.go_on(v, p)),
    "stop": Action(lambda v, p, _: quiz.stop(v, p)),
    "quiz": Action(lambda v, p, _: quiz.start(v)),
    "review": Action(lambda v, p, _: quiz.review(v)),
    "challenge.join": Action(lambda v, p, _: joining.join(v, p), brief=True),
    "challenge.leave": Action(lambda v, p, _: joining.leave(v, p), brief=True),
    "challenge.cancel": Action(lambda v, p, _: lobby.cancel(v, p)),
    "challenge.start": Action(lambda v, p, _: leading.start(v, p)),
    "challenge.close": Action(lambda v, p, _: leading.close(v, p)),
    "challenge.next": Action(lambda v, p, _: leading.next(v, p)),
    "challenge.stop": Action(lambda v, p, _: leading.stop(v, p)),
    "challenge.end": Action(lambda v, p, _: leading.end(v, p)),
    "challenge.mine": Action(lambda v, p, _: ending.mine(v, p)),
    "challenge.text": Action(lambda v, p, _: ending.text(v, p)),
    "challenge.again": Action(lambda v, p, _: lobby.rematch(v, p)),
    "lock": Action(lambda v, p, _: lockin.lock(v, p), brief=True),
    "board": Action(lambda v, p, _: leaderboard.turn_to(v, p)),
    "deck.page": Action(lambda v, p, _: decks.turn_to(v, p)),
    "deck.go": Action(decks.go_to),
    "deck.use": Action(lambda v, p, _: decks.use(v, p)),
    "deck.remove": Action(lambda v, p, _: decks.removed(v, p)),
    "schedule": Action(lambda v, p, _: editor.edit(v)),
    "set.time": Action(editor.choose),
    "set.zone": Action(editor.choose),
    "set.days": Action(editor.choose),
    "set.decks": Action(editor.choose),
    "set.wishes": Action(lambda v, p, values: editor.wish(v, values)),
    "set.preview": Action(lambda v, p, _: schedule.preview(v)),
    "set.more": Action(lambda v, p, _: editor.more(v), form=True),
    "set.typed": Action(lambda v, p, values: editor.typed(v, values)),
    "drop.now": Action(lambda v, p, _: schedule.now(v)),
    "drop.pause": Action(lambda v, p, _: schedule.pause(v, {})),
    "drop.resume": Action(lambda v, p, _: schedule.resume(v)),
    "drop.skip": Action(lambda v, p, _: schedule.skip(v)),
    "drop.off": Action(lambda v, p, _: schedule.off(v)),
    "settings": Action(lambda v, p, _: settings.form(v), form=True),
    "settings.save": Action(lambda v, p, values: settings.save(v, values)),
    "link": Action(lambda v, p, _: linking.offer(v)),
    "link.code": Action(lambda v, p, _: linking.form(v), form=True),
    "link.typed": Action(lambda v, p, values: linking.typed(v, values)),
    "link.join": Action(lambda v, p, _: linking.join(v, p)),
    "link.no": Action(lambda v, p, _: linking.keep_apart(v)),
    "unlink": Action(lambda v, p, _: linking.unlink(v)),
    "reminder.off": Action(lambda v, p, _: settings.save(v, {"reminder": ("off",)})),
    "privacy.export": Action(lambda v, p, _: privacy.export(v)),
    "privacy.ask": Action(lambda v, p, _: privacy.ask(v)),
    "privacy.keep": Action(lambda v, p, _: privacy.keep(v)),
    "privacy.delete": Action(lambda v, p, _: privacy.delete(v), forgets=True),
}

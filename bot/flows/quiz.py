"""`/quiz` and `/review`: private questions, one after another."""

from dataclasses import replace

from bot import wording
from bot.actions import Pressed, token
from bot.callers import Options
from bot.days import study_span
from bot.errors import Stale
from bot.flows import asking
from bot.flows.asked import own_round
from bot.flows.asking import Candidate, candidates
from bot.flows.blocks import say
from bot.flows.decks import find
from bot.flows.scoring import current
from bot.flows.turn import Visit, in_place, privately
from bot.panels import Button, Look, Moment, MomentStyle, Panel, Post
from bot.rounds import Asking, RoundKind


def quiz(visit: Visit, options: Options) -> list[Post]:
    """A question on what this member has most probably forgotten."""
    given = {name: str(value).casefold() for name, value in options.items()}
    if "deck" in given:
        given["deck"] = find(visit, given["deck"]).deck.id
    return privately(_question(visit, Asking(**given)))


def _question(visit: Visit, narrowed: Asking) -> Panel:
    chosen = asking.most_forgotten(visit, candidates(visit, narrowed))
    return asking.ask(visit, RoundKind.QUIZ, narrowed, chosen)


def review(visit: Visit) -> list[Post]:
    """What is due for this member, the most overdue first."""
    return privately(_due(visit))


def _due(visit: Visit) -> Panel:
    due = _due_cards(visit)
    if not due:
        return _nothing_due(visit)
    asked = asking.ask(visit, RoundKind.REVIEW, Asking(), due[0])
    left = say(wording.streaks.cards_due(len(due)))
    return replace(asked, blocks=(*asked.blocks, left))


def _due_cards(visit: Visit) -> list[Candidate]:
    _, ends = study_span(visit.day, visit.person.zone)
    there = {one.number: one for one in _everything(visit)}
    due = visit.store.memories.due(visit.person.id, ends)
    return [there[number] for number in due if number in there]


def _everything(visit: Visit) -> list[Candidate]:
    hidden = visit.hidden()
    return [
        Candidate(edition, number, card)
        for edition in visit.editions()
        for number, card in edition.cards.items()
        if number not in hidden
    ]


def _nothing_due(visit: Visit) -> Panel:
    there = {one.number for one in _everything(visit)}
    held = visit.store.memories.of(visit.person.id)
    coming = [memory.due for number, memory in held.items() if number in there]
    if coming:
        returns = Moment(min(coming), MomentStyle.RELATIVE)
        said = say(wording.cards.NOTHING_DUE, returns, ".")
    else:
        said = say(wording.cards.NOTHING_LEARNT)
    return Panel(
        (said,),
        title=wording.cards.ROUND_TITLES[RoundKind.REVIEW],
        buttons=(Button(wording.labels.QUIZ_ME, token("quiz"), Look.PRIMARY),),
    )


def start(visit: Visit) -> list[Post]:
    """*Quiz me*: a question with nothing narrowed."""
    return privately(_question(visit, Asking()))


def go_on(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Next*: the next question, in place of this one."""
    round = own_round(visit, pressed)
    match round.kind:
        case RoundKind.QUIZ:
            return in_place(_question(visit, round.asking))
        case RoundKind.REVIEW:
            return in_place(_due(visit))
        case _:
            raise Stale(wording.refusals.OLD_BUTTON)


def stop(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Stop*: the question is put away; what was answered stays."""
    round = own_round(visit, pressed)
    if round.member is None:
        raise Stale(wording.refusals.OLD_BUTTON)
    visit.store.rounds.close(round.id, visit.now)
    today = visit.store.tallies.days(visit.person.id, visit.day).get(visit.day, 0)
    line = wording.cards.stopped(today, current(visit, visit.person, visit.day))
    return in_place(Panel((say(line),), title=wording.cards.ROUND_TITLES[round.kind]))

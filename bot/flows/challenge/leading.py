"""What the host decides: start, close a question, go on, stop."""

from dataclasses import replace

from bot import wording
from bot.actions import Pressed, token
from bot.challenges import Challenge, Ending, Move, Phase, deal_teams
from bot.errors import Refusal, Stale
from bot.flows.blocks import say, word
from bot.flows.challenge import course, lobby, question, roles
from bot.flows.challenge.moves import made
from bot.flows.turn import Visit, privately
from bot.panels import Button, Look, Panel, Post


def start(visit: Visit, pressed: Pressed) -> list[Post]:
    """The first question; teams are dealt to those who are here."""
    going = roles.going(visit, pressed)
    roles.must_lead(visit, going)
    if going.phase is not Phase.LOBBY:
        raise Stale(wording.challenges.CHALLENGE_MOVED_ON)
    players = visit.store.challenges.players(going.id)
    inside = [player.member for player in players if player.gone is None]
    if not inside:
        raise Refusal(wording.challenges.NOBODY_IN)
    first = question.following(visit, going, 0)
    if first is None:
        raise Refusal(wording.challenges.NOTHING_LEFT)
    teams = deal_teams(visit.rng, inside, going.terms.teams)
    visit.store.challenges.set_teams(going.id, teams)
    lobby.touch(visit, question.ask(visit, going, Move.START, first))
    return word(wording.challenges.STARTED)


def close(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Show answer*: the host has seen enough; what was pressed counts."""
    going = _at(visit, pressed, Phase.OPEN)
    course.close(visit, going)
    return word(wording.challenges.CLOSED)


def next(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Next*: on from the answer that stands."""
    going = _at(visit, pressed, Phase.SHOWN)
    course.go_on(visit, going)
    return word(wording.challenges.ON_WE_GO)


def _at(visit: Visit, pressed: Pressed, phase: Phase) -> Challenge:
    """The challenge, where it still stands at what was pressed; a second press is late.

    NotAllowed for one who may not lead it.
    """
    going = roles.going(visit, pressed)
    if going.phase is not phase or going.place != pressed.number(1):
        raise Stale(wording.challenges.CHALLENGE_MOVED_ON)
    roles.must_lead(visit, going)
    return going


def stop(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Stop*: once more, for it ends it for everybody."""
    going = roles.going(visit, pressed)
    roles.must_end(visit, going)
    end = token("challenge.end", going.id)
    return privately(
        Panel(
            (say(wording.challenges.STOP_WARNING),),
            title=wording.challenges.CHALLENGE,
            buttons=(Button(wording.challenges.STOP_FOR_ALL, end, Look.DANGER),),
        )
    )


def end(visit: Visit, pressed: Pressed) -> list[Post]:
    """It ends here, with what was played; the open question counts for who pressed."""
    going = roles.going(visit, pressed)
    roles.must_end(visit, going)
    match going.phase:
        case Phase.LOBBY:
            lobby.over(visit, going, Move.CANCEL, Ending.CANCELLED)
        case Phase.OPEN:
            course.cut_short(visit, going, Move.STOP, Ending.STOPPED)
        case Phase.COUNTING:
            stopped = replace(going, ending=Ending.STOPPED)
            made(visit, stopped, Move.STOP, visit.now)
        case Phase.SHOWN | Phase.ENDED:
            course.finish(visit, going, Move.STOP, Ending.STOPPED)
    return word(wording.challenges.STOPPED)

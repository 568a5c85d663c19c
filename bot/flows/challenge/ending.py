"""The end: the podium, everybody's line, and what each member had."""

from collections.abc import Mapping

from bot import faces, wording
from bot.actions import Pressed, token
from bot.challenges import Challenge, Ending, Phase, Question
from bot.errors import Refusal, Stale
from bot.flows.blocks import prose, say
from bot.flows.challenge import board, dealing, roles
from bot.flows.challenge.people import names
from bot.flows.scoring import returns_in
from bot.flows.turn import Turn, Visit, privately
from bot.panels import (
    Block,
    Bold,
    Bullets,
    Button,
    Look,
    Panel,
    Picture,
    Post,
    Source,
    Text,
)
from bot.places import Place, tied
from bot.questions import LETTERS
from bot.results import Score, improved, places, podium, team_places
from bot.store import Message
from bot.store.results import PLAYERS

MESSAGE = "podium"

LINES = 20
"""Lines of the result; who is further down has their own in private."""

IMPROVED = 5
"""Names of those who improved, at most."""


def announce(turn: Turn, challenge: Challenge) -> None:
    """The result, where there is somebody to see it, or something to see."""
    played = any(s.answered for s in turn.store.results.scores(challenge.id))
    lost = challenge.ending is Ending.UNREACHABLE and not played
    if challenge.ending is Ending.GONE or lost:
        return
    turn.store.messages.plan(
        MESSAGE,
        turn.mark(),
        turn.now,
        channel=challenge.channel,
        payload=str(challenge.id),
    )


def asked(turn: Turn, challenge: Challenge) -> list[Question]:
    """The questions that were asked, and count."""
    questions = turn.store.challenges.questions(challenge.id)
    return [one for one in questions if one.round is not None and not one.void]


def panel(turn: Turn, message: Message) -> Panel:
    challenge = turn.store.challenges.get(int(message.payload))
    assert challenge is not None, "challenges are never deleted"
    scores = turn.store.results.scores(challenge.id)
    found = places(scores)
    total = len(turn.store.challenges.questions(challenge.id))
    played = len(asked(turn, challenge))
    answered = [place for place in found if place.score.answered]
    blocks: list[Block] = [
        say(Bold(_winners(challenge, scores, found))),
        say(wording.results.played(played, total, len(answered), challenge.ending)),
    ]
    if answered:
        blocks = [
            *_podium(turn, challenge, scores),
            *blocks,
            *board.top(challenge, scores, LINES),
            *_remarks(turn, challenge, found, played),
        ]
    return Panel(
        tuple(blocks),
        title=wording.results.CHALLENGE_RESULT,
        buttons=(
            *([_mine(challenge)] if answered else []),
            Button(
                wording.results.REMATCH,
                token("challenge.again", challenge.id),
                Look.SECONDARY if answered else Look.PRIMARY,
            ),
        ),
    )


def _mine(challenge: Challenge) -> Button:
    mine = token("challenge.mine", challenge.id)
    return Button(wording.results.MY_ANSWERS, mine, Look.PRIMARY)


def _winners(
    challenge: Challenge, scores: list[Score], found: list[Place[Score]]
) -> str:
    if not any(score.answered for score in scores):
        return wording.results.NOBODY_PLAYED
    if not any(score.points for score in scores):
        return wording.results.NO_WINNER
    if challenge.terms.teams:
        first = [p.score for p in team_places(scores) if p.rank == 1]
        teams = [wording.challenges.team(one.team) for one in first]
        return wording.results.winners(teams, wording.challenges.mean(first[0].mean))
    best = [place.score for place in found if place.rank == 1]
    return wording.results.winners(names(one.name for one in best), str(best[0].points))


def _podium(turn: Turn, challenge: Challenge, scores: list[Score]) -> list[Block]:
    """A picture of the first three ranks, of those who had anything right."""
    if challenge.terms.teams:
        steps = [
            (
                rank,
                [wording.challenges.team(one.team) for one in all],
                wording.challenges.mean(all[0].mean),
            )
            for rank, all in podium(p for p in team_places(scores) if p.score.mean)
        ]
    else:
        steps = [
            (rank, names(one.name for one in all), str(all[0].points))
            for rank, all in podium(p for p in places(scores) if p.score.points)
        ]
    if not steps:
        return []
    titles = dealing.titles(turn, asked(turn, challenge))
    return [Picture(faces.podium(wording.results.PODIUM, titles, _lines(steps)))]


def _lines(steps: list[tuple[int, list[str], str]]) -> list[tuple[int, str, str]]:
    return [
        (
            rank,
            wording.results.on_podium(people),
            wording.results.points_of(points),
        )
        for rank, people, points in steps
    ]


def _remarks(
    turn: Turn, challenge: Challenge, found: list[Place[Score]], played: int
) -> list[Block]:
    members = [place.score.member for place in found]
    before = turn.store.results.before(challenge, members)
    alone = sum(1 for place in found if place.score.answered) < PLAYERS
    better = improved((place.score for place in found), played, before)
    lines = [
        wording.results.improved(better[:IMPROVED], len(better)) if better else "",
        wording.results.TIES if tied(found[:LINES]) else "",
        wording.challenges.TEAM_MEAN if challenge.terms.teams else "",
        wording.results.PLAYED_ALONE if alone else "",
        wording.results.WRONG_RETURNS if _wrong(found) else "",
    ]
    return [say(line) for line in lines if line]


def _wrong(found: list[Place[Score]]) -> bool:
    """Whether anybody answered something and had it wrong."""
    return any(place.score.right < place.score.answered for place in found)


# What one member had.


def mine(visit: Visit, pressed: Pressed) -> list[Post]:
    """*My answers*: each question, and what comes back when."""
    challenge = roles.found(visit, pressed)
    place, total = _place(visit, challenge)
    played, questions = asked(visit, challenge), _told(visit, challenge)
    score = place.score
    own = wording.results.own_line(
        place.rank, total, score.right, len(played), score.points
    )
    chosen = visit.store.results.chosen(challenge.id, visit.person.id)
    lines = (_line(visit, one, chosen.get(one.place)) for one in questions)
    items = tuple((Text(line),) for line in lines)
    blocks: list[Block] = [say(Bold(own)), Bullets(items)]
    if hidden := len(played) - len(questions):
        blocks.append(say(wording.results.held_back(hidden)))
    if missed := _missed(visit, questions, chosen):
        blocks.append(prose("\n\n".join(missed), wording.results.TO_REVIEW))
    drawn = isinstance(blocks[-1], Picture)
    text = Button(wording.labels.TEXT, token("challenge.text", challenge.id))
    return privately(
        Panel(
            tuple(blocks),
            title=wording.results.MY_ANSWERS,
            buttons=(text,) if drawn else (),
        )
    )


def text(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Text*: what a member has to look at again, to copy."""
    challenge = roles.found(visit, pressed)
    _place(visit, challenge)
    chosen = visit.store.results.chosen(challenge.id, visit.person.id)
    missed = _missed(visit, _told(visit, challenge), chosen)
    return privately(Panel(tuple(map(Source, missed)), title=wording.labels.TEXT))


def _told(visit: Visit, challenge: Challenge) -> list[Question]:
    """Those whose answers may be told: their cards are not asked anew just now."""
    hidden = visit.hidden()
    return [one for one in asked(visit, challenge) if one.card not in hidden]


def _place(visit: Visit, challenge: Challenge) -> tuple[Place[Score], int]:
    """Where a member came in, and of how many; Refusal for who did not play."""
    if challenge.phase is not Phase.ENDED:
        raise Stale(wording.results.NOT_ENDED)
    found = places(visit.store.results.scores(challenge.id))
    accounts = {id for id, _ in visit.store.members.accounts(visit.person.id)}
    own = [p for p in found if p.score.member in accounts and p.score.answered]
    if not own:
        raise Refusal(wording.results.DID_NOT_PLAY)
    return own[0], sum(1 for p in found if p.score.answered)


def _line(visit: Visit, question: Question, chosen: int | None) -> str:
    letters = {option: LETTERS[place] for place, option in enumerate(question.order)}
    days = returns_in(visit, question.card)
    own = "" if chosen is None else letters[chosen]
    right = letters[visit.check(question).right]
    return wording.results.own_answer(question.place + 1, own, right, days)


def _missed(
    visit: Visit, questions: list[Question], chosen: Mapping[int, int]
) -> list[str]:
    """What was missed, each with the reason of the right option, in Markdown."""
    parts = []
    for one in questions:
        check = visit.check(one)
        option = check.options[check.right]
        if chosen.get(one.place) != check.right:
            parts.append(
                wording.results.missed(
                    one.place + 1, check.question, option.text, option.reason
                )
            )
    return parts

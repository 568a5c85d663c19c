"""The lobby: who plays, and what; the same message then tells that it has begun."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from bot import faces, wording
from bot.actions import Pressed, token
from bot.callers import Options
from bot.challenges import (
    ASKED,
    LOBBY_FOR,
    Challenge,
    ChallengeId,
    Ending,
    Move,
    Pace,
    Phase,
    Player,
    Question,
    Terms,
)
from bot.errors import BadInput
from bot.flows import edits
from bot.flows.blocks import say, word
from bot.flows.challenge import dealing, roles
from bot.flows.challenge.moves import made
from bot.flows.challenge.people import mention, named
from bot.flows.decks import find
from bot.flows.turn import Turn, Visit, privately
from bot.ids import MemberId
from bot.panels import (
    Block,
    Bold,
    Button,
    Look,
    Moment,
    MomentStyle,
    Panel,
    Picture,
    Post,
)
from bot.store import Message

MESSAGE = "lobby"

TOGETHER = timedelta(hours=1)
"""How long after a challenge its people are about; later they join by themselves."""


def challenge(visit: Visit, options: Options) -> list[Post]:
    """`/challenge`: a lobby in the channel; where one is going on, the way into it."""
    going = visit.store.challenges.going(visit.channel().id)
    if going is not None:
        return privately(_offer(visit, going))
    return _opened(visit, _terms(visit, options), ())


def rematch(visit: Visit, pressed: Pressed) -> list[Post]:
    """*Rematch*: a new lobby on the same terms; soon after, with the same people."""
    before = roles.found(visit, pressed)
    going = visit.store.challenges.going(before.channel)
    if going is not None:
        return privately(_offer(visit, going))
    players = visit.store.challenges.players(before.id)
    together = visit.now - before.changed <= TOGETHER
    staying = [one.member for one in players if together and one.gone is None]
    return _opened(visit, before.terms, staying)


def _terms(visit: Visit, options: Options) -> Terms:
    given = {name: str(value).casefold() for name, value in options.items()}
    teams = given.get("teams", wording.settings.OFF)
    pace, bonus = Pace(given.get("pace", Pace.STEADY)), given.get("bonus") == "on"
    if bonus and pace is Pace.RELAXED:
        raise BadInput(wording.challenges.NO_TIME_TO_BEAT)
    return Terms(
        deck=find(visit, given["deck"]).deck.id if "deck" in given else "",
        level=given.get("level", ""),
        kind=given.get("kind", ""),
        tag=given.get("tag", ""),
        questions=int(given.get("questions", ASKED)),
        pace=pace,
        bonus=bonus,
        teams=0 if teams == wording.settings.OFF else int(teams),
    )


def _opened(visit: Visit, terms: Terms, staying: Iterable[MemberId]) -> list[Post]:
    channel, store = visit.channel().id, visit.store
    questions = dealing.questions(visit, channel, terms)
    opened = store.challenges.open(
        Challenge(
            id=ChallengeId(0),
            channel=channel,
            host=visit.caller.member,
            terms=terms,
            changed=visit.now,
            next=visit.now + LOBBY_FOR,
        ),
        questions,
    )
    assert opened is not None, "the caller has seen that none is going on"
    for member in dict.fromkeys((visit.caller.member, *staying)):
        store.challenges.join(opened.id, member, 0, visit.now)
    message = store.messages.plan(
        MESSAGE, visit.mark(), visit.now, channel=channel, payload=str(opened.id)
    )
    store.challenges.save(replace(opened, message=message))
    return word(wording.challenges.lobby_opened(len(questions), terms.questions))


def _offer(visit: Visit, going: Challenge) -> Panel:
    """What is going on here, with the way in and, for who may, the way on."""
    player = visit.store.challenges.player(going.id, visit.person.id)
    inside = player is not None and player.gone is None
    own, lobby = roles.hosts(visit, going), going.phase is Phase.LOBBY
    buttons = [] if inside else [_join(going)]
    if lobby and own:
        buttons.append(_start(going))
    if roles.may_end(visit, going):
        buttons.append(_cancel(going) if lobby else stop_button(going))
    host = roles.name(visit, going.host)
    said = wording.challenges.going_on(host, own, lobby, inside)
    return Panel(
        (say(said),), title=wording.challenges.CHALLENGE, buttons=tuple(buttons)
    )


# Not played.


def cancel(visit: Visit, pressed: Pressed) -> list[Post]:
    going = roles.going(visit, pressed)
    roles.must_end(visit, going)
    over(visit, going, Move.CANCEL, Ending.CANCELLED)
    return word(wording.challenges.CANCELLED)


def over(turn: Turn, going: Challenge, move: Move, why: Ending) -> None:
    """It will not be played."""
    touch(turn, made(turn, replace(going, ending=why), move))


def touch(turn: Turn, challenge: Challenge) -> None:
    """The lobby's message follows."""
    message = challenge.message and turn.store.messages.get(challenge.message)
    if message:
        edits.follow(turn, message)


# What it shows.


def panel(turn: Turn, message: Message) -> Panel:
    challenge = turn.store.challenges.get(int(message.payload))
    assert challenge is not None, "challenges are never deleted"
    questions = turn.store.challenges.questions(challenge.id)
    players = turn.store.challenges.players(challenge.id)
    inside = [player for player in players if player.gone is None]
    host = mention(challenge.host, roles.name(turn, challenge.host))
    blocks: list[Block] = [
        say(
            Bold(_invitation(turn, challenge, questions)),
            wording.challenges.HOSTED_BY,
            host,
            ".",
        ),
        *(say(line) for line in wording.challenges.terms(challenge.terms)),
        *_crowd(inside),
        _state(challenge),
    ]
    lobby = challenge.phase is Phase.LOBBY
    return Panel(
        tuple(blocks),
        title=wording.challenges.CHALLENGE,
        buttons=_buttons(challenge),
        ahead=(check_picture(turn, questions[0]),) if lobby else (),
    )


def _invitation(turn: Turn, challenge: Challenge, questions: list[Question]) -> str:
    titles, terms = dealing.titles(turn, questions), challenge.terms
    narrowed = [word for word in (terms.level, terms.kind, terms.tag) if word]
    return wording.challenges.invitation(len(questions), titles, narrowed)


def _state(challenge: Challenge) -> Block:
    if challenge.phase is not Phase.LOBBY or challenge.next is None:
        return say(wording.challenges.lobby_state(challenge.phase, challenge.ending))
    return say(
        wording.challenges.LOBBY_WAITS,
        Moment(challenge.next, MomentStyle.RELATIVE),
        ".",
    )


def _crowd(inside: list[Player]) -> list[Block]:
    """Who plays, in teams once those are dealt."""
    teams = sorted({player.team for player in inside if player.team})
    people = [(player.member, player.name) for player in inside]
    if not teams:
        return [say(Bold(wording.challenges.joined_count(len(inside))), *named(people))]
    blocks: list[Block] = [say(Bold(wording.challenges.joined_in_all(len(inside))))]
    for team in teams:
        mates = [(one.member, one.name) for one in inside if one.team == team]
        blocks.append(say(Bold(wording.challenges.team_line(team)), *named(mates)))
    return blocks


def check_picture(turn: Turn, question: Question) -> Picture:
    """The question as it is asked, without a word of its answer."""
    edition, card = turn.card(question)
    check = card.check(question.check)
    return Picture(faces.check(card, check, question.order, edition.deck.title))


def _buttons(challenge: Challenge) -> tuple[Button, ...]:
    if challenge.phase is Phase.ENDED:
        return ()
    leave = Button(wording.challenges.LEAVE, token("challenge.leave", challenge.id))
    if challenge.phase is not Phase.LOBBY:
        return (_join(challenge), leave)
    return (_join(challenge), leave, _start(challenge), _cancel(challenge))


def _join(challenge: Challenge) -> Button:
    return Button(
        wording.challenges.JOIN, token("challenge.join", challenge.id), Look.PRIMARY
    )


def _start(challenge: Challenge) -> Button:
    return Button(wording.challenges.START, token("challenge.start", challenge.id))


def _cancel(challenge: Challenge) -> Button:
    return Button(wording.challenges.CANCEL, token("challenge.cancel", challenge.id))


def stop_button(challenge: Challenge) -> Button:
    """Asks once more, in private, before it stops anything."""
    return Button(wording.labels.STOP, token("challenge.stop", challenge.id))

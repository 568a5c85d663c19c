"""What goes wrong around a challenge: messages, channels, and time that was lost."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from bot import wording
from bot.challenges import Challenge, Ending, Move, Phase
from bot.flows import edits, notices
from bot.flows.challenge import course, ending, lobby, question, reveal
from bot.flows.turn import Turn
from bot.ids import ChannelId
from bot.members import PersonId
from bot.panels import Forbidden, Gone, Unknown
from bot.store import Message


def unshown(turn: Turn, message: Message, outcome: Unknown | Forbidden | Gone) -> None:
    """A message will never be shown, or never be edited any more."""
    if message.kind == lobby.MESSAGE and message.ref is None:
        challenge = turn.store.challenges.get(int(message.payload))
        if challenge is not None and challenge.phase is Phase.LOBBY:
            lobby.over(turn, challenge, Move.EXPIRE, Ending.UNREACHABLE)
            _told(turn, challenge, outcome.why)
    elif message.kind == question.MESSAGE:
        _question(turn, message, outcome)


def _told(turn: Turn, challenge: Challenge, why: str) -> None:
    """To its host, who waits for a lobby that nobody sees, unless they are gone."""
    if turn.store.members.person(challenge.host) is None:
        return
    channel = turn.store.channels.get(challenge.channel)
    assert channel is not None, "channels are never deleted"
    said = wording.drops.lobby_unseen(channel.name, why)
    notices.send(turn, challenge.host, said)


def _question(
    turn: Turn, message: Message, outcome: Unknown | Forbidden | Gone
) -> None:
    """Where somebody has pressed, it stood: that counts. Else it counts for nobody.

    Where nothing may be posted, it is over; otherwise it goes on.
    """
    challenge, asked = turn.store.challenges.of_round(message.round)
    if asked.place != challenge.place:
        return
    if challenge.phase is Phase.OPEN:
        barred = message.ref is None and not isinstance(outcome, Unknown)
        why = Ending.UNREACHABLE if barred else Ending.NONE
        course.cut_short(turn, challenge, Move.CLOSE, why)
    elif challenge.phase is Phase.SHOWN and not asked.void:
        _, round = course.current(turn, challenge)
        reveal.post_anew(turn, round)


def leave(turn: Turn, channel: ChannelId) -> None:
    """The bot is no longer in this channel: what was pressed there counts, no more."""
    going = turn.store.challenges.going(channel)
    if going is None:
        return
    match going.phase:
        case Phase.LOBBY:
            lobby.over(turn, going, Move.CANCEL, Ending.GONE)
        case Phase.OPEN:
            course.cut_short(turn, going, Move.CLOSE, Ending.GONE)
        case Phase.COUNTING:
            turn.store.challenges.save(replace(going, ending=Ending.GONE))
        case Phase.SHOWN | Phase.ENDED:
            course.finish(turn, going, why=Ending.GONE)


def forget(turn: Turn, person: PersonId) -> None:
    """A player's data goes: nobody waits for them, and their name is taken down.

    In what has ended by and by, the newest first, so that it holds up nobody's play.
    """
    at = turn.now
    for challenge, _ in reversed(turn.store.challenges.joined(person)):
        for message in _naming(turn, challenge):
            if challenge.phase is Phase.ENDED:
                at += edits.REST
                turn.store.messages.touch(message.id, at)
            else:
                edits.follow(turn, message)
        if challenge.phase is not Phase.ENDED:
            _hand_on(turn, challenge, person)
        if challenge.phase is Phase.OPEN:
            turn.store.challenges.look(challenge.id, turn.now)


def _naming(turn: Turn, challenge: Challenge) -> Iterator[Message]:
    """Each message of it that names players, or counts them."""
    messages = turn.store.messages
    if challenge.message:
        yield from _there(messages.get(challenge.message))
    for asked in turn.store.challenges.questions(challenge.id):
        if asked.round is not None:
            for kind in (question.MESSAGE, reveal.RECAP):
                yield from _there(messages.of_round(asked.round, kind))
    podium = messages.of(challenge.channel, ending.MESSAGE, str(challenge.id))
    yield from _there(podium)


def _there(message: Message | None) -> list[Message]:
    return [message] if message else []


def _hand_on(turn: Turn, challenge: Challenge, person: PersonId) -> None:
    """Who has been in it longest is host in this person's place."""
    own = {id for id, _ in turn.store.members.accounts(person)}
    players = turn.store.challenges.players(challenge.id)
    rest = [one.member for one in players if not one.gone and one.member not in own]
    if challenge.host in own and rest:
        turn.store.challenges.save(replace(challenge, host=rest[0]))


def give_back(turn: Turn, tolerated: timedelta = timedelta()) -> None:
    """Whatever was running gets back the time since the last sign of life.

    Nothing where that is no longer ago than `tolerated`.
    """
    alive = turn.store.uptime.last()
    if alive is None or turn.now - alive <= tolerated:
        return
    for going in turn.store.challenges.all_going():
        lost = turn.now - max(alive, going.changed)
        if lost > tolerated:
            _put_off(turn, going, lost)


def _put_off(turn: Turn, going: Challenge, lost: timedelta) -> None:
    """Every moment of it by as much; what is being counted does not wait."""
    next = going.next
    if next is not None and going.phase is not Phase.COUNTING:
        next += lost
    turn.store.challenges.save(replace(going, next=next, changed=going.changed + lost))
    if going.phase is Phase.OPEN:
        _, round = course.current(turn, going)
        message = turn.store.messages.of_round(round.id, question.MESSAGE)
        if round.closes is not None:
            turn.store.rounds.put_off(round.id, round.closes + lost)
        if message is not None:
            turn.store.messages.touch(message.id, turn.now)
    elif going.phase is Phase.LOBBY:
        lobby.touch(turn, going)

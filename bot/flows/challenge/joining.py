"""Coming and going: who plays, in the lobby and while it is played."""

from dataclasses import replace

from bot import wording
from bot.actions import Pressed
from bot.challenges import Challenge, Phase, Player, smallest_team
from bot.errors import Stale
from bot.flows import edits
from bot.flows.blocks import word
from bot.flows.challenge import course, lobby, question, roles
from bot.flows.turn import Turn, Visit
from bot.panels import Post


def join(visit: Visit, pressed: Pressed) -> list[Post]:
    going = roles.going(visit, pressed)
    player = visit.store.challenges.player(going.id, visit.person.id)
    new = player is None or player.gone is not None
    if player is None or new:
        player = enter(visit, going, player)
        _count_along(visit, going)
    more = question.left(visit, going)
    return word(wording.challenges.joined(new, going.phase, more, player.team))


def enter(visit: Visit, going: Challenge, before: Player | None) -> Player:
    """One more player, or one who comes back: with the account they had then."""
    caller = visit.caller
    team = before.team if before and before.team else _team(visit, going)
    new = Player(caller.member, caller.name, team, visit.now)
    player = replace(before, team=team, gone=None) if before else new
    visit.store.challenges.join(going.id, player.member, team, visit.now)
    lobby.touch(visit, going)
    return player


def _team(turn: Turn, going: Challenge) -> int:
    """Teams are dealt at the start; whoever comes later goes where fewest are."""
    if going.phase is Phase.LOBBY or not going.terms.teams:
        return 0
    players = turn.store.challenges.players(going.id)
    taken = [player.team for player in players if player.gone is None]
    return smallest_team(taken, going.terms.teams)


def leave(visit: Visit, pressed: Pressed) -> list[Post]:
    """What they have so far stays theirs; nobody waits for them any more."""
    going = roles.going(visit, pressed)
    player = visit.store.challenges.player(going.id, visit.person.id)
    if player is None or player.gone is not None:
        raise Stale(wording.challenges.NOT_IN)
    visit.store.challenges.leave(going.id, player.member, visit.now)
    lobby.touch(visit, going)
    _count_along(visit, going)
    if going.phase is Phase.OPEN:
        visit.store.challenges.look(going.id, visit.now)
    hosts = roles.hosts(visit, going)
    return word(wording.challenges.left(going.phase is Phase.LOBBY, hosts))


def _count_along(visit: Visit, going: Challenge) -> None:
    """The open question tells of how many."""
    if going.phase is not Phase.OPEN:
        return
    _, round = course.current(visit, going)
    message = visit.store.messages.of_round(round.id, question.MESSAGE)
    if message is not None:
        edits.follow(visit, message)

"""The board of a challenge, in lines."""

from collections.abc import Sequence

from bot import wording
from bot.challenges import Challenge
from bot.flows.blocks import say
from bot.panels import Block, Table
from bot.places import Place
from bot.results import Score, places, team_places


def top(challenge: Challenge, found: Sequence[Score], lines: int) -> list[Block]:
    """The first lines; teams above players, where there are any."""
    if not any(score.answered for score in found):
        return []
    return [*_teams(challenge, found), *players(challenge, places(found), lines)]


def _teams(challenge: Challenge, scores: Sequence[Score]) -> list[Block]:
    if not challenge.terms.teams:
        return []
    rows = tuple(
        (
            str(place.rank),
            wording.challenges.team(place.score.team),
            str(place.score.players),
            wording.challenges.mean(place.score.mean),
        )
        for place in team_places(scores)
    )
    return [Table(wording.challenges.TEAM_COLUMNS, rows)]


def players(
    challenge: Challenge, found: Sequence[Place[Score]], lines: int
) -> list[Block]:
    """A line for each: rank, name, team where there are teams, right, points."""
    teams = bool(challenge.terms.teams)
    table = Table(
        wording.challenges.player_columns(teams),
        tuple(
            (
                str(place.rank),
                place.score.name or wording.boards.SOMEBODY,
                *([str(place.score.team)] if teams else []),
                str(place.score.right),
                str(place.score.points),
            )
            for place in found[:lines]
        ),
    )
    more = len(found) - lines
    return [table, say(wording.decks.and_more(more))] if more > 0 else [table]

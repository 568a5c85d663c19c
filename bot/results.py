"""Who stands where in a challenge: players, teams, and who improved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from bot.places import Place, ranked

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Score:
    """What a player has so far; `right` of `answered` questions."""

    member: str
    name: str
    team: int
    right: int
    answered: int
    points: int


@dataclass(frozen=True, slots=True)
class TeamScore:
    """The mean of a team's players, so that a small team is worth as much as a large
    one."""

    team: int
    mean: Fraction
    players: int


def places(scores: Iterable[Score]) -> list[Place[Score]]:
    """By points, then by right answers; who is equal in both shares a rank.

    Among these they stand by name, those without one last.
    """
    ordered = sorted(scores, key=lambda one: (not one.name, one.name.casefold()))
    return ranked(ordered, lambda one: (one.points, one.right))


def team_places(scores: Iterable[Score]) -> list[Place[TeamScore]]:
    """The teams that have players, by the mean of these."""
    points: dict[int, list[int]] = defaultdict(list)
    for score in scores:
        points[score.team].append(score.points)
    teams = [
        TeamScore(team, Fraction(sum(all), len(all)), len(all))
        for team, all in sorted(points.items())
    ]
    return ranked(teams, lambda one: one.mean)


def podium(places: Iterable[Place[T]]) -> list[tuple[int, list[T]]]:
    """The first three ranks, each with all who share it."""
    found: dict[int, list[T]] = {}
    for place in places:
        if place.rank <= 3:
            found.setdefault(place.rank, []).append(place.score)
    return list(found.items())


@dataclass(frozen=True, slots=True)
class Improved:
    """The share of the questions that a player had right: last time, and now."""

    name: str
    before: float
    now: float


def improved(
    scores: Iterable[Score], played: int, before: Mapping[str, float]
) -> list[Improved]:
    """Who had a greater share right than last time, the greatest step first.

    By the percent at least: it is told in percent.
    """
    found = [
        Improved(score.name, before[score.member], score.right / played)
        for score in scores
        if played and score.member in before and score.answered
    ]
    better = [one for one in found if round(one.now * 100) > round(one.before * 100)]
    return sorted(better, key=lambda one: (one.before - one.now, one.name.casefold()))

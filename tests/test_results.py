from fractions import Fraction

from bot.places import tied
from bot.results import (
    Improved,
    Score,
    TeamScore,
    improved,
    places,
    podium,
    team_places,
)


def score(name: str, points: int, right: int = 0, team: int = 0) -> Score:
    return Score(name.casefold(), name, team, right, 5, points)


def ranks(*scores: Score) -> list[tuple[int, str]]:
    return [(place.rank, place.score.name) for place in places(scores)]


def test_points_decide_then_right_answers() -> None:
    assert ranks(score("Ada", 30, 2), score("Ben", 40, 2), score("Cyd", 30, 3)) == [
        (1, "Ben"),
        (2, "Cyd"),
        (3, "Ada"),
    ]


def test_equal_ones_share_a_rank_and_the_next_is_left_out() -> None:
    found = places(
        (score("Cyd", 10), score("ada", 30), score("Ben", 30), score("Dan", 10))
    )

    assert [(one.rank, one.score.name) for one in found] == [
        (1, "ada"),
        (1, "Ben"),
        (3, "Cyd"),
        (3, "Dan"),
    ]
    assert tied(found)
    assert not tied(found[1:3])


def test_nobody_is_no_result() -> None:
    assert places(()) == []
    assert team_places(()) == []
    assert podium(()) == []


def test_a_team_is_worth_the_mean_of_its_players() -> None:
    found = team_places(
        (score("Ada", 30, team=2), score("Ben", 25, team=1), score("Cyd", 10, team=2))
    )

    assert [(one.rank, one.score) for one in found] == [
        (1, TeamScore(1, Fraction(25), 1)),
        (2, TeamScore(2, Fraction(20), 2)),
    ]


def test_means_that_only_look_different_are_equal() -> None:
    thirds = [score(f"T{n}", 10, team=1) for n in range(3)]
    sevenths = [score(f"S{n}", 10, team=2) for n in range(7)]

    assert [one.rank for one in team_places([*thirds, *sevenths])] == [1, 1]


def test_the_podium_has_three_ranks_each_with_all_who_share_it() -> None:
    found = places(
        [
            score(name, points)
            for name, points in zip("abcde", (3, 3, 2, 1, 1), strict=True)
        ]
    )

    assert [(rank, [one.name for one in all]) for rank, all in podium(found)] == [
        (1, ["a", "b"]),
        (3, ["c"]),
    ]


def test_who_improved_had_a_greater_share_right_than_last_time() -> None:
    scores = (
        score("Ada", 0, right=3),
        score("Ben", 0, right=4),
        score("Cyd", 0, right=2),
        score("Dan", 0, right=5),
        score("Fay", 0, right=1),
    )
    before = {"ada": 0.5, "ben": 0.2, "cyd": 0.5, "fay": 0.0}

    assert improved(scores, 5, before) == [
        Improved("Ben", 0.2, 0.8),
        Improved("Fay", 0.0, 0.2),
        Improved("Ada", 0.5, 0.6),
    ]
    assert improved(scores, 0, before) == []
    assert improved((score("Eve", 0, right=1),), 19, {"eve": 1 / 20}) == []

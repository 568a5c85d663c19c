import runpy
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from bot.challenges import (
    MOVES,
    Move,
    Phase,
    deal,
    deal_teams,
    diagram,
    smallest_team,
)

DOCS = Path(__file__).parent.parent / "docs"

CHECKS = [(card, f"{card}-{n}") for card in "abcdef" for n in range(2)]


def test_every_phase_can_be_reached_and_left_but_the_last() -> None:
    reached = {to for moves in MOVES.values() for to in moves.values()}

    assert reached | {Phase.LOBBY} == set(Phase)
    assert [phase for phase in Phase if not MOVES[phase]] == [Phase.ENDED]
    assert {move for moves in MOVES.values() for move in moves} == set(Move)


def test_a_question_is_counted_before_its_answer_is_shown() -> None:
    ways = [
        (phase, move)
        for phase, moves in MOVES.items()
        for move, to in moves.items()
        if to is Phase.SHOWN
    ]

    assert ways == [(Phase.OPEN, Move.VOID), (Phase.COUNTING, Move.COUNTED)]


def test_the_docs_have_the_diagram_of_the_table() -> None:
    written = (DOCS / "architecture.md").read_text("utf-8")

    assert f"```mermaid\n{diagram()}\n```" in written


def test_make_docs_draws_it_anew() -> None:
    current = runpy.run_path(str(DOCS / "diagram.py"))["current"]
    written = (DOCS / "architecture.md").read_text("utf-8")
    stale = written.replace("lobby --> open: start", "lobby --> shown: start")

    assert stale != written
    assert current(stale) == written


@pytest.mark.parametrize("seed", range(5))
def test_a_card_comes_twice_only_when_all_others_were_taken(seed: int) -> None:
    six = deal(Random(seed), CHECKS, {}, 6)
    assert {card for card, _ in six} == set("abcdef")

    nine = deal(Random(seed), CHECKS, {}, 9)
    assert max(Counter(card for card, _ in nine).values()) == 2
    assert len(set(nine)) == 9

    assert len(deal(Random(seed), CHECKS, {}, 20)) == 12


@pytest.mark.parametrize("seed", range(5))
def test_what_was_never_asked_comes_before_what_was(seed: int) -> None:
    asked = {(card, f"{card}-0"): n for n, card in enumerate("abcdef", 1)}
    other = {(card, f"{card}-1"): 10 for card in "cdef"}

    dealt = deal(Random(seed), CHECKS, asked | other, 4)

    assert set(dealt) == {("a", "a-1"), ("b", "b-1"), ("c", "c-0"), ("d", "d-0")}


def test_the_dice_say_in_which_order_they_are_asked() -> None:
    orders = {tuple(deal(Random(seed), CHECKS[:4], {}, 2)) for seed in range(20)}

    assert len(orders) > 4


def test_nothing_to_deal_is_dealt_as_nothing() -> None:
    assert deal(Random(1), [], {}, 5) == []


def test_teams_differ_by_one_at_most_and_by_the_dice() -> None:
    teams = deal_teams(Random(3), "abcdefg", 3)

    assert sorted(Counter(teams.values()).items()) == [(1, 3), (2, 2), (3, 2)]
    assert teams != deal_teams(Random(4), "abcdefg", 3)
    assert deal_teams(Random(3), "abc", 0) == {}


def test_who_comes_late_goes_where_fewest_are() -> None:
    assert smallest_team([1, 1, 2, 3, 3], 3) == 2
    assert smallest_team([1, 2, 3], 4) == 4
    assert smallest_team([], 2) == 1
    assert smallest_team([1], 0) == 0

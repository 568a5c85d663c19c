"""Every move that is not in the table is refused, and changes nothing."""

from collections.abc import Callable

import pytest

from bot.challenges import MOVES, Move, Phase
from bot.errors import Refusal, Stale
from bot.flows.challenge.moves import made
from bot.flows.turn import Turn
from tests.engine.game import Game
from tests.engine.world import ADA, BEN, token

ILLEGAL = [
    (phase, move) for phase in Phase for move in Move if move not in MOVES[phase]
]
LEGAL = [(phase, move, to) for phase in Phase for move, to in MOVES[phase].items()]


def brought(game: Game, phase: Phase) -> int:
    """A relaxed challenge of one question, in this phase; gives its number."""
    game.lobby(pace="relaxed", questions="1")
    game.join(BEN)
    number = int(token(game.newest("Challenge"), "Join").split(":")[1])

    def closed() -> None:
        game.wait(0)
        game.answer(BEN)
        press(game, f"challenge.close:{number}:0")

    steps: dict[Phase, Callable[[], None]] = {
        Phase.OPEN: lambda: press(game, f"challenge.start:{number}"),
        Phase.COUNTING: closed,
        Phase.SHOWN: lambda: game.wait(0),
        Phase.ENDED: lambda: press(game, f"challenge.next:{number}:0"),
    }
    for step, does in steps.items():
        if game.phase == phase:
            break
        does()
        assert game.phase == step
    assert game.phase == phase
    return number


def press(game: Game, pressed: str) -> None:
    with game.world.store.transaction():
        game.world.engine.press(ADA, pressed, {}, game.world.now)


def test_there_are_as_many_illegal_moves_as_the_table_leaves_open() -> None:
    assert len(ILLEGAL) + len(LEGAL) == len(Phase) * len(Move)
    assert len(LEGAL) == 11


@pytest.mark.parametrize(("phase", "move"), ILLEGAL)
def test_an_illegal_move_is_refused_and_changes_nothing(
    game: Game, phase: Phase, move: Move
) -> None:
    number = brought(game, phase)
    store = game.world.store
    before = store.challenges.get(number)
    assert before is not None

    with pytest.raises(Stale, match="has moved on"):
        made(Turn(store, game.world.now, game.world.rng), before, move)

    assert store.challenges.get(number) == before


@pytest.mark.parametrize(("phase", "move", "to"), LEGAL)
def test_a_legal_move_leads_where_the_table_says(
    game: Game, phase: Phase, move: Move, to: Phase
) -> None:
    number = brought(game, phase)
    store = game.world.store
    before = store.challenges.get(number)
    assert before is not None

    made(Turn(store, game.world.now, game.world.rng), before, move)

    after = store.challenges.get(number)
    assert after is not None
    assert after.phase is to


def test_stopped_while_it_is_counted_it_ends_with_what_was_counted(game: Game) -> None:
    number = brought(game, Phase.COUNTING)

    press(game, f"challenge.end:{number}")
    game.wait(0)

    assert game.phase == "ended"
    assert "1 question, 1 player." in game.said("Challenge: the result")


PRESSES = {
    "challenge.start:{}": {Phase.LOBBY: "open"},
    "challenge.cancel:{}": {Phase.LOBBY: "ended"},
    "challenge.close:{}:0": {Phase.OPEN: "counting"},
    "challenge.close:{}:1": {},
    "challenge.next:{}:0": {Phase.SHOWN: "ended"},
    "challenge.next:{}:1": {},
    "challenge.end:{}": {
        Phase.LOBBY: "ended",
        Phase.OPEN: "ended",
        Phase.COUNTING: "counting",
        Phase.SHOWN: "ended",
    },
}


@pytest.mark.parametrize("pressed", PRESSES)
@pytest.mark.parametrize("phase", Phase)
def test_a_hosts_press_moves_it_where_it_may_and_else_is_refused(
    game: Game, phase: Phase, pressed: str
) -> None:
    number = brought(game, phase)
    allowed = PRESSES[pressed]

    if phase in allowed:
        press(game, pressed.format(number))
        assert game.phase == allowed[phase]
    else:
        with pytest.raises(Refusal):
            press(game, pressed.format(number))
        assert game.phase == phase

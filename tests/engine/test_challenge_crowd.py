"""A thousand players in one challenge: counted in slices, so that nobody is held up."""

import pytest

from bot.flows.challenge import counting
from bot.panels import Panel
from tests.engine.game import Game, table
from tests.engine.world import ADA, member, token, words

CROWD = 1000


@pytest.fixture
def crowd(game: Game) -> Game:
    """A thousand have answered the only question, one in four of them right."""
    game.start(questions="1")
    question = game.question
    letters = [game.letter(option) for option in OPTIONS]
    presses = [token(question, letter) for letter in letters]
    with game.world.store.transaction():
        for number in range(CROWD):
            caller = member(f"M{number:04}")
            game.world.engine.press(caller, presses[number % 4], {}, game.world.now)
    return game


OPTIONS = ("about 12", "about 7", "about 3", "about 40")


def counted(game: Game) -> int:
    row = game.world.store._db.execute(
        "select count(*) from attempts where rating is not null"
    ).fetchone()
    return int(row[0])


def slice_(game: Game) -> int:
    """Do what is due once; how many were counted in it."""
    before = counted(game)
    game.world.due()
    return counted(game) - before


def test_they_are_counted_a_hundred_at_a_time(crowd: Game) -> None:
    crowd.answer(ADA)
    crowd.world.wait(seconds=2)
    steps = [slice_(crowd)]
    shown = question(crowd)
    assert "It is closed. The answers are being counted." in words(shown)
    assert "right" not in words(shown)
    assert shown.buttons == ()

    while crowd.phase == "counting":
        steps.append(slice_(crowd))

    assert steps == [counting.SLICE] * 10 + [1]
    assert "251 of 1,001 had it: Ada, M0000, M0004" in words(question(crowd))


def question(game: Game) -> Panel:
    """The question's message, as one sees it who comes in now."""
    here, me = ADA.channel, ADA.member
    assert here is not None
    posts = game.world.engine.standing(here, me, game.world.now)
    (panel,) = [p.panel for p in posts if p.panel.title.startswith("Question")]
    return panel


def test_between_two_slices_a_restart_loses_nobody(crowd: Game) -> None:
    crowd.answer(ADA)
    crowd.world.wait(seconds=2)
    assert slice_(crowd) == counting.SLICE
    crowd.world.restart()

    while crowd.phase == "counting":
        crowd.wait(0)
    crowd.wait(120)

    assert counted(crowd) == CROWD + 1
    assert "1 question, 1,001 players." in words(crowd.result)
    assert "… and 981 more" in words(crowd.result)
    assert table(crowd.result)[0] == ("1", "Ada", "1", "10")
    own = crowd.world.press(member("M0997"), token(crowd.result, "My answers"))
    assert "Place 252 of 1,001: 0 of 1 right, 0 points." in words(own)

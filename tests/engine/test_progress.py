"""`/progress`: study days, strength by tag and level, and what is due."""

from datetime import date

import pytest

from bot.cards import Deck, Level
from bot.panels import Caller, Picture
from bot.progress import Progress, Strength
from tests.engine.decks import card
from tests.engine.world import ADA, BEN, World, directly


def _seen(world: World, who: Caller = BEN) -> Progress:
    (picture,) = world.run(who, "progress").blocks
    assert isinstance(picture, Picture)
    assert isinstance(picture.face, Progress)
    return picture.face


@pytest.fixture
def mixed(empty: World) -> World:
    cards = (
        card("easy", Level.BEGINNER, tags=("ddpm",)),
        card("hard", Level.EXPERT, tags=("ddpm", "vae")),
        card("rest", Level.EXPERT, tags=("gan",)),
    )
    empty.furnish(Deck("mixed", "Mixed", cards))
    return empty


def test_before_the_first_answer_all_is_there_and_nothing_seen(mixed: World) -> None:
    seen = _seen(mixed)

    assert (seen.days, seen.streak, seen.best) == ({}, 0, 0)
    assert seen.levels == (
        Strength("beginner", 0.0, 0, 1),
        Strength("expert", 0.0, 0, 2),
    )
    assert seen.tags == ()
    assert sum(seen.due) == 0


def test_each_study_day_has_its_answers_and_the_streak_its_length(
    mixed: World,
) -> None:
    mixed.check(BEN)
    mixed.check(BEN)
    mixed.live_to(1, 2, 30)
    mixed.check(BEN)
    mixed.live_to(1, 8)
    mixed.check(BEN)

    seen = _seen(mixed)

    assert seen.days == {date(2026, 3, 2): 3, date(2026, 3, 3): 1}
    assert (seen.today, seen.streak, seen.best) == (date(2026, 3, 3), 2, 2)


def test_strength_is_what_one_would_still_recall(mixed: World) -> None:
    mixed.check(BEN, level="expert")
    assert _seen(mixed).levels[1] == Strength("expert", 1.0, 1, 2)
    assert _seen(mixed).tags == (
        Strength("ddpm", 1.0, 1, 2),
        Strength("vae", 1.0, 1, 1),
    )

    mixed.wait(days=30)

    assert 0.3 < _seen(mixed).levels[1].recall < 0.9


def test_what_is_due_stands_on_its_day_and_what_is_late_on_today(
    mixed: World,
) -> None:
    mixed.check(BEN, right=False, level="beginner")
    mixed.check(BEN, level="expert")
    assert _seen(mixed).due[:4] == (0, 1, 1, 0)

    mixed.wait(days=5)

    assert _seen(mixed).due[:2] == (2, 0)


def test_a_day_that_a_freeze_saved_is_marked(world: World) -> None:
    for day in (*range(7), 8):
        world.live_to(day, 10)
        world.check(BEN)

    assert _seen(world).frozen == {date(2026, 3, 9)}


def test_progress_is_ones_own_and_follows_into_direct_messages(mixed: World) -> None:
    mixed.check(BEN)

    assert _seen(mixed, ADA).days == {}
    assert _seen(mixed, directly(BEN)) == _seen(mixed)

"""`/review`: what is due, the most overdue first."""

from tests.engine.decks import deck
from tests.engine.world import ADA, BEN, World, bodies, labels, token, words


def test_nothing_learnt_leads_to_a_first_question(world: World) -> None:
    shown = world.run(BEN, "review")

    assert "Nothing to review yet" in words(shown)
    assert bodies(world.press(BEN, token(shown, "Quiz me"))) == ["How large is one?"]


def test_nothing_due_says_when_the_next_card_returns(world: World) -> None:
    world.check(BEN, right=False)

    assert "The next card returns Tue 08:00." in words(world.run(BEN, "review"))


def test_what_is_due_comes_the_most_overdue_first(world: World) -> None:
    world.check(BEN, right=False)
    world.wait(hours=1)
    world.check(BEN, right=False)
    world.wait(days=2)

    first = world.run(BEN, "review")
    second = world.press(BEN, token(world.choose(BEN, first), "Next"))
    done = world.press(BEN, token(world.choose(BEN, second), "Next"))

    assert bodies(first) == ["How large is one?"]
    assert bodies(second) == ["How large is two?"]
    assert words(first) == "Review\n2 cards are due for review."
    assert words(second) == "Review\n1 card is due for review."
    assert "Nothing is due." in words(done)
    assert labels(done) == ["Quiz me"]


def test_a_card_due_later_today_is_due_now(world: World) -> None:
    world.check(BEN, right=False)
    world.wait(hours=20)

    assert bodies(world.run(BEN, "review")) == ["How large is one?"]


def test_a_review_counts_for_streak_and_memory(world: World) -> None:
    world.check(BEN, right=False)
    world.wait(days=1)

    verdict = words(world.choose(BEN, world.run(BEN, "review")))

    assert "Streak: 2 days." in verdict
    assert "This card returns in" in verdict


def test_a_card_that_left_its_deck_is_not_asked_again(world: World) -> None:
    world.check(BEN, right=False)
    world.ship(deck("basics", "two"))
    world.wait(days=2)

    assert "Nothing to review yet" in words(world.run(BEN, "review"))
    world.ship(deck("basics", "two", "one"))
    assert bodies(world.run(BEN, "review")) == ["How large is one?"]


def test_an_old_message_says_when_its_card_has_fallen_due_or_left(world: World) -> None:
    question = world.run(BEN, "quiz", form="check")
    assert "This card returns in 1 day." in words(world.choose(BEN, question, False))
    world.wait(days=20)

    old = words(world.choose(BEN, question))
    with world.store.transaction():
        world.engine.ship([deck("basics", "two")], world.now)
    gone = words(world.choose(BEN, question))

    assert old.endswith("This card is due: /review brings it.")
    assert gone.endswith("This one counted before; nothing has changed. Streak: 1 day.")


def test_a_saved_tick_brings_the_card_back_too(world: World) -> None:
    world.live_to(0, 9)
    world.answer(BEN, 0)
    world.live_to(1, 10)

    assert bodies(world.run(BEN, "review")) == ["How large is one?"]


def test_reviews_of_two_members_do_not_mix(world: World) -> None:
    world.check(BEN, right=False)
    world.wait(days=2)

    assert "Nothing to review yet" in words(world.run(ADA, "review"))

"""A post of which nobody can tell whether it arrived: the channel's choice."""

from bot.panels import Forbidden, Later, Outcome, Public, Sent, Unknown
from tests.engine.world import ADA, World, bodies, words

LOST = Unknown("no answer")


def tries(world: World, outcome: Outcome, until: int) -> list[bool]:
    """Whether each try of the first card was told to look first."""
    world.outcome = outcome
    found = []
    while world.now < world.at(0, until):
        found += [
            post.to.unsure
            for post in world.tick()
            if isinstance(post.to, Public) and bodies(post.panel) == ["What is one?"]
        ]
        world.wait(seconds=30)
    return found


def test_rather_not_unless_asked_for(world: World) -> None:
    world.live_to(0, 8, 59)

    assert tries(world, LOST, until=10) == [False]


def test_rather_twice_posts_it_once_more_without_looking(world: World) -> None:
    world.run(ADA, "drop set", twice="on")
    world.live_to(0, 8, 59)
    world.wait(minutes=1)
    world.outcome = LOST

    first = world.tick()
    world.wait(minutes=1)
    again = world.tick()
    world.outcome = None
    world.live_to(1, 8)

    assert [post.to.unsure for post in (*first, *again)] == [False, False]  # type: ignore[union-attr]
    assert world.drops() == []
    (letter,) = world.letters(ADA)
    assert "I cannot tell whether today's card reached home" in letter


def test_what_is_refused_is_not_tried_twice(world: World) -> None:
    world.run(ADA, "drop set", twice="on")
    world.live_to(0, 8, 59)

    assert tries(world, Forbidden("no permission"), until=10) == [False]


def test_where_the_second_arrives_nobody_is_troubled(world: World) -> None:
    world.run(ADA, "drop set", twice="on")
    world.live_to(0, 8, 59)
    world.wait(minutes=1)
    world.outcome = LOST
    world.tick()
    world.outcome = Sent("second")

    world.live_to(1, 8)

    assert len(world.drops()) == 1
    assert world.letters(ADA) == []


def test_a_crash_in_between_makes_no_third(world: World) -> None:
    world.run(ADA, "drop set", twice="on")
    world.live_to(0, 8, 59)
    world.wait(minutes=1)
    world.outcome = LOST
    world.tick()
    world.restart()
    world.wait(minutes=1)
    world.due()  # claimed, sent perhaps, never reported
    world.wait(minutes=2)

    assert tries(world, LOST, until=12) == [True]


def test_a_doubt_that_can_be_looked_into_is_none(world: World) -> None:
    world.run(ADA, "drop set", twice="on")
    world.live_to(0, 8, 59)
    world.wait(minutes=1)
    world.outcome = Later(5, unsure=True)
    world.tick()
    world.wait(seconds=5)

    assert tries(world, LOST, until=12) == [True, False]


def test_the_choice_is_shown_and_taken_back(world: World) -> None:
    said = "Where I cannot tell whether a card arrived, I post it again."

    assert said in words(world.run(ADA, "drop set", twice="on"))
    assert said in words(world.run(ADA, "drop status"))
    assert said in words(world.run(ADA, "drop set", time="10:00"))
    assert said not in words(world.run(ADA, "drop set", twice="off"))

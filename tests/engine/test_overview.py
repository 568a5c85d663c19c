"""How a member stands in a space, outside of its channels."""

from dataclasses import replace

from bot.flows.overview import Overview
from bot.panels import Caller, Panel
from tests.engine.several import answer_in
from tests.engine.world import ADA, BEN, CYD, HALL, HOME, World, words


def _outside(caller: Caller) -> Caller:
    """In the space, but in none of its channels."""
    return replace(caller, channel=None)


def _stands(world: World, who: Caller) -> Overview:
    with world.store.transaction():
        return world.engine.overview(_outside(who), world.now)


def _said(found: Overview) -> list[str]:
    return words(Panel(found.blocks)).strip().split("\n")


def test_a_member_sees_what_is_due_and_the_channels_they_study_in(
    world: World,
) -> None:
    world.live_to(0, 10)
    answer_in(world, BEN, HOME, 0)

    found = _stands(world, BEN)

    assert _said(found) == [
        "Nothing is due for review.",
        "home: a card is open, until Tue 09:00.",
    ]
    assert [(place.channel, place.open) for place in found.places] == [(HOME, True)]
    assert not found.manages


def test_one_who_never_studied_there_sees_no_channel(world: World) -> None:
    world.live_to(0, 10)

    assert _stands(world, CYD).places == ()


def test_whoever_manages_sees_every_channel_that_is_set_up(world: World) -> None:
    world.join(HALL, "hall")
    assert [place.name for place in _stands(world, ADA).places] == ["home"]
    world.run(replace(ADA, channel=HALL), "drop set", time="12:00")

    found = _stands(world, ADA)

    assert [place.name for place in found.places] == ["hall", "home"]
    assert _said(found)[1] == "hall: the next card comes Mon 12:00."
    assert found.manages


def test_where_cards_rest_that_is_said(world: World) -> None:
    world.run(ADA, "drop pause")

    assert _said(_stands(world, ADA))[1] == "home: no card comes just now."


def test_what_is_due_is_counted(world: World) -> None:
    world.check(BEN, right=False)
    world.wait(days=2)

    assert _said(_stands(world, BEN))[0] == "1 card is due for review."


def test_in_no_space_at_all_there_is_no_channel(world: World) -> None:
    world.live_to(0, 10)
    answer_in(world, BEN, HOME, 0)
    nowhere = replace(BEN, channel=None, space=None)

    with world.store.transaction():
        assert world.engine.overview(nowhere, world.now).places == ()

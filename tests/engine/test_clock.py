"""What falls due, each on its own."""

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.panels import Direct, MemberId, Public, Sent
from bot.wishes import Denied, Wish
from tests.engine.decks import deck
from tests.engine.world import ADA, HALL, HOME, SPACE, World, bodies, words


def _second_channel(world: World, deck: str = "basics") -> None:
    world.join(HALL, "hall")
    world.run(replace(ADA, channel=HALL), "drop set", time="09:00", deck=deck)


def test_a_channel_whose_drop_fails_stops_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.ship(deck("other", "x", "y"))
    _second_channel(world, "other")
    world.store._db.execute(
        "update versions set content = '{}' "
        "where deck = (select id from decks where slug = 'basics')"
    )
    world.restart()
    world.now = world.at(0, 9)
    with caplog.at_level(logging.ERROR, "bot.flows.clock"):
        (card,) = world.tick()
    assert isinstance(card.to, Public)
    assert card.to.channel == HALL
    assert "This fell due and failed" in caplog.text
    assert ADA.name not in caplog.text  # who set the channel up
    assert world.engine.next_due() == world.now + timedelta(minutes=10)


def test_a_disk_that_fails_undoes_it_all_and_is_no_fault_of_what_fell_due(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.now = world.at(0, 9)
    world.store.begin()
    world.store._db.execute("pragma query_only = on")
    with pytest.raises(world.store.FAULTS, match="readonly"):
        world.engine.due(world.now)
    world.store._db.execute("pragma query_only = off")
    world.store.rollback()
    assert caplog.messages == []

    (card,) = world.tick()

    assert bodies(card.panel) == ["What is one?"]


def test_what_may_stand_is_still_looked_for_after_a_fault_of_ours(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.now = world.at(0, 9)
    world.due()  # it is being sent, and the process dies
    kept = world.store._db.execute("select content from versions").fetchone()
    world.store._db.execute("update versions set content = '{}'")
    world.restart()
    world.wait(seconds=11)
    assert world.tick() == []
    said, mark = world.store._db.execute(
        "select payload, mark from messages"
    ).fetchone()
    assert said == "Card 1 of 6"
    assert "kind='drop'" in caplog.text
    assert said not in caplog.text
    assert mark not in caplog.text
    world.store._db.execute("update versions set content = ?", kept)

    world.wait(minutes=10)
    (card,) = world.tick()

    assert isinstance(card.to, Public)
    assert card.to.unsure


def test_a_left_space_has_nothing_due(world: World) -> None:
    _second_channel(world)
    with world.store.transaction():
        world.engine.leave_space(SPACE, world.now)
    world.now = world.at(0, 9)
    assert world.tick() == []
    assert world.engine.next_due() is None


def test_a_new_card_carries_the_wishes_of_its_channel(world: World) -> None:
    world.run(ADA, "drop set", thread="on", pin="on", role="4711")
    world.now = world.at(0, 9)
    (card,) = world.tick()
    assert isinstance(card.to, Public)
    named = "Card of the day, Mon 2 Mar 2026"
    assert (card.to.thread, card.to.pin, card.to.role) == (named, True, "4711")
    world.run(ADA, "drop set", thread="off", pin="off", role="off")
    world.now = world.at(1, 9)
    fresh = [p.to for p in world.tick() if isinstance(p.to, Public) and not p.to.ref]
    assert [(to.thread, to.pin, to.role) for to in fresh] == [("", False, "")]


def test_what_is_not_named_in_a_command_stays_as_it_is(world: World) -> None:
    off = world.store.channels.get(HOME)
    world.run(ADA, "drop set", days="every day")
    assert world.store.channels.get(HOME) == off

    world.run(ADA, "drop set", thread="on", pin="on", role="4711", twice="on")
    on = world.store.channels.get(HOME)
    world.run(ADA, "drop set", days="every day")
    assert world.store.channels.get(HOME) == on
    assert on is not None
    assert (on.thread, on.pin, on.role, on.twice) == (True, True, "4711", True)


def test_a_thread_is_named_by_the_channels_own_date(world: World) -> None:
    world.run(ADA, "drop set", time="08:00", zone="Asia/Tokyo", thread="on")
    world.now = world.at(0, 23)  # UTC: there it is Tuesday
    (card,) = [p.to for p in world.tick() if isinstance(p.to, Public) and not p.to.ref]
    assert card.thread == "Card of the day, Tue 3 Mar 2026"


def test_a_pin_is_taken_away_with_the_edit_that_closes_the_card(world: World) -> None:
    world.run(ADA, "drop set", pin="on")
    world.now = world.at(0, 9)
    world.tick()
    world.now = world.at(1, 9)
    edits = [p.to for p in world.tick() if isinstance(p.to, Public) and p.to.ref]
    assert [(to.unpin, to.over) for to in edits] == [(True, True)]


def test_a_pin_is_taken_away_where_no_more_pins_are_wanted_by_then(
    world: World,
) -> None:
    world.run(ADA, "drop set", pin="on")
    world.live_to(0, 9)
    world.wait(hours=1)
    world.run(ADA, "drop set", pin="off")
    world.live_to(1, 9)
    edits = [p.to for p in world.shown if isinstance(p.to, Public) and p.to.ref]
    world.live_to(2, 9)
    later = [p.to for p in world.shown if isinstance(p.to, Public) and p.to.ref]

    assert [to.unpin for to in edits] == [True]
    assert [to.unpin for to in later] == [True, False]


def test_what_a_platform_denies_is_wished_no_more_and_told_once(world: World) -> None:
    world.run(ADA, "drop set", thread="on", pin="on", role="4711")
    denied = (Denied(Wish.THREAD, "no room"), Denied(Wish.ROLE, "nobody there"))
    world.outcome = Sent("test:1", denied)
    world.now = world.at(0, 9)
    world.tick()
    world.outcome = None
    world.now = world.at(0, 10)
    (told,) = world.tick()
    assert isinstance(told.to, Direct)
    assert "without a thread (no room) or the call to its role (nobody there)" in words(
        told.panel
    )
    status = words(world.run(ADA, "drop status"))
    assert "Each card is pinned while it is open." in status
    world.now = world.at(1, 9)
    fresh = [p.to for p in world.tick() if isinstance(p.to, Public) and not p.to.ref]
    assert [(to.thread, to.pin, to.role) for to in fresh] == [("", True, "")]


def test_wishes_are_offered_only_where_the_platform_has_them(world: World) -> None:
    there = replace(ADA, member=MemberId("discord:1"))
    menus = [select.label for select in world.run(ADA, "drop set").selects]
    offered = world.run(there, "drop set").selects[-1]
    world.press(there, offered.token, choice=["thread"])
    shown = world.press(there, offered.token, choice=[])

    assert "With each card" not in menus
    assert offered.label == "With each card"
    assert [choice.label for choice in offered.choices] == [
        "A thread to talk in",
        "A pin while it is open",
    ]
    assert "Each card" not in words(shown)

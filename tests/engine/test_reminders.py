"""Reminders: off by default, one a day at most, never to those who have studied."""

from bot.panels import Forbidden, Gone
from tests.engine.decks import deck
from tests.engine.world import BEN, HOME, World, bodies, labels, member, token, words


def test_nobody_is_reminded_who_did_not_ask(world: World) -> None:
    world.check(BEN)
    world.live_to(5, 0)

    assert world.letters(BEN) == []


def test_at_the_time_set_one_is_told_what_is_due(world: World) -> None:
    world.check(BEN, right=False)
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(1, 17, 59)
    assert world.letters(BEN) == []

    world.live_to(1, 18)

    (letter,) = world.letters(BEN)
    assert "Your streak stands at 1 day. 1 card is due." in letter
    assert labels(world.shown[-1].panel) == ["Review now", "No more reminders"]


def test_who_has_studied_today_is_left_alone(world: World) -> None:
    world.run(BEN, "settings", reminder="18:00")
    world.check(BEN)
    world.live_to(0, 23)

    assert world.letters(BEN) == []


def test_review_now_leads_to_what_is_due(world: World) -> None:
    world.check(BEN, right=False)
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(1, 18)

    review = world.press(BEN, token(world.shown[-1].panel, "Review now"))

    assert bodies(review) == ["How large is one?"]


def test_no_more_reminders_means_none(world: World) -> None:
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(0, 18)

    saved = world.press(BEN, token(world.shown[-1].panel, "No more reminders"))
    world.live_to(5, 0)

    assert "Reminder: off." in words(saved)
    assert len(world.letters(BEN)) == 1


def test_they_rest_two_weeks_after_one_was_last_seen(world: World) -> None:
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(40, 0)

    letters = world.letters(BEN)
    assert len(letters) == 14
    assert letters[-1].endswith("This is the last reminder until you are back.")
    assert not any("last reminder" in letter for letter in letters[:-1])

    world.run(BEN, "help")
    world.live_to(41, 0)

    assert len(world.letters(BEN)) == 15
    assert "last reminder" not in world.letters(BEN)[-1]


def test_one_a_day_at_most_whatever_is_changed(world: World) -> None:
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(0, 18)
    world.run(BEN, "settings", reminder="20:00")
    world.live_to(0, 21)
    assert len(world.letters(BEN)) == 1

    world.run(BEN, "settings", zone="New York", reminder="19:00")
    world.live_to(1, 4)

    assert len(world.letters(BEN)) == 1
    world.live_to(2, 4)
    assert len(world.letters(BEN)) == 2


def test_a_reminder_keeps_to_the_clock_of_who_travels(world: World) -> None:
    world.run(member("Far", "Europe/Berlin"), "settings", reminder="18:00")
    world.run(member("Far", "Asia/Tokyo"), "help")

    world.live_to(0, 9)

    assert len(world.letters(member("Far"))) == 1


def test_a_reminder_missed_by_a_day_is_let_go(world: World) -> None:
    world.run(BEN, "settings", reminder="18:00")
    world.now = world.at(1, 10)
    world.tick()
    assert world.letters(BEN) == []

    world.live_to(1, 18)

    assert len(world.letters(BEN)) == 1


def test_a_broken_streak_is_not_called_standing(world: World) -> None:
    world.check(BEN)
    world.live_to(3, 10)
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(3, 18)

    assert "streak" not in world.letters(BEN)[0]


def test_a_card_that_is_not_asked_any_more_is_not_due(world: World) -> None:
    world.check(BEN, right=False)
    world.ship(deck("basics", "two"))
    world.run(BEN, "settings", reminder="18:00")
    world.live_to(1, 18)

    assert "due" not in world.letters(BEN)[0]


def test_what_cannot_be_delivered_switches_itself_off(world: World) -> None:
    for why in (Forbidden("no direct messages"), Gone("no such member")):
        world.run(BEN, "settings", reminder="08:30")
        world.now = world.now.replace(hour=8, minute=30)
        world.outcome = why
        world.tick()
        world.outcome = None

        assert "Reminder: off." in words(world.run(BEN, "settings"))
        world.wait(hours=20)
    assert world.letters(BEN) == []
    assert world.store.channels.get(HOME).suspended == ""  # type: ignore[union-attr]

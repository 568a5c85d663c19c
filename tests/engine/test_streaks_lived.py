"""Streaks, lived through: weeks with the bot up, down, paused, and far away."""

from datetime import date, timedelta

import pytest

from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    World,
    abroad,
    bodies,
    directly,
    member,
    words,
)


def _streak(world: World, who: object = BEN) -> str:
    return words(world.run(who, "streak"))  # type: ignore[arg-type]


def _study_daily(world: World, days: range) -> None:
    for day in days:
        world.live_to(day, 10)
        world.check(BEN)


def test_each_day_studied_counts_one(world: World) -> None:
    _study_daily(world, range(3))

    assert "3 days: your best so far." in _streak(world)
    assert "Today counts." in _streak(world)


def test_a_second_answer_on_a_day_counts_no_more(world: World) -> None:
    world.check(BEN)
    world.check(BEN)

    assert "1 day: your best so far." in _streak(world)


def test_a_missed_day_breaks_it_and_the_next_answer_begins_anew(
    world: World,
) -> None:
    _study_daily(world, range(3))
    world.live_to(5, 10)

    assert "No streak just now. Your best was 3 days." in _streak(world)
    assert "Streak: 1 day." in words(world.check(BEN))


def test_the_first_day_missed_is_one_however_early_its_card_came(world: World) -> None:
    world.run(ADA, "drop set", time="03:00")
    for day in (0, 1):
        world.live_to(day, 10)
        world.check(BEN)
    world.live_to(3, 10)

    assert "Streak: 1 day." in words(world.check(BEN))


def test_the_day_lasts_until_three_in_the_night(world: World) -> None:
    _study_daily(world, range(1))
    world.live_to(2, 2, 58)

    assert "Streak: 2 days." in words(world.check(BEN))


def test_seven_days_earn_a_freeze_and_it_is_used_by_itself(world: World) -> None:
    _study_daily(world, range(7))
    assert "1 freeze held" in _streak(world)

    _study_daily(world, range(8, 9))

    assert "8 days: your best so far." in _streak(world)
    assert (
        "No freeze held; every seven streak days earn one. "
        "The last one saved Mon 9 Mar 2026."
    ) in _streak(world)

    _study_daily(world, range(9, 15))
    assert (
        "1 freeze held: a missed day uses one by itself. "
        "The last one saved Mon 9 Mar 2026."
    ) in _streak(world)


def test_two_freezes_are_held_at_most(world: World) -> None:
    _study_daily(world, range(22))

    assert "2 freezes held" in _streak(world)


def test_weekends_off_cost_nothing(world: World) -> None:
    world.run(ADA, "drop set", days="mon-fri")
    for week in range(3):
        _study_daily(world, range(7 * week, 7 * week + 5))

    assert "15 days: your best so far." in _streak(world)
    assert "2 freezes held" in _streak(world)


def test_an_outage_costs_nothing(world: World) -> None:
    _study_daily(world, range(3))
    world.now = world.at(6, 10)
    world.tick()

    assert "Streak: 4 days." in words(world.check(BEN))


def test_days_without_the_platform_cost_nothing(world: World) -> None:
    _study_daily(world, range(3))
    world.unreached = ["test"]
    world.live_to(6, 10)
    world.unreached = []

    assert "Streak: 4 days." in words(world.check(BEN))


def test_days_without_another_platform_ask_as_ever(world: World) -> None:
    _study_daily(world, range(3))
    world.unreached = ["other"]
    world.live_to(6, 10)

    assert "Streak: 1 day." in words(world.check(BEN))


def test_a_pause_costs_nothing(world: World) -> None:
    _study_daily(world, range(2))
    world.run(ADA, "drop pause")
    world.live_to(12, 10)

    assert "Streak: 3 days." in words(world.check(BEN))


def test_a_drop_caught_up_late_asks_only_where_six_hours_are_left(
    world: World,
) -> None:
    _study_daily(world, range(2))
    world.run(ADA, "drop set", time="20:00", days="wed")
    world.live_to(2, 19)
    world.now = world.at(3, 0, 30)
    world.live_to(4, 10)

    assert "Streak: 3 days." in words(world.check(BEN))


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Pacific/Kiritimati", 7),
        ("Pacific/Honolulu", 7),
        ("Asia/Kolkata", 9),
        ("Europe/Berlin", 9),
    ],
)
def test_wherever_one_lives_answering_each_drop_is_enough(
    world: World, zone: str, days: int
) -> None:
    """Some of these answers fall on one day of theirs, and none in between breaks."""
    far = member("Far", zone)
    world.live_to(0, 9)
    for day in range(9):
        world.live_to(day, 9 + (day * 5) % 14)
        world.answer(far, 0)

    assert f"\n{days} days: your best so far." in _streak(world, far)


def test_who_never_answered_in_a_channel_is_not_asked_by_it(world: World) -> None:
    world.check(directly(CYD))
    world.live_to(4, 10)

    assert "Streak: 2 days." in words(world.check(directly(CYD)))


def test_after_thirty_days_a_channel_is_no_longer_ones_own(world: World) -> None:
    world.check(BEN)
    world.live_to(31, 12, 0)
    world.check(directly(BEN))
    world.live(world.now + timedelta(days=4))

    assert "Streak: 2 days." in words(world.check(directly(BEN)))


def test_flying_west_takes_no_day_away(world: World) -> None:
    _study_daily(world, range(3))
    world.run(BEN, "settings", zone="Honolulu")

    assert "Streak: 3 days." in words(world.check(BEN))
    world.live_to(3, 20)
    assert "Streak: 4 days." in words(world.check(BEN))


def test_flying_over_the_date_line_takes_no_day_away(world: World) -> None:
    _study_daily(world, range(3))
    world.run(BEN, "settings", zone="Kiritimati")
    world.live_to(2, 14)
    world.check(BEN)

    assert "4 days: your best so far." in _streak(world)


def test_a_day_that_a_flight_cut_short_costs_nothing(world: World) -> None:
    """Five hours of Monday in Honolulu, then it is Tuesday in Kiritimati."""
    world.run(CYD, "settings", zone="Honolulu")
    world.check(CYD)
    world.live_to(0, 18)
    world.run(CYD, "settings", zone="Kiritimati")
    world.live_to(0, 20)

    assert "Streak: 2 days." in words(world.answer(CYD, 0))


def test_a_drop_answered_before_its_day_began_does_not_ask_after_a_flight_west(
    world: World,
) -> None:
    """Tuesday had begun in Kiritimati; the card is answered on Monday, in Honolulu."""
    world.run(ADA, "drop set", days="monday, thursday")
    world.run(CYD, "settings", zone="Kiritimati")
    world.check(CYD)
    world.live_to(0, 20)
    world.run(CYD, "settings", zone="Honolulu")
    world.live_to(0, 21)
    world.answer(CYD, 0)
    world.live_to(3, 20)

    assert "Streak: 2 days." in words(world.answer(CYD, 0))


def test_a_drop_answered_the_evening_before_does_not_ask_again(world: World) -> None:
    world.run(ADA, "drop set", time="22:00", days="monday, wednesday")
    world.live_to(0, 22)
    world.answer(BEN, 0)
    world.live_to(2, 22)
    world.answer(BEN, 0)

    assert "2 days: your best so far." in _streak(world)


def test_a_saved_tick_keeps_it_as_any_answer_does(world: World) -> None:
    world.live_to(0, 9)
    world.answer(BEN)
    world.live_to(1, 9)

    assert "Streak: 2 days." in words(world.answer(BEN))


def test_the_night_in_which_clocks_go_forward_is_one_night(empty: World) -> None:
    """In Berlin, 29 March 2026: after 01:59 comes 03:00, and with it the new day."""
    empty.now = empty.at(26, 8)
    empty.furnish(zone="Europe/Berlin")
    empty.check(BEN)

    empty.live_to(27, 0, 59)
    assert "Streak: 1 day." in words(empty.check(BEN))
    empty.live_to(27, 1)
    assert "Streak: 2 days." in words(empty.check(BEN))


def test_the_night_in_which_clocks_go_back_is_one_night(empty: World) -> None:
    """In Berlin, 25 October 2026: 02:30 comes twice, and both are yesterday's."""
    empty.now = empty.at(236, 8)
    empty.furnish(zone="Europe/Berlin")
    empty.check(BEN)

    for hour in (0, 1):
        empty.live_to(237, hour, 30)
        assert "Streak: 1 day." in words(empty.check(BEN))
    empty.live_to(237, 2)
    assert "Streak: 2 days." in words(empty.check(BEN))


def test_the_day_stored_with_an_answer_stays_wherever_one_moves(world: World) -> None:
    world.check(BEN)
    world.run(BEN, "settings", zone="Honolulu")
    world.check(BEN)
    world.run(BEN, "settings", zone="Tokyo")

    person = world.store.members.person(BEN.member)
    assert person
    days = [attempt.day for _, attempt in world.store.attempts.history(person.id)]
    assert days == [date(2026, 3, 2), date(2026, 3, 1)]
    assert "2 days: your best so far." in _streak(world)


def test_a_channel_asks_until_thirty_days_after_the_last_answer_there(
    world: World,
) -> None:
    world.check(BEN)
    for day in range(1, 30):
        world.live_to(day, 10)
        world.check(directly(BEN))

    world.live_to(31, 10)
    assert "1 freeze held" in _streak(world)
    world.live_to(33, 10)
    assert "1 freeze held" in _streak(world)


def test_after_a_flight_west_streak_says_whether_today_counts(world: World) -> None:
    """A day later than today was studied: whether today was is another question."""
    world.run(BEN, "settings", zone="Auckland")
    world.live_to(0, 21)
    world.check(BEN)
    assert "Today counts. Your day ends Tue 14:00 (Pacific/Auckland" in _streak(world)

    world.run(BEN, "settings", zone="Honolulu")
    assert "Today does not count yet." in _streak(world)

    world.check(BEN)
    assert "Today counts. Your day ends Tue 13:00 (Pacific/Honolulu" in _streak(world)


def test_a_streak_and_memory_follow_into_another_server(world: World) -> None:
    world.go_abroad()
    world.check(BEN, right=False)
    world.live_to(1, 9)

    assert "1 day: your best so far." in _streak(world, abroad(BEN))
    assert bodies(world.run(abroad(BEN), "review")) == ["How large is one?"]


def test_a_streak_follows_into_direct_messages(world: World) -> None:
    _study_daily(world, range(2))

    assert "2 days" in words(world.run(directly(BEN), "streak"))


def test_the_last_minute_counts_as_up_for_whoever_answers_in_it(world: World) -> None:
    """Else the streak would be another one as soon as the next beat is known."""
    world.run(ADA, "drop set", time="21:00")
    world.check(BEN)
    world.live_to(1, 21)
    world.live_to(2, 2, 59)
    world.wait(seconds=90)

    assert "Streak: 1 day." in words(world.check(BEN))
    world.live_to(2, 4)

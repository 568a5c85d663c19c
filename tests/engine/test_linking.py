"""Two accounts of one person: one streak, one memory, and back again."""

import json
from dataclasses import replace

import pytest

from bot.errors import Refusal
from bot.members import PersonId
from bot.panels import Caller
from tests.engine.several import BENNY, THIRD, answer_in, link, open_hall, streak
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HALL,
    HOME,
    World,
    bodies,
    directly,
    member,
    sent_file,
    token,
    words,
)


@pytest.fixture
def both(world: World) -> World:
    """Ben has a channel here, and Benny one elsewhere."""
    open_hall(world)
    return world


def _due(world: World, who: Caller) -> set[str]:
    shown = world.run(who, "privacy export")
    file = sent_file(shown)
    return {memory["card"] for memory in json.loads(file.data)["memory"]}


# One streak.


def test_days_on_either_account_are_days_of_one_streak(both: World) -> None:
    for day in range(4):
        both.live_to(day, 10)
        if day % 2:
            answer_in(both, BEN, HOME, 0)
        else:
            answer_in(both, BENNY, HALL, 0)

    link(both, BEN, BENNY)

    assert streak(both, BEN) == "4 days: your best so far."
    assert streak(both, BENNY) == "4 days: your best so far."


def test_from_then_on_a_day_on_one_keeps_it_for_both(both: World) -> None:
    link(both, BEN, BENNY)
    for day in range(8):
        both.live_to(day, 10)
        answer_in(both, BEN if day < 4 else BENNY, HOME if day < 4 else HALL, 0)

    assert streak(both, BEN) == "8 days: your best so far."
    assert "1 freeze held" in words(both.run(BENNY, "streak"))


def test_a_freeze_is_earned_and_used_by_both_together(both: World) -> None:
    link(both, BEN, BENNY)
    for day in range(7):
        both.live_to(day, 10)
        answer_in(both, BEN if day % 2 else BENNY, HOME if day % 2 else HALL, 0)
    both.live_to(8, 10)
    answer_in(both, BENNY, HALL, 0)

    assert streak(both, BEN) == "8 days: your best so far."
    assert "No freeze held" in words(both.run(BEN, "streak"))


# One memory, and one attempt.


def test_what_one_account_learnt_the_other_is_asked_again(both: World) -> None:
    both.check(BENNY, right=False)
    link(both, BEN, BENNY)
    both.wait(days=2)

    assert bodies(both.run(directly(BEN), "review")) == ["How large is one?"]


def test_a_card_that_both_had_answered_is_remembered_by_the_first(
    both: World,
) -> None:
    other = replace(BENNY, channel=HOME, space=BEN.space)
    both.live_to(0, 10)
    answer_in(both, BEN, HOME, 0, 1, 2, 3)
    before = both.store.memories.of(_person(both, BEN))
    answer_in(both, other, HOME)

    link(both, other, BEN)

    assert both.store.memories.of(_person(both, BEN)) == before
    both.live_to(1, 9)
    assert "1 has answered" in words(both.drops()[0])


def _person(world: World, who: Caller) -> PersonId:
    person = world.store.members.person(who.member)
    assert person is not None
    return person.id


def test_once_linked_a_round_is_answered_by_either_and_counts_once(
    both: World,
) -> None:
    other = replace(BENNY, channel=HOME, space=BEN.space)
    link(both, BEN, BENNY)
    both.live_to(0, 10)
    answer_in(both, BEN, HOME, 0, 1)

    again = both.press(other, token(both.drop(), "Show answer"))

    assert "2 of 4 key points" in words(again)
    both.live_to(0, 11)
    assert "1 has answered" in words(both.drop())


def test_two_accounts_of_one_are_one_among_those_who_saved(both: World) -> None:
    """From three savers on it is told which key points were lacked."""
    other = replace(BENNY, channel=HOME, space=BEN.space)
    both.live_to(0, 10)
    for who in (BEN, other, CYD):
        answer_in(both, who, HOME, 0)
    link(both, BEN, other)

    both.live_to(1, 9)

    assert "Lacked most often" not in words(both.drops()[0])


def test_a_card_gives_points_once_a_day_whichever_account_it_is(both: World) -> None:
    link(both, BEN, BENNY)
    both.check(BEN, deck="basics")
    for _ in range(6):
        both.check(BENNY)

    tallies = both.store.tallies.all()
    points = [row[3] for row in tallies if row[1] in (BEN.member, BENNY.member)]
    assert sum(points) == 60


def test_boards_stay_as_they_are(both: World) -> None:
    both.check(BEN)
    link(both, BEN, BENNY)

    assert "Ben (you) | 10 | 1" in words(both.run(BEN, "leaderboard"))
    assert "Nobody has studied here" in words(both.run(BENNY, "leaderboard"))


# And back.


def test_parted_each_has_what_its_own_log_says(both: World) -> None:
    for day in range(4):
        both.live_to(day, 10)
        answer_in(both, BEN, HOME, 0)
        if day == 3:
            answer_in(both, BENNY, HALL, 0)
    link(both, BEN, BENNY)
    both.check(BENNY)

    said = words(both.run(BEN, "settings unlink"))

    assert "Streak: 4 days." in said
    assert streak(both, BENNY) == "1 day: your best so far."
    assert _due(both, BEN) == {"one", "two", "three", "four"}
    assert _due(both, BENNY) == {"one", "four"}


def test_the_one_that_is_left_is_told(both: World) -> None:
    link(both, BEN, BENNY)
    both.run(BENNY, "settings unlink")
    both.tick()

    assert "Benny (Isle) is no longer linked" in both.letters(BEN)[-1]


def test_an_account_that_is_linked_with_none_says_how_to(both: World) -> None:
    with pytest.raises(Refusal, match="/settings link gives you a code"):
        both.run(BEN, "settings unlink")


def test_a_third_joins_both_and_the_others_stay_when_one_leaves(both: World) -> None:
    both.check(THIRD)
    link(both, BEN, BENNY)
    link(both, THIRD, BENNY)
    said = words(both.run(BEN, "settings"))
    assert "Linked with Ben III (Hill) and Benny (Isle)." in said

    both.run(THIRD, "settings unlink")

    assert "Linked with Benny (Isle)." in words(both.run(BEN, "settings"))
    assert streak(both, BEN).startswith("No streak just now.")
    assert streak(both, THIRD) == "1 day: your best so far."


def test_they_can_be_linked_and_parted_again_and_again(both: World) -> None:
    for _ in range(3):
        link(both, BEN, BENNY)
        both.check(BEN)
        both.run(BEN, "settings unlink")

    assert streak(both, BEN) == "1 day: your best so far."
    assert both.store.sizes()["people"] == 4


# Settings, zones and reminders.


def test_the_zone_is_the_one_that_is_known_best(both: World) -> None:
    far = replace(BENNY, zone="Asia/Tokyo")
    both.run(far, "help")

    link(both, BEN, far)

    assert "Asia/Tokyo (as your device or profile says)" in words(
        both.run(BEN, "settings")
    )


def test_a_zone_that_was_chosen_wins_over_a_profiles(both: World) -> None:
    both.run(BEN, "settings", zone="Berlin")
    far = replace(BENNY, zone="Asia/Tokyo")

    link(both, far, BEN)

    assert "Europe/Berlin (as you set it)" in words(both.run(far, "settings"))


def test_two_profiles_of_different_zones_do_not_take_turns(both: World) -> None:
    near, far = member("Ben", "Europe/Berlin"), replace(BENNY, zone="Asia/Tokyo")
    link(both, near, far)

    for _ in range(3):
        assert "Europe/Berlin" in words(both.run(far, "settings"))
        assert "Europe/Berlin" in words(both.run(near, "settings"))
    moved = replace(near, zone="Europe/Paris")
    assert "Europe/Paris" in words(both.run(moved, "settings"))
    assert "Europe/Paris" in words(both.run(far, "settings"))


def test_what_only_one_had_set_holds_for_both(both: World) -> None:
    both.run(BENNY, "settings", theme="dark", reminder="18:00")

    link(both, BEN, BENNY)

    said = words(both.run(BEN, "settings"))
    assert "Pictures: Dark." in said
    assert "Reminder at 18:00" in said
    assert both.engine.theme(BEN.member) == "dark"


def test_parted_each_has_its_own_settings_back(both: World) -> None:
    both.run(BENNY, "settings", theme="dark", reminder="18:00", zone="Tokyo")
    link(both, BEN, BENNY)

    both.run(BEN, "settings unlink")

    mine, theirs = (words(both.run(who, "settings")) for who in (BEN, BENNY))
    assert "Pictures: Automatic." in mine
    assert "Reminder: off." in mine
    assert "UTC" in mine
    assert "Pictures: Dark." in theirs
    assert "Reminder at 18:00" in theirs
    assert "Asia/Tokyo (as you set it)" in theirs


def test_what_is_set_while_they_are_linked_stays_with_both(both: World) -> None:
    link(both, BEN, BENNY)
    both.run(BENNY, "settings", theme="light", reminder="19:00", zone="Lisbon")

    both.run(BEN, "settings unlink")

    for who in (BEN, BENNY):
        said = words(both.run(who, "settings"))
        assert "Pictures: Light." in said
        assert "Reminder at 19:00" in said
        assert "Europe/Lisbon" in said


def test_one_reminder_a_day_comes_to_the_account_seen_last(
    both: World, caplog: pytest.LogCaptureFixture
) -> None:
    for who in (BEN, BENNY):
        both.run(who, "settings", reminder="18:00")
    link(both, BEN, BENNY)
    both.wait(hours=2)
    both.run(BENNY, "help")

    both.live_to(0, 19)

    assert [len(_reminders(both, who)) for who in (BEN, BENNY)] == [0, 1]
    assert caplog.records == []


def test_parted_on_the_day_of_a_reminder_no_second_comes(both: World) -> None:
    for who in (BEN, BENNY):
        both.run(who, "settings", reminder="18:00")
    link(both, BEN, BENNY)
    both.live_to(0, 18)
    both.run(BEN, "settings unlink")
    both.live_to(0, 23)
    assert sum(len(_reminders(both, who)) for who in (BEN, BENNY)) == 1

    both.live_to(1, 18)
    assert sum(len(_reminders(both, who)) for who in (BEN, BENNY)) == 3


def _reminders(world: World, who: Caller) -> list[str]:
    return [said for said in world.letters(who) if "enough for today" in said]


def test_days_are_cut_by_the_zone_they_have_together(both: World) -> None:
    both.run(BEN, "settings", zone="Tokyo")
    link(both, BEN, BENNY)
    both.live_to(0, 19)  # it is Tuesday, four in the morning, in Tokyo
    answer_in(both, BENNY, HALL, 0)

    (attempt,) = both.store.attempts.days(_person(both, BENNY))
    assert attempt.isoformat() == "2026-03-03"


@pytest.mark.parametrize("told", ["before", "while they are linked", "chosen"])
def test_days_that_a_zone_cut_are_judged_by_it_also_when_they_part(
    both: World, told: str
) -> None:
    """Late in London is early on the next day in Tokyo: three cards a week."""
    both.run(ADA, "drop set", days="mon, wed, fri", time="20:00")
    far = replace(BENNY, zone="Asia/Tokyo")
    if told == "before":
        both.run(far, "help")
    link(both, BEN, BENNY)
    if told == "chosen":
        both.run(BENNY, "settings", zone="Tokyo")
    both.run(far, "help")
    for day in (0, 2, 4):
        both.live_to(day, 21)
        answer_in(both, BEN, HOME, 0)
    both.live_to(6, 12)
    assert streak(both, BEN) == "3 days: your best so far."

    both.run(BEN, "settings unlink")
    both.run(BEN, "settings", zone="UTC")
    assert streak(both, BEN) == "3 days: your best so far."
    for day in (7, 9, 11):
        both.live_to(day, 21)
        answer_in(both, BEN, HOME, 0)
    both.live_to(13, 12)

    assert streak(both, BEN) == "6 days: your best so far."


# What is stored.


def test_the_export_has_both_accounts(both: World) -> None:
    both.check(BEN)
    both.check(BENNY)
    link(both, BEN, BENNY)

    shown = both.run(BENNY, "privacy export")

    file = sent_file(shown)
    data = json.loads(file.data)
    assert [one["account"] for one in data["accounts"]] == ["test:ben", "isle:benny"]
    assert {one["account"] for one in data["attempts"]} == {"test:ben", "isle:benny"}
    assert "Benny and Ben (Test)" in words(both.run(BENNY, "privacy show"))


def test_deleting_says_that_it_goes_for_both_and_does(both: World) -> None:
    both.check(BEN)
    both.check(BENNY)
    link(both, BEN, BENNY)
    both.tick()

    asked = both.run(BENNY, "privacy delete")
    assert "This goes for Ben (Test) as well." in words(asked)
    both.press(BENNY, token(asked, "Delete my data"))

    dump = "\n".join(both.store._db.conn.iterdump())
    assert "test:ben" not in dump
    assert "isle:benny" not in dump
    people = "select count(*) from people where id not in (select own from members)"
    assert both.store._db.execute(people).fetchone() == (0,)


def test_taken_out_first_the_other_keeps_its_own(both: World) -> None:
    both.check(BEN)
    both.check(BENNY)
    link(both, BEN, BENNY)
    both.run(BENNY, "settings unlink")

    both.press(BENNY, token(both.run(BENNY, "privacy delete"), "Delete my data"))

    assert streak(both, BEN) == "1 day: your best so far."


def test_damage_to_one_who_has_two_accounts_is_found_and_mended(both: World) -> None:
    both.check(BEN)
    both.check(BENNY)
    link(both, BEN, BENNY)
    both.store._db.execute("update streaks set days = 99")
    both.store._db.execute("update memories set stability = 1")
    assert both.faults() == [
        "memory does not follow from the log (person 5)\n"
        "the streak does not follow from the log (person 5)"
    ]

    with both.store.transaction():
        list(both.engine.recount(both.now, repair=True))

    assert both.faults() == []
    assert streak(both, BENNY) == "1 day: your best so far."


def test_what_was_sent_to_one_account_is_not_shown_to_the_other(both: World) -> None:
    link(both, BEN, BENNY)
    both.tick()

    standing = both.engine.standing(HALL, BENNY.member, both.now)

    assert [post for post in standing if "linked with this" in words(post.panel)] == []


def test_a_drop_that_both_accounts_answered_was_answered_on_the_first_of_those_days(
    world: World,
) -> None:
    """On Monday night in UTC, and on Wednesday's morning on Kiritimati, hours later."""
    far = member("Far", "Pacific/Kiritimati")
    world.run(ADA, "drop set", time="22:00", days="monday")
    world.live_to(0, 22, 5)
    world.answer(BEN, 0)
    world.live_to(1, 14)
    world.answer(far, 0)

    link(world, far, BEN)

    assert "2 days: your best so far." in streak(world, BEN)


def test_who_was_reminded_on_either_account_is_not_reminded_again_that_day(
    world: World,
) -> None:
    def reminders() -> int:
        letters = [*world.letters(BEN), *world.letters(BENNY)]
        return sum(letter.startswith("Reminder") for letter in letters)

    open_hall(world)
    world.run(BEN, "settings", reminder="20:00")
    world.run(BENNY, "settings", reminder="18:00")
    world.live_to(1, 19)
    assert reminders() == 3

    link(world, BEN, BENNY)
    world.live_to(1, 23)
    assert reminders() == 3
    world.live_to(2, 23)
    assert reminders() == 4


def test_an_account_that_travels_while_it_is_linked_is_there_by_itself_too(
    world: World,
) -> None:
    link(world, BEN, replace(BENNY, zone="Asia/Tokyo"))

    world.run(replace(BENNY, zone="Europe/Berlin"), "help")

    data = json.loads(sent_file(world.run(BEN, "privacy export")).data)
    assert [one["by itself"]["zone"] for one in data["accounts"]] == [
        "UTC",
        "Europe/Berlin",
    ]
    lived = [(one["account"], one["zone"]) for one in data["zones"]]
    assert lived.count(("test:ben", "Europe/Berlin")) == 1
    assert lived.count(("isle:benny", "Europe/Berlin")) == 1


def test_parted_again_each_account_lives_by_its_own_clock(world: World) -> None:
    link(world, BEN, replace(BENNY, zone="Asia/Tokyo"))
    world.wait(minutes=1)

    world.run(BEN, "settings unlink")

    data = json.loads(sent_file(world.run(BEN, "privacy export")).data)
    assert [one["zone"] for one in data["zones"]] == ["UTC", "Asia/Tokyo", "UTC"]


def test_nothing_is_left_of_a_pair_that_a_third_has_joined(world: World) -> None:
    before = world.store.sizes()["people"]
    link(world, BEN, BENNY)
    assert world.store.sizes()["people"] == before + 3

    link(world, BEN, THIRD)

    assert world.store.sizes()["people"] == before + 4

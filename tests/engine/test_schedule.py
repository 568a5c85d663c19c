"""`/drop`: set up, change, pause, skip, turn off; dates only move forward."""

from dataclasses import replace

import pytest

from bot.channels import Channel
from bot.errors import BadInput, NotAllowed, Refusal
from bot.panels import Caller, Forbidden, Form, Table
from tests.engine.decks import BASICS, deck
from tests.engine.world import (
    ABROAD,
    ADA,
    BEN,
    HALL,
    HOME,
    SPACE,
    World,
    abroad,
    bodies,
    labels,
    member,
    token,
    words,
)

EVE = member("Eve", manages=True)


@pytest.fixture
def bare(empty: World) -> World:
    """A channel that nobody has set up."""
    with empty.store.transaction():
        empty.engine.ship([BASICS, deck("further", "alpha")], empty.now)
        empty.engine.join(HOME, SPACE, "home", "Europe/Berlin", empty.now)
    return empty


def test_drop_set_alone_sets_up_the_usual(bare: World) -> None:
    shown = bare.run(ADA, "drop set")

    said = words(shown)
    assert "At 09:00 (Europe/Berlin), every day." in said
    assert "Basics: 6 cards, 6 not yet asked here." in said
    assert "The next card comes Mon 08:00." in said
    menus = [select.label for select in shown.selects]
    assert menus == ["Time", "Days", "Decks", "Time zone"]


def test_before_the_first_card_the_status_has_no_table(bare: World) -> None:
    shown = bare.run(ADA, "drop status")

    assert not [block for block in shown.blocks if isinstance(block, Table)]


def test_a_deck_that_there_is_not_cannot_be_chosen(bare: World) -> None:
    bare.run(ADA, "drop set")

    with pytest.raises(BadInput, match="Choose at least one"):
        bare.press(ADA, "set.decks", choice="999")
    assert "Basics: 6 cards" in words(bare.run(ADA, "drop status"))


def test_nothing_comes_before_it_is_set_up(bare: World) -> None:
    bare.live_to(3, 0)

    assert bare.drops() == []
    with pytest.raises(Refusal, match="No cards are set up in this channel"):
        bare.run(BEN, "today")
    shown = bare.run(ADA, "drop status")
    assert "No cards come to this channel." in words(shown)
    assert labels(shown) == ["Set up"]
    assert "At 09:00" in words(bare.press(ADA, token(shown, "Set up")))


def test_the_menus_set_time_days_and_decks(bare: World) -> None:
    shown = bare.run(ADA, "drop set")
    time, days, decks, zone = (select.token for select in shown.selects)

    bare.press(ADA, time, choice="18:00")
    bare.press(ADA, days, choice="01234")
    bare.press(ADA, zone, choice="Asia/Tokyo")
    shown = bare.press(ADA, decks, choice=["1", "2"])

    said = words(shown)
    assert "At 18:00 (Asia/Tokyo), Monday to Friday." in said
    assert "Further: 1 card, 1 not yet asked here." in said
    assert [c.label for c in shown.selects[0].choices if c.chosen] == ["18:00"]
    assert [c.label for c in shown.selects[2].choices if c.chosen] == [
        "Basics",
        "Further",
    ]


def test_a_deck_that_was_gone_through_is_said_to_be(bare: World) -> None:
    bare.run(ADA, "drop set", time="08:00", deck="further")
    bare.live_to(1, 8)

    assert "Further: 1 card, asked here before." in words(bare.run(BEN, "drop status"))
    bare.run(ADA, "drop set", deck="basics")
    bare.live_to(9, 8)
    assert "Basics: 6 cards, all asked here before." in words(
        bare.run(BEN, "drop status")
    )


def test_a_new_deck_comes_after_those_that_were_there(bare: World) -> None:
    shown = bare.run(ADA, "drop set", deck="further")

    bare.press(ADA, shown.selects[2].token, choice=["1", "2"])

    assert bare.store.channels.decks(HOME) == [2, 1]


def test_the_next_card_is_previewed_without_being_asked(bare: World) -> None:
    shown = bare.run(ADA, "drop set", time="18:00")
    preview = bare.press(ADA, token(shown, "Preview"))
    now = bare.press(ADA, token(shown, "Post today's card now"))
    (card,) = [post.panel for post in bare.tick()]

    assert preview.buttons == ()
    assert "only you see it now" in words(preview)
    assert [one.title for one in (preview, card)] == ["Card of the day"] * 2
    assert preview.blocks[0] == card.blocks[0]
    assert "on its way" in words(now)
    with pytest.raises(Refusal, match="Only those who may manage"):
        bare.press(BEN, "set.preview")


def test_another_time_or_zone_can_be_typed(bare: World) -> None:
    shown = bare.run(ADA, "drop set")
    form = bare.touch(ADA, token(shown, "Other time or zone"), {})
    assert isinstance(form, Form)

    shown = bare.press(ADA, form.token, time="7:45 pm", zone="Tokyo", days="weekends")

    said = words(shown)
    assert "At 19:45 (Asia/Tokyo), Saturday and Sunday." in said
    assert "19:45" in [choice.label for choice in shown.selects[0].choices]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"time": "25:00"}, "is not a time I can read. Type it like"),
        ({"zone": "Atlantis"}, "I know no time zone called “Atlantis”"),
        ({"zone": "+2"}, "would be an hour off"),
        ({"days": "someday"}, "is not a set of days"),
        ({"deck": "basics, nosuch"}, "There is no deck “nosuch”"),
        ({"deck": ","}, "There is no deck “,”"),
    ],
)
def test_what_cannot_be_read_changes_nothing(
    bare: World, options: dict[str, str], said: str
) -> None:
    bare.run(ADA, "drop set", time="10:00")

    with pytest.raises(BadInput, match=said):
        bare.run(ADA, "drop set", **{"time": "11:00", **options})
    assert "At 10:00 (Europe/Berlin), every day." in words(bare.run(BEN, "drop status"))


def test_only_those_who_manage_may_change_it(world: World) -> None:
    for command in ("set", "now", "pause", "resume", "skip", "off"):
        with pytest.raises(NotAllowed, match="Only those who may manage this group"):
            world.run(BEN, f"drop {command}")
    assert labels(world.run(BEN, "drop status")) == []
    assert labels(world.run(ADA, "drop status")) == [
        "Change",
        "Post today's card now",
        "Pause",
        "Skip the next",
    ]


def test_skip_names_its_date_and_twice_skips_two(world: World) -> None:
    first = words(world.run(ADA, "drop skip"))
    second = words(world.run(ADA, "drop skip"))

    assert "Mon 2 Mar 2026 is left out." in first
    assert "Tue 3 Mar 2026 is left out." in second
    assert "Left out: Mon 2 Mar 2026 and Tue 3 Mar 2026." in second
    world.live_to(2, 9)
    assert [bodies(panel) for panel in world.drops()] == [["What is one?"]]
    assert "Mon 2 Mar 2026 | Skipped: left out" in words(world.run(BEN, "drop status"))


def test_of_many_days_left_out_the_first_are_named(world: World) -> None:
    for _ in range(60):
        said = words(world.run(ADA, "drop skip"))

    assert "Thu 30 Apr 2026 is left out." in said
    assert (
        "Left out: Mon 2 Mar 2026, Tue 3 Mar 2026, Wed 4 Mar 2026, Thu 5 Mar 2026, "
        "Fri 6 Mar 2026 and 55 more." in said
    )


def test_a_skipped_date_stays_skipped_when_the_time_changes(world: World) -> None:
    world.run(ADA, "drop skip")
    world.run(ADA, "drop set", time="11:00")
    world.live_to(0, 23)

    assert world.drops() == []


def test_resume_takes_back_what_was_to_be_skipped(world: World) -> None:
    world.run(ADA, "drop skip")

    assert "Left out" not in words(world.run(ADA, "drop resume"))
    world.live_to(0, 9)
    assert len(world.drops()) == 1


def test_resume_leaves_a_skip_whose_time_has_passed_in_the_history(
    world: World,
) -> None:
    world.run(ADA, "drop skip")
    world.run(ADA, "drop skip")
    world.live_to(0, 12)

    said = words(world.run(ADA, "drop resume"))

    assert "Mon 2 Mar 2026 | Skipped: left out" in said
    assert "The next card comes Tue 09:00." in said


def test_a_pause_counts_its_days_by_the_channels_calendar(world: World) -> None:
    """It is Monday in UTC and Tuesday in Auckland."""
    world.live_to(0, 12)
    world.run(ADA, "drop set", zone="Auckland", time="00:30")
    with pytest.raises(BadInput, match="That day is not ahead of us"):
        world.run(ADA, "drop pause", until="2026-03-03")

    said = words(world.run(ADA, "drop pause", until="tomorrow"))

    assert "Paused. Cards come again from Wed 4 Mar 2026." in said
    assert "Paused; goes on Wed 4 Mar 2026." in said
    assert "The next card comes Tue 11:30." in said


def test_a_skip_in_a_pause_names_the_first_day_after_it(world: World) -> None:
    world.run(ADA, "drop pause", until="in 3 days")

    assert "Thu 5 Mar 2026 is left out." in words(world.run(ADA, "drop skip"))
    world.run(ADA, "drop pause")
    with pytest.raises(Refusal, match="No card is planned that could be left out"):
        world.run(ADA, "drop skip")


def test_what_was_due_when_it_is_skipped_comes_and_the_next_is_left_out(
    world: World,
) -> None:
    world.now = world.at(0, 9, 5)

    said = words(world.run(ADA, "drop skip"))
    world.tick()

    assert "Tue 3 Mar 2026 is left out." in said
    assert bodies(world.drop()) == ["What is one?"]


def test_pause_until_names_its_date_and_ends_by_itself(world: World) -> None:
    said = words(world.run(ADA, "drop pause", until="in 3 days"))
    assert "Paused. Cards come again from Thu 5 Mar 2026." in said

    world.live_to(3, 8)
    assert world.drops() == []
    world.live_to(3, 9)
    assert len(world.drops()) == 1
    shown = world.run(ADA, "drop status")
    assert "Paused" not in words(shown)
    assert "Pause" in labels(shown)


def test_another_time_in_a_pause_is_for_after_it(world: World) -> None:
    world.run(ADA, "drop pause", until="2026-03-05")

    world.run(ADA, "drop set", time="10:00")

    assert "The next card comes Thu 10:00." in words(world.run(BEN, "drop status"))


def test_pause_without_a_date_lasts_until_resume(world: World) -> None:
    said = words(world.run(ADA, "drop pause"))
    assert "Paused: no cards come here for now." in said
    assert said.count("/drop resume") == 1
    world.live_to(30, 10)
    assert world.drops() == []

    shown = world.run(ADA, "drop status")
    assert "Paused until somebody types /drop resume." in words(shown)
    world.press(ADA, token(shown, "Resume"))
    world.live_to(31, 9)
    assert len(world.drops()) == 1


@pytest.mark.parametrize("until", ["2026-03-02", "2026-02-01", "today"])
def test_a_pause_needs_a_day_ahead(world: World, until: str) -> None:
    with pytest.raises(BadInput, match="That day is not ahead of us"):
        world.run(ADA, "drop pause", until=until)


def test_a_pause_needs_a_date(world: World) -> None:
    with pytest.raises(BadInput, match="is not a date I can read"):
        world.run(ADA, "drop pause", until="yesterday?")


def test_off_ends_it_and_set_brings_it_back(world: World) -> None:
    world.run(ADA, "drop set", days="mon, tue")
    assert "Turned off" in words(world.run(ADA, "drop off"))
    world.live_to(1, 10)
    assert world.drops() == []

    assert "Monday and Tuesday" in words(world.run(ADA, "drop set"))


def test_two_admins_the_last_change_wins_and_names_its_author(world: World) -> None:
    world.run(ADA, "drop set", time="10:00")
    world.run(EVE, "drop set", time="11:00")

    said = words(world.run(BEN, "drop status"))

    assert "At 11:00" in said
    assert "Last changed by Eve on Mon 2 Mar 2026." in said


def test_who_only_looks_at_what_is_set_has_changed_nothing(world: World) -> None:
    world.run(EVE, "drop set")
    world.press(EVE, "schedule")

    assert "Last changed by Ada" in words(world.run(BEN, "drop status"))


def test_the_author_is_called_by_the_name_last_seen(world: World) -> None:
    world.run(replace(ADA, name="Adele"), "help")

    assert "Last changed by Adele on" in words(world.run(BEN, "drop status"))


def test_a_change_is_dated_by_the_channels_own_calendar(world: World) -> None:
    world.live_to(0, 20)
    world.run(ADA, "drop set", zone="Tokyo")

    said = words(world.run(BEN, "drop status"))
    assert "Last changed by Ada on Tue 3 Mar 2026." in said


def test_in_the_channels_zone_it_stays_at_nine_over_a_clock_change(
    empty: World,
) -> None:
    empty.furnish(zone="Europe/Berlin")
    empty.now = empty.at(25, 12)
    empty.tick()
    empty.live_to(29, 12)

    opened = [
        round.opened.hour
        for number in range(1, 9)
        if (round := empty.store.rounds.get(number)) and round.opened > empty.at(25, 13)
    ]
    assert opened == [8, 7, 7, 7]


def test_moving_west_there_is_no_second_card_of_a_date(world: World) -> None:
    world.run(ADA, "drop set", zone="Tokyo", time="09:00")
    world.live_to(1, 1)
    assert len(world.drops()) == 1

    world.run(ADA, "drop set", zone="Honolulu")
    with pytest.raises(Refusal, match="there is one a day"):
        world.run(ADA, "drop now")
    world.live_to(2, 18)

    assert len(world.drops()) == 1
    world.live_to(2, 19)
    assert len(world.drops()) == 2


def test_moving_east_dates_move_forward(world: World) -> None:
    world.live_to(0, 10)
    world.run(ADA, "drop set", zone="Auckland")
    world.live_to(3, 0)

    days = [
        round.day.day
        for number in range(1, 9)
        if (round := world.store.rounds.get(number)) and round.day
    ]
    assert days == [2, 3, 4, 5]


def test_a_change_while_a_card_was_due_does_not_lose_it(world: World) -> None:
    world.now = world.at(0, 9, 5)

    world.run(ADA, "drop set", time="20:00")
    world.tick()

    assert bodies(world.drop()) == ["What is one?"]


def test_kicked_and_back_everything_goes_on(world: World) -> None:
    world.live_to(0, 10)
    world.answer(BEN, 0)
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.live_to(5, 8)
    assert len(world.drops()) == 1

    world.join(HOME, "home again")
    world.live_to(5, 9)

    assert bodies(world.drop()) == ["What is two?"]
    assert "1 day" in words(world.run(BEN, "streak"))
    assert "At 09:00 (UTC), every day." in words(world.run(BEN, "drop status"))


@pytest.mark.parametrize(("days", "kept"), [(89, True), (91, False)])
def test_what_was_set_is_kept_ninety_days(world: World, days: int, kept: bool) -> None:
    world.run(ADA, "drop set", pin="on", role="4711")
    world.live_to(0, 10)
    world.answer(BEN, 0)
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.wait(days=days)
    world.tick()

    world.join(HOME, "home")

    said = words(world.run(BEN, "drop status"))
    assert ("At 09:00 (UTC), every day." in said) == kept
    assert ("No cards come to this channel." in said) != kept
    assert "1 day" in words(world.run(BEN, "streak"))
    channel = world.store.channels.get(HOME)
    assert channel is not None
    assert (channel.pin, channel.role) == ((True, "4711") if kept else (False, ""))


def test_leaving_ends_the_open_card(world: World) -> None:
    world.live_to(0, 10)
    drop = world.drop()
    with world.store.transaction():
        world.engine.leave(HOME, world.now)

    with pytest.raises(Refusal, match="This card has closed"):
        world.touch(BEN, token(drop, "Answer"), {})


def test_back_in_a_server_its_channels_go_on_but_for_those_that_are_no_more(
    world: World,
) -> None:
    world.run(ADA, "drop set", time="11:00")
    world.join(HALL, "hall")
    world.run(replace(ADA, channel=HALL), "drop set", time="10:00")
    with world.store.transaction():
        world.engine.leave_space(SPACE, world.now)
    world.live_to(1, 8)

    with world.store.transaction():
        world.engine.come_back(SPACE, {HOME: "home, renamed"}, world.now)
    world.live_to(1, 12)

    assert len(world.drops(HOME)) == 1
    assert world.drops(HALL) == []
    board = world.run(BEN, "leaderboard")
    assert board.title == "This week in home, renamed"


def test_a_server_that_is_not_named_among_all_has_been_left(world: World) -> None:
    world.go_abroad()
    world.run(abroad(ADA), "drop set", time="09:00", deck="basics")
    with world.store.transaction():
        world.engine.only_in("other", [], world.now)
        world.engine.only_in("test", [SPACE], world.now)
    world.live_to(0, 9)

    assert len(world.drops(HOME)) == 1
    assert world.drops(ABROAD) == []


def test_what_is_forgotten_is_forgotten_once(world: World) -> None:
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.wait(days=91)
    world.tick()
    written = world.store.changes

    world.due()

    assert world.store.changes == written


def test_once_forgotten_a_channel_is_as_if_it_had_never_been_set_up(
    world: World,
) -> None:
    world.run(ADA, "drop set", days="mon-fri")
    world.run(ADA, "drop pause", until="2026-05-01")
    channel = world.store.channels.get(HOME)
    assert channel
    wishes = replace(channel, thread=True, pin=True, role="1", twice=True, paused=True)
    world.store.channels.save(wishes)
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.wait(days=91)
    world.tick()

    left = world.store.channels.get(HOME)

    assert left == Channel(id=HOME, space=SPACE, name="", zone="UTC")


def test_left_twice_the_ninety_days_run_from_the_first(world: World) -> None:
    for _ in range(2):
        with world.store.transaction():
            world.engine.leave_space(SPACE, world.now)
        world.wait(days=60)
        world.tick()

    world.join(HOME, "home")
    assert "No cards come to this channel." in words(world.run(BEN, "drop status"))


def test_back_after_it_could_not_post_the_cards_go_on(world: World) -> None:
    world.outcome = Forbidden("thrown out")
    world.live_to(0, 10)
    world.outcome = None
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
        world.engine.join(HOME, SPACE, "home", "UTC", world.now)

    world.live_to(1, 9)

    assert bodies(world.drop()) == ["What is one?"]


def test_back_in_the_channel_the_card_that_ended_shows_its_answer(
    world: World,
) -> None:
    world.live_to(0, 10)
    world.answer(BEN, 0)
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.live_to(1, 8)
    assert world.engine.next_due() is None

    world.join(HOME, "home")
    world.tick()

    (closed,) = world.drops()
    assert bodies(closed) == ["What is one?", "The secret of one is $x^2$."]
    assert "Closed. 1 has answered." in words(closed)


def test_back_in_the_channel_what_reads_as_it_should_is_left_alone(
    world: World,
) -> None:
    world.live_to(1, 10)  # yesterday's card is closed, and shows it
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.live_to(1, 12)

    world.join(HOME, "home")

    (today,) = world.tick()
    assert bodies(today.panel) == ["What is two?", "The secret of two is $x^2$."]


def test_in_direct_messages_there_is_no_drop(world: World) -> None:
    lost: Caller = replace(ADA, channel=None, space=None)
    for command in ("drop status", "drop set", "today", "leaderboard"):
        with pytest.raises(NotAllowed, match="This works in a channel only"):
            world.run(lost, command)


def test_a_channel_of_its_own_has_a_card_at_once(bare: World) -> None:
    bare.now = bare.at(0, 5)  # three hours before its cards come
    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.tick()
    assert bodies(bare.drop()) == ["What is one?"]
    bare.answer(BEN, 0)
    bare.wait(minutes=1)
    bare.tick()
    assert "1 has answered" in words(bare.drop())

    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.live_to(1, 7)
    assert len(bare.drops()) == 1


def test_a_channel_of_its_own_waits_for_its_first_deck(empty: World) -> None:
    empty.join(HOME, "home")
    with empty.store.transaction():
        empty.engine.first_card(HOME, empty.now)
    assert empty.tick() == []

    empty.ship(BASICS)
    with empty.store.transaction():
        empty.engine.first_card(HOME, empty.now)
    empty.tick()
    assert bodies(empty.drop()) == ["What is one?"]


def test_started_again_while_yesterdays_card_is_open_the_next_one_waits_for_its_time(
    bare: World,
) -> None:
    bare.now = bare.at(0, 5)
    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.live_to(1, 4)

    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.live_to(1, 4, 30)
    assert [bodies(one) for one in bare.drops()] == [["What is one?"]]

    bare.live_to(1, 8)
    assert bodies(bare.drop()) == ["What is two?"]


def test_started_again_days_later_there_is_a_card_and_the_rest_is_counted(
    bare: World,
) -> None:
    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.tick()
    bare.now = bare.at(4, 20)

    with bare.store.transaction():
        bare.engine.first_card(HOME, bare.now)
    bare.tick()

    assert bodies(bare.drop()) == ["What is two?"]
    assert "3 days went without their card" in words(bare.run(BEN, "drop status"))


def test_what_an_admin_set_up_stands_when_the_admins_data_are_gone(
    world: World,
) -> None:
    world.run(ADA, "drop off")
    world.press(ADA, token(world.run(ADA, "privacy delete"), "Delete my data"))
    with world.store.transaction():
        world.engine.first_card(HOME, world.now)
    world.live_to(1, 10)

    assert world.drops() == []
    assert "No cards come to this channel." in words(world.run(BEN, "drop status"))


def test_what_an_admin_has_set_up_is_not_touched_at_a_start(world: World) -> None:
    with world.store.transaction():
        world.engine.first_card(HOME, world.now)
    world.tick()

    assert world.drops() == []


def test_a_clock_that_ran_far_ahead_keeps_no_card_away(world: World) -> None:
    world.live_to(0, 9)
    world.wait(days=400)
    world.tick()
    world.wait(days=-400, minutes=5)
    world.tick()

    status = world.run(ADA, "drop set", time="09:00")
    with pytest.raises(Refusal, match="Today's card is here already"):
        world.run(ADA, "drop now")
    world.live_to(1, 9, 1)

    assert "The next card comes Tue 09:00." in words(status)
    assert len(world.drops()) == 3
    told = words(world.run(BEN, "drop status"))
    assert "Tue 3 Mar 2026 | Open now\nMon 2 Mar 2026 | Asked" in told
    assert "2027" not in told


def test_a_start_forgets_a_date_that_a_clock_far_ahead_has_set(world: World) -> None:
    world.live_to(0, 9)
    world.wait(days=400)
    world.tick()
    world.wait(days=-400, minutes=5)

    world.restart()
    world.join(HOME, "home")

    assert "The next card comes Tue 09:00." in words(world.run(BEN, "drop status"))

"""`/leaderboard`: points, study days, and who is shown."""

from dataclasses import replace

import pytest

from bot.cards import Deck, Level
from bot.errors import Stale
from tests.engine.decks import card
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HALL,
    World,
    abroad,
    directly,
    labels,
    member,
    rows,
    token,
    words,
)


def test_nobody_has_studied_yet(world: World) -> None:
    assert "One answer puts you first." in words(world.run(BEN, "leaderboard"))


def test_right_answers_give_points_by_level_and_days_stand_beside(
    empty: World,
) -> None:
    cards = (card("easy"), card("hard", Level.EXPERT))
    empty.furnish(Deck("two", "Two", cards))
    empty.check(BEN, level="expert")
    empty.check(CYD, level="beginner")
    empty.check(CYD, right=False, level="expert")

    board = empty.run(CYD, "leaderboard")

    assert rows(board) == [("1", "Ben", "40", "1"), ("2", "Cyd (you)", "10", "1")]


@pytest.mark.parametrize("token", ["board:week:mars", "board:year:channel"])
def test_a_board_that_there_is_not_cannot_be_turned_to(
    world: World, token: str
) -> None:
    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, token)


def test_ticks_give_no_points_and_study_days_decide(world: World) -> None:
    world.live_to(0, 9)
    world.answer(BEN, 0)
    world.answer(CYD, 0, 1, 2, 3)
    world.live_to(1, 9)
    world.answer(BEN, 0)

    board = world.run(BEN, "leaderboard")

    assert rows(board) == [("1", "Ben (you)", "0", "2"), ("2", "Cyd", "0", "1")]
    assert "Nobody has points yet, so study days decide." in words(board)


def test_a_card_gives_points_once_a_day(world: World) -> None:
    for _ in range(7):
        world.check(BEN)
    assert rows(world.run(BEN, "leaderboard")) == [("1", "Ben (you)", "60", "1")]

    world.live_to(1, 4)
    world.check(BEN)
    assert rows(world.run(BEN, "leaderboard")) == [("1", "Ben (you)", "70", "2")]


def test_ten_checks_a_day_give_points_right_or_wrong(empty: World) -> None:
    empty.furnish(Deck("many", "Many", tuple(card(f"c{n}") for n in range(14))))
    for _ in range(2):
        empty.check(BEN, right=False)
    for _ in range(8):
        assert "10 points. Streak: 1 day." in words(empty.check(BEN))
    for _ in range(3):
        assert (
            "No points: the first ten checks of a day give them, and each card gives "
            "them once. Streak: 1 day."
        ) in words(empty.check(BEN))

    assert rows(empty.run(BEN, "leaderboard"))[0][2] == "80"


def test_the_week_the_month_and_all_time(world: World) -> None:
    world.check(BEN)
    world.live_to(8, 9)
    shown = world.run(BEN, "leaderboard")
    assert "Nobody has studied here in this time." in words(shown)
    assert labels(shown) == ["This week", "This month", "All time", "Whole group"]

    month = world.press(BEN, token(shown, "This month"))
    assert rows(month) == [("1", "Ben (you)", "10", "1")]
    world.live_to(40, 9)
    assert rows(world.run(BEN, "leaderboard", span="month")) == []
    assert len(rows(world.run(BEN, "leaderboard", span="all"))) == 1


def test_before_three_at_night_the_board_is_still_yesterdays(world: World) -> None:
    world.live_to(7, 1)
    world.check(BEN)
    assert rows(world.run(BEN, "leaderboard")) == [("1", "Ben (you)", "10", "1")]

    world.live_to(7, 3)

    assert rows(world.run(BEN, "leaderboard")) == []


def test_this_channel_or_all_of_them(world: World) -> None:
    world.join(HALL, "hall")
    world.check(BEN)
    world.check(replace(CYD, channel=HALL))

    here = world.run(ADA, "leaderboard")
    wide = world.press(ADA, token(here, "Whole group"))

    assert rows(here) == [("1", "Ben", "10", "1")]
    assert [row[1] for row in rows(wide)] == ["Ben", "Cyd"]
    assert "This week in home" in words(here)
    assert "This week in the whole group" in words(wide)
    assert labels(wide)[-1] == "Only this channel"


def test_a_day_studied_in_two_channels_is_one_study_day(world: World) -> None:
    world.join(HALL, "hall")
    world.check(BEN)
    world.check(replace(BEN, channel=HALL), right=False)

    wide = world.run(ADA, "leaderboard", where="everywhere")

    assert rows(wide) == [("1", "Ben", "10", "1")]


def test_a_button_of_old_says_server_and_means_all_channels(world: World) -> None:
    world.check(BEN)

    wide = world.panel(world.touch(ADA, "board:week:server", {}))

    assert wide.title == "This week in the whole group"


def test_boards_do_not_follow_into_another_server(world: World) -> None:
    world.go_abroad()
    world.check(BEN)
    world.check(abroad(CYD))

    for where in ("channel", "everywhere"):
        there = rows(world.run(abroad(BEN), "leaderboard", where=where))
        assert there == [("1", "Cyd", "10", "1")]


def test_a_check_in_a_review_gives_points_as_any_private_check(world: World) -> None:
    world.check(BEN, right=False)
    world.live_to(1, 9)

    assert "10 points." in words(world.choose(BEN, world.run(BEN, "review")))
    assert rows(world.run(BEN, "leaderboard")) == [("1", "Ben (you)", "10", "2")]


def test_a_card_that_gave_points_elsewhere_gives_none_the_same_day(
    world: World,
) -> None:
    world.go_abroad()
    for _ in range(6):
        world.check(BEN)

    assert "No points: " in words(world.check(abroad(BEN)))
    assert rows(world.run(abroad(BEN), "leaderboard")) == [("1", "Ben (you)", "0", "1")]


def test_checks_in_direct_messages_are_on_no_board(world: World) -> None:
    world.check(directly(BEN))

    assert rows(world.run(BEN, "leaderboard", where="everywhere")) == []


def test_large_numbers_can_be_read(empty: World) -> None:
    cards = tuple(card(f"n{n}", Level.STAFF) for n in range(10))
    empty.furnish(Deck("many", "Many", cards))
    for _ in range(3):
        for _ in cards:
            empty.check(BEN)
        empty.wait(days=1)

    assert rows(empty.run(ADA, "leaderboard")) == [("1", "Ben", "1,500", "3")]


def test_equal_points_share_a_rank(world: World) -> None:
    for who in (BEN, CYD):
        world.check(who)

    assert [row[:2] for row in rows(world.run(ADA, "leaderboard"))] == [
        ("1", "Ben"),
        ("1", "Cyd"),
    ]


def test_far_down_one_still_finds_oneself(world: World) -> None:
    for n in range(16):
        world.check(member(f"M{n:02}"))
    world.check(BEN, right=False)

    ranked = rows(world.run(BEN, "leaderboard"))

    assert len(ranked) == 16
    assert ranked[-1] == ("17", "Ben (you)", "0", "1")


def test_names_are_the_last_seen(world: World) -> None:
    world.check(BEN)
    world.run(replace(BEN, name="Benjamin"), "help")

    assert rows(world.run(ADA, "leaderboard"))[0][1] == "Benjamin"

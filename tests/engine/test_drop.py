"""The card of the day: one message, answered privately, closed in time."""

from datetime import timedelta

import pytest

from bot.callers import Caller
from bot.errors import Refusal, Stale
from bot.flows import drop_message
from bot.flows.drop_message import count_along
from bot.flows.turn import Turn
from bot.panels import Moment, Paragraph, Public
from tests.engine.decks import deck
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    DAN,
    HOME,
    World,
    bodies,
    labels,
    token,
    words,
)


def test_at_its_time_the_card_comes_as_a_picture_with_two_buttons(world: World) -> None:
    world.live_to(0, 8, 58)
    assert world.drops() == []

    world.live_to(0, 9)

    assert bodies(world.drop()) == ["What is one?"]
    assert labels(world.drop()) == ["Answer", "Show answer"]
    assert "Card 1 of 6." in words(world.drop())
    assert "Nobody has answered yet." in words(world.drop())


def test_the_picture_names_deck_level_and_kind(world: World) -> None:
    world.live_to(0, 9)

    (picture, *_) = world.drop().blocks
    assert picture.face.badges == (  # type: ignore[union-attr]
        "Basics",
        "beginner",
        "concept",
        "attention",
    )


def test_the_message_says_when_it_closes(world: World) -> None:
    world.live_to(0, 9)

    moments = [
        span.at
        for block in world.drop().blocks
        if isinstance(block, Paragraph)
        for span in block.spans
        if isinstance(span, Moment)
    ]
    assert moments == [world.at(1, 9)]


def test_the_message_counts_those_who_saved_and_names_nobody(world: World) -> None:
    world.live_to(0, 9)

    world.answer(BEN, 0, 1)
    world.live(world.now + timedelta(minutes=2))
    assert "1 has answered." in words(world.drop())
    world.answer(CYD, 0)
    world.live(world.now + timedelta(minutes=2))

    assert "2 have answered." in words(world.drop())
    assert "Ben" not in words(world.drop())


def test_the_first_answer_in_a_while_is_counted_at_once(world: World) -> None:
    world.live_to(1, 9, 30)

    world.answer(BEN, 0)

    assert world.engine.next_due() == world.at(1, 9, 30)


def test_the_count_follows_less_and_less_often(world: World) -> None:
    def edits_in_ten_minutes() -> int:
        before, until = len(world.shown), world.now + timedelta(minutes=10)
        while world.now < until:
            round = world.store.rounds.open_drop(HOME)
            assert round is not None
            with world.store.transaction():
                count_along(Turn(world.store, world.now, world.rng), round)
            world.wait(seconds=1)
            world.tick()
        return len(world.shown) - before

    world.live_to(0, 9)
    first = edits_in_ten_minutes()
    world.live_to(0, 9, 30)
    later = edits_in_ten_minutes()
    world.live_to(0, 20)
    last = edits_in_ten_minutes()

    assert 150 <= first <= 201
    assert 25 <= later <= 31
    assert last in (1, 2)


@pytest.mark.parametrize(
    ("age", "gap"),
    [
        ({"minutes": 10}, {"seconds": 3}),
        ({"minutes": 10, "seconds": 1}, {"seconds": 20}),
        ({"hours": 1}, {"seconds": 20}),
        ({"hours": 1, "seconds": 1}, {"minutes": 2}),
        ({"hours": 6}, {"minutes": 2}),
        ({"hours": 6, "seconds": 1}, {"minutes": 10}),
        ({"days": 400}, {"minutes": 10}),
    ],
)
def test_two_edits_lie_further_apart_the_older_the_message(
    age: dict[str, int], gap: dict[str, int]
) -> None:
    assert drop_message.gap(timedelta(**age)) == timedelta(**gap)


def test_revealing_without_saving_counts_for_nothing(world: World) -> None:
    world.live_to(0, 9)

    world.press(BEN, token(world.drop(), "Show answer"))
    world.live_to(0, 12)

    assert "Nobody has answered yet." in words(world.drop())
    assert "No streak just now." in words(world.run(BEN, "streak"))
    assert "Nothing to review yet" in words(world.run(BEN, "review"))


def test_it_closes_at_the_next_one_and_then_shows_the_answer(world: World) -> None:
    world.live_to(0, 9)
    world.answer(BEN, 0)
    world.live_to(1, 9)

    first, second = world.drops()
    assert bodies(first) == ["What is one?", "The secret of one is $x^2$."]
    assert "Closed. 1 has answered." in words(first)
    assert labels(first) == ["Text"]
    assert bodies(second) == ["What is two?"]


def test_it_closes_early_where_the_next_one_comes_early(world: World) -> None:
    world.live_to(0, 9)
    world.live_to(1, 8)
    world.run(ADA, "drop now")
    world.tick()

    first, second = world.drops()
    assert bodies(first) == ["What is one?", "The secret of one is $x^2$."]
    assert bodies(second) == ["What is two?"]
    with pytest.raises(Stale, match="This card has closed"):
        world.press(BEN, "reveal:1")


def test_it_closes_after_a_day_where_no_other_comes(world: World) -> None:
    world.run(ADA, "drop set", days="monday")
    world.live_to(0, 9)
    world.live_to(1, 8, 58)
    assert "Nobody has answered yet." in words(world.drop())

    world.live_to(1, 9)

    assert "Closed. Nobody answered." in words(world.drop())


def test_three_savers_on_it_tells_what_was_lacked_most(world: World) -> None:
    world.live_to(0, 9)
    world.answer(ADA, 0, 1, 2)
    world.answer(BEN, 0, 1)
    world.answer(CYD, 0, 3)
    world.live_to(1, 9)

    closed = words(world.drops()[0])
    assert "Lacked most often:" in closed
    assert "Values are averaged by those weights" in closed
    assert "Every token looks at every token" in closed
    assert "Softmax" not in closed


def test_two_savers_are_too_few_to_tell_what_was_lacked(world: World) -> None:
    world.live_to(0, 9)
    world.answer(ADA, 0)
    world.answer(BEN, 0)
    world.live_to(1, 9)

    assert "Lacked" not in words(world.drops()[0])


@pytest.mark.parametrize(("others", "told"), [((ADA, BEN), 1), ((ADA, BEN, DAN), 0)])
def test_what_a_third_of_them_lacked_is_told_and_what_fewer_did_is_not(
    world: World, others: tuple[Caller, ...], told: int
) -> None:
    world.live_to(0, 9)
    for who in others:
        world.answer(who, 0, 1, 2, 3)
    world.answer(CYD, 0, 1, 2)
    world.live_to(1, 9)

    closed = words(world.drops()[0])
    assert closed.count("Lacked most often:\nEvery token looks at") == told
    assert "Values are" not in closed


def test_what_everybody_said_is_not_lacked(world: World) -> None:
    world.live_to(0, 9)
    for who in (ADA, BEN, CYD):
        world.answer(who, 0, 1, 2, 3)
    world.live_to(1, 9)

    assert "Lacked" not in words(world.drops()[0])


def test_the_deck_is_gone_through_in_order_then_the_most_forgotten(
    empty: World,
) -> None:
    empty.furnish(deck("small", "one", "two", "three"))
    for day, ticks in enumerate(((0, 1, 2, 3), (), (0, 1, 2))):
        empty.live_to(day, 9)
        for who in (ADA, BEN, CYD):
            empty.answer(who, *ticks)

    empty.live_to(4, 9)

    asked = [bodies(panel)[0] for panel in empty.drops()]
    assert asked == [
        "What is one?",
        "What is two?",
        "What is three?",
        "What is two?",
        "What is one?",
    ]
    assert "most probably forgotten" in words(empty.drop())


def test_who_comes_after_the_first_pass_is_asked_the_whole_deck_too(
    world: World,
) -> None:
    for day in range(6):
        world.live_to(day, 9, 1)
        world.answer(BEN, 0, 1, 2, 3)

    asked = set()
    for day in range(60, 75):
        world.live_to(day, 9, 1)
        asked |= set(bodies(world.drop()))
        world.answer(CYD, 0, 1, 2, 3)

    assert len(asked) == 6


def test_a_card_that_one_member_holds_well_comes_back_for_the_others(
    empty: World,
) -> None:
    empty.furnish(deck("small", "one", "two", "three"))
    empty.live_to(0, 9, 1)
    empty.answer(ADA, 0, 1, 2, 3)
    for day in range(1, 3):
        empty.live_to(day, 9, 1)
        for who in (ADA, BEN, CYD, DAN):
            empty.answer(who)  # nothing of it

    empty.live_to(3, 9)

    assert bodies(empty.drop()) == ["What is one?"]


def test_admins_are_warned_when_three_unseen_cards_are_left(world: World) -> None:
    world.live_to(1, 9)
    assert world.letters(ADA) == []

    world.live_to(3, 9)

    (letter,) = world.letters(ADA)
    assert "3 unseen cards are left in home." in letter
    assert "/deck import" in letter


def test_several_decks_follow_each_other_in_order(empty: World) -> None:
    empty.ship(deck("later", "omega"), deck("early", "alpha"))
    empty.furnish(deck("basics", "one"))
    empty.run(ADA, "drop set", deck="early, Later")

    empty.live_to(1, 9)

    assert [bodies(panel)[0] for panel in empty.drops()] == [
        "What is alpha?",
        "What is omega?",
    ]


def test_down_at_its_time_it_is_caught_up_the_same_day(world: World) -> None:
    world.wait(hours=6, minutes=50)

    world.tick()

    assert bodies(world.drop()) == ["What is one?"]


def test_more_than_six_hours_late_it_is_skipped_and_counted(world: World) -> None:
    world.wait(hours=7, minutes=10)
    world.tick()

    assert world.drops() == []
    status = words(world.run(BEN, "drop status"))
    assert "1 day went without its card so far." in status
    assert "Mon 2 Mar 2026 | Skipped: I was away at that time" in status
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is one?"]


def test_after_midnight_it_is_too_late_whatever_the_hours(world: World) -> None:
    world.run(ADA, "drop set", time="23:00")
    world.now = world.at(1, 0, 30)

    world.tick()

    assert world.drops() == []


def test_each_day_of_a_long_absence_is_counted(world: World) -> None:
    world.now = world.at(10, 10)
    world.tick()

    assert len(world.drops()) == 1
    assert "10 days went without their card" in words(world.run(ADA, "drop status"))


def test_drop_now_is_todays_card_early_and_there_is_no_second(world: World) -> None:
    world.run(ADA, "drop now")
    world.tick()
    assert bodies(world.drop()) == ["What is one?"]

    with pytest.raises(Refusal, match="there is one a day"):
        world.run(ADA, "drop now")
    world.live_to(0, 23)
    assert len(world.drops()) == 1
    world.live_to(1, 9)
    assert len(world.drops()) == 2


def test_drop_now_makes_up_for_a_day_that_was_skipped(world: World) -> None:
    world.wait(hours=9)
    world.tick()

    world.run(ADA, "drop now")
    world.tick()

    assert bodies(world.drop()) == ["What is one?"]
    assert "went without" not in words(world.run(ADA, "drop status"))


def test_today_shows_the_open_card_again(world: World) -> None:
    world.live_to(0, 9)

    shown = world.run(BEN, "today")

    assert bodies(shown) == ["What is one?"]
    assert labels(shown) == ["Answer", "Show answer", "Hint", "Text"]
    assert "Say it in your own words" in words(shown)
    assert "of one as a lookup" in words(world.press(BEN, token(shown, "Hint")))


def test_today_tells_when_the_next_one_comes(world: World) -> None:
    assert "Mon 09:00" in words(world.run(BEN, "today"))


def test_today_in_a_channel_that_rests_says_where_to_look(world: World) -> None:
    world.run(ADA, "drop pause")

    with pytest.raises(Refusal, match="none is planned just now: /drop status says"):
        world.run(BEN, "today")


def test_a_late_press_is_told_kindly_and_changes_nothing(world: World) -> None:
    world.live_to(0, 9)
    drop = world.drop()
    shown = world.press(BEN, token(drop, "Show answer"))
    assert shown.picks is not None
    world.now = world.at(1, 9)

    for button in ("Answer", "Show answer"):
        with pytest.raises(Stale, match="This card has closed"):
            world.touch(DAN, token(drop, button), {})
    with pytest.raises(Stale, match="This card has closed"):
        world.press(BEN, shown.picks.token, picks="0")


def test_who_saved_can_look_back_after_it_closed(world: World) -> None:
    world.live_to(0, 9)
    drop = world.drop()
    world.answer(BEN, 0, 1)
    world.live_to(1, 10)

    assert "2 of 4 key points" in words(world.press(BEN, token(drop, "Show answer")))


def test_everybody_can_copy_the_answers_text_once_it_has_closed(world: World) -> None:
    world.live_to(1, 9)

    text = world.press(DAN, token(world.drops()[0], "Text"))

    assert "The secret of one is $x^2$." in words(text)


def test_without_a_card_the_day_is_skipped_and_the_admin_told(world: World) -> None:
    world.run(ADA, "drop set", deck="basics")
    number = world.store.decks.of_space(None)[0].number
    with world.store.transaction():
        world.store.decks.remove(number, world.now)
    world.live_to(0, 10)

    assert world.drops() == []
    assert "No card could be asked in home" in world.letters(ADA)[0]
    assert "there was no card to ask" in words(world.run(ADA, "drop status"))
    world.live_to(5, 10)
    assert len(world.letters(ADA)) == 1
    assert "6 days went without their card" in words(world.run(ADA, "drop status"))


def test_without_a_card_there_is_none_to_post_or_preview_either(world: World) -> None:
    menu = world.run(ADA, "drop set")
    number = world.store.decks.of_space(None)[0].number
    with world.store.transaction():
        world.store.decks.remove(number, world.now)

    for label in ("Post today's card now", "Preview"):
        with pytest.raises(Refusal, match="No card could be asked in home"):
            world.press(ADA, token(menu, label))
    assert world.tick() == []


def test_each_message_has_a_mark_of_its_own(world: World) -> None:
    world.live_to(3, 9)

    marks = {post.to.mark for post in world.shown if isinstance(post.to, Public)}
    assert len(marks) == 4
    assert all(len(mark) == 16 for mark in marks)

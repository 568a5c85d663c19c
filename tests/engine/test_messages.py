"""Claimed, sent, confirmed: what a message goes through, whatever the platform says."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.panels import (
    Absent,
    Direct,
    Forbidden,
    Gone,
    Later,
    MessageId,
    Outcome,
    Post,
    Public,
    Sent,
    Unknown,
)
from tests.engine.decks import deck
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HALL,
    HOME,
    World,
    bodies,
    labels,
    to,
    words,
)


@pytest.fixture
def claimed(world: World) -> Post:
    """The first card, handed out to be sent; nobody has reported yet."""
    world.now = world.at(0, 9)
    (post,) = world.due()
    return post


def test_a_claimed_message_is_not_handed_out_again(world: World, claimed: Post) -> None:
    world.wait(seconds=89)

    assert world.due() == []


def test_a_claim_that_was_never_confirmed_lapses_and_says_so(
    world: World, claimed: Post
) -> None:
    assert isinstance(claimed.to, Public)
    assert not claimed.to.unsure
    world.wait(seconds=90)

    (again,) = world.due()

    assert isinstance(again.to, Public)
    assert again.to.unsure
    assert again.to.mark == claimed.to.mark
    assert again.to.ref is None


def test_a_restart_between_claim_and_report_loses_nothing(
    world: World, claimed: Post
) -> None:
    world.restart()
    world.wait(seconds=90)

    (again,) = world.due()
    world.report(again, Sent("here"))

    world.wait(days=1)
    closing = [post for post in world.due() if to(post).ref == "here"]
    assert bodies(closing[0].panel) == ["What is one?", "The secret of one is $x^2$."]


def test_a_card_that_may_have_been_sent_a_day_ago_is_looked_for_not_sent(
    world: World, claimed: Post
) -> None:
    world.now = world.at(1, 8)

    (again,) = world.due()
    assert isinstance(again.to, Public)
    assert (again.to.unsure, again.to.late) == (True, True)
    world.report(again, Absent())

    assert "Mon 2 Mar 2026 | Skipped: I was away" in words(
        world.run(ADA, "drop status")
    )
    world.live_to(1, 9)
    assert [bodies(panel) for panel in world.drops()] == [["What is one?"]]


def test_a_card_that_midnight_overtakes_on_its_way_still_comes(world: World) -> None:
    world.run(ADA, "drop set", time="07:00")
    world.now = world.at(0, 23, 59) + timedelta(seconds=59)
    world.run(ADA, "drop now")
    world.wait(seconds=2)

    world.tick()

    assert bodies(world.drop()) == ["What is one?"]
    assert "Mon 2 Mar 2026 | Open now" in words(world.run(ADA, "drop status"))


def test_midnight_overtakes_no_card_that_has_waited_for_long(world: World) -> None:
    world.run(ADA, "drop set", time="07:00")
    world.now = world.at(0, 23, 50)
    world.run(ADA, "drop now")
    world.wait(minutes=10, seconds=1)

    assert world.tick() == []


def test_one_that_stands_after_all_is_brought_up_to_date(
    world: World, claimed: Post
) -> None:
    world.now = world.at(1, 10)
    world.tick()

    closed, following = world.drops()
    assert bodies(closed) == ["What is one?", "The secret of one is $x^2$."]
    assert bodies(following) == ["What is two?"]


def test_a_reminder_is_not_sent_a_day_late_either(world: World) -> None:
    world.run(BEN, "settings", reminder="08:30")
    world.now = world.at(0, 8, 30)
    (first,) = world.due()
    world.wait(minutes=5)
    (soon,) = world.due()
    world.wait(hours=7)
    later = next(p for p in world.due() if isinstance(p.to, Direct))

    assert [to(p).late for p in (first, soon, later)] == [False, False, True]


def test_who_answers_while_it_is_being_sent_does_not_send_it_twice(
    world: World, claimed: Post
) -> None:
    world.answer(BEN, 0, drop=world.run(BEN, "today"))
    world.wait(seconds=30)
    assert world.due() == []

    world.report(claimed, Sent("here"))
    world.wait(seconds=2)

    (edit,) = world.due()
    assert isinstance(edit.to, Public)
    assert edit.to.ref == "here"
    assert "1 has answered." in words(edit.panel)


def test_an_edit_that_lapses_is_made_again(world: World, claimed: Post) -> None:
    world.report(claimed, Sent("here"))
    world.answer(BEN, 0, drop=claimed.panel)
    world.wait(seconds=5)
    (edit,) = world.due()
    world.wait(seconds=90)

    (again,) = world.due()

    assert again.panel == edit.panel
    assert to(again).ref == "here"
    assert not to(again).unsure


def test_later_waits_as_long_as_the_platform_asks(world: World, claimed: Post) -> None:
    world.report(claimed, Later(600))
    world.wait(seconds=599)
    assert world.due() == []
    world.wait(seconds=1)

    (again,) = world.due()

    assert not to(again).unsure


@pytest.mark.parametrize("seconds", [-5.0, 0.0, float("nan"), float("inf"), 1e300])
def test_later_takes_any_number(world: World, claimed: Post, seconds: float) -> None:
    world.report(claimed, Later(seconds))

    due = world.engine.next_due()
    assert due is not None
    assert timedelta(seconds=1) <= due - world.now <= timedelta(days=1)


def test_a_card_that_waits_too_long_for_its_platform_is_skipped(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Later(7 * 3600))
    world.now = world.at(0, 16, 1)

    assert world.due() == []
    assert "Skipped: I was away" in words(world.run(ADA, "drop status"))
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is one?"]


def test_a_card_that_never_came_asks_nobody_for_their_day(world: World) -> None:
    """The bot is up; for seven hours of the day its platform takes nothing."""
    world.run(ADA, "drop set", days="tuesday, thursday")
    world.check(BEN)
    world.outcome = Later(7 * 3600)
    world.live_to(1, 9, 30)
    world.outcome = None
    world.live_to(3, 8)

    assert "Skipped: I was away" in words(world.run(ADA, "drop status"))
    assert "Streak: 2 days." in words(world.check(BEN))


def test_a_card_still_waiting_when_the_bot_is_kicked_is_asked_again(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Later(600))
    with world.store.transaction():
        world.engine.leave(HOME, world.now)
    world.live_to(1, 8)
    world.join(HOME, "home")

    world.live_to(1, 9)

    assert bodies(world.drop()) == ["What is one?"]
    assert "Mon 2 Mar 2026 | Skipped: I could not post it" in words(
        world.run(ADA, "drop status")
    )


def test_without_permission_the_channel_rests_and_an_admin_is_told(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Forbidden("no permission to send"))
    world.live_to(3, 0)

    assert world.drops() == []
    (letter,) = world.letters(ADA)
    assert "I cannot post in home (no permission to send), so its cards rest" in letter
    assert "type /drop resume" in letter
    status = words(world.run(ADA, "drop status"))
    assert "Resting: no permission to send." in status
    assert "Skipped: I could not post it" in status


def test_a_card_that_could_not_be_posted_is_asked_again_and_costs_no_streak(
    world: World, claimed: Post
) -> None:
    world.check(BEN)
    world.report(claimed, Forbidden("no permission to send"))
    world.live_to(2, 8)
    world.run(ADA, "drop resume")

    world.live_to(2, 9)

    assert bodies(world.drop()) == ["What is one?"]
    assert "1 day" in words(world.run(BEN, "streak"))


def test_once_permission_is_back_todays_card_can_still_come(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Forbidden("no permission to send"))

    world.run(ADA, "drop now")
    world.tick()

    assert bodies(world.drop()) == ["What is one?"]
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is two?"]


def test_a_channel_that_is_gone_ends_its_rounds_and_waits(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Gone("deleted"))
    world.live_to(2, 0)

    assert world.drops() == []
    assert "I can no longer find home" in world.letters(ADA)[0]


def test_whether_it_was_sent_is_unknown_the_admin_is_asked_to_look(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Unknown("no word"))
    world.live_to(0, 12)

    assert world.drops() == []
    assert "I cannot tell whether today's card reached home" in world.letters(ADA)[0]
    assert bodies(world.run(BEN, "today")) == ["What is one?"]


@pytest.mark.parametrize("hours", [1, 26])
def test_one_of_unknown_fate_has_its_answer_told_in_a_recap(
    world: World, claimed: Post, hours: int
) -> None:
    """Known before it closes, or only afterwards."""
    world.answer(BEN, 0, drop=claimed.panel)
    world.run(ADA, "drop pause")
    world.wait(hours=hours)
    if hours > 24:
        world.due()
    world.report(claimed, Unknown("no word"))
    world.now = world.at(1, 12)
    world.tick()

    assert [bodies(panel) for panel in world.drops()] == [
        ["What is one?", "The secret of one is $x^2$."]
    ]
    assert "1 has answered" in words(world.drop())


def test_an_edit_of_unknown_fate_is_simply_made_again(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Sent("here"))
    world.answer(BEN, 0, drop=claimed.panel)
    world.wait(seconds=5)
    (edit,) = world.due()
    world.report(edit, Unknown("no word"))
    world.wait(seconds=60)

    (again,) = world.due()

    assert again.panel == edit.panel
    assert world.letters(ADA) == []


@pytest.mark.parametrize("why", [Forbidden("too old"), Gone("deleted")])
def test_a_message_that_can_no_longer_be_edited_gets_a_recap(
    world: World, claimed: Post, why: Outcome
) -> None:
    world.report(claimed, Sent("here"))
    world.answer(BEN, 0, drop=claimed.panel)
    world.wait(seconds=5)
    (edit,) = world.due()
    world.report(edit, why)
    world.answer(CYD, 1, drop=claimed.panel)
    world.live_to(1, 9)

    recap, following = world.drops()
    assert bodies(recap) == ["What is one?", "The secret of one is $x^2$."]
    assert "2 have answered" in words(recap)
    assert bodies(following) == ["What is two?"]


@pytest.mark.parametrize("why", [Forbidden("too old"), Later(3601)])
def test_a_closing_that_cannot_be_shown_is_posted_as_a_recap(
    world: World, claimed: Post, why: Outcome
) -> None:
    world.report(claimed, Sent("here"))
    world.now = world.at(1, 9)
    closing, following = sorted(world.due(), key=lambda p: to(p).ref is None)
    world.report(closing, why)
    world.report(following, Sent("there"))

    world.tick()

    assert [bodies(panel)[-1] for panel in world.drops()] == [
        "The secret of one is $x^2$."
    ]


def test_a_count_that_has_to_wait_for_long_waits(world: World, claimed: Post) -> None:
    world.report(claimed, Sent("here"))
    world.answer(BEN, 0, drop=claimed.panel)
    world.wait(seconds=5)
    (edit,) = world.due()
    world.report(edit, Later(7200))

    world.wait(seconds=7199)
    assert world.due() == []
    world.wait(seconds=1)
    assert ["1 has answered." in words(one.panel) for one in world.due()] == [True]


def test_a_closing_that_has_to_wait_a_little_waits(world: World, claimed: Post) -> None:
    world.report(claimed, Sent("here"))
    world.now = world.at(1, 9)
    closing, following = sorted(world.due(), key=lambda p: to(p).ref is None)
    world.report(closing, Later(3600))
    world.report(following, Sent("there"))

    assert world.due() == []
    world.wait(seconds=3600)
    assert [post.panel for post in world.due()] == [closing.panel]


def test_bad_news_that_comes_too_late_changes_nothing(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Sent("here"))

    for late in (Unknown("?"), Forbidden("?"), Gone("?"), Later(5)):
        world.report(claimed, late)
    world.live_to(1, 9)

    assert len(world.drops()) == 2
    assert world.letters(ADA) == []


def test_good_news_that_comes_late_is_welcome(world: World, claimed: Post) -> None:
    world.wait(seconds=95)
    (again,) = world.due()
    world.report(claimed, Sent("here"))
    world.report(again, Sent("here"))

    assert world.due() == []


def test_news_of_a_message_that_is_no_more_is_ignored(world: World) -> None:
    before = world.store.changes

    with world.store.transaction():
        world.engine.report(MessageId(999), Sent("x"), world.now)

    assert world.store.changes == before
    assert world.faults() == []


def test_who_comes_in_sees_what_stands_in_the_channel(world: World) -> None:
    world.live_to(1, 10)

    standing = world.engine.standing(BEN.channel, BEN.member, world.now)  # type: ignore[arg-type]

    assert [bodies(post.panel)[0] for post in standing] == [
        "What is one?",
        "What is two?",
    ]
    assert labels(standing[1].panel) == ["Answer", "Show answer"]


def test_next_due_names_the_next_thing_to_do(world: World) -> None:
    assert world.engine.next_due() == world.at(0, 9)
    world.live_to(0, 9)
    assert world.engine.next_due() == world.at(1, 9)


def test_of_two_open_cards_the_first_to_close_is_next(world: World) -> None:
    world.run(ADA, "drop set", days="monday")
    world.join(HALL, "hall")
    hall = replace(ADA, channel=HALL)
    world.run(hall, "drop set", time="15:00", days="monday", deck="basics")
    world.live_to(0, 16)

    assert world.engine.next_due() == world.at(1, 9)


def test_a_press_right_after_sending_waits_three_seconds(
    world: World, claimed: Post
) -> None:
    world.report(claimed, Sent("here"))
    world.answer(BEN, 0, drop=claimed.panel)

    assert world.engine.next_due() == world.at(0, 9) + timedelta(seconds=3)


def test_who_comes_into_a_channel_sees_its_newest_messages_the_oldest_first(
    world: World,
) -> None:
    world.live_to(40, 10)

    posts = world.engine.standing(HOME, BEN.member, world.now)

    assert len(posts) == 30
    newest = [to(post).message for post in posts]
    assert newest == sorted(newest)
    assert words(posts[-1].panel) == words(world.drop())


def test_a_letter_comes_however_late_it_is(empty: World) -> None:
    empty.furnish(deck("four", "a", "b", "c", "d"))
    empty.live_to(0, 8, 59)
    empty.wait(minutes=1)
    for post in empty.due():
        told = isinstance(post.to, Direct)
        empty.report(post, Later(60, unsure=True) if told else Sent("here"))

    empty.wait(hours=30)
    empty.tick()

    (letter,) = empty.letters(ADA)
    assert "3 unseen cards are left in home" in letter

"""Restarts, platforms that fail, members and channels that go: a challenge goes on."""

import re

import pytest

from bot.errors import Refusal, Stale
from bot.panels import (
    ChannelId,
    Direct,
    Forbidden,
    Gone,
    Later,
    Outcome,
    Post,
    Public,
    Sent,
    Unknown,
)
from bot.store import Store
from tests.engine.decks import deck
from tests.engine.game import CLOSED, PAUSE, TIME, Game, table
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    DAN,
    HOME,
    bodies,
    labels,
    rows,
    sent_file,
    token,
    words,
)


def down(game: Game, seconds: float) -> None:
    """The process dies, and another begins later."""
    game.world.wait(seconds=seconds)
    game.world.restart()


def started(game: Game) -> Post:
    """A lobby with two in it was started: the first question is on its way."""
    game.lobby()
    game.join(BEN)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    return game.handed_out()


def edited(game: Game) -> Post:
    """The lobby as it is handed out to be brought up to date; nobody has reported."""
    game.world.wait(seconds=3)
    (post,) = game.world.due()
    return post


# Restarts.


def test_a_lobby_outlives_a_restart_and_gets_its_time_back(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    game.wait(10 * 60)
    down(game, 3600)

    game.wait(5 * 60 - 1)
    assert "2 have joined: Ada and Ben" in game.said("Challenge")
    assert game.phase == "lobby"
    game.wait(1)
    assert game.phase == "ended"


def test_an_open_question_gets_back_the_time_that_the_bot_was_down(
    game: Game,
) -> None:
    game.start(BEN)
    game.wait(5)
    said = game.answer(BEN)
    assert said.startswith("Locked in")
    down(game, 600)
    game.wait(0)

    assert "1 of 2 has answered." in game.said()
    game.wait(CLOSED - 5 - 0.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert "1 of 1 had it: Ben" in game.said()


def test_the_time_that_was_down_begins_with_the_last_press(game: Game) -> None:
    """It shows that the bot was up then, though the last beat was before."""
    game.start(BEN)
    game.world.wait(seconds=5)
    game.answer(BEN)

    down(game, 15)

    game.wait(CLOSED - 5 - 0.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.phase == "shown"


def test_its_message_shows_the_new_end_after_a_restart(game: Game) -> None:
    game.start(BEN)
    before = words(game.question)
    down(game, 120)
    game.wait(0)

    assert words(game.question) != before
    assert "08:02" in words(game.question)


def test_the_bonus_does_not_pay_for_the_time_the_bot_was_down(game: Game) -> None:
    game.start(BEN, CYD, bonus="on")
    game.wait(10)
    game.answer(ADA)
    down(game, 60)
    game.answer(BEN)
    game.wait(CLOSED - 10)

    assert table(game.question)[:2] == [
        ("1", "Ada", "1", "11"),
        ("1", "Ben", "1", "11"),
    ]


def test_an_answer_gets_back_its_time_to_be_read(game: Game) -> None:
    game.start(BEN)
    game.round_played((ADA,), (BEN,))
    game.wait(PAUSE - 1)
    down(game, 300)

    game.wait(0.9)
    assert game.phase == "shown"
    game.wait(0.1)
    assert game.question.title == "Question 2 of 5"


def test_between_closing_and_answer_it_goes_on_counting(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.answer(BEN)
    game.press(ADA, "Show answer")
    assert game.phase == "counting"
    down(game, 3600)

    game.wait(0)

    assert game.phase == "shown"
    assert "1 of 1 had it: Ben" in game.said()


def test_a_podium_that_was_on_its_way_is_shown(game: Game) -> None:
    game.start(BEN, questions="1")
    game.round_played((ADA,), (BEN,))
    game.world.wait(seconds=PAUSE)
    with game.world.store.transaction():
        (lost,) = [
            post
            for post in game.world.engine.due(game.world.now)
            if "result" in post.panel.title
        ]
    down(game, 100)
    game.wait(0)

    assert words(game.result) == words(lost.panel)


def test_a_question_that_was_being_sent_is_shown_once(game: Game) -> None:
    lost = started(game)
    down(game, 100)

    again = game.handed_out()

    assert again.to.unsure  # type: ignore[union-attr]
    assert again.to.mark == lost.to.mark  # type: ignore[union-attr]
    game.report(again, Sent("here"))
    game.wait(CLOSED - 0.1)
    assert game.phase == "open"


def test_who_presses_before_it_is_known_to_stand_is_not_lost(game: Game) -> None:
    """It was sent; the process died before it heard so, and the next one looks."""
    post = started(game)
    game.world.shown.append(post)
    down(game, 5)

    assert game.answer(BEN).startswith("Locked in")
    game.wait(10 + CLOSED)

    assert "1 of 1 had it: Ben" in game.said()
    game.wait(PAUSE)
    assert game.question.title == "Question 2 of 5"


def test_no_question_is_asked_twice_whatever_happens(game: Game) -> None:
    game.start(BEN, questions="6")
    for _ in range(6):
        down(game, 30)
        game.round_played((ADA,), (BEN,))
        down(game, 30)
        game.wait(PAUSE)

    asked = [body for panel in game.titled("Question") for body in bodies(panel)]
    assert len(set(asked)) == len(asked) == 6
    assert "6 questions, 2 players." in words(game.result)


def test_a_sleep_of_the_machine_is_time_that_was_down_as_well(game: Game) -> None:
    """The process lives on, and its clock has jumped."""
    game.start(BEN)
    game.world.wait(hours=2)
    game.wait(0)

    assert game.phase == "open"
    game.wait(TIME)
    assert game.answer(BEN).startswith("Locked in")


# Messages that cannot be shown.


def test_without_permission_it_ends_and_an_admin_is_told(game: Game) -> None:
    post = started(game)
    game.report(post, Forbidden("no permission to send"))
    game.wait(5)

    assert game.phase == "ended"
    assert "I cannot post in home (no permission to send)" in game.world.letters(ADA)[0]
    assert "I could not post here, so it ended." in game.said("Challenge")
    assert not list(game.titled("Question"))


def test_a_lobby_that_cannot_be_posted_is_called_off_and_its_host_is_told(
    game: Game,
) -> None:
    game.world.run(BEN, "challenge")
    game.world.outcome = Forbidden("no permission to send")
    game.world.tick()
    game.world.outcome = None
    game.world.tick()

    assert game.phase == "ended"
    assert game.world.letters(BEN) == [
        "For your attention\nI could not post your challenge in home (no permission to "
        "send), so it is called off. Type /challenge there again once I can."
    ]


def test_who_joined_while_an_edit_seemed_forbidden_is_on_the_lobby_once_it_stands(
    game: Game,
) -> None:
    game.lobby()
    lobby = game.newest("Challenge")
    game.world.press(BEN, token(lobby, "Join"))
    edit = edited(game)
    game.report(edit, Forbidden("for a moment"))
    game.world.press(CYD, token(lobby, "Join"))

    game.report(edit, Sent("here"))

    assert "3 have joined: Ada, Ben and Cyd" in words(edited(game).panel)


def test_a_host_whose_data_is_gone_is_told_of_no_lobby(game: Game) -> None:
    game.world.run(BEN, "challenge")
    game.world.press(BEN, "privacy.delete")
    game.world.outcome = Forbidden("no permission to send")
    game.world.tick()
    game.world.outcome = None

    sent = [one.to.member for one in game.world.tick() if isinstance(one.to, Direct)]

    assert game.phase == "ended"
    assert sent == [ADA.member]


def test_a_question_of_unknown_fate_counts_for_nobody_and_the_next_comes(
    game: Game,
) -> None:
    post = started(game)
    game.report(post, Unknown("no word"))
    game.wait(0)

    assert game.question.title == "Question 2 of 5"
    assert "Question 1 did not get through, and counts for nobody." in game.said()
    game.world.shown.append(post)
    with pytest.raises(Stale, match="counts for nobody, so no answer to it is taken"):
        game.world.press(BEN, token(post.panel, "A"))
    assert game.world.letters(ADA) == []


def test_one_of_unknown_fate_that_somebody_answered_stood_and_counts(
    game: Game,
) -> None:
    post = started(game)
    game.world.shown.append(post)
    game.answer(BEN)
    game.report(post, Unknown("no word"))
    game.wait(0)

    (answer,) = game.titled("Question 1 of 5: the answer")
    assert "1 of 1 had it: Ben" in words(answer)


def test_the_last_one_of_unknown_fate_leads_to_the_result(game: Game) -> None:
    game.start(BEN, questions="2")
    game.round_played((ADA,), (BEN,))
    game.world.wait(seconds=PAUSE)
    game.report(game.handed_out(), Unknown("no word"))
    game.wait(0)

    assert "1 of 2 questions, 2 players." in words(game.result)


@pytest.mark.parametrize("why", [Forbidden("too old"), Gone("deleted")])
def test_where_the_question_cannot_be_edited_the_answer_is_posted_anew(
    game: Game, why: Outcome
) -> None:
    game.start(BEN)
    game.answer(ADA)
    game.answer(BEN)
    game.world.wait(seconds=2)
    game.report(game.handed_out(), why)
    game.wait(0)

    assert [one.title for one in game.world.drops()] == [
        "Challenge",
        "Question 1 of 5",
        "Question 1 of 5: the answer",
    ]
    assert "2 of 2 had it: Ada and Ben" in game.said()
    game.wait(PAUSE)
    assert game.question.title == "Question 2 of 5"


def test_a_question_that_was_deleted_while_open_is_closed(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.answer(BEN)
    game.world.wait(seconds=3)
    game.report(game.handed_out(), Gone("deleted"))
    game.wait(0)

    assert "1 of 1 had it: Ben" in game.said()
    game.press(ADA, "Next")
    game.wait(0)
    assert game.question.title == "Question 2 of 5"


def test_a_question_that_cannot_be_posted_for_long_ends_it(game: Game) -> None:
    started(game)
    game.world.outcome = Later(3600)
    game.wait(100)
    assert game.phase == "open"
    game.wait(510)
    game.world.outcome = None
    game.wait(3600)

    assert game.phase == "ended"
    assert not list(game.titled("Question"))


def test_what_was_pressed_on_one_of_unknown_fate_is_not_lost_for_that(
    game: Game,
) -> None:
    post = started(game)
    game.world.shown.append(post)
    game.answer(BEN)
    game.report(post, Later(3600, unsure=True))
    game.wait(601)

    assert game.phase == "ended"
    assert table(game.result) == [("1", "Ben", "1", "10"), ("2", "Ada", "0", "0")]


# Channels and members that go.


def test_kicked_from_the_channel_what_was_pressed_counts(game: Game) -> None:
    game.start(BEN)
    game.answer(BEN)
    shown = len(game.world.shown)
    with game.world.store.transaction():
        game.world.engine.leave(HOME, game.world.now)
    game.wait(60)

    assert game.phase == "ended"
    assert len(game.world.shown) == shown
    assert "1 day" in words(game.world.run(BEN, "streak"))


@pytest.mark.parametrize("when", ["lobby", "open", "counting", "shown"])
def test_kicked_at_any_time_it_ends_and_coming_back_another_can_be_played(
    game: Game, when: str
) -> None:
    game.lobby(pace="relaxed")
    if when != "lobby":
        game.world.press(ADA, token(game.newest("Challenge"), "Start"))
        game.wait(0)
    if when in ("counting", "shown"):
        game.answer(ADA)
        game.press(ADA, "Show answer")
    if when == "shown":
        game.wait(0)
    assert game.phase == when
    with game.world.store.transaction():
        game.world.engine.leave(HOME, game.world.now)
    game.wait(5)
    assert game.phase == "ended"

    game.world.join(HOME, "home")
    assert labels(game.lobby(BEN)) == ["Join", "Leave", "Start", "Cancel"]


def test_a_player_who_deletes_their_data_leaves_an_anonymous_line(game: Game) -> None:
    game.start(BEN, CYD)
    game.round_played((BEN,), (ADA, CYD))
    game.wait(PAUSE)
    game.answer(ADA)
    game.answer(CYD)
    game.answer(BEN)

    asked = game.world.run(BEN, "privacy delete")
    game.world.press(BEN, token(asked, "Delete my data"))
    game.wait(2)

    assert "1 of 3 had it: Somebody" in game.said("Question 1")
    assert table(game.question) == [
        ("1", "Ada", "1", "10"),
        ("1", "Cyd", "1", "10"),
        ("1", "Somebody", "1", "10"),
    ]
    dump = "\n".join(game.world.store._db.conn.iterdump())
    assert "test:ben" not in dump
    assert not re.search(r"\bBen\b", dump)
    assert "2 have joined: Ada and Cyd" in game.said("Challenge")


def test_whose_data_goes_is_taken_off_what_was_played_before(game: Game) -> None:
    game.played(1, right=(BEN,), wrong=(ADA,))
    assert "Ben wins with 10 points." in words(game.result)

    asked = game.world.run(BEN, "privacy delete")
    game.world.press(BEN, token(asked, "Delete my data"))
    game.wait(10)

    assert "Somebody wins with 10 points." in words(game.result)
    assert "1 of 2 had it: Somebody" in game.said("Question")
    assert not any(re.search(r"\bBen\b", words(one)) for one in game.world.drops())


def test_the_points_of_whose_data_is_gone_stay_with_somebody(game: Game) -> None:
    game.played(1, right=(BEN,), wrong=(ADA,))

    world = game.world
    world.press(BEN, token(world.run(BEN, "privacy delete"), "Delete my data"))

    assert rows(world.run(ADA, "leaderboard")) == [
        ("1", "Somebody", "10", "1"),
        ("2", "Ada (you)", "0", "1"),
    ]
    steps = world.store._db.execute(
        "select step from attempts where member like 'gone:%' order by step"
    )
    assert [step for (step,) in steps.fetchall()] == ["award", "choice"]


def test_who_played_alone_and_is_gone_keeps_the_points_once_another_plays(
    game: Game,
) -> None:
    game.start(BEN)
    game.answer(BEN)
    game.wait(CLOSED + PAUSE)

    world = game.world
    world.press(BEN, token(world.run(BEN, "privacy delete"), "Delete my data"))
    game.answer(ADA)
    game.wait(CLOSED)

    assert rows(world.run(CYD, "leaderboard")) == [
        ("1", "Somebody", "10", "1"),
        ("1", "Ada", "10", "1"),
    ]


def test_what_was_played_before_is_edited_by_and_by_the_newest_first(
    game: Game,
) -> None:
    for _ in range(2):
        game.played(1, right=(BEN,), wrong=(ADA,))
    game.wait(60)
    game.world.press(BEN, "privacy.delete")

    edited = []
    for _ in range(7):
        to = [one.to for one in game.world.tick()]
        edited.append([one.message for one in to if isinstance(one, Public)])
        game.world.wait(seconds=2)

    assert edited == [[], [4], [5], [6], [1], [2], [3]]


def test_once_a_host_deletes_their_data_who_joined_next_is_host(game: Game) -> None:
    game.lobby(BEN, pace="relaxed")
    game.join(CYD)
    game.wait(1)
    game.join(ADA, DAN)
    asked = game.world.run(BEN, "privacy delete")
    game.world.press(BEN, token(asked, "Delete my data"))
    game.wait(3)

    assert "Hosted by Cyd." in game.said("Challenge")
    with pytest.raises(Refusal, match="Cyd is the host"):
        game.world.press(DAN, token(game.newest("Challenge"), "Start"))
    game.world.press(CYD, token(game.newest("Challenge"), "Start"))
    game.wait(1)
    assert game.question.title == "Question 1 of 5"


def test_a_host_who_deletes_their_data_leaves_it_to_whoever_comes(game: Game) -> None:
    game.start(host=BEN, pace="relaxed")
    asked = game.world.run(BEN, "privacy delete")
    game.world.press(BEN, token(asked, "Delete my data"))
    game.wait(2)

    assert "Hosted by Somebody." in game.said("Challenge")
    game.answer(CYD)
    game.wait(2)
    with pytest.raises(Refusal, match="Somebody is the host"):
        game.press(CYD, "Next")
    game.wait(120)
    assert game.press(CYD, "Next") == "On we go."


def test_the_export_tells_which_challenges_a_member_joined(game: Game) -> None:
    game.played(1)

    shown = game.world.run(BEN, "privacy export")

    file = sent_file(shown)
    assert b'"channel": "test:home",\n      "host": false,' in file.data
    assert b'"step":"lock"' in file.data


def test_accounts_of_one_person_are_one_player(game: Game) -> None:
    game.start(BEN, CYD)
    game.world.store._db.execute(
        "update members set person = (select person from members where id = ?) "
        "where id = ?",
        [BEN.member, CYD.member],
    )
    game.answer(BEN, right=False)
    game.answer(CYD)
    game.answer(ADA)
    game.wait(CLOSED)

    counted = game.world.store._db.execute(
        "select count(*) from attempts where rating is not null"
    ).fetchone()
    assert counted == (2,)


# Decks and cards.


def test_a_deck_that_changes_meanwhile_changes_nothing(game: Game) -> None:
    game.start(BEN, questions="2")
    question = bodies(game.question)
    game.world.ship(deck("basics", "other"))
    game.round_played((ADA,), (BEN,))
    assert bodies(game.question)[0] == question[0]

    game.wait(PAUSE)
    assert "other" not in bodies(game.question)[0]


def test_a_card_that_became_the_card_of_the_day_is_left_out(game: Game) -> None:
    game.world.now = game.world.at(0, 8, 58)
    game.start(BEN, questions="6", pace="relaxed")
    game.world.live_to(0, 9, 1)
    drop = next(p for p in game.world.drops() if p.title == "Card of the day")
    assert bodies(drop) == ["What is two?"]
    asked = []
    while game.phase != "ended":
        asked.append(bodies(game.question)[0])
        game.round_played((ADA,), (BEN,))
        game.press(ADA, labels(game.question)[-2])
        game.wait(0)

    assert [body.split()[-1] for body in asked] == [
        *("one?", "three?", "four?", "six?", "five?")  # "two?" would be the last
    ]


def test_the_question_after_one_that_was_left_out_says_so(game: Game) -> None:
    left_out = "Question 2 was left out: it is the card of the day now."
    game.world.live_to(3, 8, 58)
    game.start(BEN, questions="5", pace="relaxed")
    game.world.live_to(3, 9, 1)

    told = {}
    for _ in range(3):
        told[game.question.title] = left_out in game.said()
        game.round_played((ADA,), (BEN,))
        game.press(ADA, "Next")
        game.wait(0)

    assert told == {
        "Question 1 of 5": False,
        "Question 3 of 5": True,
        "Question 4 of 5": False,
    }


def test_the_card_of_the_day_is_not_one_that_is_being_played(game: Game) -> None:
    game.world.now = game.world.at(0, 8, 59)
    only = deck("pair", "left", "right")
    game.world.ship(only)
    game.world.run(ADA, "drop set", deck="pair")
    game.start(BEN, deck="pair", pace="relaxed")
    assert bodies(game.question) == ["How large is left?"]

    game.world.live_to(0, 9)

    drop = next(p for p in game.world.drops() if p.title == "Card of the day")
    assert bodies(drop) == ["What is right?"]


def test_a_question_that_is_open_is_shown_by_no_other_command(game: Game) -> None:
    game.start(BEN)
    name = bodies(game.question)[0].removeprefix("How large is ").removesuffix("?")

    assert f"What is {name}?" not in words(
        game.world.run(BEN, "deck show", deck="basics")
    )
    asked = {bodies(game.world.check(BEN))[0] for _ in range(7)}
    assert f"How large is {name}?" not in asked
    game.round_played((ADA, BEN), ())
    assert f"What is {name}?" in words(game.world.run(BEN, "deck show", deck="basics"))


def test_a_private_question_whose_card_is_played_waits(game: Game) -> None:
    waiting = game.world.run(CYD, "quiz", form="check")
    game.start(BEN, questions="6")
    while bodies(game.question)[0] != bodies(waiting)[0]:
        game.round_played((ADA,), (BEN,))
        game.wait(PAUSE)

    with pytest.raises(Stale, match="a challenge's question"):
        game.world.choose(CYD, waiting)
    game.round_played((ADA,), (BEN,))
    assert "is right" in words(game.world.choose(CYD, waiting))


# What is derived.


def test_the_database_agrees_with_its_log_after_all_kinds_of_play(game: Game) -> None:
    game.played(2)
    game.world.check(CYD)
    game.played(3, right=(ADA, BEN), wrong=(CYD, DAN))
    game.start(host=CYD, questions="1")
    game.answer(CYD)
    game.wait(5)

    assert game.world.faults() == []
    before = table(game.world.run(ADA, "leaderboard"))
    game.world.store._db.execute("delete from tallies")
    with game.world.store.transaction():
        list(game.world.engine.recount(game.world.now, repair=True))
    assert table(game.world.run(ADA, "leaderboard")) == before


def test_one_challenge_at_a_time_is_the_schemas_word(game: Game) -> None:
    game.lobby()
    store: Store = game.world.store

    going = store.challenges.going(ChannelId(HOME))
    assert going is not None
    assert store.challenges.open(going, ()) is None

"""A question of a challenge: pressed, timed, closed, and answered."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from bot import typeset
from bot.errors import NotAllowed, Refusal, Stale
from bot.panels import Caller, Later, Moment, MomentStyle, Sent
from bot.typeset import Mark, Theme
from tests.engine.game import CLOSED, PAUSE, RIGHT, TIME, WRONG, Game, table
from tests.engine.several import link
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    DAN,
    HALL,
    HOME,
    bodies,
    faces,
    labels,
    member,
    rows,
    token,
    tokens,
    words,
)


def ends(game: Game) -> Moment:
    (found,) = [
        span
        for block in game.question.blocks
        for span in getattr(block, "spans", ())
        if isinstance(span, Moment)
    ]
    return found


def now(game: Game, seconds: float = 0) -> object:
    return game.world.now + timedelta(seconds=seconds)


# What stands there.


def test_a_question_is_a_check_with_its_options_in_the_picture(game: Game) -> None:
    question = game.start(BEN, questions="2")

    assert question.title == "Question 1 of 2"
    (face,) = faces(question)
    assert face.body.startswith("How large is ")
    assert sorted(face.options) == ["about 12", "about 3", "about 40", "about 7"]
    assert labels(question) == ["A", "B", "C", "D", "Text", "Stop"]
    assert "Worth 10 points." in words(question)
    assert "Nobody has answered yet." in words(question)


def test_the_order_of_options_is_by_the_dice(game: Game) -> None:
    game.start(BEN, questions="6")
    orders = set()
    for _ in range(6):
        orders.add(faces(game.question)[0].options)
        game.round_played((ADA, BEN), ())
        game.wait(PAUSE)

    assert len(orders) > 1


def test_nothing_public_tells_the_answer_before_it_is_shown(game: Game) -> None:
    question = game.start(BEN)
    game.answer(BEN)
    game.wait(3)
    question = game.question

    drawn = typeset.draw(faces(question)[0], Theme.LIGHT)
    said = words(question) + " ".join(one.alt for one in drawn)
    for word in ("right", "Twelve", "secret", "Ben", "Ada"):
        assert word not in said
    assert not faces(question)[0].marks
    assert [one.split(":")[0] for one in tokens(question)] == [
        *["lock"] * 4,
        "source",
        "challenge.stop",
    ]
    places = [one.split(":")[2] for one in tokens(question)[:4]]
    assert places == ["0", "1", "2", "3"]


def test_the_text_of_a_question_can_be_copied_and_gives_nothing_away(
    game: Game,
) -> None:
    game.start(BEN)
    shown = words(game.world.press(BEN, token(game.question, "Text")))

    assert "about 12" in shown
    assert "Twelve" not in shown
    round = token(game.question, "Text").split(":")[1]
    for forged in (
        f"source:{round}:answer",
        f"source:{round}:recap",
        f"explain:{round}",
        f"more:{round}",
    ):
        with pytest.raises(NotAllowed, match="The question is still open"):
            game.world.press(BEN, forged)
    game.answer(BEN)
    for forged in (
        f"source:{round}:answer",
        f"explain:{round}",
        f"hint:{round}",
        f"source:{round}:hint",
    ):
        with pytest.raises(NotAllowed, match="The question is still open"):
            game.world.press(BEN, forged)


@pytest.mark.parametrize("forged", ["choose:{}:0", "tick:{}", "reveal:{}", "next:{}"])
def test_what_belongs_to_other_rounds_does_nothing_to_a_question(
    game: Game, forged: str
) -> None:
    game.start(BEN)
    round = token(game.question, "A").split(":")[1]

    with pytest.raises(Stale):
        game.world.press(BEN, forged.format(round))
    with pytest.raises(Stale):
        game.world.press(BEN, f"stop:{round}")
    with pytest.raises(Stale):
        game.world.press(BEN, f"lock:{round}:4")
    assert game.phase == "open"


def test_another_channel_cannot_answer_it(game: Game) -> None:
    game.start(BEN)

    with pytest.raises(NotAllowed):
        game.answer(replace(CYD, channel=HALL))


# Locking in.


def test_a_press_is_confirmed_privately_and_may_be_changed_once(game: Game) -> None:
    game.start(BEN)
    right, wrong = game.letter(RIGHT), game.letter(WRONG)

    assert game.press(BEN, right) == f"Locked in: {right}. You may change it once."
    assert game.press(BEN, right) == f"Your {right} stands. You may change it once."
    assert game.press(BEN, wrong) == f"Changed to {wrong}, which stays."
    assert game.press(BEN, wrong) == f"Your {wrong} stands."
    with pytest.raises(Stale, match=f"You changed once, so your {wrong} stays"):
        game.press(BEN, right)


def test_the_last_word_counts(game: Game) -> None:
    game.start(BEN, CYD)
    game.answer(ADA)
    game.answer(BEN, right=False)
    game.answer(BEN)
    game.answer(CYD)
    game.answer(CYD, right=False)
    game.wait(2)

    assert table(game.question) == [
        ("1", "Ada", "1", "10"),
        ("1", "Ben", "1", "10"),
        ("3", "Cyd", "0", "0"),
    ]


def test_who_had_not_joined_joins_with_the_press(game: Game) -> None:
    game.start()

    assert game.answer(DAN).endswith("You may change it once. You have joined with it.")
    game.wait(3)

    assert "1 of 2 has answered." in game.said()
    assert "2 have joined: Ada and Dan" in game.said("Challenge")


def test_who_joins_while_an_answer_stands_is_told_what_comes_next(game: Game) -> None:
    def joins(caller: Caller) -> str:
        lobby = game.newest("Challenge")
        return words(game.world.press(caller, token(lobby, "Join"))).strip()

    game.start(questions="2")
    game.wait(2)
    game.round_played((ADA,), ())
    assert joins(CYD) == "You are in. The next question comes soon."
    game.wait(PAUSE)
    game.round_played((ADA, CYD), ())
    assert joins(DAN) == "You are in. Its last question is over."


def test_the_count_goes_along_without_a_storm_of_edits(game: Game) -> None:
    crowd = [member(f"M{number}") for number in range(100)]
    game.start(*crowd)
    game.wait(3)
    before = len(game.world.shown)
    for one in crowd:
        game.answer(one)
        game.wait(0.05)
    game.wait(2)

    assert len(game.world.shown) - before <= 4
    assert "100 of 101 have answered." in game.said()


# Its time.


def test_no_two_edits_of_a_question_come_within_two_seconds(game: Game) -> None:
    game.start(BEN, CYD)
    edits, said = [], game.said()
    for caller, wait in ((BEN, 3), (CYD, 1.5), (ADA, 4)):
        game.answer(caller)
        for _ in range(round(wait * 4)):
            game.wait(0.25)
            if game.said() != said:
                said = game.said()
                edits.append(game.world.now)

    gaps = [(after - before).total_seconds() for before, after in pairwise(edits)]
    assert "is right" in said
    assert len(edits) == 4
    assert min(gaps) >= 2


def test_its_end_is_shown_to_the_second_and_counts_by_itself(game: Game) -> None:
    game.start(BEN)

    assert ends(game) == Moment(now(game, TIME), MomentStyle.COUNTDOWN)  # type: ignore[arg-type]


def test_one_edit_comes_ten_seconds_before_the_end(game: Game) -> None:
    game.start(BEN)
    game.wait(3)
    before = len(game.world.shown)

    game.wait(7.9)
    assert len(game.world.shown) == before
    game.wait(0.1)
    assert "The last ten seconds." in game.said()
    game.wait(9)
    assert len(game.world.shown) == before + 1


def test_a_quick_question_is_too_short_for_a_last_call(game: Game) -> None:
    game.start(BEN, pace="quick")
    before = len(game.world.shown)

    game.wait(9)

    assert len(game.world.shown) <= before + 1
    assert "The last ten seconds." not in game.said()


def test_it_closes_two_seconds_after_its_end(game: Game) -> None:
    game.start(BEN)
    game.answer(BEN)

    game.wait(CLOSED - 0.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.question.title == "Question 1 of 5: the answer"


def test_it_closes_two_seconds_after_the_last_player_has_answered(game: Game) -> None:
    game.start(BEN)
    game.answer(ADA)
    game.wait(5)
    assert game.phase == "open"
    game.answer(BEN, right=False)
    game.wait(1.5)
    game.answer(BEN)
    game.wait(1.9)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.phase == "shown"


def test_who_left_is_not_waited_for(game: Game) -> None:
    game.start(BEN)
    game.answer(ADA)
    game.wait(3)
    assert game.phase == "open"

    left = game.world.press(BEN, token(game.newest("Challenge"), "Leave"))
    game.wait(0)

    assert "What you have so far stays yours." in words(left)
    assert game.phase == "shown"


def test_who_answered_and_left_is_still_among_those_who_answered(game: Game) -> None:
    game.start(BEN, CYD)
    game.answer(BEN)
    game.world.press(BEN, token(game.newest("Challenge"), "Leave"))
    game.wait(3)
    assert "1 of 3 has answered." in game.said()
    assert game.answer(BEN).endswith("You have joined with it.")
    game.world.press(BEN, token(game.newest("Challenge"), "Leave"))

    for caller in (ADA, CYD):
        game.world.press(caller, token(game.newest("Challenge"), "Leave"))
    game.wait(2)
    assert "1 of 1 had it: Ben" in game.said()


def test_who_comes_and_goes_while_it_is_open_is_counted_along(game: Game) -> None:
    game.start(BEN)
    game.answer(BEN)
    game.wait(3)

    game.join(CYD)
    game.wait(3)
    assert "1 of 3 has answered." in game.said()
    game.world.press(CYD, token(game.newest("Challenge"), "Leave"))
    game.wait(3)
    assert "1 of 2 has answered." in game.said()


def test_a_press_stamped_before_the_end_counts(game: Game) -> None:
    game.start(BEN)
    game.wait(TIME + 1)

    assert game.late(BEN, 1.5).startswith("Locked in")
    with pytest.raises(Stale, match="closed before your press arrived"):
        game.late(CYD, 0.5)
    game.wait(2)
    assert "1 of 1 had it: Ben" in game.said()


def test_without_a_stamp_what_arrives_before_the_closing_counts(game: Game) -> None:
    game.start(BEN)
    game.wait(TIME + 1)

    assert game.answer(BEN).startswith("Locked in")


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_a_stamp_is_believed_within_a_few_seconds_only(
    game: Game, seconds: float
) -> None:
    game.start(BEN, bonus="on")
    game.wait(12)

    game.late(BEN, seconds)

    game.wait(12)
    # Of 21 seconds nine are left; by a stamp of ten seconds ago, nineteen.
    assert table(game.question)[0] == ("1", "Ben", "1", "11" if seconds > 0 else "10")


def test_the_time_begins_when_the_question_stands(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    post = game.handed_out()
    game.world.wait(seconds=7)
    game.report(post, Sent("here"))

    game.wait(CLOSED - 0.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.phase == "shown"
    game.wait(CLOSED - 0.1)
    assert game.phase == "open"


def test_the_platform_says_since_when_it_stands(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    post = game.handed_out()
    stood = game.world.now + timedelta(seconds=1)
    game.world.wait(seconds=7)
    game.report(post, Sent("here", at=stood))

    game.wait(CLOSED - 6.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.phase == "shown"


def test_a_post_that_waits_for_its_platform_costs_nobody_time(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    game.world.outcome = Later(50)
    game.world.tick()
    game.world.outcome = None

    game.wait(49)
    assert not list(game.titled("Question"))
    game.wait(1)
    assert ends(game).at == now(game, TIME)
    assert game.answer(BEN).startswith("Locked in")


# The answer.


def test_the_answer_marks_the_right_letter_by_a_sign_and_gives_reasons(
    game: Game,
) -> None:
    game.start(BEN, CYD, DAN)
    right, wrong = game.letter(RIGHT), game.letter(WRONG)
    game.round_played((ADA,), (BEN, CYD))
    game.wait(CLOSED)

    shown = game.question
    assert f"✓ {right} is right. 1 of 3 had it: Ada" in words(shown)
    assert f"Why {right}: Twelve is what the definition gives." in words(shown)
    assert f"Why not {wrong}: Seven forgets the second term." in words(shown)
    (face,) = faces(shown)
    place = face.options.index(RIGHT)
    assert face.marks[place] is Mark.RIGHT
    assert [*face.marks].count(Mark.NONE) == 3
    assert face.notes[place] == "33 %"
    assert face.notes[face.options.index(WRONG)] == "67 %"
    assert f"✓ {right}" in labels(shown)
    assert rows(shown) == [
        ("1", "Ada", "1", "10"),
        ("2", "Ben", "0", "0"),
        ("2", "Cyd", "0", "0"),
        ("2", "Dan", "0", "0"),
    ]


def test_once_the_answer_stands_its_text_has_the_reasons_too(game: Game) -> None:
    game.start(BEN, CYD)
    right, wrong = game.letter(RIGHT), game.letter(WRONG)
    game.round_played((ADA,), (BEN, CYD))

    shown = words(game.world.press(DAN, token(game.question, "Text")))

    assert f"\n{right}. about 12" in shown
    assert f"Why {right}: Twelve is what the definition gives." in shown
    assert f"Why not {wrong}: Seven forgets the second term." in shown


def test_many_who_had_it_are_named_in_part(game: Game) -> None:
    crowd = [member(f"M{number}") for number in range(20)]
    game.start(*crowd)
    game.round_played((ADA, *crowd), ())

    assert "21 of 21 had it: " in game.said()
    assert "and 9 more" in game.said()
    assert len(table(game.question)) == 5


def test_where_the_clock_goes_on_the_host_has_no_next_to_press(game: Game) -> None:
    game.start(BEN)
    game.round_played((ADA, BEN), ())

    assert labels(game.question)[4:] == ["Explain more", "Text", "Stop"]


def test_after_the_answer_a_letter_shows_ones_own(game: Game) -> None:
    game.start(BEN)
    right, wrong = game.letter(RIGHT), game.letter(WRONG)
    game.round_played((ADA,), (BEN,))

    said = game.press(BEN, wrong)

    assert f"✗ Not {wrong}: {right} is right." in said
    assert "Streak: 1 day. This card returns in 1 day." in said
    explained = game.world.press(CYD, token(game.question, "Explain more"))
    assert any("The secret of" in body for body in bodies(explained))


def test_who_presses_late_is_told_kindly(game: Game) -> None:
    game.start(BEN)
    letter = game.letter(RIGHT)
    game.round_played((ADA, BEN), ())

    with pytest.raises(Stale, match=r"arrived, so it does not .* ready for the next"):
        game.press(CYD, f"✓ {letter}")


def test_who_is_late_for_the_last_question_is_told_of_no_next_one(game: Game) -> None:
    game.start(BEN, questions="1")
    letter = game.letter(RIGHT)
    game.round_played((ADA, BEN), ())

    with pytest.raises(Stale, match=r"in the channel\. The result comes next\.$"):
        game.press(CYD, f"✓ {letter}")


def test_while_it_is_counted_one_who_is_late_is_not_sent_to_an_answer_yet(
    game: Game,
) -> None:
    game.start(BEN, pace="relaxed")
    question = game.question
    game.answer(BEN)
    game.world.press(ADA, token(question, "Show answer"))

    with pytest.raises(Stale, match="Its answer comes in a moment"):
        game.world.press(CYD, token(question, "A"))


def test_while_it_is_counted_who_has_answered_is_told_that_it_is_in(
    game: Game,
) -> None:
    game.start(BEN, pace="relaxed")
    question, right = game.question, game.letter(RIGHT)
    game.answer(BEN, right=False)
    game.answer(BEN)
    game.world.press(ADA, token(question, "Show answer"))

    with pytest.raises(Stale, match=f"It is closed, and your {right} is in"):
        game.world.press(BEN, token(question, "A"))


def test_then_the_next_question_comes_by_itself(game: Game) -> None:
    game.start(BEN)
    first = bodies(game.question)
    game.round_played((ADA, BEN), ())

    game.wait(PAUSE - 0.1)
    assert game.question.title == "Question 1 of 5: the answer"
    game.wait(0.1)

    assert game.question.title == "Question 2 of 5"
    assert bodies(game.question) != first
    assert [one.title for one in game.titled("Question")] == [
        "Question 1 of 5: the answer",
        "Question 2 of 5",
    ]


def test_the_next_question_waits_for_an_answer_that_is_slow_to_stand(
    game: Game,
) -> None:
    game.start(BEN)
    game.answer(ADA)
    game.answer(BEN)
    game.world.wait(seconds=2)
    post = game.handed_out()
    game.wait(20)
    assert game.phase == "shown"
    game.report(post, Sent("here"))

    game.wait(PAUSE - 0.1)
    assert game.phase == "shown"
    game.wait(0.1)
    assert game.phase == "open"


def test_word_of_an_older_showing_does_not_begin_the_time_to_read_the_answer(
    game: Game,
) -> None:
    game.start(BEN)
    game.wait(3)
    game.answer(BEN)
    (count,) = game.world.due()
    game.answer(ADA)
    game.world.wait(seconds=2)
    game.world.due()
    game.report(count, Sent("here"))
    game.world.wait(seconds=2)
    post = game.handed_out()
    assert game.phase == "shown"
    game.wait(20)
    assert game.phase == "shown"

    game.report(post, Sent("here"))
    game.wait(PAUSE)
    assert game.phase == "open"


def test_late_word_that_a_question_stands_begins_its_time(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    post = game.handed_out()
    game.world.report(post, Later(30))
    game.world.wait(seconds=5)

    game.report(post, Sent("here"))

    game.wait(CLOSED - 0.1)
    assert game.phase == "open"
    game.wait(0.1)
    assert game.phase == "shown"


# Points.


def test_points_go_by_level_and_speed_adds_a_fifth_at_most(game: Game) -> None:
    game.start(BEN, CYD, bonus="on")
    assert "Worth 10 points, and up to a fifth more for speed." in game.said()
    game.answer(ADA)
    game.wait(10)
    game.answer(BEN)
    game.wait(9)
    game.answer(CYD)
    game.wait(2)

    assert table(game.question) == [
        ("1", "Ada", "1", "12"),
        ("2", "Ben", "1", "11"),
        ("3", "Cyd", "1", "10"),
    ]


def test_who_changes_is_as_fast_as_the_change(game: Game) -> None:
    game.start(BEN, bonus="on")
    game.answer(BEN, right=False)
    game.wait(10)
    game.answer(BEN)
    game.answer(ADA)
    game.wait(2)

    assert table(game.question) == [
        ("1", "Ada", "1", "11"),
        ("1", "Ben", "1", "11"),
    ]


def test_the_board_beside_an_answer_stays_as_it_was_then(game: Game) -> None:
    game.start(BEN)
    game.round_played((ADA,), (BEN,))
    game.wait(PAUSE)
    game.round_played((BEN, CYD), (ADA,))
    game.wait(PAUSE)

    world = game.world
    standing = [
        post.panel for post in world.engine.standing(HOME, ADA.member, world.now)
    ]
    first, second = (one for one in standing if one.title.endswith(": the answer"))
    assert table(first) == [("1", "Ada", "1", "10"), ("2", "Ben", "0", "0")]
    assert table(second)[2] == ("1", "Cyd", "1", "10")


def test_whoever_was_away_when_it_closed_does_not_come_onto_it_by_coming_back(
    game: Game,
) -> None:
    world = game.world
    game.start(BEN, CYD)
    world.press(CYD, "challenge.leave:1")
    game.round_played((ADA,), (BEN,))
    world.press(CYD, "challenge.join:1")

    (first,) = (
        post.panel
        for post in world.engine.standing(HOME, ADA.member, world.now)
        if post.panel.title.endswith(": the answer")
    )
    assert [row[1] for row in table(first)] == ["Ada", "Ben"]


def test_who_was_away_only_before_it_closed_and_who_was_silent_are_on_it(
    game: Game,
) -> None:
    world = game.world
    game.start(BEN, CYD, DAN)
    for label in ("leave", "join"):
        world.press(CYD, f"challenge.{label}:1")
        game.wait(1)
    world.press(BEN, "challenge.leave:1")
    game.answer(ADA)
    game.wait(CLOSED)
    world.press(BEN, "challenge.join:1")

    (first,) = (
        post.panel
        for post in world.engine.standing(HOME, ADA.member, world.now)
        if post.panel.title.endswith(": the answer")
    )
    assert [row[1] for row in table(first)] == ["Ada", "Cyd", "Dan"]


def test_who_was_away_in_one_challenge_is_on_the_board_of_the_next(game: Game) -> None:
    world = game.world
    game.start(BEN, CYD, questions="1")
    world.press(CYD, "challenge.leave:1")
    game.answer(ADA)
    game.answer(BEN)
    game.wait(2)
    world.press(CYD, "challenge.join:1")
    game.wait(PAUSE)
    game.start(BEN, CYD)
    game.answer(ADA)
    game.wait(CLOSED)

    assert [row[1] for row in table(game.question)] == ["Ada", "Ben", "Cyd"]


def test_whoever_joins_in_the_moment_it_closes_is_not_on_it(game: Game) -> None:
    world = game.world
    game.start(BEN, questions="2")
    game.answer(ADA)
    game.answer(BEN)
    while game.phase != "shown":
        world.now = world.engine.next_due() or world.now
        world.tick()
    world.press(CYD, "challenge.join:1")

    post = world.engine.standing(HOME, ADA.member, world.now)[-1]
    assert [row[1] for row in table(post.panel)] == ["Ada", "Ben"]


def test_an_answer_that_was_left_behind_leads_nowhere_any_more(game: Game) -> None:
    game.start(BEN, questions="2", pace="relaxed")
    game.round_played((ADA,), (BEN,))
    assert labels(game.question)[-2:] == ["Next", "Stop"]
    game.press(ADA, "Next")
    game.wait(2)
    first, second = game.titled("Question")
    assert labels(first)[4:] == ["Explain more", "Text"]

    game.round_played((ADA,), (BEN,))
    game.press(ADA, "To the result")
    game.wait(2)
    first, second = game.titled("Question")
    assert labels(second)[4:] == ["Explain more", "Text"]


def test_who_had_it_is_named_however_many_answered_before(game: Game) -> None:
    game.start(BEN, CYD)
    game.round_played((), (BEN, CYD))
    game.wait(PAUSE)
    game.answer(BEN, right=False)
    game.answer(ADA)
    game.answer(CYD)
    game.wait(2)

    assert "2 of 3 had it: Ada and Cyd" in game.said()


# Relaxed, where the host goes on.


def test_without_a_time_limit_the_host_closes_and_goes_on(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    assert "No time limit." in game.said()
    question = game.question
    game.answer(BEN)
    game.wait(90)
    assert game.phase == "open"
    with pytest.raises(NotAllowed, match="Ada is the host"):
        game.press(BEN, "Show answer")

    assert "the answer is on its way" in game.press(ADA, "Show answer")
    game.wait(0)
    assert "1 of 1 had it: Ben" in game.said()
    with pytest.raises(Stale, match="has moved on"):
        game.world.press(ADA, token(question, "Show answer"))

    game.wait(60)
    answer = game.question
    assert labels(answer)[-2:] == ["Next", "Stop"]
    game.press(ADA, "Next")
    game.wait(0)
    assert game.question.title == "Question 2 of 5"
    with pytest.raises(Stale, match="has moved on"):
        game.world.press(ADA, token(answer, "Next"))


def test_without_a_time_limit_no_stamp_is_too_late(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.wait(90)

    assert game.late(BEN, 0).startswith("Locked in")


def test_it_still_closes_once_everybody_has_answered(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.round_played((ADA,), (BEN,))

    assert game.phase == "shown"


def test_accounts_that_are_linked_while_they_play_are_one_player(game: Game) -> None:
    game.start(BEN, CYD, questions="2")
    link(game.world, BEN, CYD)
    game.answer(ADA)
    game.answer(CYD)
    game.wait(2)

    assert game.phase == "shown"


def test_while_the_host_is_away_any_player_goes_on(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.round_played((ADA,), (BEN,))
    game.wait(119)
    with pytest.raises(NotAllowed):
        game.press(BEN, "Next")

    game.wait(1)
    assert game.press(BEN, "Next") == "On we go."


def test_who_has_left_or_never_joined_does_not_go_on_for_the_others(
    game: Game,
) -> None:
    game.start(BEN, CYD, pace="relaxed")
    game.world.press(CYD, token(game.newest("Challenge"), "Leave"))
    game.round_played((ADA,), (BEN,))
    game.wait(120)

    for caller in (CYD, DAN):
        with pytest.raises(NotAllowed, match="Ada is the host"):
            game.press(caller, "Next")


def test_after_the_last_one_it_leads_to_the_result(game: Game) -> None:
    game.start(BEN, pace="relaxed", questions="1")
    game.round_played((ADA,), (BEN,))

    game.press(ADA, "To the result")
    game.wait(0)

    assert game.phase == "ended"
    assert "Ada wins with 10 points." in words(game.result)


def test_a_long_silence_closes_it_and_a_second_one_ends_it(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.answer(BEN)
    game.wait(599)
    assert game.phase == "open"
    game.wait(1)
    assert game.phase == "shown"

    game.wait(600)
    assert game.phase == "ended"
    assert "1 of 5 questions, 1 player. It fell silent" in words(game.result)


def test_a_press_ends_the_silence_which_begins_anew(game: Game) -> None:
    game.start(BEN, pace="relaxed")
    game.wait(540)
    game.answer(BEN)
    game.wait(599)
    assert game.phase == "open"

    game.wait(1)
    assert game.phase == "shown"


def test_silence_after_the_last_answer_cuts_nothing_short(game: Game) -> None:
    game.start(BEN, pace="relaxed", questions="1")
    game.round_played((ADA,), (BEN,))
    game.wait(600)

    assert game.phase == "ended"
    assert "1 question, 2 players." in words(game.result)
    assert "silent" not in words(game.result)


# Nobody answers.


def test_without_a_time_limit_it_waits_ten_minutes_for_a_first_answer(
    game: Game,
) -> None:
    game.start(BEN, pace="relaxed")
    game.wait(599)
    assert game.phase == "open"

    game.wait(1)
    assert "Nobody answered." in game.said()


def test_nobody_answers_a_warning_and_then_a_polite_end(game: Game) -> None:
    game.start(BEN)
    game.round_played((ADA, BEN), ())
    game.wait(PAUSE + CLOSED)
    assert "Nobody answered." in game.said()
    assert "If the next question goes unanswered too, the challenge" in game.said()

    game.wait(PAUSE + 5)
    assert game.question.title == "Question 3 of 5"
    assert not any("If the next" in words(one) for one in game.titled("Question"))
    game.wait(CLOSED - 5)

    assert game.phase == "ended"
    assert "3 of 5 questions, 2 players. It fell silent" in words(game.result)


def test_after_the_last_question_there_is_no_next_one_to_warn_of(game: Game) -> None:
    game.start(BEN, questions="1")
    game.wait(CLOSED)

    assert "Nobody answered." in game.said()
    assert "the next question" not in game.said()


def test_what_was_played_to_its_last_question_did_not_end_early(game: Game) -> None:
    game.start(BEN, questions="2")
    game.wait(CLOSED + PAUSE + CLOSED)

    assert game.phase == "ended"
    assert "2 questions." in words(game.result)
    assert "early" not in words(game.result)


def test_one_answer_in_between_starts_the_count_anew(game: Game) -> None:
    game.start(BEN)
    game.wait(CLOSED + PAUSE)
    game.answer(BEN)
    game.wait(CLOSED + PAUSE)
    game.wait(CLOSED + PAUSE)

    assert game.question.title == "Question 4 of 5"


def test_where_nobody_ever_answers_it_ends_without_a_podium(game: Game) -> None:
    game.start(BEN)
    game.wait(CLOSED + PAUSE + CLOSED)

    assert game.phase == "ended"
    said = words(game.result)
    assert "Nobody answered this time." in said
    assert "2 of 5 questions. It fell silent, so it ended early." in said
    assert faces(game.result) == []
    assert labels(game.result) == ["Rematch"]


# Stopping.


def test_the_host_or_an_admin_stops_it_after_being_asked_once_more(
    game: Game,
) -> None:
    game.start(CYD, host=BEN)
    with pytest.raises(NotAllowed, match="Ask Ben, the host"):
        game.press(CYD, "Stop")

    asked = game.world.press(ADA, token(game.question, "Stop"))
    assert "ends it for everybody" in words(asked)
    assert game.phase == "open"
    with pytest.raises(NotAllowed):
        game.world.press(CYD, token(asked, "Stop it for everybody"))
    game.answer(CYD)
    game.world.press(ADA, token(asked, "Stop it for everybody"))
    game.wait(2)

    assert "1 of 5 questions, 1 player. It was stopped early." in words(game.result)
    assert "1 of 1 had it: Cyd" in game.said()
    with pytest.raises(Stale, match="This challenge is over"):
        game.world.press(ADA, token(asked, "Stop it for everybody"))


def test_stopped_before_anybody_answered_the_open_question_counts_for_nobody(
    game: Game,
) -> None:
    game.start(BEN)
    game.round_played((ADA,), (BEN,))
    game.wait(PAUSE)
    asked = game.world.press(ADA, token(game.question, "Stop"))

    game.world.press(ADA, token(asked, "Stop it for everybody"))
    game.wait(0)

    assert "1 of 5 questions, 2 players." in words(game.result)
    assert "This question counts for nobody" in game.said()


def test_stopped_while_an_answer_stands_the_result_comes_at_once(game: Game) -> None:
    game.start(BEN)
    game.round_played((ADA,), (BEN,))
    asked = game.world.press(ADA, token(game.question, "Stop"))

    game.world.press(ADA, token(asked, "Stop it for everybody"))
    game.wait(0)

    assert "Ada wins with 10 points." in words(game.result)


def test_a_letter_after_the_end_is_told_that_it_is_over(game: Game) -> None:
    game.played(1)

    with pytest.raises(Refusal, match="its challenge is over"):
        game.press(CYD, game.letter(WRONG))


def test_a_letter_of_what_was_stopped_is_told_that_it_counts_for_nobody(
    game: Game,
) -> None:
    game.start(BEN)
    question = game.question
    asked = game.world.press(ADA, token(question, "Stop"))
    game.world.press(ADA, token(asked, "Stop it for everybody"))

    with pytest.raises(Refusal, match="This question counts for nobody"):
        game.world.press(BEN, token(question, "A"))

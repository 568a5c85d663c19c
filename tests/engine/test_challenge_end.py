"""The end of a challenge: the podium, everybody's line, boards, reviews, a rematch."""

from datetime import timedelta

import pytest

from bot import typeset
from bot.cards import Deck, Level
from bot.errors import NotAllowed, Refusal, Stale
from bot.panels import Table
from bot.typeset import FaceKind
from tests.engine.decks import card
from tests.engine.game import CLOSED, PAUSE, Game, table
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    DAN,
    bodies,
    directly,
    faces,
    labels,
    member,
    token,
    words,
)


def board(game: Game, who: object = ADA) -> list[tuple[str, ...]]:
    shown = game.world.run(who, "leaderboard")  # type: ignore[arg-type]
    return [
        (row[1].removesuffix(" (you)"), row[2])
        for block in shown.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]


def test_the_result_has_everybodys_line(game: Game) -> None:
    result = game.played(2, right=(ADA, CYD), wrong=(BEN,))

    assert result.title == "Challenge: the result"
    said = words(result)
    assert "Ada and Cyd share the first place with 20 points." in said
    assert "2 questions, 3 players." in said
    assert table(result) == [
        ("1", "Ada", "2", "20"),
        ("1", "Cyd", "2", "20"),
        ("3", "Ben", "0", "0"),
    ]
    assert "Equal points with equally many right answers share a place" in said
    assert "from two players on" not in said
    assert "What you had wrong comes back to you in /review." in said
    assert labels(result) == ["My answers", "Rematch"]
    assert "It is over." in game.said("Challenge")


def test_where_nobody_missed_anything_nothing_is_said_to_return(game: Game) -> None:
    assert "What you had wrong" not in words(game.played(2, right=(ADA, BEN), wrong=()))


def test_the_podium_is_a_picture_that_can_be_read_aloud(game: Game) -> None:
    game.start(BEN, CYD, questions="2")
    game.round_played((ADA, BEN), (CYD,))
    game.wait(PAUSE)
    game.round_played((ADA, CYD), (BEN,))
    game.wait(PAUSE)

    (face,) = faces(game.result)
    assert face.kind is FaceKind.PODIUM
    assert face.ranks == (1, 2)
    assert typeset.alt(face) == (
        "The podium. Basics. Place 1: Ada, 20 points. Place 2: Ben and Cyd, 10 points."
    )


def test_many_lines_are_cut_and_ones_own_is_private(game: Game) -> None:
    crowd = [member(f"M{number:02}") for number in range(30)]
    game.start(*crowd, questions="1")
    game.round_played((ADA,), tuple(crowd))
    game.wait(PAUSE)

    assert len(table(game.result)) == 20
    assert "… and 26 more" in game.said("Question")
    assert "… and 11 more" in words(game.result)
    mine = game.world.press(crowd[-1], token(game.result, "My answers"))
    assert "Place 2 of 31: 0 of 1 right, 0 points." in words(mine)


def test_my_answers_tell_what_was_missed_and_when_it_returns(game: Game) -> None:
    game.start(BEN, questions="3")
    game.round_played((ADA, BEN), ())
    game.wait(PAUSE)
    wrong, right = game.letter("about 7"), game.letter("about 12")
    missed = bodies(game.question)[0]
    game.round_played((ADA,), (BEN,))
    game.wait(PAUSE)
    game.answer(ADA)
    game.wait(CLOSED + PAUSE)

    mine = game.world.press(BEN, token(game.result, "My answers"))

    lines = words(mine).splitlines()
    assert lines[1] == "Place 2 of 2: 1 of 3 right, 10 points."
    assert lines[2].endswith(" is right. Returns in 2 days.")
    assert lines[2].startswith("Question 1: ✓ ")
    assert lines[3] == f"Question 2: ✗ {wrong}; {right} is right. Returns in 1 day."
    assert lines[4].startswith("Question 3: you did not answer; ")
    (face,) = faces(mine)
    assert f"**2.** {missed}\n\n✓ about 12\n\nTwelve is what" in face.body
    assert "**1.**" not in face.body
    copied = words(game.world.press(BEN, token(mine, "Text")))
    assert f"**2.** {missed}\n\n✓ about 12\n\nTwelve is what" in copied
    with pytest.raises(Refusal, match="You did not play this one"):
        game.world.press(CYD, token(mine, "Text"))


def test_my_answers_are_those_of_this_challenge(game: Game) -> None:
    game.played(1, wrong=(BEN,))
    second = game.played(1, right=(ADA, BEN), wrong=())

    mine = words(game.world.press(BEN, token(second, "My answers")))

    assert "1 of 1 right" in mine
    assert "Question 1: ✓" in mine


def test_my_answers_weeks_later_tell_what_is_due(game: Game) -> None:
    result = game.played(1)
    game.world.wait(days=20)

    mine = words(game.world.press(BEN, token(result, "My answers")))

    assert mine.splitlines()[2].endswith(" is right. It is due: /review.")


def test_my_answers_are_for_those_who_played_once_it_is_over(game: Game) -> None:
    game.start(BEN, questions="1")
    number = token(game.question, "Stop").split(":")[1]
    with pytest.raises(Stale, match="once the challenge has ended"):
        game.world.press(BEN, f"challenge.mine:{number}")
    game.round_played((ADA,), (BEN,))
    game.wait(PAUSE)

    with pytest.raises(Refusal, match="You did not play this one"):
        game.world.press(DAN, token(game.result, "My answers"))
    with pytest.raises(NotAllowed):
        game.world.press(directly(BEN), token(game.result, "My answers"))


def test_what_was_missed_comes_back_in_reviews(game: Game) -> None:
    game.played(1)
    (missed,) = [body for p in game.titled("Question") for body in bodies(p)]

    game.world.live_to(1, 8)

    assert bodies(game.world.run(BEN, "review")) == [missed]
    assert "Nothing is due" in words(game.world.run(ADA, "review"))


def test_whoever_answers_keeps_their_streak(game: Game) -> None:
    game.played(1)

    for who in (ADA, BEN):
        assert "1 day: your best so far." in words(game.world.run(who, "streak"))


def test_a_press_before_the_days_end_counts_for_that_day(game: Game) -> None:
    game.world.live(game.world.at(1, 2, 59) + timedelta(seconds=59))
    game.start(BEN)
    game.round_played((ADA,), (BEN,))
    assert game.world.now > game.world.at(1, 3)
    assert game.phase == "shown"

    days = game.world.store._db.execute(
        "select distinct day from attempts where rating is not null"
    ).fetchall()
    assert days == [("2026-03-02",)]


# Boards.


def test_boards_count_it_from_two_players_on(game: Game) -> None:
    game.played(2)
    assert board(game) == [("Ada", "20"), ("Ben", "0")]


def test_played_alone_it_counts_for_itself_and_on_no_board(game: Game) -> None:
    game.start(questions="2")
    for _ in range(2):
        game.answer(ADA)
        game.wait(2 + PAUSE)

    assert table(game.result) == [("1", "Ada", "2", "20")]
    assert "On the leaderboard it counts from two players on." in words(game.result)
    assert board(game) == [("Ada", "0")]


def test_once_a_second_player_answers_what_came_before_counts_too(game: Game) -> None:
    game.start(questions="2")
    game.answer(ADA)
    game.wait(2 + PAUSE)
    assert board(game) == [("Ada", "0")]

    game.round_played((ADA,), (BEN,))

    assert board(game) == [("Ada", "20"), ("Ben", "0")]


def test_a_card_gives_points_on_boards_once_a_day(game: Game) -> None:
    for _ in range(6):
        game.world.check(ADA)
    assert board(game) == [("Ada", "60")]

    game.played(2)

    assert table(game.result)[0] == ("1", "Ada", "2", "20")
    assert board(game) == [("Ada", "60"), ("Ben", "0")]


def test_and_after_a_challenge_its_cards_give_none_in_private(game: Game) -> None:
    game.played(6)
    assert board(game) == [("Ada", "60"), ("Ben", "0")]

    game.world.check(ADA)

    assert board(game) == [("Ada", "60"), ("Ben", "0")]


def test_what_was_played_alone_can_still_give_points_in_private(game: Game) -> None:
    game.start(questions="6")
    for _ in range(6):
        game.answer(ADA)
        game.wait(2 + PAUSE)

    game.world.check(ADA)

    assert board(game) == [("Ada", "10")]


def test_challenge_answers_are_not_among_the_days_ten_private_checks(
    game: Game,
) -> None:
    game.played(6)

    checks = game.world.store._db.execute("select sum(checks) from tallies").fetchone()
    assert checks == (0,)


def test_points_go_by_level(game: Game) -> None:
    levels = (Level.BEGINNER, Level.STAFF, None)
    hard = Deck("hard", "Hard", tuple(card(f"h{n}", x) for n, x in enumerate(levels)))
    game.world.ship(hard)
    game.start(BEN, deck="hard")
    worth = []
    for _ in range(3):
        worth.append(words(game.question).partition("Worth ")[2].split()[0])
        game.round_played((ADA,), (BEN,))
        game.wait(PAUSE)

    assert sorted(worth) == ["10", "20", "50"]
    assert table(game.result)[0] == ("1", "Ada", "3", "80")


# Teams.


def test_a_teams_points_are_the_mean_of_its_players(game: Game) -> None:
    game.start(BEN, CYD, questions="1", teams="2")
    game.round_played((ADA,), (BEN, CYD))
    game.wait(PAUSE)

    result = game.result
    tables = [b for b in result.blocks if isinstance(b, Table)]
    assert [one.header for one in tables] == [
        ("#", "Team", "Players", "Points"),
        ("#", "Who", "Team", "Right", "Points"),
    ]
    assert tables[0].rows == (("1", "Team 1", "2", "5"), ("2", "Team 2", "1", "0"))
    assert [row[1:3] for row in tables[1].rows] == [
        *(("Ada", "1"), ("Ben", "1"), ("Cyd", "2"))
    ]
    (face,) = faces(result)
    assert face.options == ("Team 1",)
    assert "A team's points are the mean of its players'" in words(result)


def test_a_large_team_may_win_with_a_single_point(game: Game) -> None:
    crowd = [member(f"M{number:02}") for number in range(19)]
    game.start(*crowd, questions="1", teams="2")
    game.round_played((ADA,), tuple(crowd))
    game.wait(PAUSE)

    assert "wins with 1 point." in words(game.result)
    (face,) = faces(game.result)
    assert face.notes == ("1 point",)


# Who improved, and once more.


def test_who_had_more_right_than_last_time_is_named(game: Game) -> None:
    game.played(2, right=(ADA,), wrong=(BEN, CYD))
    assert "More right" not in words(game.result)

    game.played(2, right=(BEN,), wrong=(ADA, CYD))

    assert "More right than last time: Ben (0 % then, 100 % now)." in words(game.result)


def test_a_rematch_has_the_same_people_and_other_questions(game: Game) -> None:
    game.played(3, right=(ADA, CYD), wrong=(BEN,))
    asked = {body for p in game.titled("Question") for body in bodies(p)}

    game.world.press(BEN, token(game.result, "Rematch"))
    game.wait(0)

    lobby = game.said("Challenge")
    assert "3 questions from Basics. Hosted by Ben." in lobby
    assert "3 have joined: " in lobby
    game.world.press(BEN, token(game.newest("Challenge"), "Start"))
    for _ in range(3):
        game.wait(0)
        assert bodies(game.question)[0] not in asked
        game.round_played((ADA, CYD), (BEN,))
        game.wait(PAUSE)


def test_a_second_rematch_is_offered_the_first(game: Game) -> None:
    result = game.played(1)
    game.world.press(BEN, token(result, "Rematch"))

    offered = game.world.press(ADA, token(result, "Rematch"))

    assert "A challenge of Ben's is gathering players here" in words(offered)


def test_a_rematch_of_days_ago_takes_nobody_along_unasked(game: Game) -> None:
    result = game.played(1)
    game.world.wait(days=3)

    game.world.press(BEN, token(result, "Rematch"))
    game.wait(0)

    assert "1 has joined: Ben" in game.said("Challenge")


def test_who_left_is_not_taken_along(game: Game) -> None:
    game.start(BEN, CYD, questions="1")
    game.round_played((ADA, BEN), (CYD,))
    game.world.press(CYD, token(game.newest("Challenge"), "Leave"))
    game.wait(PAUSE)
    assert [row[1] for row in table(game.result)] == ["Ada", "Ben", "Cyd"]

    game.world.press(ADA, token(game.result, "Rematch"))
    game.wait(0)

    assert "2 have joined: Ada and Ben" in game.said("Challenge")


def test_who_joined_and_never_answered_stands_below(game: Game) -> None:
    game.start(BEN, DAN, questions="1")
    game.answer(ADA)
    game.wait(CLOSED + PAUSE)

    assert "1 question, 1 player." in words(game.result)
    assert [row[1] for row in table(game.result)] == ["Ada", "Ben", "Dan"]


def test_a_card_that_gave_no_points_today_can_still_give_them(game: Game) -> None:
    game.world.check(BEN, right=False)
    game.world.wait(minutes=1)

    game.played(6, right=(ADA, BEN), wrong=())

    assert board(game) == [("Ada", "60"), ("Ben", "60")]

"""The lobby of a challenge: who plays, what, and how it begins."""

from dataclasses import replace

import pytest

from bot.errors import BadInput, NotAllowed, Refusal, Stale
from bot.panels import Forbidden, Mention, Moment
from bot.typeset import Face
from tests.engine.decks import deck
from tests.engine.game import Game
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    DAN,
    HALL,
    bodies,
    directly,
    labels,
    member,
    token,
    words,
)


def test_a_lobby_tells_what_is_played_and_who_plays(game: Game) -> None:
    shown = game.lobby(BEN)

    assert words(shown).splitlines() == [
        "Challenge",
        "5 questions from Basics. Hosted by Ben.",
        "Steady pace: time by what there is to read.",
        "1 has joined: Ben",
        "The host starts it. Unstarted, it is put away Mon 08:15.",
    ]
    assert labels(shown) == ["Join", "Leave", "Start", "Cancel"]
    assert [one.face.options for one in shown.ahead if isinstance(one.face, Face)] == [
        ("about 12", "about 40", "about 7", "about 3")
    ]


def test_its_options_are_told_in_words(game: Game) -> None:
    shown = game.lobby(
        level="beginner", tag="attention", pace="quick", bonus="on", teams="3"
    )

    said = words(shown)
    assert "5 questions from Basics (beginner, attention)." in said
    assert "Quick pace: half the usual time." in said
    assert "Speed adds up to a fifth." in said
    assert "3 teams, dealt at the start." in said


def test_members_join_and_leave_and_the_count_goes_along(game: Game) -> None:
    game.lobby()

    game.join(BEN, CYD)
    game.wait(3)
    assert "3 have joined: Ada, Ben and Cyd" in game.said("Challenge")
    left = game.world.press(BEN, token(game.newest("Challenge"), "Leave"))
    assert words(left).strip() == "You are out. Join brings you back."
    game.wait(3)
    assert "2 have joined: Ada and Cyd" in game.said("Challenge")
    game.join(BEN)
    game.wait(3)
    assert "3 have joined" in game.said("Challenge")


def test_a_host_who_leaves_plays_no_longer_and_still_leads(game: Game) -> None:
    game.lobby()
    game.join(BEN)
    left = game.world.press(ADA, token(game.newest("Challenge"), "Leave"))

    assert "You are still its host: you can start it, go on and stop it." in words(left)
    game.world.press(ADA, token(game.newest("Challenge"), "Start"))
    game.wait(2)
    assert "1 has joined: Ben" in game.said("Challenge")
    game.answer(BEN)
    game.wait(2)
    assert "1 of 1 had it: Ben" in game.said()


def test_edits_of_a_crowded_lobby_are_gathered(game: Game) -> None:
    game.lobby()
    before = len(game.world.shown)
    for number in range(40):
        game.join(member(f"M{number}"))
        game.wait(0.1)
    game.wait(2)

    assert len(game.world.shown) - before == 2
    assert "41 have joined: Ada, M0, M1, M2, M3" in game.said("Challenge")
    assert "and 29 more" in game.said("Challenge")


def test_names_are_mentions_that_each_platform_shows_its_own_way(game: Game) -> None:
    game.lobby(member("@everyone"))

    mentions = [
        span
        for block in game.newest("Challenge").blocks
        for span in getattr(block, "spans", ())
        if isinstance(span, Mention)
    ]
    assert {one.name for one in mentions} == {"@everyone"}


def test_joining_twice_changes_nothing(game: Game) -> None:
    game.lobby()
    lobby = game.newest("Challenge")

    assert words(game.world.press(BEN, token(lobby, "Join"))).strip() == (
        "You are in. Wait for the start."
    )
    assert words(game.world.press(BEN, token(lobby, "Join"))).strip() == (
        "You are in already. Wait for the start."
    )
    with pytest.raises(Stale, match="Press Join to play"):
        game.world.press(CYD, token(lobby, "Leave"))


def test_a_second_challenge_in_the_channel_is_offered_to_join(game: Game) -> None:
    game.lobby()

    offered = game.world.run(BEN, "challenge", questions="2")
    assert "A challenge of Ada's is gathering players here" in words(offered)
    assert labels(offered) == ["Join"]
    game.world.press(BEN, token(offered, "Join"))

    assert labels(game.world.run(BEN, "challenge")) == []
    own = game.world.run(ADA, "challenge")
    assert "Your challenge is gathering players here" in words(own)
    assert labels(own) == ["Start", "Cancel"]
    game.wait(3)
    assert "2 have joined" in game.said("Challenge")


def test_while_it_is_played_a_second_one_offers_the_way_in(game: Game) -> None:
    game.start()

    offered = game.world.run(BEN, "challenge")

    assert "is being played here" in words(offered)
    joined = game.world.press(BEN, token(offered, "Join"))
    assert "You are in. Press a letter to answer." in words(joined)
    assert labels(game.world.run(ADA, "challenge")) == ["Stop"]


def test_another_channel_has_its_own(game: Game) -> None:
    game.world.join(HALL, "hall")
    game.lobby()
    elsewhere = replace(BEN, channel=HALL)

    game.world.run(elsewhere, "challenge")
    game.world.tick()

    assert [one.title for one in game.world.drops(HALL)] == ["Challenge"]
    with pytest.raises(NotAllowed, match="belongs to another channel"):
        game.world.press(elsewhere, token(game.newest("Challenge"), "Join"))


def test_it_is_not_for_direct_messages(game: Game) -> None:
    with pytest.raises(NotAllowed, match="works in a channel only"):
        game.world.run(directly(BEN), "challenge")


# What is asked.


def test_fewer_questions_than_asked_for_are_said(game: Game) -> None:
    said = words(game.world.run(ADA, "challenge", questions="20"))

    assert "Only 6 questions fit, so it has no more. Press Start there" in said
    game.world.tick()
    assert "6 questions from Basics." in game.said("Challenge")


def test_where_nothing_fits_it_is_refused_with_a_way_out(game: Game) -> None:
    with pytest.raises(Refusal, match="/challenge without options"):
        game.world.run(ADA, "challenge", level="staff")


def test_a_deck_is_found_by_name_and_an_unknown_one_refused(game: Game) -> None:
    game.world.ship(deck("further", "alpha", "beta"))

    lobby = game.lobby(deck="Further")
    assert "2 questions from Further." in words(lobby)
    game.world.press(ADA, token(lobby, "Cancel"))
    with pytest.raises(BadInput, match="Did you mean further"):
        game.lobby(deck="furter")


def test_the_open_card_of_the_day_is_not_among_the_questions(game: Game) -> None:
    game.world.live_to(0, 9)
    assert bodies(game.world.drop()) == ["What is one?"]

    assert "5 questions" in words(game.lobby(questions="6"))


def test_options_that_cannot_be_are_refused_with_what_can(game: Game) -> None:
    for options, said in (
        ({"questions": "0"}, "“0” is no choice for questions. Choose 1, 2"),
        ({"questions": "21"}, "“21” is no choice for questions. Choose 1, 2"),
        ({"pace": "slow"}, "Choose steady, quick or relaxed"),
        ({"teams": "1"}, "Choose off, 2, 3 or 4"),
        ({"pace": "relaxed", "bonus": "on"}, "Without a time limit speed adds nothing"),
    ):
        with pytest.raises(BadInput, match=said):
            game.world.run(ADA, "challenge", **options)


# Starting, and not.


def test_the_host_starts_it(game: Game) -> None:
    game.lobby(BEN)
    game.join(CYD)
    lobby = game.newest("Challenge")

    with pytest.raises(NotAllowed, match="Ben is the host and decides that"):
        game.world.press(CYD, token(lobby, "Start"))
    assert "Here we go" in words(game.world.press(BEN, token(lobby, "Start")))

    game.wait(3)
    assert game.question.title == "Question 1 of 5"
    assert "It has begun." in game.said("Challenge")
    assert labels(game.newest("Challenge")) == ["Join", "Leave"]
    with pytest.raises(Stale, match="has moved on"):
        game.world.press(BEN, token(lobby, "Start"))


def test_while_the_host_is_away_any_player_may_start_it(game: Game) -> None:
    game.lobby(BEN)
    game.join(CYD)
    lobby = game.newest("Challenge")
    game.wait(119)
    with pytest.raises(NotAllowed, match="After two minutes"):
        game.world.press(CYD, token(lobby, "Start"))
    game.wait(1)
    with pytest.raises(NotAllowed):
        game.world.press(DAN, token(lobby, "Start"))

    game.world.press(CYD, token(lobby, "Start"))

    game.world.tick()
    assert game.phase == "open"


def test_with_nobody_in_it_does_not_start(game: Game) -> None:
    lobby = game.lobby()
    game.world.press(ADA, token(lobby, "Leave"))

    with pytest.raises(Refusal, match=r"Everybody has left\. Press Join first"):
        game.world.press(ADA, token(lobby, "Start"))
    game.wait(3)
    assert "Everybody has left." in game.said("Challenge")


def test_where_its_only_card_became_the_card_of_the_day_it_does_not_start(
    game: Game,
) -> None:
    game.world.furnish(deck("lone", "solo"))
    game.world.now = game.world.at(0, 8, 58)
    lobby = game.lobby(deck="lone")
    game.world.live_to(0, 9)

    with pytest.raises(Refusal, match="What it would ask is the card of the day"):
        game.world.press(ADA, token(lobby, "Start"))
    game.world.press(ADA, token(lobby, "Cancel"))
    game.wait(3)
    assert "Called off." in game.said("Challenge")


def test_the_host_or_an_admin_cancels_it(game: Game) -> None:
    lobby = game.lobby(BEN)
    with pytest.raises(
        NotAllowed, match="Ask Ben, the host, or somebody who may manage"
    ):
        game.world.press(CYD, token(lobby, "Cancel"))

    game.world.press(ADA, token(lobby, "Cancel"))

    game.wait(3)
    assert "Called off." in game.said("Challenge")
    assert labels(game.newest("Challenge")) == []
    with pytest.raises(Stale, match="This challenge is over"):
        game.world.press(CYD, token(lobby, "Join"))
    assert game.lobby(CYD) is not None


def test_a_lobby_that_nobody_starts_is_put_away(game: Game) -> None:
    lobby = game.lobby()
    (moment,) = (
        span
        for block in lobby.blocks
        for span in getattr(block, "spans", ())
        if isinstance(span, Moment)
    )

    game.wait(15 * 60 - 1)
    assert game.phase == "lobby"
    game.wait(1)

    assert game.world.now == moment.at
    assert "Nobody started it, so it was put away." in game.said("Challenge")
    assert game.phase == "ended"


def test_a_lobby_that_cannot_be_posted_ends_and_an_admin_is_told(game: Game) -> None:
    game.world.outcome = Forbidden("no permission to send")
    game.world.run(BEN, "challenge")
    game.world.tick()
    game.world.outcome = None
    game.wait(1)

    assert game.phase == "ended"
    assert "I cannot post in home (no permission to send)" in game.world.letters(ADA)[0]


# Teams.


def test_teams_are_dealt_at_the_start_and_told(game: Game) -> None:
    game.start(BEN, CYD, DAN, teams="2")
    game.wait(3)

    lines = [line for line in game.said("Challenge").splitlines() if "Team" in line]
    assert len(lines) == 2
    names = " ".join(lines)
    assert all(name in names for name in ("Ada", "Ben", "Cyd", "Dan"))
    assert all(line.count(" and ") == 1 for line in lines)


def test_who_comes_late_plays_for_the_smaller_team(game: Game) -> None:
    game.start(BEN, CYD, teams="2")
    game.wait(3)
    (small,) = [
        line.partition(":")[0]
        for line in game.said("Challenge").splitlines()
        if line.startswith("Team") and " and " not in line
    ]

    said = game.answer(DAN)

    assert said.endswith(f"You play for {small.casefold()}.")

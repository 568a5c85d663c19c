"""Commit, reveal, tick: what a member sees, and what counts."""

from dataclasses import replace

import pytest

from bot.cards import Deck, FollowUp
from bot.errors import BadInput, NotAllowed, Refusal, Stale
from bot.panels import ChoiceField, Form, TextField
from tests.engine.decks import card, deck
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HALL,
    World,
    bodies,
    faces,
    labels,
    token,
    words,
)


@pytest.fixture(autouse=True)
def _a_card_is_open(world: World) -> None:
    world.live_to(0, 9)


def _typed(world: World, text: str) -> str:
    form = world.touch(BEN, token(world.drop(), "Answer"), {})
    assert isinstance(form, Form)
    return form.token


def test_answer_opens_a_box_that_says_how_much_fits(world: World) -> None:
    form = world.touch(BEN, token(world.drop(), "Answer"), {})

    assert isinstance(form, Form)
    (field,) = form.fields
    assert isinstance(field, TextField)
    assert field.max_length == 1500
    assert field.multiline
    assert "1,500 characters" in field.hint


def test_after_typing_one_sees_the_answer_the_text_and_what_to_tick(
    world: World,
) -> None:
    commit = _typed(world, "")

    shown = world.press(BEN, commit, text="First softmax over the scores.")

    assert bodies(shown) == ["The secret of one is $x^2$."]
    assert "You wrote:\nFirst softmax over the scores." in words(shown)
    assert "Which of these did you say?" in words(shown)
    assert shown.picks is not None
    assert [(c.label, c.chosen) for c in shown.picks.choices] == [
        ("The keys are scaled by their dimension", False),
        ("Softmax turns scores into weights", True),
        ("Values are averaged by those weights", False),
        ("Every token looks at every token", False),
    ]


def test_who_typed_nothing_finds_nothing_ticked(world: World) -> None:
    shown = world.press(BEN, token(world.drop(), "Show answer"))

    assert shown.picks is not None
    assert not any(choice.chosen for choice in shown.picks.choices)
    assert "You wrote" not in words(shown)


def test_saving_gives_the_verdict_the_streak_and_the_cards_return(
    world: World,
) -> None:
    saved = world.answer(BEN, 0, 1, 2)

    assert bodies(saved) == ["The secret of one is $x^2$."]
    verdict = words(saved)
    assert "3 of 4 key points." in verdict
    assert "☑ Softmax turns scores into weights" in verdict
    assert "☐ Every token looks at every token" in verdict
    assert "Streak: 1 day. This card returns in 1 day." in verdict


@pytest.mark.parametrize(
    ("ticks", "said", "returns"),
    [
        ((), "None of the 4 key points this time.", "1 day"),
        ((0,), "1 of 4 key points.", "1 day"),
        ((0, 1), "2 of 4 key points.", "1 day"),
        ((0, 1, 2, 3), "All 4 key points.", "2 days"),
    ],
)
def test_the_verdict_follows_the_ticks(
    world: World, ticks: tuple[int, ...], said: str, returns: str
) -> None:
    verdict = words(world.answer(BEN, *ticks))

    assert said in verdict
    assert f"This card returns in {returns}." in verdict


def test_nothing_is_ever_called_missed(world: World) -> None:
    assert "miss" not in words(world.answer(BEN)).casefold()


def test_a_second_save_changes_nothing_and_says_so(world: World) -> None:
    shown = world.press(BEN, token(world.drop(), "Show answer"))
    assert shown.picks is not None
    world.press(BEN, shown.picks.token, picks=["0"])

    again = words(world.press(BEN, shown.picks.token, picks=["0", "1", "2", "3"]))

    assert "1 of 4 key points." in again
    assert "This one counted before; nothing has changed." in again


def test_pressing_the_card_again_shows_what_was_saved(world: World) -> None:
    world.answer(BEN, 0)

    for button in ("Answer", "Show answer"):
        again = world.panel(world.touch(BEN, token(world.drop(), button), {}))
        assert "1 of 4 key points." in words(again)


def test_a_repeated_delivery_of_the_text_keeps_one(world: World) -> None:
    commit = _typed(world, "")
    world.press(BEN, commit, text="the first")

    same = words(world.press(BEN, commit, text="the first"))
    other = words(world.press(BEN, commit, text="the second"))

    assert "Your first answer stands" not in same
    assert "Your first answer stands. You wrote:\nthe first" in other


def test_what_was_typed_after_a_look_at_the_answer_is_kept_too(world: World) -> None:
    commit = _typed(world, "")
    world.press(BEN, token(world.drop(), "Show answer"))

    shown = world.press(BEN, commit, text="I had a draft")

    assert "You wrote:\nI had a draft" in words(shown)


def test_answer_leads_back_to_what_was_begun(world: World) -> None:
    world.press(BEN, token(world.drop(), "Show answer"))

    again = world.panel(world.touch(BEN, token(world.drop(), "Answer"), {}))

    assert again.picks is not None


def test_saving_without_having_looked_is_refused(world: World) -> None:
    shown = world.press(BEN, token(world.drop(), "Show answer"))
    assert shown.picks is not None

    with pytest.raises(Stale, match="Answer first, or press Show answer"):
        world.press(CYD, shown.picks.token, picks="0")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Nothing was typed"),
        (" \n\t", "Nothing was typed"),
        ("x" * 1501, "That is 1,501 characters; 1,500 fit"),
    ],
)
def test_a_text_that_does_not_fit_is_refused(
    world: World, text: str, said: str
) -> None:
    commit = _typed(world, "")

    with pytest.raises(BadInput, match=said):
        world.press(BEN, commit, text=text)
    assert world.press(BEN, commit, text="shorter").picks is not None


@pytest.mark.parametrize("picks", ["4", "-1", "x", "", "9" * 5000, "٣", "0.5"])
def test_boxes_that_there_are_not_are_ignored(world: World, picks: str) -> None:
    shown = world.press(BEN, token(world.drop(), "Show answer"))
    assert shown.picks is not None

    verdict = world.press(BEN, shown.picks.token, picks=[picks, "1", "1"])

    assert "1 of 4 key points." in words(verdict)


def test_the_full_answer_is_for_those_who_have_looked(world: World) -> None:
    round = token(world.drop(), "Answer").split(":")[1]

    for forged in (f"explain:{round}", f"more:{round}", f"source:{round}:answer"):
        with pytest.raises(NotAllowed, match="Answer first"):
            world.press(BEN, forged)
    world.press(BEN, token(world.drop(), "Show answer"))

    assert bodies(world.press(BEN, f"explain:{round}")) == [
        "What is one?",
        "The secret of one is $x^2$.",
    ]


def test_what_they_ask_next_and_the_text_stand_behind_buttons(world: World) -> None:
    verdict = world.answer(BEN, 0)

    assert labels(verdict) == ["What they ask next", "Text"]
    follow = world.press(BEN, token(verdict, "What they ask next"))
    assert bodies(follow) == ["**And why one?**\n\nBecause of the secret."]
    assert labels(follow) == ["Text"]  # nothing follows what a channel was asked
    assert "The secret of one" in words(world.press(BEN, token(verdict, "Text")))


def test_whatever_is_drawn_can_be_copied(world: World) -> None:
    """A hint or a follow-up with math in it is a picture, with its text at hand."""
    drawn = replace(
        card("euler"),
        hint="Think of $e^{ix}$.",
        follow_ups=(FollowUp("And $e^0$?", "It is $1$."),),
    )
    world.ship(Deck("drawn", "Drawn", (drawn,)))
    question = world.run(BEN, "quiz", deck="drawn", form="card")

    hint = world.press(BEN, token(question, "Hint"))
    assert bodies(hint) == ["Think of $e^{ix}$."]
    assert [face.title for face in faces(hint)] == ["Hint"]
    assert "Think of $e^{ix}$." in words(world.press(BEN, token(hint, "Text")))

    shown = world.press(BEN, token(question, "Show answer"))
    assert shown.picks is not None
    verdict = world.press(BEN, shown.picks.token, picks="0")
    asked_next = world.press(BEN, token(verdict, "What they ask next"))
    assert [face.title for face in faces(asked_next)] == ["What they ask next"]
    text = words(world.press(BEN, token(asked_next, "Text")))
    assert "**And $e^0$?**\n\nIt is $1$." in text


@pytest.mark.parametrize("side", ["hint", "more", "verdict", "check"])
def test_the_text_behind_what_a_card_lacks_is_its_question(
    world: World, side: str
) -> None:
    bare = replace(card("bare"), hint="", follow_ups=())
    world.ship(Deck("bare", "Bare", (bare,)))
    question = world.run(BEN, "quiz", deck="bare", form="card")
    world.press(BEN, token(question, "Show answer"))

    text = token(question, "Text").replace("question", side)

    assert words(world.press(BEN, text)) == "Text\nWhat is bare?"
    with pytest.raises(Stale):
        world.press(BEN, token(question, "Text").replace("question", "nonsense"))


def test_a_card_without_key_points_is_judged_by_oneself(world: World) -> None:
    plain = Deck("plain", "Plain", (card("zero", points=(), checks=0),))
    world.ship(plain)
    question = world.run(BEN, "quiz", deck="plain")
    shown = world.press(BEN, token(question, "Show answer"))

    assert shown.picks is None
    assert labels(shown) == ["Not yet", "Partly", "I knew it", "Text"]
    verdict = words(world.press(BEN, token(shown, "I knew it")))
    assert "Saved." in verdict
    assert "returns in 2 days" in verdict


def test_who_has_boxes_to_tick_cannot_judge_for_themselves(world: World) -> None:
    question = world.run(BEN, "quiz", form="card")
    world.press(BEN, token(question, "Show answer"))
    round = token(question, "Show answer").split(":")[1]

    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, f"grade:{round}:3")
    assert "No streak just now." in words(world.run(BEN, "streak"))


def test_who_judges_themselves_has_no_boxes_to_save(world: World) -> None:
    world.ship(Deck("plain", "Plain", (card("zero", points=(), checks=0),)))
    question = world.run(BEN, "quiz", deck="plain")
    world.press(BEN, token(question, "Show answer"))

    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, token(question, "Show answer").replace("reveal", "tick"))
    assert "No streak just now." in words(world.run(BEN, "streak"))


@pytest.mark.parametrize(
    ("action", "said"),
    [("hint", "This card has no hint"), ("more", "too old to press")],
)
def test_what_a_card_lacks_is_not_shown_empty(
    world: World, action: str, said: str
) -> None:
    bare = replace(card("bare"), hint="", follow_ups=())
    world.ship(Deck("bare", "Bare", (bare,)))
    question = world.run(BEN, "quiz", deck="bare", form="card")
    shown = world.press(BEN, token(question, "Show answer"))

    assert labels(question) == ["Answer", "Show answer", "Text", "Stop"]
    assert labels(shown) == ["Text"]
    with pytest.raises(Stale, match=said):
        world.press(BEN, token(question, "Show answer").replace("reveal", action))
    assert shown.picks is not None
    verdict = world.press(BEN, shown.picks.token, picks="0")
    assert labels(verdict) == ["Next", "Stop", "Text"]


@pytest.mark.parametrize("rating", ["0", "4", "9"])
def test_there_are_three_ways_to_judge_oneself_and_no_others(
    world: World, rating: str
) -> None:
    plain = Deck("plain", "Plain", (card("zero", points=(), checks=0),))
    world.ship(plain)
    question = world.run(BEN, "quiz", deck="plain")
    shown = world.press(BEN, token(question, "Show answer"))
    grade = token(shown, "I knew it").rpartition(":")[0]

    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, f"{grade}:{rating}")


def test_a_drop_of_another_channel_cannot_be_pressed(world: World) -> None:
    world.join(HALL, "hall")
    elsewhere = replace(BEN, channel=HALL)

    for action in ("answer", "reveal", "hint", "explain", "tick", "source"):
        with pytest.raises(NotAllowed, match="belongs to another channel"):
            world.touch(elsewhere, f"{action}:1:answer", {})


def test_a_private_question_cannot_be_pressed_by_another(world: World) -> None:
    question = world.run(BEN, "quiz", form="card", deck=_second(world))

    for button in question.buttons:
        with pytest.raises(NotAllowed, match="asked of somebody else"):
            world.touch(CYD, button.token, {})


def _second(world: World) -> str:
    world.ship(deck("second", "alpha", "beta"))
    return "second"


def test_a_check_cannot_be_looked_up_before_it_is_chosen(world: World) -> None:
    question = world.run(BEN, "quiz", form="check", deck=_second(world))
    round = token(question, "A").split(":")[1]

    for action in ("answer", "reveal", "commit", "tick", "grade", "explain", "more"):
        with pytest.raises(Refusal):
            world.touch(BEN, f"{action}:{round}:3", {"text": "x", "picks": "0"})
    with pytest.raises(NotAllowed):
        world.press(BEN, f"source:{round}:answer")
    assert labels(world.press(BEN, token(question, "A")))


def test_an_open_question_cannot_be_chosen(world: World) -> None:
    question = world.run(ADA, "quiz", form="card", deck=_second(world))
    round = token(question, "Answer").split(":")[1]

    with pytest.raises(Stale, match="too old to press"):
        world.press(ADA, f"choose:{round}:0")


def test_the_boxes_can_be_had_as_a_form_ticked_as_in_the_panel(world: World) -> None:
    card = world.drop()
    round = token(card, "Answer").partition(":")[2]
    with pytest.raises(Refusal, match="Answer first"):
        world.touch(ADA, f"boxes:{round}", {})
    panel = world.press(ADA, f"commit:{round}", text="nothing of the kind")
    assert panel.picks is not None
    form = world.touch(ADA, panel.picks.form, {})
    assert isinstance(form, Form)
    assert form.token == f"tick:{round}"
    (field,) = form.fields
    assert isinstance(field, ChoiceField)
    assert (field.name, field.choices, field.many) == (
        "picks",
        panel.picks.choices,
        True,
    )


def test_the_form_of_boxes_opens_no_more_once_they_are_saved(world: World) -> None:
    shown = world.press(BEN, token(world.drop(), "Show answer"))
    assert shown.picks is not None
    saved = world.press(BEN, shown.picks.token, picks=["0"])

    again = world.press(BEN, shown.picks.form)

    assert again.title == "Saved"
    assert words(again).split("\n")[:6] == words(saved).split("\n")[:6]

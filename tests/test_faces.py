from bot import faces
from bot.cards import Card, Check, Level, Option
from bot.typeset import FaceKind, Mark, alt

CHECK = Check(
    "c",
    "Which?",
    (
        Option("zero", "no"),
        Option("one", "yes", right=True),
        Option("two", "no"),
        Option("three", "no"),
    ),
)
CARD = Card(
    "id",
    "Why?",
    "The secret answer.",
    Level.EXPERT,
    "math",
    ("a", "b", "c", "d"),
    checks=(CHECK,),
)


def test_badges_are_deck_level_kind_and_two_tags() -> None:
    assert faces.question(CARD, "Deck").badges == (
        *("Deck", "expert", "math"),
        *("a", "b"),
    )
    assert faces.question(Card("id", "Why?", "So."), "").badges == ()


def test_a_question_and_a_check_tell_nothing_of_the_answer() -> None:
    shown = (faces.question(CARD, "D"), faces.check(CARD, CHECK, (0, 1, 2, 3), "D"))

    assert [face.kind for face in shown] == [FaceKind.QUESTION, FaceKind.CHECK]
    for face in shown:
        assert "secret" not in alt(face)
        assert not face.marks
        assert not face.notes


def test_an_answer_is_the_cards_own() -> None:
    assert faces.answer(CARD, "D").body == "The secret answer."


def test_options_stand_in_the_order_shown() -> None:
    face = faces.check(CARD, CHECK, (2, 0, 3, 1), "D")

    assert face.options == ("two", "zero", "three", "one")


def test_a_recap_marks_the_right_option_and_the_members_own() -> None:
    face = faces.recap(CARD, CHECK, (2, 0, 3, 1), 0, (), "D")

    assert face.marks == (Mark.NONE, Mark.WRONG, Mark.NONE, Mark.RIGHT)
    assert face.notes == ("", "your answer", "", "")


def test_a_groups_recap_shows_each_options_share() -> None:
    face = faces.recap(CARD, CHECK, (2, 0, 3, 1), None, (0.125, 0.444, 0.0, 0.431), "D")

    assert face.marks == (Mark.NONE, Mark.NONE, Mark.NONE, Mark.RIGHT)
    assert face.notes == ("0 %", "12 %", "43 %", "44 %")


def test_one_of_a_crowd_is_not_nobody_and_all_but_one_are_not_all() -> None:
    face = faces.recap(CARD, CHECK, (0, 1, 2, 3), None, (299 / 300, 1 / 300, 0, 0), "D")
    assert face.notes == ("99 %", "1 %", "0 %", "0 %")

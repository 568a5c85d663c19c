"""`/quiz`: a private question, a verdict, and the next one."""

from dataclasses import replace

import pytest

from bot.cards import Check, Deck, Level, Option, Source
from bot.errors import BadInput, NotAllowed, Refusal, Stale
from bot.panels import Upload
from bot.typeset import Mark
from tests.engine.decks import card, deck
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    World,
    bodies,
    directly,
    faces,
    labels,
    member,
    token,
    words,
)


def test_a_check_has_four_letters_and_its_options_in_the_picture(
    world: World,
) -> None:
    question = world.run(BEN, "quiz")

    assert labels(question) == ["A", "B", "C", "D", "Hint", "Text", "Stop"]
    (face,) = faces(question)
    assert face.body == "How large is one?"
    assert sorted(face.options) == ["about 12", "about 3", "about 40", "about 7"]
    assert face.marks == ()


def test_right_is_said_with_the_reason_the_points_and_what_comes(
    world: World,
) -> None:
    verdict = world.check(BEN)

    said = words(verdict)
    assert "is right." in said
    assert "Twelve is what the definition gives." in said
    assert "10 points. Streak: 1 day. This card returns in 2 days." in said
    assert labels(verdict) == ["Next", "Stop", "Explain more", "Text"]
    (face,) = faces(verdict)
    assert face.marks.count(Mark.RIGHT) == 1
    assert "your answer" in face.notes


def test_wrong_is_said_with_the_reason_for_both(world: World) -> None:
    verdict = world.check(BEN, right=False)

    said = words(verdict)
    assert "✗ Not " in said
    assert "Why not " in said
    assert "Twelve is what the definition gives." in said
    assert "points" not in said
    assert "This card returns in 1 day." in said
    assert sorted(faces(verdict)[0].marks) == ["none", "none", "right", "wrong"]


def test_a_button_lives_through_a_restart(world: World) -> None:
    question = world.run(BEN, "quiz")
    world.restart()

    assert "is right" in words(world.choose(BEN, question))


def test_a_second_press_changes_nothing(world: World) -> None:
    question = world.run(BEN, "quiz")
    world.choose(BEN, question, right=False)

    again = words(world.choose(BEN, question, right=True))

    assert "✗ Not " in again
    assert "This one counted before" in again


def test_the_text_behind_a_verdict_has_its_reasons_too(world: World) -> None:
    question = world.run(BEN, "quiz")
    with pytest.raises(NotAllowed, match="Answer first"):
        world.press(BEN, token(question, "Text").replace("check", "verdict"))

    verdict = world.choose(BEN, question, right=False)
    text = words(world.press(BEN, token(verdict, "Text")))

    assert "How large is one?" in text
    assert "A. about" in text
    assert "Twelve is what the definition gives." in text
    assert "Why not" in text


def test_explain_more_shows_the_full_answer(world: World) -> None:
    verdict = world.check(BEN)

    shown = world.press(BEN, token(verdict, "Explain more"))

    assert bodies(shown) == ["What is one?", "The secret of one is $x^2$."]


def test_what_is_read_below_a_verdict_ends_with_the_way_on(world: World) -> None:
    verdict = world.check(BEN)

    shown = world.press(BEN, token(verdict, "Explain more"))
    assert labels(shown) == ["Next", "Stop", "What they ask next", "Text"]
    asked_next = world.press(BEN, token(shown, "What they ask next"))
    assert labels(asked_next) == ["Next", "Stop", "Text"]

    following = world.press(BEN, token(asked_next, "Next"))
    assert labels(following)[:4] == ["A", "B", "C", "D"]


def test_the_full_answer_says_where_it_can_be_read(empty: World) -> None:
    read = (Source("Networks", "Postel", 1981, "3.4"), Source("A page"))
    empty.furnish(Deck("read", "Read", (replace(card("only"), sources=read),)))

    verdict = empty.check(BEN)
    shown = empty.press(BEN, token(verdict, "Explain more"))

    assert "Networks" not in words(verdict)
    assert words(shown).splitlines()[-3:] == [
        "Where to read it:",
        "Postel (1981): Networks, section 3.4",
        "A page",
    ]


def test_a_picture_of_reasons_is_headed_so_and_not_as_an_answer(empty: World) -> None:
    options = (Option("about 12", "as $x = 12$", right=True), Option("two", "no"))
    check = Check("c", "How many?", options)
    empty.furnish(Deck("math", "Math", (replace(card("only"), checks=(check,)),)))

    recap, reasons = faces(empty.check(BEN))

    assert (recap.title, reasons.title) == ("The answer", "Why")
    assert "as $x = 12$" in reasons.body


def test_next_asks_another_within_the_same_bounds(world: World) -> None:
    world.ship(deck("second", "alpha", "beta"))
    verdict = world.check(BEN, deck="second")

    following = world.press(BEN, token(verdict, "Next"))

    assert bodies(following) == ["How large is beta?"]


def test_stop_puts_the_question_away(world: World) -> None:
    question = world.run(BEN, "quiz")

    stopped = words(world.press(BEN, token(question, "Stop")))

    assert "Come back whenever you like" in stopped
    with pytest.raises(Stale, match="This question is over"):
        world.choose(BEN, question)


def test_stop_after_answers_says_what_was_done(world: World) -> None:
    verdict = world.check(BEN)

    stopped = words(world.press(BEN, token(verdict, "Stop")))

    assert "Stopped. 1 answer today; streak: 1 day." in stopped


def test_a_private_question_is_good_for_a_day(world: World) -> None:
    question = world.run(BEN, "quiz")
    world.wait(hours=24)
    assert "is right" in words(world.choose(BEN, question))
    question = world.run(BEN, "quiz")
    world.wait(hours=24, seconds=1)
    with pytest.raises(Stale, match="This question is over"):
        world.choose(BEN, question)


def test_the_form_can_be_asked_for(world: World) -> None:
    card_panel = world.run(BEN, "quiz", form="card")

    assert labels(card_panel) == ["Answer", "Show answer", "Hint", "Text", "Stop"]
    assert bodies(card_panel) == ["What is one?"]


def _mixed() -> Deck:
    return Deck(
        "mixed",
        "Mixed Bag",
        (
            card("easy", Level.BEGINNER, tags=("DDPM",)),
            card("hard", Level.EXPERT, tags=("vae",)),
            card("bare", None, checks=0, tags=()),
        ),
    )


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        ({"level": "expert"}, "How large is hard?"),
        ({"tag": "ddpm"}, "How large is easy?"),
        ({"tag": "VAE"}, "How large is hard?"),
        ({"deck": "Mixed Bag", "level": "beginner"}, "How large is easy?"),
        ({"kind": "Concept", "level": "expert"}, "How large is hard?"),
    ],
)
def test_deck_level_kind_and_tag_narrow_it(
    empty: World, options: dict[str, str], asked: str
) -> None:
    empty.furnish(_mixed())

    assert bodies(empty.run(BEN, "quiz", **options)) == [asked]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"level": "staff"}, "No card fits that just now"),
        ({"tag": "gan"}, "No card fits that just now"),
        ({"deck": "mixd"}, "Did you mean mixed?"),
        ({"level": "hard"}, "Choose beginner, intermediate"),
        ({"colour": "red"}, "/quiz has no option “colour”"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_way_out(
    empty: World, options: dict[str, str], said: str
) -> None:
    empty.furnish(_mixed())

    with pytest.raises(Refusal, match=said):
        empty.run(BEN, "quiz", **options)


def test_what_was_forgotten_comes_before_what_is_new(world: World) -> None:
    world.check(BEN, right=False)
    assert bodies(world.run(BEN, "quiz")) == ["How large is two?"]

    world.wait(days=1)

    assert bodies(world.run(BEN, "quiz")) == ["How large is one?"]


def test_what_is_new_comes_before_what_is_not_due(world: World) -> None:
    world.check(BEN)
    world.check(BEN)
    world.wait(days=1)

    assert bodies(world.run(BEN, "quiz")) == ["How large is three?"]


def test_the_checks_of_a_card_take_turns(empty: World) -> None:
    empty.furnish(Deck("turns", "Turns", (card("only", checks=3),)))

    asked = set()
    for _ in range(3):
        empty.check(BEN)
        rows = empty.store.rounds.checks_asked(2, 1)  # type: ignore[arg-type]
        asked = set(rows)
        assert max(rows.values()) == 1

    assert asked == {"only-0", "only-1", "only-2"}


def test_a_check_is_asked_and_judged_by_its_own_options(empty: World) -> None:
    other = Check(
        "second",
        "How heavy is only?",
        (
            Option("a ton", "It is light."),
            Option("a gram", "It was weighed.", right=True),
            Option("a pound", "Nobody weighed it."),
            Option("nothing", "It has a mass."),
        ),
    )
    both = replace(card("only"), checks=(*card("only").checks, other))
    empty.furnish(Deck("both", "Both", (both,)))
    asked = [empty.run(BEN, "quiz") for _ in range(2)]
    (heavy,) = (one for one in asked if bodies(one) == ["How heavy is only?"])

    right = "ABCD"[faces(heavy)[0].options.index("a gram")]

    assert f"{right} is right." in words(empty.press(BEN, token(heavy, right)))


def test_whose_turn_a_check_is_nobody_else_decides(empty: World) -> None:
    """What others were asked does not count: by the dice some follow each other."""
    empty.furnish(Deck("turns", "Turns", (card("only", checks=2),)))

    for name in ("Eve", "Fay", "Gil", "Hal", "Ida", "Jon", "Kim", "Lea"):
        empty.run(member(name), "quiz")

    asked = empty.store._db.execute('select "check" from rounds order by id')
    assert "".join(check[-1] for (check,) in asked.fetchall()) == "10000010"


def test_options_are_shuffled(world: World) -> None:
    orders = {faces(world.run(BEN, "quiz"))[0].options for _ in range(40)}

    assert len(orders) > 10


def test_it_works_in_direct_messages(world: World) -> None:
    verdict = world.check(directly(BEN))

    assert "is right" in words(verdict)
    assert "Nobody has studied here" in words(world.run(CYD, "leaderboard"))


def test_a_question_of_somebody_else_cannot_be_answered(world: World) -> None:
    question = world.run(BEN, "quiz")

    with pytest.raises(NotAllowed, match="asked of somebody else"):
        world.choose(CYD, question)


@pytest.mark.parametrize("place", ["4", "-1", "99999999999999999999", "x", ""])
def test_letters_that_there_are_not_are_refused(world: World, place: str) -> None:
    question = world.run(BEN, "quiz")
    round = token(question, "A").split(":")[1]

    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, f"choose:{round}:{place}")


def test_a_channel_quizzes_its_own_decks_unless_another_is_named(
    world: World,
) -> None:
    world.ship(deck("aside", "alpha"))

    asked = {bodies(world.check(BEN))[0] for _ in range(7)}

    assert asked == {
        f"How large is {n}?" for n in ["one", "two", "three", "four", "five", "six"]
    }
    assert bodies(world.run(BEN, "quiz", deck="aside")) == ["How large is alpha?"]


def test_a_file_is_no_deck_name(world: World) -> None:
    with pytest.raises(BadInput, match="takes words, not a file"):
        world.run(ADA, "quiz", deck=Upload("x.toml", b""))


def test_a_check_of_ones_own_cannot_be_locked_in_as_if_a_group_played(
    world: World,
) -> None:
    asked = world.run(BEN, "quiz", form="check")
    locks = token(asked, "A").replace("choose:", "lock:")

    with pytest.raises(Stale, match="too old to press"):
        world.press(BEN, locks)


def test_who_wants_a_check_is_asked_no_card_that_has_none(empty: World) -> None:
    empty.furnish(Deck("two", "Two", (card("bare", checks=0), card("full"))))

    for _ in range(3):
        asked = empty.run(BEN, "quiz", form="check")
        assert bodies(asked) == ["How large is full?"]

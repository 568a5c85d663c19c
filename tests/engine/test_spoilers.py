"""Nothing gives an open card away."""

from dataclasses import replace

import pytest

from bot import typeset
from bot.decks.packing import packed
from bot.errors import Refusal, Stale
from bot.panels import Picture
from bot.progress import Progress
from bot.typeset import Theme
from tests.engine.decks import deck
from tests.engine.game import Game
from tests.engine.world import (
    ADA,
    BEN,
    CYD,
    HALL,
    SPACE,
    World,
    abroad,
    bodies,
    directly,
    faces,
    sent_file,
    token,
    tokens,
    words,
)


@pytest.fixture(autouse=True)
def _the_first_card_is_open(world: World) -> None:
    world.live_to(0, 9)
    world.join(HALL, "hall")


def test_quiz_does_not_ask_the_open_card(world: World) -> None:
    asked = {bodies(world.check(BEN))[0] for _ in range(8)}

    assert "How large is one?" not in asked
    assert len(asked) == 5


def test_deck_show_leaves_it_out_and_says_so(world: World) -> None:
    shown = words(world.run(BEN, "deck show", deck="basics"))

    assert "What is two?" in shown
    assert "What is one?" not in shown
    assert "1 card is open in one of your channels and not shown." in shown


def test_deck_export_leaves_it_out_and_says_so(world: World) -> None:
    shown = world.run(BEN, "deck export", deck="basics")

    file = sent_file(shown)
    assert b"The secret of two" in file.data
    assert b"secret of one" not in file.data
    assert "without 1 card open in one of your channels" in words(shown)


def test_once_it_has_closed_it_is_a_card_like_any_other(world: World) -> None:
    world.live_to(1, 10)

    assert "What is one?" in words(world.run(BEN, "deck show", deck="basics"))


def test_review_waits_until_it_has_closed(world: World) -> None:
    world.answer(BEN, 0)
    world.now = world.at(1, 8)

    assert "Nothing to review yet" in words(world.run(BEN, "review"))
    world.live_to(1, 10)
    assert bodies(world.run(BEN, "review")) == ["How large is one?"]


def test_elsewhere_it_is_hidden_from_those_who_study_in_its_channel(
    world: World,
) -> None:
    world.check(BEN)
    far = replace(BEN, channel=HALL)

    assert "What is one?" not in words(world.run(far, "deck show", deck="basics"))
    stranger = replace(CYD, channel=HALL)
    assert "What is one?" in words(world.run(stranger, "deck show", deck="basics"))


def test_in_direct_messages_it_is_hidden_as_well(world: World) -> None:
    world.check(BEN)

    shown = words(world.run(directly(BEN), "deck show", deck="basics"))

    assert "What is one?" not in shown
    assert "What is two?" in shown


def test_wherever_one_asks_the_open_card_is_not_asked(world: World) -> None:
    world.go_abroad()
    world.check(BEN)

    for place in (replace(BEN, channel=HALL), directly(BEN), abroad(BEN)):
        asked = set()
        for _ in range(7):
            world.wait(minutes=1)
            asked.add(bodies(world.check(place))[0])
        assert len(asked) == 5
        assert "How large is one?" not in asked


def test_wherever_one_exports_the_open_card_is_left_out_for_managers_too(
    world: World,
) -> None:
    world.go_abroad()
    world.answer(ADA, 0)

    for place in (ADA, replace(ADA, channel=HALL), directly(ADA), abroad(ADA)):
        shown = world.run(place, "deck export", deck="basics")
        file = sent_file(shown)
        assert b"secret of one" not in file.data


def test_a_channel_left_for_thirty_days_hides_nothing_any_more(world: World) -> None:
    world.check(BEN)
    world.live_to(31, 12)
    open_now = bodies(world.drop())[0]

    assert open_now in words(world.run(directly(BEN), "deck show", deck="basics"))
    assert open_now not in words(world.run(BEN, "deck show", deck="basics"))


def test_a_verdict_of_yesterday_tells_nothing_once_its_card_is_the_drop(
    world: World,
) -> None:
    verdict = world.check(BEN)
    assert bodies(verdict) == ["How large is two?"]
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is two?"]

    for button in ("Explain more", "Text"):
        with pytest.raises(Stale, match="has become the card of the day"):
            world.press(BEN, token(verdict, button))


def test_a_challenge_of_before_does_not_explain_the_card_of_the_day(
    world: World,
) -> None:
    game = Game(world)
    question = game.start(BEN, questions="1")
    asked = bodies(question)[0].removeprefix("How large is ").removesuffix("?")
    game.round_played((ADA,), (BEN,))
    answer = game.question
    assert bodies(world.press(BEN, token(answer, "Explain more"))) == [
        f"What is {asked}?",
        f"The secret of {asked} is $x^2$.",
    ]
    day = 1
    while bodies(world.drop()) != [f"What is {asked}?"]:
        world.live_to(day, 9)
        day += 1

    round = token(answer, "Explain more").split(":")[1]
    for caller in (BEN, CYD):
        for pressed in (f"explain:{round}", f"more:{round}", f"source:{round}:answer"):
            with pytest.raises(Stale, match="has become the card of the day"):
                world.press(caller, pressed)
    for pressed in (f"lock:{round}:0", f"hint:{round}", f"source:{round}:recap"):
        with pytest.raises(Stale, match="has become the card of the day"):
            world.press(BEN, pressed)
    world.live_to(day, 9)
    assert f"The secret of {asked} is $x^2$." in bodies(
        world.press(BEN, token(answer, "Explain more"))
    )


def test_the_result_of_before_does_not_tell_of_the_card_of_the_day(
    world: World,
) -> None:
    game = Game(world)
    result = game.played(2)
    mine = world.press(BEN, token(result, "My answers"))
    assert "Question 1: ✗" in words(mine)
    assert "".join(bodies(mine)).count("How large is") == 2
    day = 1
    while bodies(world.drop()) != [_first_asked(world)]:
        world.live_to(day, 9)
        day += 1

    mine = world.press(BEN, token(result, "My answers"))

    assert "Place 2 of 2: 0 of 2 right" in words(mine)
    assert "Question 1:" not in words(mine)
    assert "Question 2: ✗" in words(mine)
    assert "Without 1 question whose card is open in one of your" in words(mine)
    assert "".join(bodies(mine)).count("How large is") == 1
    text = world.press(BEN, token(mine, "Text"))
    assert words(text).count("How large is") == 1


def _first_asked(world: World) -> str:
    """The open question of the card that the challenge asked about first."""
    row = world.store._db.execute(
        "select slug from questions q join cards c on c.id = q.card where place = 0"
    ).fetchone()
    return f"What is {row[0]}?"


def test_a_card_that_comes_round_again_is_not_answered_by_the_drop_of_before(
    world: World,
) -> None:
    before = world.drop()
    world.answer(BEN, 0)
    for day in range(1, 6):
        world.live_to(day, 9)
        world.answer(BEN, 0, 1, 2, 3)
    world.live_to(6, 9)
    assert bodies(world.drop()) == bodies(before) == ["What is one?"]

    text = token(before, "Answer").replace("answer", "source") + ":answer"
    for caller in (BEN, CYD):
        for pressed in (token(before, "Answer"), token(before, "Show answer"), text):
            with pytest.raises(Stale, match="has become the card of the day"):
                world.press(caller, pressed)
    world.live_to(7, 9)
    saved = world.press(BEN, token(before, "Show answer"))
    assert bodies(saved) == ["The secret of one is $x^2$."]


def test_progress_counts_no_open_card_as_due(world: World) -> None:
    world.answer(BEN, 0)
    world.now = world.at(1, 8)

    (picture,) = world.run(BEN, "progress").blocks
    assert isinstance(picture, Picture)
    assert isinstance(picture.face, Progress)
    assert sum(picture.face.due) == 0


def test_no_token_or_alternative_text_says_which_option_is_right(
    world: World,
) -> None:
    question = world.run(BEN, "quiz")

    alt = typeset.draw(faces(question)[0], Theme.LIGHT)
    said = " ".join(drawn.alt for drawn in alt)
    assert "Twelve is what" not in said
    assert "right" not in said.casefold()
    assert {t.split(":")[0] for t in tokens(question)} == {
        "choose",
        "hint",
        "source",
        "stop",
    }
    assert [t for t in tokens(question) if t.startswith("choose")] == [
        f"choose:{token(question, 'A').split(':')[1]}:{place}" for place in range(4)
    ]


def test_the_open_message_holds_no_answer_but_to_be_drawn_ahead(
    world: World,
) -> None:
    drop = world.drop()

    assert "secret" not in words(drop)
    assert not any("secret" in face.body for face in faces(drop))
    assert [p.face.body for p in drop.ahead] == [  # type: ignore[union-attr]
        "The secret of one is $x^2$."
    ]


def test_a_deck_of_the_same_name_does_not_give_its_cards_away(world: World) -> None:
    with world.store.transaction():
        world.store.decks.add(
            SPACE, packed(deck("basics", "one", "nine")), None, world.now
        )

    shown = words(world.run(BEN, "deck show", deck="basics"))

    assert "What is nine?" in shown
    assert "What is one?" not in shown
    asked = {bodies(world.check(BEN, deck="basics"))[0] for _ in range(4)}
    assert asked == {"How large is nine?"}


def test_the_text_of_an_open_card_is_its_question_alone(world: World) -> None:
    shown = world.run(BEN, "today")

    assert words(world.press(BEN, token(shown, "Text"))) == "Text\nWhat is one?"
    with pytest.raises(Refusal):
        world.press(BEN, token(shown, "Text").replace("question", "answer"))


def test_next_goes_on_from_a_question_that_became_the_card_of_the_day(
    world: World,
) -> None:
    question = world.run(BEN, "quiz")
    assert bodies(question) == ["How large is two?"]
    world.live_to(1, 9)
    assert bodies(world.drop()) == ["What is two?"]

    with pytest.raises(Stale, match="has become the card of the day"):
        world.choose(BEN, question)
    assert "Come back" in words(world.press(BEN, token(question, "Stop")))

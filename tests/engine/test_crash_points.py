"""Whenever the process dies, before or after what it writes or sends, all ends well.

Each story is told as often as there are moments in it at which to die; then the members
do again what nobody confirmed. The end is the one that it has where nobody dies.
"""

from functools import partial
from pathlib import Path

from bot import decks
from bot.panels import Caller, ChannelId, Upload
from tests.engine.decks import deck
from tests.engine.game import PAUSE, RIGHT, WRONG, Game, table
from tests.engine.mortal import MortalWorld, Step, dying_at_each
from tests.engine.several import BENNY, code, open_hall
from tests.engine.world import ADA, BEN, CYD, HALL, HOME, bodies, faces, token, words


def _answer(
    world: MortalWorld, who: Caller, *ticks: str, channel: ChannelId = HOME
) -> list[Step]:
    """The newest card, answered."""

    def press(action: str, **values: list[str]) -> None:
        round = token(world.drop(channel), "Show answer").split(":")[1]
        world.press(who, f"{action}:{round}", **values)

    return [partial(press, "reveal"), partial(press, "tick", picks=list(ticks))]


def _day(world: MortalWorld, number: int, hour: int = 9) -> list[Step]:
    """A day's card is answered by two, and counts along."""
    return [
        lambda: world.live_to(number, hour),
        world.tick,
        *_answer(world, BEN, "0", "1", "2", "3"),
        *_answer(world, CYD, "0"),
        lambda: world.wait(minutes=5),
        world.tick,
    ]


def test_three_days_of_cards(tmp_path: Path) -> None:
    def begin(world: MortalWorld) -> list[Step]:
        world.furnish()
        days = [step for number in range(3) for step in _day(world, number)]
        return [*days, lambda: world.live_to(3, 8)]

    def check(world: MortalWorld) -> None:
        assert world.titles() == [
            "Card of the day: the answer",
            "Card of the day: the answer",
            "Card of the day",
        ]
        cards = [bodies(panel)[0] for panel in world.panels()]
        assert cards == ["What is one?", "What is two?", "What is three?"]
        assert "2 have answered" in words(world.panels()[-1])
        for who in (BEN, CYD):
            assert "3 days: your best so far." in words(world.run(who, "streak"))

    assert dying_at_each(begin, check, tmp_path) >= 60


def test_a_challenge_of_two_questions(tmp_path: Path) -> None:
    def begin(world: MortalWorld) -> list[Step]:
        world.furnish()
        game = Game(world)

        def pressed(who: Caller, label: str) -> Step:
            return lambda: world.press(who, token(game.newest("Challenge"), label))

        def question(number: int) -> list[Step]:
            def answer(who: Caller, option: str) -> None:
                title = f"Question {number} of 2"
                shown = next(p for p in world.panels() if p.title.startswith(title))
                letter = "ABCD"[faces(shown)[0].options.index(option)]
                world.press(who, token(shown, letter))

            return [
                lambda: answer(ADA, RIGHT),
                lambda: answer(BEN, WRONG),
                lambda: game.wait(2),
                lambda: game.wait(PAUSE + 1),
            ]

        return [
            lambda: world.run(ADA, "challenge", questions="2"),
            world.tick,
            pressed(BEN, "Join"),
            pressed(ADA, "Start"),
            world.tick,
            *question(1),
            *question(2),
            lambda: game.wait(60),
        ]

    def check(world: MortalWorld) -> None:
        assert world.titles() == [
            "Challenge",
            "Question 1 of 2: the answer",
            "Question 2 of 2: the answer",
            "Challenge: the result",
        ]
        assert table(world.panels()[-1]) == [
            ("1", "Ada", "2", "20"),
            ("2", "Ben", "0", "0"),
        ]
        board = table(world.run(ADA, "leaderboard"))
        assert [row[1:3] for row in board] == [("Ada (you)", "20"), ("Ben", "0")]

    assert dying_at_each(begin, check, tmp_path) >= 30


def test_a_deck_is_taken_in_studied_and_taken_away(tmp_path: Path) -> None:
    def begin(world: MortalWorld) -> list[Step]:
        world.furnish()
        file = Upload("ours.toml", decks.write(deck("ours", "alpha")).encode())

        def study() -> None:
            world.run(ADA, "drop set", deck="ours", time="10:00")

        return [
            lambda: world.run(ADA, "deck import", file=file),
            study,
            *_day(world, 0, 10),
            lambda: world.press(ADA, "deck.remove:2"),
            lambda: world.live_to(1, 11),
        ]

    def check(world: MortalWorld) -> None:
        assert world.titles() == ["Card of the day: the answer"]
        assert bodies(world.panels()[0])[0] == "What is alpha?"
        listed = world.run(ADA, "deck list")
        assert [row[:2] for row in table(listed)] == [("Basics", "basics")]

    assert dying_at_each(begin, check, tmp_path) >= 30


def test_two_accounts_are_linked(tmp_path: Path) -> None:
    def begin(world: MortalWorld) -> list[Step]:
        world.furnish()
        open_hall(world)
        world.live_to(0, 9)
        world.answer(BEN, 0)

        def link() -> None:
            asked = world.run(BENNY, "settings link", code=code(world, BEN))
            world.press(BENNY, token(asked, "Link them"))

        return [link, *_answer(world, BENNY, "0", channel=HALL)]

    def check(world: MortalWorld) -> None:
        assert "1 day: your best so far." in words(world.run(BENNY, "streak"))
        assert "Linked with Benny (Isle)." in words(world.run(BEN, "settings"))
        assert "Linked with Ben (Test)." in words(world.run(BENNY, "settings"))

    assert dying_at_each(begin, check, tmp_path) >= 10


def test_a_member_is_deleted(tmp_path: Path) -> None:
    typed = "My very own words"

    def begin(world: MortalWorld) -> list[Step]:
        world.furnish()
        world.live_to(0, 9)
        round = token(world.drop(), "Answer").split(":")[1]
        world.press(BEN, f"commit:{round}", text=typed)
        world.answer(BEN, 0)

        def delete() -> None:
            asked = world.run(BEN, "privacy delete")
            world.press(BEN, token(asked, "Delete my data"))

        return [delete]

    def check(world: MortalWorld) -> None:
        assert "0 entries in the log" in words(world.run(BEN, "privacy show"))
        for file in world.path.parent.glob("studybot.db*"):
            assert typed.encode() not in file.read_bytes(), file.name

    assert dying_at_each(begin, check, tmp_path) >= 5

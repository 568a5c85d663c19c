import pytest

from bot.actions import Pressed, read, token
from bot.errors import Stale
from bot.standings import Period


def test_a_token_is_read_as_it_was_made() -> None:
    made = token("choose", 42, 2)

    assert made == "choose:42:2"
    assert read(made) == Pressed("choose", ("42", "2"))
    assert read(made).number(1) == 2
    assert read("board:week:channel").word(1) == "channel"
    assert read("stop") == Pressed("stop", ())


@pytest.mark.parametrize(
    "parts",
    [("Choose", 1), ("a b",), ("choose", "x" * 100), ("choose", "a:b é"), ("",)],
)
def test_what_would_not_come_back_is_not_made(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a token"):
        token(*parts)


@pytest.mark.parametrize(
    "text",
    ["", ":", "1:2", "choose: 1", "choose:\n1", "chöose:1", "x" * 101, "a:\x00", "a:٣"],
)
def test_what_nothing_of_ours_made_is_stale(text: str) -> None:
    with pytest.raises(Stale, match="too old to press"):
        read(text)


@pytest.mark.parametrize("text", ["", "-1", "+1", "1_0", "1.0", "x", "9" * 19])
def test_a_number_is_digits_that_the_database_can_hold(text: str) -> None:
    with pytest.raises(Stale):
        read(f"answer:{text}").number(0)
    with pytest.raises(Stale):
        read("answer").number(0)


def test_the_longest_number_still_fits() -> None:
    assert read("answer:" + "9" * 18).number(0) == 10**18 - 1


def test_a_word_of_a_few_is_one_of_them_or_stale() -> None:
    assert read("board:week").one_of(Period, 0) is Period.WEEK
    for pressed in ("board:year", "board:", "board"):
        with pytest.raises(Stale):
            read(pressed).one_of(Period, 0)

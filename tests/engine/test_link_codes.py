"""`/settings link`: a code shown to one account, typed by the other."""

from collections.abc import Callable

import pytest

from bot.errors import BadInput, NotAllowed, Refusal
from bot.panels import Caller, Form, MemberId
from bot.wording.accounts import TOO_MANY_CODES
from tests.engine.several import BENNY, THIRD, code, code_in, link
from tests.engine.world import ADA, BEN, CYD, World, labels, token, words

NO_CODE = "That is no code that works now"


def _typed(world: World, who: Caller, typed: str) -> str:
    return words(world.run(who, "settings link", code=typed))


def test_a_code_is_short_plain_and_shown_with_what_to_do(world: World) -> None:
    said = words(world.run(BEN, "settings link"))

    made = code_in(world.run(BEN, "settings link"))
    assert len(made) == 9
    assert made[4] == "-"
    assert set(made) <= set("23456789ABCDEFGHJKMNPQRSTVWXYZ-")
    assert "press “I have a code”" in said
    assert "It works once" in said
    assert "Show it to nobody" in said


def test_the_other_account_is_asked_before_anything_is_done(world: World) -> None:
    world.check(BEN)

    asked = world.run(BENNY, "settings link", code=code(world, BEN))

    said = words(asked)
    assert "Ben (Test): streak of 1 day" in said
    assert "Benny (Isle): streak of 0 days" in said
    assert "Together, a streak of 1 day." in said
    assert "each can then see and delete what the others did" in said
    assert labels(asked) == ["Link them", "Not now"]
    assert "Linked with" not in words(world.run(BEN, "settings"))


def test_not_now_links_nothing(world: World) -> None:
    asked = world.run(BENNY, "settings link", code=code(world, BEN))

    said = words(world.press(BENNY, token(asked, "Not now")))

    assert "Nothing was linked." in said
    assert "Linked with" not in words(world.run(BENNY, "settings"))


def test_once_linked_both_say_so_and_the_first_is_told(world: World) -> None:
    done = words(link(world, BEN, BENNY))
    world.tick()

    assert "these accounts are one person now" in done
    assert "Linked with Benny (Isle)." in words(world.run(BEN, "settings"))
    assert "Linked with Ben (Test)." in words(world.run(BENNY, "settings"))
    (letter,) = world.letters(BEN)
    assert "Benny (Isle) is now linked with this account" in letter


def test_five_accounts_can_be_linked_and_no_more(world: World) -> None:
    others = [
        Caller(MemberId(f"p{number}:ben"), "Ben", None, None) for number in range(4)
    ]
    for other in others[:3]:
        link(world, BEN, other)
    link(world, THIRD, BENNY)

    too_many = r"5 accounts can be linked, not more\. /settings unlink takes one out"
    with pytest.raises(Refusal, match=too_many):  # four and two
        world.run(BEN, "settings link", code=code(world, THIRD))
    link(world, BEN, others[3])
    with pytest.raises(Refusal, match=too_many):
        world.run(others[3], "settings link")


def test_it_can_all_be_done_with_buttons(world: World) -> None:
    shown = world.press(BEN, token(world.run(BEN, "settings"), "Link an account"))
    form = world.touch(BENNY, token(world.run(BENNY, "settings"), "I have a code"), {})
    assert isinstance(form, Form)

    asked = world.press(BENNY, form.token, code=code_in(shown))
    world.press(BENNY, token(asked, "Link them"))

    settings = world.run(BENNY, "settings")
    assert labels(settings)[-1] == "Unlink this one"
    assert "stands alone again" in words(
        world.press(BENNY, token(settings, "Unlink this one"))
    )


def _wide(code: str) -> str:
    """As some keyboards type it."""
    return "".join(chr(ord(letter) + 0xFEE0) for letter in code)


HANDS: dict[str, Callable[[str], str]] = {
    "small letters": str.lower,
    "no dash": lambda code: code.replace("-", ""),
    "spaces": lambda code: f"  {code[:2]} {code[2:]} ",
    "wide letters": _wide,
}


@pytest.mark.parametrize("hand", HANDS)
def test_it_is_read_as_people_type(world: World, hand: str) -> None:
    assert "one person" in _typed(world, BENNY, HANDS[hand](code(world, BEN)))


def test_the_same_code_is_shown_until_it_is_used_or_over(world: World) -> None:
    first = code(world, BEN)
    world.wait(minutes=9)
    assert code(world, BEN) == first

    world.wait(minutes=1)
    assert code(world, BEN) != first


def test_it_is_good_for_ten_minutes_also_after_a_restart(world: World) -> None:
    made = code(world, BEN)
    world.restart()
    world.wait(minutes=9, seconds=59)
    assert "one person" in _typed(world, BENNY, made)

    world.wait(seconds=1)
    assert NO_CODE in _typed(world, BENNY, made)


def test_a_question_that_waited_too_long_links_nothing(world: World) -> None:
    asked = world.run(BENNY, "settings link", code=code(world, BEN))
    world.wait(minutes=10)

    said = words(world.press(BENNY, token(asked, "Link them")))

    assert NO_CODE in said
    assert "Linked with" not in words(world.run(BENNY, "settings"))


def test_it_works_once(world: World) -> None:
    made = code(world, BEN)
    asked = world.run(BENNY, "settings link", code=made)
    world.press(BENNY, token(asked, "Link them"))

    assert NO_CODE in _typed(world, THIRD, made)
    assert code(world, BEN) != made


def test_a_press_that_comes_twice_is_told_kindly(world: World) -> None:
    asked = world.run(BENNY, "settings link", code=code(world, BEN))
    world.press(BENNY, token(asked, "Link them"))

    with pytest.raises(BadInput, match="linked already"):
        world.press(BENNY, token(asked, "Link them"))


def test_ones_own_code_is_told_to_be_it(world: World) -> None:
    with pytest.raises(BadInput, match="this account's own code"):
        _typed(world, BEN, code(world, BEN))


def test_what_is_linked_cannot_be_linked_again(world: World) -> None:
    link(world, BEN, BENNY)

    with pytest.raises(BadInput, match="linked already"):
        _typed(world, BENNY, code(world, BEN))


def test_wrong_codes_are_counted_and_then_no_code_is_taken(world: World) -> None:
    made = code(world, BEN)
    told = [_typed(world, BENNY, "AAAA-AAAA") for _ in range(4)]
    for left, said in zip((4, 3, 2, 1), told, strict=True):
        assert f"{left} more" in said
    world.restart()
    assert TOO_MANY_CODES in _typed(world, BENNY, "AAAA-AAAA")

    with pytest.raises(NotAllowed, match="Too many wrong codes"):
        _typed(world, BENNY, made)
    with pytest.raises(NotAllowed, match="Too many wrong codes"):
        world.press(BENNY, f"link.join:{made.replace('-', '')}")
    assert "one person" in _typed(world, THIRD, made)


def test_an_hour_later_one_may_try_again(world: World) -> None:
    for _ in range(5):
        _typed(world, BENNY, "AAAA-AAAA")
    world.wait(hours=1)

    assert "one person" in _typed(world, BENNY, code(world, BEN))


def test_what_is_over_is_kept_no_longer_than_until_the_next_code(world: World) -> None:
    def kept() -> tuple[int, int]:
        rows = world.store.sizes()
        return rows["codes"], rows["wrong_codes"]

    code(world, BEN)
    assert NO_CODE in _typed(world, BENNY, "ABCD-EFGH")
    world.wait(minutes=9)
    code(world, CYD)
    assert kept() == (2, 1)

    world.wait(minutes=51)
    code(world, ADA)
    assert kept() == (1, 0)


def test_guessing_by_forged_presses_is_counted_too(world: World) -> None:
    for _ in range(5):
        world.press(BENNY, "link.join:AAAAAAAA")

    with pytest.raises(NotAllowed, match="Too many wrong codes"):
        world.press(BENNY, "link.join:AAAAAAAA")


def test_whoever_deletes_their_data_takes_the_code_along(world: World) -> None:
    made = code(world, BEN)
    world.press(BEN, token(world.run(BEN, "privacy delete"), "Delete my data"))

    assert NO_CODE in _typed(world, BENNY, made)


def test_five_accounts_are_the_most(world: World) -> None:
    for other in (BENNY, THIRD, ADA, CYD):
        link(world, BEN, other)

    with pytest.raises(Refusal, match="5 accounts can be linked"):
        world.run(BEN, "settings link")

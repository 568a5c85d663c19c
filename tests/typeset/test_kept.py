"""What is kept of what was made before."""

from bot.typeset import formulas, speech
from bot.typeset.ahead import MOST, ahead
from bot.typeset.kept import Known
from bot.typeset.markdown import blocks


def test_what_was_used_last_is_kept() -> None:
    made: list[str] = []

    def doubled(word: str) -> str:
        made.append(word)
        return 2 * word

    twice = Known(doubled, 2)

    assert [twice(word) for word in ("a", "b", "a", "c", "a")] == [
        *("aa", "bb", "aa", "cc", "aa")
    ]
    assert made == ["a", "b", "c"]
    assert [word for word in "abc" if twice.keeps(word)] == ["a", "c"]


def test_what_was_forgotten_is_made_anew() -> None:
    twice = Known(str.upper, 2)
    twice("a")

    twice.cache_clear()

    assert not twice.keeps("a")
    assert twice("a") == "A"


def test_formulas_are_read_ahead_as_far_as_they_are_kept() -> None:
    """Those of headings and tables have sizes of their own, and wait for them."""
    for each in (formulas.reading, formulas.formula, speech.spoken):
        each.cache_clear()
    many = "\n\n".join(f"So $x_{{{number}}}$." for number in range(2 * MOST))

    ahead(blocks("# A $h$\n\n| $t$ |\n|---|\n| b |\n\nWith $a$:\n\n$$b$$\n"), 30.0)
    few = formulas.reading.cache_info().misses
    ahead(blocks(many), 30.0)

    assert few == 2
    assert formulas.reading.cache_info().misses == few + MOST
    assert speech.spoken.cache_info().misses == few + MOST

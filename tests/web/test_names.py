"""Names, as typed and as told apart."""

import pytest

from adapters.web import names
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "shown", "member"),
    [
        ("Ada", "Ada", "web:ada"),
        ("  Ada   Lovelace ", "Ada Lovelace", "web:ada-lovelace"),
        ("ada-lovelace", "ada-lovelace", "web:ada-lovelace"),
        ("STRASSE", "STRASSE", "web:strasse"),
        ("straße", "straße", "web:strasse"),
        ("Zoe\u0308", "Zoë", "web:zoë"),
        ("李雷", "李雷", "web:李雷"),
        ("علي", "علي", "web:علي"),
        ("A\u202edab\u200b\x00", "Adab", "web:adab"),
        ("tab\tbed\nline", "tab bed line", "web:tab-bed-line"),
        ("a:b/c", "a:b/c", "web:a-b-c"),
        ("<b>x</b>", "<b>x</b>", "web:b-x-b"),
        ("n" * 32, "n" * 32, "web:" + "n" * 32),
    ],
)
def test_a_name_is_cleaned_and_stands_for_one_member(
    typed: str, shown: str, member: str
) -> None:
    assert names.shown(typed) == shown
    assert names.member(shown) == member


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "\u200b\u202e", "🙂", "\ud800"])
def test_a_name_without_letters_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="at least one letter or digit"):
        names.shown(typed)


def test_a_long_name_is_refused() -> None:
    with pytest.raises(BadInput, match="32 characters is the most"):
        names.shown("n" * 33)

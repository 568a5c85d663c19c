"""Text as it is cut for a platform."""

import pytest

from adapters.plain import clip, fit, plain


@pytest.mark.parametrize(
    ("room", "cut"),
    [
        (0, None),
        (1, None),
        (2, "a…"),
        (3, "ab…"),
        (4, "ab…"),
        (5, "ab c…"),
        (6, "ab cde"),
    ],
)
def test_as_much_as_has_room_is_written(room: int, cut: str | None) -> None:
    assert fit("ab cde", room, str, len) == cut


def test_what_grows_as_it_is_written_is_cut_by_its_written_length() -> None:
    assert fit("****", 5, lambda text: text.replace("*", r"\*"), len) == r"\*\*…"


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert [clip("ab cd", length) for length in (5, 4, 3)] == ["ab cd", "ab…", "ab…"]


def test_a_label_is_one_line() -> None:
    assert plain(" a\n\u202eb\x00 ", 9) == "a b"

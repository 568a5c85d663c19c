"""What a message says, as far as there is room: components, characters, files."""

from typing import Any

import pytest
from discord import ui

from adapters.discord import limits
from adapters.discord.builder import Attachment, Builder


def shown(builder: Builder) -> list[str]:
    """Texts as they stand; a picture or a file by its name."""
    found: list[Any] = [item.to_component_dict() for item in builder.finished()]
    return [
        one["content"] if one["type"] == 10 else one["items"][0]["media"]["url"]
        for one in found
    ]


def picture(builder: Builder, name: str = "a.png", data: bytes = b"png") -> bool:
    return builder.attach(Attachment(name, data), ui.MediaGallery)


def test_pictures_leave_a_component_for_what_is_written_after_them() -> None:
    builder = Builder(3, 100, cut=False)

    assert [picture(builder, f"{n}.png") for n in range(3)] == [True, True, False]
    builder.write("after")

    assert shown(builder) == ["attachment://0.png", "attachment://1.png", "after"]


def test_a_picture_after_a_line_needs_a_component_for_each() -> None:
    two, three = Builder(2, 100, cut=False), Builder(3, 100, cut=False)
    for builder in (two, three):
        builder.write("before")

    assert (picture(two), picture(three)) == (False, True)
    three.write("after")
    assert picture(three, "b.png") is False
    assert shown(three) == ["before", "attachment://a.png", "after"]


def test_a_text_takes_up_a_component_as_a_picture_does() -> None:
    builder = Builder(4, 100, cut=False)
    builder.write("before")

    assert [picture(builder, f"{n}.png") for n in range(3)] == [True, True, False]


def test_lines_between_pictures_stand_in_one_text() -> None:
    builder = Builder(5, 100, cut=False)
    picture(builder)
    builder.write("one")
    builder.write("two")
    picture(builder, "b.png")

    assert shown(builder) == ["attachment://a.png", "one\ntwo", "attachment://b.png"]


def test_a_line_may_fill_all_the_room_but_that_for_the_ellipsis() -> None:
    builder = Builder(2, 10, cut=False)

    builder.write("x" * 8)
    builder.write("y")

    assert shown(builder) == ["xxxxxxxx\n…"]


@pytest.mark.parametrize(("room", "says"), [(41, ["…"]), (42, [])])
def test_a_line_that_is_lost_whole_is_said_to_be(room: int, says: list[str]) -> None:
    builder = Builder(2, room, cut=False)

    builder.write("")  # cut to nothing

    assert shown(builder) == says


@pytest.mark.parametrize(
    ("size", "taken"),
    [
        (0, False),
        (1, True),
        (limits.ATTACHMENT_BYTES, True),
        (limits.ATTACHMENT_BYTES + 1, False),
    ],
)
def test_a_file_has_something_in_it_and_no_more_than_discord_takes(
    size: int, taken: bool
) -> None:
    assert picture(Builder(2, 100, cut=False), data=bytes(size)) is taken

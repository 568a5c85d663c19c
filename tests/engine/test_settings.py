"""`/settings`: zone, reminder, theme; and whose zone it is until one is set."""

from dataclasses import replace

import pytest

from bot.errors import BadInput
from bot.panels import Form
from tests.engine.world import (
    ADA,
    BEN,
    HALL,
    World,
    directly,
    member,
    token,
    words,
)


def test_what_is_set_is_shown(world: World) -> None:
    assert words(world.run(BEN, "settings")).split("\n")[1:] == [
        "Time zone: UTC (your channel's, until you set your own).",
        "Reminder: off.",
        "Pictures: Automatic.",
    ]


def test_all_of_it_can_be_set_at_once(world: World) -> None:
    said = words(
        world.run(BEN, "settings", zone="berlin", reminder="6pm", theme="dark")
    )

    assert "Time zone: Europe/Berlin (as you set it)." in said
    assert "Reminder at 18:00, on days without an answer by then." in said
    assert "Pictures: Dark." in said
    assert world.engine.theme(BEN.member) == "dark"


def test_the_box_shows_what_is_set_and_saves(world: World) -> None:
    shown = world.run(BEN, "settings", reminder="18:00")
    form = world.touch(BEN, token(shown, "Change"), {})
    assert isinstance(form, Form)
    assert [field.name for field in form.fields] == ["zone", "reminder", "theme"]

    saved = world.press(BEN, form.token, zone="UTC", reminder=" Off ", theme="light")

    assert "Reminder: off." in words(saved)
    assert "Pictures: Light." in words(saved)


def test_a_theme_that_there_is_not_is_refused_in_the_box_as_well(world: World) -> None:
    form = world.touch(BEN, token(world.run(BEN, "settings"), "Change"), {})
    assert isinstance(form, Form)

    with pytest.raises(
        BadInput, match=r"“pink” is no theme\. Choose auto, dark or light"
    ):
        world.press(BEN, form.token, zone="Tokyo", theme="pink")
    assert "Time zone: UTC" in words(world.run(BEN, "settings"))


@pytest.mark.parametrize(
    "options",
    [{"zone": "CET+1"}, {"reminder": "soon"}, {"theme": "pink"}, {"zone": "EST"}],
)
def test_where_one_is_no_good_nothing_is_changed(
    world: World, options: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        world.run(BEN, "settings", **{"zone": "Tokyo", "theme": "dark", **options})

    assert "Time zone: UTC" in words(world.run(BEN, "settings"))


def test_who_never_chose_is_asked_with_the_first_answer_and_only_then(
    world: World,
) -> None:
    asked = "Your days follow the clock of UTC; /settings set zone: sets your own."

    assert asked in words(world.check(BEN))
    assert asked not in words(world.check(BEN))
    world.live_to(3, 9)
    assert asked not in words(world.check(BEN))


def test_who_has_a_zone_of_their_own_is_not_asked_for_one(world: World) -> None:
    world.run(BEN, "settings", zone="Berlin")

    assert "clock of" not in words(world.check(BEN))
    assert "clock of" not in words(world.check(member("Far", "Asia/Tokyo")))


def test_the_platforms_zone_is_taken_where_it_tells_one(world: World) -> None:
    said = words(world.run(member("Far", "Asia/Tokyo"), "settings"))

    assert "Time zone: Asia/Tokyo (as your device or profile says)." in said


def test_a_zone_that_nobody_knows_is_no_zone(world: World) -> None:
    said = words(world.run(member("Odd", "Mars/Olympus"), "settings"))

    assert "Time zone: UTC (your channel's" in said


def test_ones_own_zone_stands_whatever_the_platform_tells(world: World) -> None:
    world.run(BEN, "settings", zone="Berlin")

    said = words(world.run(replace(BEN, zone="Asia/Tokyo"), "settings"))

    assert "Europe/Berlin (as you set it)" in said


def test_who_never_chose_follows_their_channel(world: World) -> None:
    world.run(BEN, "help")
    world.run(ADA, "drop set", zone="Berlin")

    assert "Europe/Berlin" in words(world.run(BEN, "settings"))


def test_in_two_channels_the_first_ones_zone_stays(world: World) -> None:
    world.join(HALL, "hall", zone="Asia/Tokyo")
    world.run(BEN, "help")

    for _ in range(3):
        assert "UTC" in words(world.run(replace(BEN, channel=HALL), "settings"))
        assert "UTC" in words(world.run(BEN, "settings"))
    person = world.store.members.person(BEN.member)
    assert person
    assert [zone for _, zone in world.store.members.zones(person.id)] == ["UTC"]


def test_who_came_by_direct_message_gets_the_first_channels_zone(
    world: World,
) -> None:
    world.run(ADA, "drop set", zone="Berlin")
    assert "UTC" in words(world.run(directly(BEN), "settings"))

    assert "Europe/Berlin" in words(world.run(BEN, "settings"))
    assert "Europe/Berlin" in words(world.run(directly(BEN), "settings"))

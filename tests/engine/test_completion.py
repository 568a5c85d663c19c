"""What an option could be, as far as it is typed."""

from bot.panels import Caller, Choice
from tests.engine.world import BEN, World, directly


def _offered(
    world: World, command: str, option: str, typed: str, who: Caller = BEN
) -> list[Choice]:
    return world.engine.complete(who, command, option, typed, world.now)


def test_decks_tags_kinds_and_commands_are_offered(world: World) -> None:
    assert _offered(world, "quiz", "deck", "bas") == [Choice("Basics", "basics")]
    assert _offered(world, "quiz", "tag", "") == [Choice("attention", "attention")]
    assert _offered(world, "quiz", "kind", "CON") == [Choice("concept", "concept")]
    assert _offered(world, "help", "command", "str") == [Choice("/streak", "streak")]


def test_what_begins_with_the_typed_words_comes_before_what_holds_them(
    world: World,
) -> None:
    assert [one.value for one in _offered(world, "help", "command", "se")] == [
        "settings set",
        "settings link",
        "settings unlink",
        "drop set",
        "drop pause",
    ]


def test_the_values_of_a_closed_option_are_offered(world: World) -> None:
    assert [c.value for c in _offered(world, "leaderboard", "span", "")] == [
        "week",
        "month",
        "all",
    ]


def test_a_zone_is_found_by_any_part_and_the_beginning_comes_first(
    world: World,
) -> None:
    assert _offered(world, "settings", "zone", "new york")[0].value == (
        "America/New_York"
    )
    europe = _offered(world, "settings", "zone", "europe")
    assert len(europe) == 25
    assert all(choice.value.startswith("Europe/") for choice in europe)


def test_nothing_is_offered_for_what_there_is_not(world: World) -> None:
    assert _offered(world, "quiz", "colour", "") == []
    assert _offered(world, "nosuch", "deck", "") == []
    assert _offered(world, "drop set", "time", "9") == []


def test_looking_makes_nobody_known(world: World) -> None:
    _offered(world, "quiz", "deck", "", directly(BEN))

    assert world.store.members.person(BEN.member) is None

"""The command table as Discord registers it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from adapters.discord import commands, limits
from bot.commands import COMMANDS, Command, Option, walk
from tests.discord.bounds import COMMAND, against

PAYLOAD = commands.payload()
BY_NAME = {made["name"]: made for made in PAYLOAD}


NAMES = {
    name
    for full, command in walk()
    for name in (*full.split(), *(option.name for option in command.options))
}
"""Of commands and options; choices, like descriptions, have 100 characters."""


def leaves(made: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [o for o in made["options"] if o["type"] == commands.SUB_COMMAND]
    return parts or [made]


def test_every_command_is_there_with_every_part() -> None:
    names = [
        made["name"] if leaf is made else f"{made['name']} {leaf['name']}"
        for made in PAYLOAD
        for leaf in leaves(made)
    ]

    assert names == [name for name, command in walk() if command.on("discord")]
    assert "drop admins" not in names


@pytest.mark.parametrize("made", PAYLOAD, ids=lambda made: made["name"])
def test_a_command_is_within_the_limits(made: dict[str, Any]) -> None:
    assert against(COMMAND, made) == []
    for part in (made, *leaves(made)):
        assert len(part["description"]) in range(1, limits.COMMAND_HELP + 1)
        assert part["name"] == part["name"].lower()
        assert len(part["name"]) <= limits.COMMAND_NAME
        assert len(part["options"]) <= limits.COMMAND_OPTIONS
        for option in part["options"]:
            assert len(option.get("choices", ())) <= limits.COMMAND_CHOICES
            assert not (option.get("choices") and option.get("autocomplete"))
    assert sum(map(len, texts(made))) <= limits.COMMAND_TEXT
    assert len(PAYLOAD) <= limits.COMMANDS


def texts(made: dict[str, Any], locale: str = "") -> Iterator[str]:
    """All that counts towards the length of a command, in a language."""
    for key in ("name", "description", "value"):
        said = made.get(f"{key}_localizations", {}).get(locale, "")
        yield max(said, str(made.get(key, "")), key=len)
    for part in (*made.get("options", ()), *made.get("choices", ())):
        yield from texts(part, locale)


@pytest.mark.parametrize("made", PAYLOAD, ids=lambda made: made["name"])
def test_what_must_be_given_comes_first(made: dict[str, Any]) -> None:
    for leaf in leaves(made):
        required = [option["required"] for option in leaf["options"]]
        assert required == sorted(required, reverse=True)


def test_a_group_is_offered_to_all_where_any_part_is_for_all() -> None:
    assert BY_NAME["drop"]["default_member_permissions"] is None
    assert BY_NAME["deck"]["default_member_permissions"] is None
    (hidden,) = commands.payload([replace(COMMANDS[0], manages=True)])
    assert hidden["default_member_permissions"] == "32"


def test_personal_commands_are_offered_in_direct_messages_too() -> None:
    assert BY_NAME["quiz"]["contexts"] == [0, 1]
    assert BY_NAME["drop"]["contexts"] == [0]
    assert BY_NAME["leaderboard"]["contexts"] == [0]


def test_options_have_choices_completion_or_a_file() -> None:
    quiz = {option["name"]: option for option in BY_NAME["quiz"]["options"]}
    (take_in,) = [p for p in leaves(BY_NAME["deck"]) if p["name"] == "import"]

    assert [choice["value"] for choice in quiz["form"]["choices"]] == ["check", "card"]
    assert quiz["deck"]["autocomplete"] is True
    assert take_in["options"][0]["type"] == 11


def test_what_only_discord_has_is_offered_and_what_it_lacks_is_not() -> None:
    (setting,) = [p for p in leaves(BY_NAME["drop"]) if p["name"] == "set"]
    types = {option["name"]: option["type"] for option in setting["options"]}
    elsewhere = Option("mood", "How it feels", only=("slack",))
    (made,) = commands.payload([Command("x", "X", (elsewhere,))])

    assert (types["thread"], types["pin"], types["role"]) == (3, 3, 8)
    assert made["options"] == []


def test_names_and_helps_can_be_said_in_other_languages() -> None:
    german = {"quiz": "frage", "How hard": "Wie schwer", "card": "karte"}.get
    (made,) = [
        one for one in commands.payload(locales={"de": german}) if one["name"] == "quiz"
    ]
    options = {option["name"]: option for option in made["options"]}

    assert made["name_localizations"] == {"de": "frage"}
    assert "description_localizations" not in made
    assert options["level"]["description_localizations"] == {"de": "Wie schwer"}
    assert [one.get("name_localizations") for one in options["form"]["choices"]] == [
        None,
        {"de": "karte"},
    ]
    assert against(COMMAND, made) == []


def test_the_longest_translation_of_everything_is_within_the_limits() -> None:
    def longest(said: str) -> str:
        is_name = said in NAMES
        return "x" * (limits.COMMAND_NAME if is_name else limits.COMMAND_HELP)

    for made in commands.payload(locales={"de": longest, "fr": longest}):
        assert against(COMMAND, made) == []
        # Of all languages, the longest counts.
        assert sum(map(len, texts(made, "de"))) <= limits.COMMAND_TEXT


def test_a_translation_that_is_too_long_is_left_out() -> None:
    long = {"today": "x" * 33, COMMANDS[0].help: "x" * 101}.get

    assert commands.payload(COMMANDS[:1], {"de": long}) == [BY_NAME["today"]]


def test_the_fingerprint_changes_with_what_is_registered() -> None:
    assert commands.fingerprint(PAYLOAD) == commands.fingerprint(commands.payload())
    assert commands.fingerprint(PAYLOAD) != commands.fingerprint(PAYLOAD[1:])


def test_what_was_typed_is_read_back() -> None:
    data = {
        "name": "drop",
        "options": [
            {
                "type": 1,
                "name": "set",
                "options": [
                    {"type": 3, "name": "time", "value": "09:00"},
                    {"type": 3, "name": "zone", "value": "Ber", "focused": True},
                ],
            }
        ],
    }

    typed = commands.read(data)

    assert typed.command == "drop set"
    assert typed.options == {"time": "09:00", "zone": "Ber"}
    assert typed.focused == "zone"
    assert commands.read({"name": "today"}).command == "today"
    assert commands.read(
        {"name": "drop", "options": [{"type": 1, "name": "now", "options": []}]}
    ).command == ("drop now")

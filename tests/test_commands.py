import pytest

from bot.commands import COMMANDS, checked, walk
from bot.errors import BadInput
from bot.panels import Upload
from bot.routes import COMMANDS as ROUTES

ALL = dict(walk())


def test_every_command_has_a_use_case_and_the_other_way_round() -> None:
    assert set(ALL) == set(ROUTES)


def test_names_and_helps_fit_both_platforms() -> None:
    for name, command in ALL.items():
        assert len(name) <= 32
        assert 0 < len(command.help) <= 100
        assert len(command.options) <= 25
        assert not command.parts
        for option in command.options:
            assert len(option.name) <= 32
            assert 0 < len(option.help) <= 100
            assert len(option.choices) <= 25


def test_required_options_come_first() -> None:
    for command in ALL.values():
        needed = [option.required for option in command.options]
        assert needed == sorted(needed, reverse=True)


def test_what_changes_a_channel_or_its_decks_is_for_managers() -> None:
    assert sorted(name for name, command in ALL.items() if command.manages) == [
        "deck import",
        "deck remove",
        "drop now",
        "drop off",
        "drop pause",
        "drop resume",
        "drop set",
        "drop skip",
    ]


def test_what_belongs_to_a_channel_is_not_personal() -> None:
    assert sorted(name for name, command in ALL.items() if not command.personal) == [
        "challenge",
        "deck import",
        "deck remove",
        "drop admins",
        "drop now",
        "drop off",
        "drop pause",
        "drop resume",
        "drop set",
        "drop skip",
        "drop status",
        "leaderboard",
        "today",
    ]
    assert {command.name for command in COMMANDS} > {"quiz", "drop", "help"}


def test_options_come_back_trimmed_and_empty_ones_left_out() -> None:
    given = checked("quiz", ALL["quiz"], {"tag": " ddpm ", "deck": "", "kind": "  "})

    assert given == {"tag": "ddpm"}


def test_a_choice_may_be_typed_in_capitals() -> None:
    assert checked("quiz", ALL["quiz"], {"level": "Expert"}) == {"level": "expert"}


def test_a_file_is_taken_where_one_is_wanted() -> None:
    upload = Upload("deck.toml", b"")

    command = ALL["deck import"]
    assert checked("deck import", command, {"file": upload}) == {"file": upload}


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("quiz", {"levle": "x"}, "/quiz has no option “levle”. Did you mean level?"),
        ("streak", {"x": "y"}, "/streak takes no options. Type it alone."),
        ("quiz", {"level": "expret"}, "Did you mean expert?"),
        ("deck show", {}, "/deck show needs “deck” (Which deck). Add it and try"),
        ("leaderboard", {"span": "day"}, "Choose week, month or all."),
    ],
)
def test_others_are_refused_with_what_would_do(
    name: str, options: dict[str, str], said: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        checked(name, ALL[name], options)
    assert said in str(refusal.value)

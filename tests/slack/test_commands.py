"""What is typed behind /study, and the menu of the bare command."""

import pytest

from adapters.slack import commands
from bot.commands import BY_NAME
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "command", "options"),
    [
        ("quiz", "quiz", {}),
        ("  /quiz  level:expert ", "quiz", {"level": "expert"}),
        ("/study quiz expert", "quiz", {"level": "expert"}),
        (
            "drop set 09:00 days: mon-fri",
            "drop set",
            {"time": "09:00", "days": "mon-fri"},
        ),
        (
            "deck show “Large Language Models”",
            "deck show",
            {"deck": "Large Language Models"},
        ),
    ],
)
def test_a_line_is_a_command_and_its_options(
    typed: str, command: str, options: dict[str, str]
) -> None:
    line = commands.read(typed)

    assert line is not None
    assert (line.command, line.options) == (command, options)


@pytest.mark.parametrize("typed", ["", "   ", "/study", "/"])
def test_the_bare_command_is_no_line(typed: str) -> None:
    assert commands.read(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("qiuz", "quiz"), ("lead", "leaderboard"), ("dr", "drop")]
)
def test_a_near_miss_is_told_and_never_guessed(typed: str, meant: str) -> None:
    with pytest.raises(BadInput, match=f"“{typed}”. Did you mean /{meant}\\?"):
        commands.read(typed)


def test_every_button_of_the_menu_runs_a_command() -> None:
    names = [commands.pressed(button.token) for button in commands.menu().buttons]

    assert names[:2] == ["today", "quiz"]
    assert all(name in BY_NAME for name in names)


@pytest.mark.parametrize("action", ["quiz", "answer:1", "/nothing", "/", ""])
def test_nothing_else_runs_a_command(action: str) -> None:
    assert commands.pressed(action) == ""


@pytest.mark.parametrize(
    ("handed", "typed"),
    [
        ("quiz level:expert", "quiz level:expert"),
        ("drop admins add:<@U012AB|ben>", "drop admins add:@U012AB"),
        ("drop admins add:<@W012AB>", "drop admins add:@W012AB"),
        ("say &lt;@U012AB&gt; &amp;amp; go", "say <@U012AB> &amp; go"),
        ("<#C1|study> <#C2|> <!here> <!subteam^S1|@all>", "#study #C2 @here @all"),
        (
            "<https://x.example/a|x.example> <https://y.example>",
            "x.example https://y.example",
        ),
        ("&lt;&lt;&gt;<", "<<><"),
    ],
)
def test_what_slack_escaped_reads_as_it_was_typed(handed: str, typed: str) -> None:
    assert commands.plain(handed) == typed


@pytest.mark.parametrize(
    ("value", "id"),
    [
        ("@U012AB", "U012AB"),
        ("@W1X", "W1X"),
        ("@ben", ""),
        ("U012AB", ""),
        ("<@U012AB>", ""),
        ("@U012AB x", ""),
        ("@C012AB", ""),
    ],
)
def test_a_member_is_named_by_slacks_id_alone(value: str, id: str) -> None:
    assert commands.member(value) == id


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [("deck import", True), ("/Deck  Import x", True), ("deck", False), ("", False)],
)
def test_a_deck_is_asked_for_in_a_modal(typed: str, wanted: bool) -> None:
    assert commands.wants_file(typed) is wanted

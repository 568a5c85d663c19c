"""`/help`: the commands, as far as one can use them."""

from dataclasses import replace

import pytest

from bot.errors import BadInput
from bot.panels import Caller, MemberId
from tests.engine.world import ADA, BEN, World, directly, token, words


def _said(world: World, who: Caller, **options: str) -> list[str]:
    return words(world.run(who, "help", **options)).split("\n")


def test_each_command_has_its_line_and_a_first_question_its_button(
    world: World,
) -> None:
    said = _said(world, BEN)

    assert "/review  Go through what is due for you" in said
    assert "/drop  The channel's card of the day" in said
    shown = world.run(BEN, "help")
    assert world.press(BEN, token(shown, "Quiz me")).title == "Quiz"


def test_in_direct_messages_only_the_personal_commands_stand(world: World) -> None:
    named = {line.split()[0] for line in _said(world, directly(BEN)) if line[0] == "/"}

    assert named == {
        "/quiz",
        "/review",
        "/streak",
        "/progress",
        "/deck",
        "/settings",
        "/privacy",
        "/help",
    }


def test_of_one_command_each_option_is_told(world: World) -> None:
    said = _said(world, BEN, command="/leaderboard")

    assert "span  How far back (week, month or all)" in said
    assert "where  How wide (channel or everywhere)" in said


def test_of_a_group_each_part_is_told(world: World) -> None:
    said = "\n".join(_said(world, ADA, command="drop"))

    for part in ("status", "set", "now", "pause", "resume", "skip", "off"):
        assert f"/drop {part}  " in said


def test_what_only_one_platform_has_is_told_there_alone(world: World) -> None:
    there = replace(BEN, member=MemberId("discord:1"))

    assert "thread  " in "\n".join(_said(world, there, command="drop set"))
    assert "thread  " not in "\n".join(_said(world, BEN, command="drop set"))


def test_a_command_that_there_is_not_is_refused_with_the_nearest(
    world: World,
) -> None:
    with pytest.raises(BadInput, match=r"Did you mean /review\?"):
        world.run(BEN, "help", command="reviw")

"""Command lines, as people type them."""

import pytest

from adapters.command_line import parse
from bot.errors import BadInput


@pytest.mark.parametrize(
    ("line", "command", "options"),
    [
        ("/quiz", "quiz", {}),
        ("quiz", "quiz", {}),
        ("  /QUIZ  ", "quiz", {}),
        ("/quiz level:expert", "quiz", {"level": "expert"}),
        ("/quiz level=expert", "quiz", {"level": "expert"}),
        ("/quiz level: expert", "quiz", {"level": "expert"}),
        ("/quiz Level:EXPERT", "quiz", {"level": "expert"}),
        ("/quiz lev:exp", "quiz", {"level": "expert"}),
        ("/quiz expert", "quiz", {"level": "expert"}),
        ("/quiz diffusion", "quiz", {"deck": "diffusion"}),
        ("/quiz diffusion expert", "quiz", {"deck": "diffusion", "level": "expert"}),
        ('/quiz deck:"x y" level:staff', "quiz", {"deck": "x y", "level": "staff"}),
        ("/quiz deck:“x y” staff", "quiz", {"deck": "x y", "level": "staff"}),
        ('/quiz deck:"never closed', "quiz", {"deck": "never closed"}),
        ('/quiz "level:expert"', "quiz", {"deck": "level:expert"}),
        ("/quiz tag:", "quiz", None),
        ("/drop set time:09:00", "drop set", {"time": "09:00"}),
        ("/drop set 09:00", "drop set", {"time": "09:00"}),
        (
            "/drop set time:09:00 zone:Europe/Berlin days:mon-fri",
            "drop set",
            {"time": "09:00", "zone": "Europe/Berlin", "days": "mon-fri"},
        ),
        ("/drop set deck:a deck:b", "drop set", {"deck": "a, b"}),
        ("/quiz level:staff level:expert", "quiz", {"level": "expert"}),
        ("/drop pause next monday", "drop pause", {"until": "next monday"}),
        ("/help drop set", "help", {"command": "drop set"}),
        ("/drop", "drop status", {}),
        ("/deck", "deck list", {}),
        ("/privacy", "privacy show", {}),
        ("/DROP Skip", "drop skip", {}),
        ("/leaderboard month", "leaderboard", {"span": "month"}),
        ("/leaderboard everywhere", "leaderboard", {"where": "everywhere"}),
        ("/settings", "settings set", {}),
        ("/settings dark", "settings set", {"theme": "dark"}),
        ("/settings zone:Berlin", "settings set", {"zone": "Berlin"}),
        ("/settings zone: Berlin", "settings set", {"zone": "Berlin"}),
        ("/settings link", "settings link", {}),
        ("/settings link K7QX-2M9P", "settings link", {"code": "K7QX-2M9P"}),
        ("/settings unlink", "settings unlink", {}),
        ("/deck import file:x.toml", "deck import", {}),
    ],
)
def test_a_line_is_read(
    line: str, command: str, options: dict[str, str] | None
) -> None:
    if options is None:
        with pytest.raises(BadInput, match="is still empty"):
            parse(line)
        return
    read = parse(line)
    assert (read.command, read.options) == (command, options)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "Type / and pick a command"),
        ("/", "Type / and pick a command"),
        ("/quizz", "Did you mean /quiz?"),
        ("/drop sett", "Did you mean /drop set?"),
        ("/settings unlnk", "Did you mean /settings unlink?"),
        ("/settings link:now", "Did you mean /settings link?"),
        ("/quiz levle:expert", "Did you mean level?"),
        ("/quiz colour:red", "has no option “colour”"),
        ("/quiz level:exprt", "Did you mean expert?"),
        ("/quiz level: tag:x", "level: is still empty"),
        ("/quiz form:", "form: is still empty. Choose check or card."),
        ("/quiz tag:", "tag: is still empty. Type a value behind it."),
        ("/streak now", "is more than /streak takes. Type it alone."),
        ("/streak days:3", "takes no options"),
        ("/leaderboard month everywhere x", "is more than /leaderboard takes"),
        ("/leaderboard moon", "no choice for span"),
    ],
)
def test_a_line_that_cannot_be_used_says_what_to_do(line: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(line)
    assert said in str(refused.value)


def test_a_hostile_line_is_read_at_once() -> None:
    with pytest.raises(BadInput):
        parse("/streak " + 'a:"' * 1300)

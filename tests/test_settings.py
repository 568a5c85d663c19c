"""The environment, read once."""

import pytest

from bot.settings import read


@pytest.mark.parametrize(
    "written", ["token", " token ", '"token"', "'token'", ' " token" ', "token\r"]
)
def test_blanks_and_quotation_marks_around_a_setting_are_no_part_of_it(
    written: str,
) -> None:
    settings = read(
        {
            "DISCORD_TOKEN": written,
            "SLACK_BOT_TOKEN": written,
            "STUDYBOT_WEB_TOKEN": written,
        }
    )
    assert settings.discord_token == "token"
    assert settings.slack == {"SLACK_BOT_TOKEN": "token"}
    assert settings.web_token == "token"


@pytest.mark.parametrize("written", ['"', '"token', "to'ken'", 'token"'])
def test_quotation_marks_that_are_no_pair_are_part_of_it(written: str) -> None:
    assert read({"DISCORD_TOKEN": written}).discord_token == written

"""The environment, read once."""

import pytest

from bot.settings import BadSetting, read


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


def test_no_token_is_said_where_the_settings_are_shown() -> None:
    tokens = ("DISCORD_TOKEN", "SLACK_BOT_TOKEN", "STUDYBOT_WEB_TOKEN")
    more = ("STUDYBOT_WEB_MANAGER_TOKEN", "SLACK_APP_TOKEN")

    assert "canary" not in repr(read(dict.fromkeys((*tokens, *more), "canary")))


@pytest.mark.parametrize("port", ["0", "65535"])
def test_a_port_is_any_that_there_is(port: str) -> None:
    assert read({"STUDYBOT_PORT": port}).port == int(port)


@pytest.mark.parametrize("port", ["65536", "-1", "eighty", "80.5"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(BadSetting, match=f"STUDYBOT_PORT is “{port}”"):
        read({"STUDYBOT_PORT": port})


def test_the_page_is_served_where_it_is_wanted_or_nothing_else_is() -> None:
    assert read({}).page
    assert not read({"DISCORD_TOKEN": "token"}).page
    assert read({"DISCORD_TOKEN": "token", "STUDYBOT_PAGE": "yes"}).page

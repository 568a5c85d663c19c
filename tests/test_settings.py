"""The environment, read once."""

import re
from pathlib import Path

import pytest

from bot.settings import NAMES, OF_PLATFORMS, OURS, BadSetting, read, unknown


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


@pytest.mark.parametrize("inside", ["\n", "\r\n", "\t", "\0", "\x7f"])
def test_a_sign_that_nobody_sees_is_told_and_the_setting_is_not(inside: str) -> None:
    with pytest.raises(BadSetting) as no:
        read({"DISCORD_TOKEN": f"MTIz{inside}NDU2"})
    assert str(no.value) == (
        "DISCORD_TOKEN has a line break or another sign in it that nobody can see. "
        "Copy it anew, all on one line."
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"PORT": "www", "STUDYBOT_PORT": "8400"}, "PORT is “www”; write a number"),
        ({"STUDYBOT_PORT": "www"}, "STUDYBOT_PORT is “www”; write a number"),
        ({"STUDYBOT_PORT": "70000"}, "STUDYBOT_PORT is “70000”; write a number"),
        ({"STUDYBOT_PORT": "٨٠"}, "STUDYBOT_PORT is “٨٠”; write a number"),
        ({"STUDYBOT_PAGE": "ture"}, "STUDYBOT_PAGE is “ture”; write 1 for yes, or"),
        ({"STUDYBOT_VERBOSE": "2"}, "STUDYBOT_VERBOSE is “2”; write 1 for yes, or"),
        ({"STUDYBOT_DATA": "~nobody-of-that-name/x"}, "STUDYBOT_DATA is “~nobody-"),
    ],
)
def test_the_setting_is_named_that_is_no_good(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadSetting) as no:
        read(given)
    assert str(no.value).startswith(said)


def test_a_port_that_the_host_sets_wins_and_an_empty_one_is_none() -> None:
    assert read({"PORT": "80", "STUDYBOT_PORT": "8400"}).port == 80
    assert read({"PORT": "", "STUDYBOT_PORT": "8400"}).port == 8400
    assert read({"PORT": "", "STUDYBOT_PORT": ""}).port == 8321


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
    for yes in ("1", "yes", "TRUE", "On"):
        assert read({"DISCORD_TOKEN": "token", "STUDYBOT_PAGE": yes}).page
    for no in ("0", "no", "False", "OFF", ""):
        assert not read({"DISCORD_TOKEN": "token", "STUDYBOT_PAGE": no}).page


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("STUDYBOT_TIMEZONE", "Is STUDYBOT_ZONE meant?"),
        ("STUDYBOT_WEBTOKEN", "Is STUDYBOT_WEB_TOKEN meant?"),
        ("STUDYBOT_DISCORD_TOKEN", "Is DISCORD_TOKEN meant?"),
        ("STUDYBOT_SLACK_TOKEN", "Is SLACK_BOT_TOKEN meant?"),
        ("studybot_port", "Is STUDYBOT_PORT meant?"),
        ("STUDYBOT_", "All are in docs/deploy.md."),
        ("STUDYBOT_COLOUR", "All are in docs/deploy.md."),
    ],
)
def test_a_name_that_nobody_reads_is_told_with_the_nearest_that_is_read(
    name: str, advice: str
) -> None:
    assert list(unknown({name: "canary"})) == [
        f"{name} is set, and there is no such setting. {advice}"
    ]


def test_names_that_are_read_and_those_of_others_are_not_told() -> None:
    read_here = [OURS + name for name in (*NAMES, "SOAK", "SPECS", "FORMULAS")]
    others = [*OF_PLATFORMS, "PORT", "HOME", "STUDYBOTS", "_STUDYBOT_COMPLETE"]
    assert list(unknown(dict.fromkeys((*read_here, *others), "x"))) == []


def test_the_example_has_every_setting_that_there_is() -> None:
    example = Path(__file__).parents[1] / ".env.example"
    named = re.findall(r"^#([A-Z_]+)=", example.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted((*(OURS + name for name in NAMES), *OF_PLATFORMS))


IN = {"SLACK_BOT_TOKEN": "xoxb-1"}


@pytest.mark.parametrize(
    ("name", "more"),
    [("DISCORD_API_URL", {}), ("SLACK_API_URL", IN), ("SLACK_ADDRESS", IN)],
)
def test_an_address_that_is_half_of_one_is_told(
    name: str, more: dict[str, str]
) -> None:
    for half in ("127.0.0.1:4700/api", "localhost:80", "//host/api", "ftp://host"):
        with pytest.raises(BadSetting) as no:
            read({name: half, **more})
        assert str(no.value) == (
            f"{name} is “{half}”; write the whole address, with http:// or https:// in "
            "front."
        )
    for whole in ("http://127.0.0.1:4700/api", "https://study.example.org", ""):
        read({name: whole, **more})

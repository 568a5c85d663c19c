"""The door: hosts, origins, tokens."""

import pytest

from adapters.web.access import Access, Role
from tests.web.small import settings

MEMBERS = "members-token-long"
MANAGERS = "managers-token-long"


def open_door() -> Access:
    return Access(settings())


def shut_door() -> Access:
    return Access(settings(host="0.0.0.0", token=MEMBERS, manager_token=MANAGERS))


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("localhost", True),
        ("localhost:8080", True),
        ("LOCALHOST:8080", True),
        ("127.0.0.1:8080", True),
        ("127.1.2.3", True),
        ("[::1]:8080", True),
        ("evil.example", False),
        ("localhost.evil.example:8080", False),
        ("127.0.0.1.evil.example", False),
        ("192.168.1.5:8080", False),
        ("", False),
        ("[", False),
        ("user@localhost", True),
    ],
)
def test_without_tokens_only_loopback_names_are_served(
    host: str, allowed: bool
) -> None:
    assert open_door().host_allowed(host) is allowed


def test_with_tokens_any_name_is_served_unless_the_names_are_given() -> None:
    assert shut_door().host_allowed("study.example:443")
    named = Access(
        settings(token=MEMBERS, hosts=("study.example", "https://B.example/"))
    )
    assert named.host_allowed("study.example")
    assert named.host_allowed("b.example")
    assert named.host_allowed("localhost:8080")
    assert not named.host_allowed("evil.example")


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:8080", True),
        ("https://localhost:8080", True),
        ("http://localhost:9090", False),
        ("http://localhost", False),
        ("http://evil.example", False),
        ("http://localhost:8080.evil.example", False),
        ("null", False),
        ("", False),
        ("file://", False),
        ("ftp://localhost:8080", False),
        ("http://[", False),
    ],
)
def test_only_our_own_page_may_talk_to_us(origin: str, allowed: bool) -> None:
    assert open_door().origin_allowed(origin, "localhost:8080") is allowed


def test_behind_a_proxy_the_public_name_is_our_own() -> None:
    door = Access(settings(token=MEMBERS, hosts=("study.example",)))
    assert door.origin_allowed("https://study.example", "127.0.0.1:8080")
    assert not door.origin_allowed("https://evil.example", "127.0.0.1:8080")


def test_on_loopback_everybody_manages() -> None:
    assert open_door().role(None) is Role.MANAGER
    assert open_door().enter("anything") is None


def test_a_token_becomes_a_cookie_that_does_not_hold_it() -> None:
    door = shut_door()
    cookie = door.enter(MEMBERS)
    assert cookie is not None
    assert MEMBERS not in cookie
    assert door.role(cookie) is Role.MEMBER
    assert door.role(door.enter(MANAGERS)) is Role.MANAGER


@pytest.mark.parametrize("token", ["", "wrong", MEMBERS + "x", MEMBERS[:-1], "ü"])
def test_a_wrong_token_opens_nothing(token: str) -> None:
    assert shut_door().enter(token) is None


def test_a_forged_cookie_opens_nothing() -> None:
    door = shut_door()
    member = door.enter(MEMBERS) or ""
    assert door.role(None) is None
    assert door.role("") is None
    assert door.role(MEMBERS) is None
    assert door.role(member.replace("member", "manager")) is None


def test_a_changed_token_shuts_out_the_old_cookies() -> None:
    cookie = shut_door().enter(MEMBERS)
    changed = Access(settings(token="another-long-token"))
    assert changed.role(cookie) is None


def test_beyond_loopback_a_token_is_needed() -> None:
    with pytest.raises(ValueError, match="set STUDYBOT_WEB_TOKEN"):
        Access(settings(host="0.0.0.0"))


def test_a_short_token_is_no_token() -> None:
    with pytest.raises(ValueError, match="at least 16 characters"):
        Access(settings(token="secret"))


def test_one_token_cannot_serve_both() -> None:
    with pytest.raises(ValueError, match="must differ"):
        Access(settings(token=MEMBERS, manager_token=MEMBERS))

"""What Slack sends when somebody types or presses, as one plain value."""

from typing import Any

import pytest

from adapters.slack import payloads

USER = {"id": "U1", "name": "ben", "team_id": "T1"}


def pressed(**more: Any) -> payloads.Came:
    """A button in a message of the channel."""
    action = {
        "type": "button",
        "action_id": "choose:1:A",
        "action_ts": "1.5",
        "text": {"text": "A"},
    }
    came = payloads.press(
        {
            "team": {"id": "T1"},
            "user": USER,
            "channel": {"id": "C1", "name": "study"},
            "container": {"message_ts": "1.0"},
            "trigger_id": "t1",
            "response_url": "https://hooks.slack.com/1",
            "actions": [{**action, **more.pop("action", {})}],
            **more,
        }
    )
    assert came is not None
    return came


@pytest.mark.parametrize(
    "other",
    [
        {"user": {**USER, "id": "U2"}},
        {"team": {"id": "T2"}},
        {"container": {"message_ts": "2.0"}},
        {"view": {"id": "V1"}},
        {"action": {"action_id": "choose:1:B"}},
        {"action": {"text": {"text": "Next"}}},
        {
            "action": {"type": "static_select", "selected_option": {"value": "1"}},
        },
    ],
    ids=str,
)
def test_another_press_is_no_twin(other: dict[str, Any]) -> None:
    assert pressed(**other).twin != pressed().twin


def test_the_same_press_once_more_is_a_twin_and_another_delivery() -> None:
    first, second = pressed(), pressed(action={"action_ts": "1.6"}, trigger_id="t2")

    assert second.twin == first.twin
    assert second.key != first.key


@pytest.mark.parametrize(
    ("user", "handle"),
    [
        ({"id": "U1", "name": "ben", "username": "benny"}, "ben"),
        ({"id": "U1", "username": "benny"}, "benny"),
        ({"id": "U1"}, "U1"),
    ],
)
def test_a_handle_is_whatever_slack_tells_of_a_name(
    user: dict[str, str], handle: str
) -> None:
    assert pressed(user=user).handle == handle


def test_a_press_is_of_the_workspace_it_came_from_else_of_the_members() -> None:
    assert pressed(user={**USER, "team_id": "T9"}).team == "T1"
    assert pressed(team=None).team == "T1"
    assert pressed(team=None, user={**USER, "team_id": "T9"}).team == "T9"


def test_a_command_is_known_by_its_trigger_else_by_where_it_is_answered() -> None:
    body = {
        "team_id": "T1",
        "user_id": "U1",
        "response_url": "https://hooks.slack.com/1",
    }

    assert payloads.command({**body, "trigger_id": "t1"}).key == "t1"
    assert payloads.command(body).key == "https://hooks.slack.com/1"
    assert payloads.command(body).handle == "U1"


@pytest.mark.parametrize(
    ("place", "channel"),
    [
        ({"id": "C1", "name": "study"}, ("C1", "study")),
        ({"id": "C1"}, ("C1", "C1")),
        ({"id": "D1", "name": "study"}, ("", "")),
        ({"id": "C1", "name": "directmessage"}, ("", "")),
        (None, ("", "")),
    ],
)
def test_a_conversation_with_the_app_is_no_channel(
    place: dict[str, str] | None, channel: tuple[str, str]
) -> None:
    came = pressed(channel=place)

    assert (came.channel, came.channel_name) == channel


@pytest.mark.parametrize(
    ("kept", "channel"),
    [
        ('["C2", "exam"]', ("C2", "exam")),
        ("", ("", "")),
        ("{}", ("", "")),
        (None, ("", "")),
    ],
)
def test_what_is_pressed_in_a_modal_comes_from_where_that_was_opened(
    kept: str | None, channel: tuple[str, str]
) -> None:
    came = pressed(view={"id": "V1", "type": "modal", "private_metadata": kept})

    assert (came.channel, came.channel_name) == channel
    assert came.surface is payloads.Surface.MODAL


@pytest.mark.parametrize("where", ["message", "modal"])
def test_a_button_brings_the_boxes_that_are_ticked_beside_it(where: str) -> None:
    boxes = {"selected_options": [{"value": "0"}, {"value": "2"}]}
    state = {"values": {"b": {"picks.0": boxes}}}
    beside = {"state": state} if where == "message" else {"view": {"state": state}}

    assert pressed(**beside).values == {"picks": ("0", "2")}
    assert pressed().values == {}

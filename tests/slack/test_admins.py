"""Admins who were named by admins: typed with @, asked for at each press."""

import pytest

from adapters.slack import names, people
from tests.slack.peer import Kind
from tests.slack.town import Town


async def test_who_is_named_may_set_up_cards_and_is_told(small: Town) -> None:
    refused = await small.say(small.ben, "drop set time:09:00")
    assert "manage" in refused.message.readable

    named = await small.say(small.ada, "drop admins add:@ben")
    allowed = await small.say(small.ben, "drop set time:09:00")
    await small.clock(minutes=1)

    assert "Ben, named by Ada on Mon 2 Mar 2026" in named.message.readable
    assert "09:00" in allowed.message.readable
    (told,) = small.ben.direct.messages
    assert "Ada has named you" in told.readable


async def test_who_is_named_is_looked_up_however_great_the_rush(small: Town) -> None:
    small.slack._people._pace.rest(small.space.id, 3600.0)

    named = await small.say(small.ada, "drop admins add:@ben")

    assert "Ben, named by Ada on Mon 2 Mar 2026" in named.message.readable


async def test_a_name_from_slacks_list_names_a_member_however_it_is_written(
    small: Town,
) -> None:
    named = await small.say(small.ada, "drop admins add:@Ben")

    assert "Ben, named by Ada on Mon 2 Mar 2026" in named.message.readable


async def test_where_slack_does_not_escape_names_it_is_said_what_to_set(
    small: Town,
) -> None:
    small.peer.rules.escapes = False

    seen = await small.say(small.ada, "drop admins add:@Ben")

    assert "“@Ben” is no member that Slack tells me of." in seen.message.readable
    assert "“Escape channels, users, and links”" in seen.message.readable
    assert small.store.sizes()["admins"] == 0


async def test_an_admin_who_is_one_no_more_is_refused_though_known_as_one(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = (await small.say(small.ada, "drop set time:09:00")).message
    monkeypatch.setattr(people, "MANAGING", 0.0)  # a quarter of a minute has gone by

    small.ada.user.admin = False
    typed = await small.say(small.ada, "drop set time:12:00")
    pressed = await small.ada.select(editor, "Time", "18:00")

    assert "Only those who may manage this workspace" in typed.text
    assert "Only those who may manage this workspace" in pressed.text
    channel = small.store.channels.set_up(names.space(small.space.id))[0]
    assert f"{channel.at:%H:%M}" == "09:00"


async def test_where_slack_does_not_say_who_manages_nobody_does(
    small: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    await small.say(small.ada, "drop set time:09:00")
    monkeypatch.setattr(people, "MANAGING", 0.0)
    small.peer.fault("users.info", 1, Kind.ERROR, times=2, error="internal_error")

    seen = await small.say(small.ada, "drop set time:12:00")

    assert "Slack does not tell me just now whether you may do that" in seen.text


async def test_a_press_is_refused_once_it_is_taken_back(small: Town) -> None:
    await small.say(small.ada, "drop admins add:@ben")
    editor = (await small.say(small.ben, "drop set time:09:00")).message

    await small.say(small.ada, "drop admins remove:@ben")
    seen = await small.ben.select(editor, "Time", "18:00")

    assert "Only those who may manage" in seen.text
    channel = small.store.channels.set_up(names.space(small.space.id))[0]
    assert f"{channel.at:%H:%M}" == "09:00"


async def test_only_an_admin_of_slacks_names_others(small: Town) -> None:
    cyd = small.space.user("Cyd", tz="UTC")
    await small.say(small.ada, "drop admins add:@ben")

    refused = await small.say(small.ben, "drop admins add:@cyd")
    still = await small.say(cyd, "drop set time:09:00")

    assert "by their own right" in refused.message.readable
    assert "manage" in still.message.readable


async def test_a_name_that_slack_did_not_make_names_nobody(small: Town) -> None:
    for typed in ("ben", "<@U012AB>", "@benn"):
        seen = await small.say(small.ada, f"drop admins add:{typed}")
        assert "no member that Slack tells me of" in seen.message.readable

    stranger = await small.say(small.ada, "drop admins add:@U0NOBODY")
    assert "does not tell me who that is" in stranger.message.readable
    assert small.store.sizes()["admins"] == 0


async def test_they_are_admins_still_after_a_restart(small: Town) -> None:
    await small.say(small.ada, "drop admins add:@ben")
    await small.restart()

    seen = await small.say(small.ben, "drop set time:09:00")

    assert "09:00" in seen.message.readable

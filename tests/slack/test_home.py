"""The home tab: own streak and progress, what is due, today's card, settings."""

import re

import pytest

from adapters.slack import names
from bot.members import ZoneBy
from tests.slack.peer.faults import Kind
from tests.slack.town import Town


async def _answered(town: Town) -> None:
    """Ben has answered today's card."""
    drop = await town.drop()
    opened = await town.ben.press(drop, "Show answer")
    await town.ben.submit(opened.view, {"Tick": ["0"]})


async def test_it_shows_how_one_stands(small: Town) -> None:
    await _answered(small)

    seen = await small.ben.open_home()

    said = seen.view.readable
    assert "Nothing is due for review." in said
    assert "#study\n: a card is open, until " in said
    assert "1 day: your best so far." in said
    assert "Time zone: UTC (as your device or profile says)." in said
    assert len(seen.view.pictures) == 1


async def test_it_is_not_shown_to_whoever_opens_the_conversation(small: Town) -> None:
    event = {"type": "app_home_opened", "user": small.ben.id, "tab": "messages"}

    told = small.space.emit(event)
    await told.done.wait()
    await small.ben.open_home()

    assert told.failure is None
    assert len(small.peer.called("views.publish")) == 1


async def test_it_leads_to_the_card_of_the_day_and_lets_one_answer_it(
    small: Town,
) -> None:
    await _answered(small)
    await small.ada.say(small.channel, "hello")
    cyd = small.space.user("Cyd", tz="UTC")
    await _studied_before(small, cyd.id)
    home = (await cyd.open_home()).view

    card = (await cyd.press(home, "Today’s card in #study")).view
    assert card.title == "Card of the day"
    await cyd.press(card, "Show answer")
    modal = cyd.view
    assert modal is not None
    await cyd.submit(modal, {"Tick": ["0", "1"]})

    assert cyd.view is not None
    assert "2 of 4 key points" in cyd.view.readable
    channel = small.store.channels.set_up(names.space(small.space.id))[0]
    assert channel.name == "#study"


async def _studied_before(town: Town, user: str) -> None:
    """They answered in this channel yesterday."""
    member = names.member(town.space.id, user)
    channel = names.channel(town.space.id, town.channel.id)
    with town.store.transaction():
        town.store.members.add(member, "Cyd", "UTC", ZoneBy.PLATFORM, None, town.now)
        town.store.tallies.add(channel, member, town.now.date(), 0, False)


async def test_an_admin_is_led_to_each_channels_cards(small: Town) -> None:
    await small.drop()
    home = (await small.ada.open_home()).view

    status = (await small.ada.press(home, "Set up cards in #study")).view

    assert "At 09:00" in status.readable
    assert "Change" in status.buttons
    editor = (await small.ada.press(status, "Change")).view
    await small.ada.select(editor, "Time", "18:00")
    (channel,) = small.store.channels.set_up(names.space(small.space.id))
    assert f"{channel.at:%H:%M}" == "18:00"


async def test_who_does_not_manage_is_not_led_there(small: Town) -> None:
    await _answered(small)

    seen = await small.ben.open_home()

    assert "Set up cards in #study" not in seen.view.buttons
    assert "Today’s card in #study" in seen.view.buttons


async def test_all_its_other_buttons_work_outside_of_channels(small: Town) -> None:
    home = (await small.ben.open_home()).view
    offered = [one for one in home.buttons if one != "Change"]
    assert offered[:4] == ["Quiz me", "Review", "Streak", "Progress"]

    for label in offered:
        shown = await small.ben.press((await small.ben.open_home()).view, label)
        assert "works in a channel only" not in shown.text


async def test_that_it_cannot_be_shown_is_noted_with_what_is_wrong(
    small: Town, caplog: pytest.LogCaptureFixture
) -> None:
    small.peer.fault("views.publish", 1, Kind.RESET_BEFORE, times=2)

    await small.ben.open_home()

    (noted,) = caplog.messages
    assert re.fullmatch(r"A home tab could not be shown: \w+Error", noted)

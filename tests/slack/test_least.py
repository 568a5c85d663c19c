"""With no scope but those that the manifest cannot do without, everything works."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.slack.manifest import SCOPES
from bot.panels import Sent
from tests.engine.decks import TINY
from tests.slack.town import Town


@pytest.fixture
async def least(small: Town) -> AsyncIterator[Town]:
    small.space.scopes.clear()
    small.space.scopes.update(SCOPES)
    yield small
    assert [call.error for call in small.peer.calls if call.error] == []


async def test_a_card_of_the_day_and_an_answer(least: Town) -> None:
    drop = await least.drop()

    opened = await least.ben.press(drop, "Answer")
    await least.ben.submit(opened.view, {"What would you say?": "Softmax"})
    assert least.ben.view is not None
    await least.ben.submit(least.ben.view, {"Tick": ["0"]})

    assert drop.pictures[0].data is not None
    assert "1 of 4 key points" in least.ben.view.readable


async def test_a_quiz_the_home_tab_and_a_deck_to_take_along(least: Town) -> None:
    question = (await least.say(least.ben, "quiz form:check")).message
    await least.ben.press(question, "A")
    home = (await least.ben.open_home()).view
    await least.say(least.ben, "deck export basics")

    assert question.pictures[0].data is not None
    assert "1 day: your best so far." in home.readable
    assert least.ben.direct.messages[0].files[0].name == "basics.toml"


async def test_a_reminder_by_direct_message(least: Town) -> None:
    await least.say(least.ben, "settings reminder:18:00")

    outcomes = await least.clock(hours=10)

    assert [type(one) for one in outcomes] == [Sent]
    (reminder,) = least.ben.direct.messages
    assert reminder.buttons == ["Review now", "No more reminders"]
    off = await least.ben.press(reminder, "No more reminders")
    assert "Reminder: off." in off.text


async def test_a_deck_that_an_admin_sends(least: Town) -> None:
    asked = (await least.say(least.ada, "deck import")).view

    done = await least.ada.submit(
        asked, {"Deck file": least.ada.upload("tiny.toml", TINY)}
    )

    assert done.view is asked
    assert "Tiny is here: 1 card" in asked.readable
    used = await least.ada.press(asked, "Study it here")
    assert "Tiny is chosen for this channel" in used.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tiny.toml", TINY[:40], "has 1 fault"),
        ("big.toml", b"#" * (5 * 2**20 + 1), "5 MB fit here"),
    ],
)
async def test_a_deck_that_is_no_good_is_refused_in_place(
    least: Town, name: str, data: bytes, said: str
) -> None:
    asked = (await least.say(least.ada, "deck import")).view

    seen = await least.ada.submit(asked, {"Deck file": least.ada.upload(name, data)})

    shown = "\n".join([asked.readable, *seen.errors.values()])
    assert said in shown


async def test_who_may_not_change_decks_is_told_so_in_the_modal(least: Town) -> None:
    asked = (await least.say(least.ben, "deck import")).view

    seen = await least.ben.submit(
        asked, {"Deck file": least.ben.upload("tiny.toml", TINY)}
    )

    (said,) = seen.errors.values()
    assert "Only those who may manage" in said
    assert least.store.sizes()["decks"] == 1


async def test_a_file_that_slack_does_not_hand_out_is_no_deck(least: Town) -> None:
    asked = (await least.say(least.ada, "deck import")).view
    file = least.ada.upload("tiny.toml", TINY)
    least.space.scopes.discard("files:read")

    seen = await least.ada.submit(asked, {"Deck file": file})

    (said,) = seen.errors.values()
    assert said == "I could not fetch that file from Slack. Please send it again."


async def test_ones_zone_is_the_profiles(least: Town, tmp_path: Path) -> None:
    kim = least.space.user("Kim", tz="Asia/Seoul")

    seen = await least.say(kim, "settings")

    assert (
        "Time zone: Asia/Seoul (as your device or profile says)."
        in seen.message.readable
    )


async def test_help_is_spoken_as_it_is_typed_here(least: Town) -> None:
    seen = await least.say(least.ben, "help")
    assert "/study quiz" in seen.message.readable

    one = await least.say(least.ben, "help drop set")
    assert "/study drop set" in one.message.readable
    assert "twice" in one.message.readable
    assert "role" not in one.message.readable

"""What members do, from their screen to the database and back, by Socket Mode."""

import asyncio
import json
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.slack import interactions
from adapters.slack.people import read
from bot.cards import Deck
from bot.typeset import Face, FaceKind, Theme
from tests.crawl import DECK
from tests.engine.decks import TINY, deck
from tests.slack import peer
from tests.slack.peer import Kind, Twist
from tests.slack.peer.posting import Draft
from tests.slack.peer.waiting import until
from tests.slack.town import Town, town


def attempts(town: Town) -> int:
    return town.store.sizes()["attempts"]


async def test_the_bare_command_opens_a_menu_of_commands(small: Town) -> None:
    seen = await small.say(small.ben, "")

    assert seen.message.only_for is small.ben.user
    assert seen.message.buttons[:3] == ["Today’s card", "Quiz me", "Review"]

    streak = await small.ben.press(seen.message, "Streak")

    assert "Your streak" in streak.text
    assert len(streak.posted) == 1


async def test_a_near_miss_is_told_to_the_one_who_typed_it(small: Town) -> None:
    seen = await small.say(small.ben, "quizz")

    assert seen.message.readable == (
        "There is no command “quizz”. Did you mean /study quiz? "
        "Type /study help to see them all."
    )
    assert seen.message.only_for is small.ben.user


async def test_a_quiz_goes_on_in_one_private_message(small: Town) -> None:
    seen = await small.say(small.ben, "quiz form:check")
    question = seen.message
    assert question.buttons[:4] == ["A", "B", "C", "D"]
    assert question.pictures[0].data is not None

    await small.ben.press(question, "B")
    assert "Streak: 1 day" in question.readable
    assert "Next" in question.buttons

    await small.ben.press(question, "Next")
    assert question.buttons[:4] == ["A", "B", "C", "D"]
    assert small.ben.private == [question]


async def test_answer_reveal_tick_is_one_modal(small: Town) -> None:
    drop = await small.drop()

    opened = await small.ben.press(drop, "Answer")
    modal = opened.view
    assert modal.submit == "Show me the answer"

    revealed = await small.ben.submit(
        modal, {"What would you say?": "Softmax turns scores into weights"}
    )
    assert revealed.view is modal
    assert "[x] Softmax turns scores into weights" in modal.readable
    assert modal.pictures[0].data is not None

    saved = await small.ben.submit(modal, {"Tick": ["0", "1"]})
    assert saved.view is modal
    assert "2 of" in modal.readable
    assert modal.submit is None

    await small.clock(minutes=1)
    assert "1 has answered" in drop.readable


async def test_show_answer_skips_the_typing(small: Town) -> None:
    drop = await small.drop()

    seen = await small.ben.press(drop, "Show answer")

    assert seen.view.submit == "Save"
    assert "The secret of one" in seen.view.readable


async def test_a_card_of_a_quiz_is_answered_and_goes_on_in_the_modal(
    small: Town,
) -> None:
    seen = await small.say(small.ben, "quiz form:card")
    opened = await small.ben.press(seen.message, "Show answer")
    modal = opened.view
    await small.ben.submit(modal, {"Tick": ["0"]})

    await small.ben.press(modal, "Next")
    assert modal.buttons[:2] == ["Answer", "Show answer"]

    await small.ben.press(modal, "Answer")
    assert small.ben.view is modal
    assert modal.submit == "Show me the answer"


async def test_in_a_modal_the_text_stands_above_the_answer(small: Town) -> None:
    await small.drop()
    seen = await small.say(small.ben, "quiz form:card")
    await small.ben.press(seen.message, "Show answer")

    assert small.ben.view is not None
    source = await small.ben.press(small.ben.view, "Text")

    assert source.view.body["callback_id"] == "panel"
    assert len(small.ben.user.stack) == 2


async def test_a_second_answer_changes_nothing_and_is_told(small: Town) -> None:
    drop = await small.drop()
    opened = await small.ben.press(drop, "Show answer")
    await small.ben.submit(opened.view, {"Tick": ["0", "1"]})
    before = attempts(small)
    small.ben.reload()

    again = await small.ben.press(drop, "Answer")

    assert "2 of" in again.text
    assert attempts(small) == before


async def test_what_cannot_be_used_is_said_beside_what_was_typed(small: Town) -> None:
    seen = await small.say(small.ben, "settings")
    opened = await small.ben.press(seen.message, "Change")
    label = "Time zone"

    refused = await small.ben.submit(opened.view, {label: "Mars/Base"})

    ((block, said),) = refused.errors.items()
    assert block.startswith("zone|")
    assert "Mars/Base" in said

    saved = await small.ben.submit(opened.view, {label: "Asia/Tokyo"})
    assert "Asia/Tokyo" in saved.view.readable


async def test_only_those_who_manage_the_workspace_set_up_cards(small: Town) -> None:
    refused = await small.say(small.ben, "drop set time:09:00")
    assert "may manage this workspace" in refused.message.readable

    allowed = await small.say(small.ada, "drop set time:09:00")
    assert "09:00" in allowed.message.readable


async def test_a_board_is_of_a_channel_or_of_the_whole_workspace(small: Town) -> None:
    here = (await small.say(small.ben, "leaderboard")).message
    titled = here.readable

    await small.ben.press(here, "Whole workspace")

    assert "This week in #study" in titled
    assert "This week in the whole workspace" in here.readable


async def test_who_manages_is_looked_up_however_great_the_rush(small: Town) -> None:
    small.slack._people._pace.rest(small.space.id, 3600.0)  # as after a rush

    allowed = await small.say(small.ada, "drop set time:09:00")

    assert "09:00" in allowed.message.readable


async def test_menus_set_the_hour_and_are_redrawn_in_place(small: Town) -> None:
    seen = await small.say(small.ada, "drop set time:09:00")
    editor = seen.message

    await small.ada.select(editor, "Time", "18:00")

    assert "18:00" in editor.readable
    assert small.ada.private == [editor]


async def test_a_deck_goes_to_direct_messages_as_a_file(small: Town) -> None:
    seen = await small.say(small.ben, "deck export basics")

    (given,) = small.ben.direct.messages
    assert given.files[0].name == "basics.toml"
    assert b"basics" in (given.files[0].data or b"")
    assert "basics.toml is in our direct messages" in seen.text


async def test_a_deck_that_slack_does_not_take_is_shown_as_text(small: Town) -> None:
    small.peer.fault("conversations.open", 1, Kind.ERROR, error="internal_error")

    seen = await small.say(small.ben, "deck export basics")

    assert 'title = "Basics"' in seen.text
    assert small.ben.direct.messages == []


async def test_a_deck_to_import_is_asked_for_in_a_modal(small: Town) -> None:
    seen = await small.say(small.ada, "deck import")

    (block,) = seen.view.blocks
    assert block["element"]["type"] == "file_input"


async def test_a_deck_is_imported_from_the_file_that_was_given(small: Town) -> None:
    asked = await small.say(small.ada, "deck import")

    seen = await small.ada.submit(
        asked.view, {"Deck file": small.ada.upload("tiny.toml", TINY)}
    )

    assert "Tiny is here: 1 card" in seen.view.readable
    assert "Study it here" in seen.view.buttons


async def test_while_a_deck_is_read_the_modal_says_so_and_nobody_waits(
    small: Town,
) -> None:
    small.background.seconds = 3
    asked = await small.say(small.ada, "deck import")
    given = small.ada.upload("tiny.toml", TINY)

    sent = asyncio.create_task(
        small.ada.submit(asked.view, {"Deck file": given}, patience=0)
    )
    others = await small.say(small.ben, "streak")
    assert "No streak just now" in others.text
    seen = await sent
    assert seen.view.readable.endswith("One moment …")

    assert await until(lambda: "Tiny is here: 1 card" in seen.view.readable, 20)


async def test_a_file_with_faults_changes_nothing(small: Town) -> None:
    asked = await small.say(small.ada, "deck import")
    given = small.ada.upload("tiny.toml", TINY.replace(b"answer", b"anwser"))

    seen = await small.ada.submit(asked.view, {"Deck file": given})

    assert "tiny.toml has 2 faults. Nothing was changed" in seen.view.readable
    assert "Tiny" not in (await small.say(small.ben, "deck list")).text


async def test_home_shows_how_one_stands_and_leads_on(small: Town) -> None:
    seen = await small.ben.open_home()
    assert "No streak just now" in seen.view.readable

    asked = await small.ben.press(seen.view, "Quiz me")

    assert asked.view.title == "Quiz"


async def test_a_shortcut_on_a_message_acts_for_its_channel(small: Town) -> None:
    drop = await small.drop()
    seen = await small.ben.shortcut(drop, "study_here")

    today = await small.ben.press(seen.message, "Today’s card")

    assert "Card of the day" in today.text


async def test_a_shortcut_in_a_thread_is_answered_there(small: Town) -> None:
    drop = await small.drop()
    talk = small.peer.posting.post(
        small.channel, small.ada.user, Draft("Hm?", thread_ts=drop.ts)
    )

    seen = await small.ben.shortcut(talk, "study_here")

    assert seen.message.thread_ts == drop.ts
    assert seen.message.only_for is small.ben.user


async def test_in_a_thread_what_takes_a_messages_place_stays_where_it_is(
    small: Town,
) -> None:
    drop = await small.drop()
    talk = small.peer.posting.post(
        small.channel, small.ada.user, Draft("Hm?", thread_ts=drop.ts)
    )
    menu = (await small.ben.shortcut(talk, "study_here")).message
    question = (await small.ben.press(menu, "Quiz me")).message
    await small.ben.press(question, "A")

    assert "Streak: 1 day" in question.readable
    said = [json.loads(c.args["body"]) for c in small.peer.called("response_url")]
    assert [(one["replace_original"], one.get("thread_ts")) for one in said[-3:]] == [
        (False, drop.ts),
        (False, drop.ts),
        (True, None),
    ]


async def test_an_admin_finds_the_channels_cards_in_the_menu(small: Town) -> None:
    await small.drop()
    menu = (await small.say(small.ada, "")).message

    status = (await small.ada.press(menu, "Cards here")).message

    assert "At 09:00" in status.readable
    assert "Change" in status.buttons


async def test_the_answers_picture_is_there_before_anybody_asks(small: Town) -> None:
    drop = await small.drop()
    await asyncio.sleep(0.3)
    before = len(small.peer.called("files.completeUploadExternal"))

    opened = await small.ben.press(drop, "Show answer")

    assert opened.view.pictures[0].data is not None
    assert len(small.peer.called("files.completeUploadExternal")) == before


async def test_a_shortcut_from_anywhere_opens_a_modal(small: Town) -> None:
    drop = await small.drop()
    opened = await small.ben.press(drop, "Show answer")
    await small.ben.submit(opened.view, {"Tick": ["0"]})
    small.ben.reload()

    seen = await small.ben.shortcut(None, "study")

    assert seen.view.buttons[:2] == ["Today’s card in #study", "Quiz me"]
    card = await small.ben.press(seen.view, "Today’s card in #study")
    assert "You have saved this one." in card.view.readable


async def test_in_direct_messages_the_personal_commands_work(small: Town) -> None:
    seen = await small.ben.slash(small.ben.direct, "/study", "quiz")
    assert seen.message.buttons

    refused = await small.ben.slash(small.ben.direct, "/study", "drop status")
    assert "channel" in refused.message.readable


async def test_the_menu_of_direct_messages_offers_what_works_there(small: Town) -> None:
    offered = (await small.ben.slash(small.ben.direct, "/study")).message
    assert offered.buttons == [
        *("Quiz me", "Review", "Streak", "Progress", "Settings", "Help")
    ]

    for label in offered.buttons:
        shown = await small.ben.press(offered, label)
        assert "works in a channel only" not in shown.text
    assert "type /study today there" in offered.readable


async def test_a_button_works_after_a_restart(small: Town) -> None:
    drop = await small.drop()
    await small.restart()

    seen = await small.ben.press(drop, "Answer")

    assert seen.view.submit == "Show me the answer"


async def test_what_comes_twice_is_done_once(small: Town) -> None:
    seen = await small.say(small.ben, "quiz form:check")
    small.peer.twist("interactive", 1, Twist.DUPLICATE)

    await small.ben.press(seen.message, "A")
    await asyncio.sleep(0.1)

    assert attempts(small) == 1
    assert len(small.peer.called("response_url")) == 2


async def test_two_quick_presses_are_one(small: Town) -> None:
    seen = await small.say(small.ben, "quiz form:check")
    await small.ben.press(seen.message, "A")

    await asyncio.gather(
        small.ben.press(seen.message, "Next"), small.ben.press(seen.message, "Next")
    )

    assert small.store.sizes()["rounds"] == 2


async def test_a_retried_event_is_shown_once(small: Town) -> None:
    small.peer.rules.event_retries = (0.0, 0.05)
    small.peer.twist("events_api", 1, Twist.DUPLICATE)

    await small.ben.open_home()
    await asyncio.sleep(0.1)

    assert len(small.peer.called("views.publish")) == 1


async def test_where_slack_takes_no_picture_in_an_answer_the_words_are_there(
    small: Town,
) -> None:
    drop = await small.drop()
    small.peer.fault("views.open", 1, Kind.ERROR, error="invalid_blocks")

    seen = await small.ben.press(drop, "Show answer")

    assert seen.view.pictures == []
    assert "The secret of one" in seen.view.readable
    assert seen.view.submit == "Save"


async def test_a_picture_that_slack_did_not_take_in_an_answer_is_brought_anew(
    small: Town,
) -> None:
    drop = await small.drop()
    await small.ben.press(drop, "Show answer")
    before = len(small.peer.called("files.completeUploadExternal"))
    small.peer.fault("views.open", 1, Kind.ERROR, error="invalid_blocks")
    await small.ada.press(drop, "Show answer")

    seen = await small.space.user("Cy").press(drop, "Show answer")

    assert len(small.peer.called("files.completeUploadExternal")) == before + 1
    assert seen.view.pictures[0].data is not None


async def test_a_fault_of_ours_is_logged_and_told_in_the_modal(
    small: Town, caplog: pytest.LogCaptureFixture
) -> None:
    drop = await small.drop()
    opened = await small.ben.press(drop, "Answer")
    small.store.close()

    seen = await small.ben.submit(opened.view, {"What would you say?": "Softmax"})

    (said,) = seen.errors.values()
    assert said.startswith("Something went wrong")
    assert "A modal failed" in caplog.text
    small.store = small.store.open(small.folder / "studybot.db")


async def test_each_picture_is_uploaded_once_to_a_workspace(small: Town) -> None:
    drop = await small.drop()
    await small.ben.press(drop, "Show answer")
    before = len(small.peer.called("files.completeUploadExternal"))
    await small.restart()

    await small.ada.press(drop, "Show answer")

    assert len(small.peer.called("files.completeUploadExternal")) == before


async def test_where_files_are_not_allowed_the_words_are_there(small: Town) -> None:
    small.peer.rules.uploads = False

    seen = await small.say(small.ben, "quiz form:check")

    assert seen.message.pictures == []
    assert "How large is" in seen.message.readable
    assert seen.message.buttons[:4] == ["A", "B", "C", "D"]


async def test_while_a_picture_is_drawn_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "PATIENCE", 0.1)
    async with town(tmp_path, peer.Rules(file_ready_after=0.5)) as slow:
        seen = await slow.say(slow.ben, "quiz form:check")
        await slow.ben.look(seen)
        assert await until(lambda: len(slow.ben.private) == 2, 60)

        said = [message.readable for message in slow.ben.private]
        assert said[0] == "One moment: I am drawing the picture."
        assert slow.ben.private[1].pictures[0].data is not None
        slow.clean()


async def test_a_modal_waits_for_its_picture_without_losing_the_trigger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "PATIENCE", 0.1)
    async with town(tmp_path, peer.Rules(file_ready_after=0.6)) as slow:
        drop = await slow.drop()
        opened = await slow.ben.press(drop, "Answer")
        await slow.ben.submit(opened.view, {"What would you say?": "Softmax"})
        assert slow.ben.view is not None
        view = slow.ben.view
        assert await until(lambda: view.submit == "Save", 60)

        assert view.pictures[0].data is not None
        slow.clean()


async def test_an_answer_that_comes_late_has_the_members_own_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interactions, "ACK_PATIENCE", 0.1)
    async with town(tmp_path, peer.Rules(file_ready_after=0.05)) as slow:
        await slow.say(slow.ben, "settings theme:dark")
        drop = await slow.drop()
        opened = await slow.ben.press(drop, "Answer")
        slow.painter.seconds = 0.5
        await slow.ben.submit(opened.view, {"What would you say?": "Softmax"})
        assert slow.ben.view is not None
        view = slow.ben.view
        assert await until(lambda: view.submit == "Save", 60)

        themes = [
            theme
            for picture, theme in slow.painter.asked
            if isinstance(picture.face, Face) and picture.face.kind is FaceKind.ANSWER
        ]
        assert themes[-1] is Theme.DARK
        slow.clean()


async def test_a_press_is_acknowledged_at_once_however_slow_slack_is(
    small: Town,
) -> None:
    small.peer.fault("users.info", 1, Kind.SLOW, ms=900)

    seen = await small.say(small.ben, "streak")

    assert seen.latency is not None
    assert seen.latency < 0.3
    assert "Your streak" in seen.message.readable


@pytest.mark.parametrize("kind", [Kind.STATUS_500, Kind.RESET_BEFORE])
async def test_an_answer_that_did_not_come_is_sent_once_more(
    small: Town, kind: Kind
) -> None:
    small.peer.fault("response_url", 1, kind)

    seen = await small.ben.slash(small.channel, "/study", "streak", patience=5)

    assert await until(lambda: "Your streak" in seen.text, 5)


@pytest.mark.parametrize("error", ["internal_error", "ratelimited", "team_access"])
async def test_where_no_modal_opens_the_answer_is_a_message(
    small: Town, error: str
) -> None:
    drop = await small.drop()
    small.peer.fault("views.open", 1, Kind.ERROR, error=error)

    seen = await small.ben.press(drop, "Show answer")

    assert "Which of these did you say?" in seen.message.readable


@pytest.mark.parametrize("error", ["internal_error", "ratelimited", "team_access"])
async def test_where_no_form_opens_one_is_asked_to_press_again(
    small: Town, error: str
) -> None:
    drop = await small.drop()
    small.peer.fault("views.open", 1, Kind.ERROR, error=error)

    seen = await small.ben.press(drop, "Answer")

    assert seen.message.readable == (
        "That took me too long. Please press the button once more."
    )


async def test_who_slack_does_not_tell_of_is_asked_to_try_again(small: Town) -> None:
    small.peer.fault("users.info", 1, Kind.ERROR, times=2, error="internal_error")

    seen = await small.say(small.ada, "drop set time:09:00 deck:basics")

    assert "Slack does not tell me just now whether you may do that" in seen.text
    again = await small.say(small.ada, "drop set time:09:00 deck:basics")
    assert "At 09:00 (UTC), every day." in again.text


async def test_a_spent_address_loses_nothing_that_was_done(
    small: Town, caplog: pytest.LogCaptureFixture
) -> None:
    seen = await small.say(small.ben, "quiz form:check")
    small.peer.fault("response_url", 1, Kind.ERROR, error="used_url")

    await small.ben.press(seen.message, "A", patience=0.2)

    assert attempts(small) == 1
    assert "Traceback" not in caplog.text


async def test_an_admin_of_another_workspace_manages_nothing_here() -> None:
    stranger = {"team_id": "T2", "is_admin": True, "tz": "UTC", "profile": {}}

    assert read(stranger, "T1", "eve").manages is False
    assert read({**stranger, "team_id": "T1"}, "T1", "eve").manages is True


async def test_hostile_names_and_decks_ping_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as made:
        await _hostile(made, DECK)


async def _hostile(made: Town, deck: Deck) -> None:
    with made.store.transaction():
        made.engine.ship([deck], made.now)
    eve = made.space.user("Eve", display_name="<!channel> <@U1> @here", admin=True)
    for line in ("drop set 09:00 deck:evil", "deck show evil", "quiz deck:evil"):
        seen = await made.say(eve, line)
        assert seen.posted
    await made.clock(hours=1)

    everything = [*made.channel.messages, *eve.private]
    assert [message.pings for message in everything] == [()] * len(everything)
    assert not [m for m in made.channel.messages if m.unfurl_links is not False]
    made.clean()


async def test_nothing_that_members_write_and_no_token_is_logged(
    small: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    drop = await small.drop()
    opened = await small.ben.press(drop, "Answer")
    await small.ben.submit(opened.view, {"What would you say?": "my-own-words"})

    ours = [r.getMessage() for r in caplog.records if r.name.startswith("adapters")]
    sdk = [r.getMessage() for r in caplog.records if r.name.startswith("slack")]
    for line in (*ours, *sdk):
        assert "my-own-words" not in line
        assert small.space.token not in line


async def test_bolt_reads_nothing_from_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        monkeypatch.setenv(name, "xoxb-another")

    async with town(tmp_path) as made:
        seen = await made.say(made.ben, "streak")

    assert "Your streak" in seen.text
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


async def test_two_hundred_presses_at_once_are_all_acknowledged_and_kept(
    small: Town,
) -> None:
    small.peer.rules.ack_within = 60  # how long it takes is what `bench` measures
    crowd = [small.space.user(f"Member {n}", tz="UTC") for n in range(200)]
    drop = await small.drop()

    await asyncio.gather(*(one.press(drop, "Show answer", patience=0) for one in crowd))
    assert await until(lambda: attempts(small) == len(crowd), 60)

    pressed = small.peer.deliveries[-len(crowd) :]
    assert [one.failure for one in pressed] == [None] * len(crowd)


async def test_a_workspace_that_takes_the_app_out_is_left(small: Town) -> None:
    await small.drop()

    for told in small.space.uninstall():
        await told.done.wait()

    assert small.store.channels.next_due() is None


async def test_a_deck_is_shown_with_eighty_signs_of_each_question_at_the_most(
    small: Town,
) -> None:
    fits, longer = "x" * 71, "y" * 72  # What is …?
    with small.store.transaction():
        small.engine.ship([deck("long", fits, longer)], small.now)

    shown = (await small.say(small.ben, "deck show long")).message.readable

    assert f"What is {fits}?" in shown
    assert "What is…\n" in shown
    assert longer not in shown


async def test_of_many_challenges_that_are_due_five_go_on_in_each_call(
    small: Town,
) -> None:
    for number in range(6):
        there = small.space.channel(f"room-{number}")
        await small.ada.slash(there, "/study", "challenge deck:basics")
    small.now += timedelta(days=1)
    waiting = []
    for _ in range(2):
        waiting.append(len(small.store.challenges.due(small.now, 10)))
        with small.store.transaction():
            small.engine.due(small.now)

    assert waiting == [6, 1]
    assert small.store.challenges.due(small.now, 10) == []
